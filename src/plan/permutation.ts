import { murmur3 } from "../recipe/random";

const ROUNDS = 4;

/** A 32-bit key from a name, such as `keyOf(seed, "sampling", "weather")`. */
export function keyOf(...name: readonly (string | number)[]): number {
  return murmur3(utf8.encode(name.join("/")), 0);
}

const utf8 = new TextEncoder();

/**
 * Where a permutation of 0 to size - 1 takes one number, without the others: a Feistel network over the next power of four, walked until it
 * comes back into the range (Black and Rogaway, Ciphers with Arbitrary Finite Domains, 2002).
 */
export function permuted(number: number, size: number, key: number): number {
  if (!(number >= 0 && number < size)) throw new Error(`permuted() got ${number}, which is not below ${size}`);
  const half = Math.max(1, Math.ceil(Math.log2(Math.max(size, 2)) / 2));
  const side = 2 ** half;
  let place = number;
  do {
    let left = Math.floor(place / side);
    let right = place % side;
    for (let round = 0; round < ROUNDS; round++) [left, right] = [right, left ^ (mixed(right, key + round) % side)];
    place = left * side + right;
  } while (place >= size);
  return place;
}

/** The finisher of MurmurHash3 over a number and a key. */
function mixed(number: number, key: number): number {
  let hash = Math.imul(number ^ Math.imul(key, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
