/**
 * Named random streams: the only source of randomness in the pipeline. `stream(seed, index, "weather")` always gives the
 * same numbers, whatever other streams were drawn from, so switching one factor on or off leaves every other choice as it was.
 *
 * The generator is xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c); its 128 bits of
 * state come from four murmur3 hashes of the stream's name.
 */

/** Draws the next number, uniform in [0, 1), with 32 random bits. */
export type Random = () => number;

/** The stream for one purpose in one image. Purposes may be nested: `stream(seed, index, "car", 3, "paint")`. */
export function stream(seed: number, index: number, ...purpose: readonly (string | number)[]): Random {
  const name = utf8.encode([seed, index, ...purpose].join("/"));
  return xoshiro128([murmur3(name, 1), murmur3(name, 2), murmur3(name, 3), murmur3(name, 4)]);
}

/** A xoshiro128** generator from four 32-bit words of state, not all zero. */
export function xoshiro128(words: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = words;
  return () => {
    const product = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return (product >>> 0) / 2 ** 32;
  };
}

const utf8 = new TextEncoder();

/** MurmurHash3 x86 32-bit (Appleby, https://github.com/aappleby/smhasher). Unsigned. */
export function murmur3(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let hash = seed;
  for (let at = 0; at < whole; at += 4) {
    hash = Math.imul(rotateLeft(hash ^ scramble(view.getUint32(at, true)), 13), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= whole; at--) tail = (tail << 8) | view.getUint8(at);
  hash ^= scramble(tail) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(word: number): number {
  return Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** A number uniform in [low, high). */
export function uniform(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** A whole number uniform in [low, high], both included. */
export function integer(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** True with the given probability. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

/** One item of a non-empty list, with equal chances or by weights (any positive scale). */
export function pick<T>(random: Random, items: readonly T[], weights?: readonly number[]): T {
  const total = weights ? weights.reduce((sum, weight) => sum + weight, 0) : items.length;
  let left = random() * total;
  for (const [at, item] of items.entries()) {
    left -= weights ? (weights[at] ?? 0) : 1;
    if (left < 0) return item;
  }
  const last = items.findLast((_, at) => (weights?.[at] ?? 1) > 0);
  if (last === undefined) throw new Error("pick() needs at least one item with a positive weight");
  return last;
}

/** A standard normal number (Box and Muller, 1958). */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
