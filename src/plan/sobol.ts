import { joeKuo } from "./sobol-numbers";

const BITS = 32;

/** Dimensions that there are direction numbers for. */
export const SOBOL_DIMENSIONS = joeKuo.length + 1;

/**
 * One coordinate of a point of the Sobol sequence (Sobol, 1967), as a 32-bit fraction. Points have the order of the binary digits of
 * their index, not of its Gray code: blocks of 2^k points hold the same points in both.
 */
export function sobol(index: number, dimension: number): number {
  const directions = directionsOf(dimension);
  let word = 0;
  for (let bit = 0, rest = index >>> 0; rest !== 0; bit++, rest >>>= 1) if (rest & 1) word ^= directions[bit] ?? 0;
  return word >>> 0;
}

/**
 * Scrambles the digits of a 32-bit fraction, each by a coin that depends on all digits before it (Owen, 1995), with coins from a hash
 * (Laine and Karras, 2011; constants of Vegdahl, 2021; Burley, Practical Hash-based Owen Scrambling, JCGT 2020).
 */
export function owenScrambled(word: number, seed: number): number {
  let bits = reversed(word);
  bits ^= Math.imul(bits, 0x3d20adea);
  bits = (bits + seed) | 0;
  bits = Math.imul(bits, (seed >>> 16) | 1);
  bits ^= Math.imul(bits, 0x05526c56);
  bits ^= Math.imul(bits, 0x53a22864);
  return reversed(bits);
}

/** The 32 binary digits of a number in reverse. Unsigned. */
function reversed(word: number): number {
  let bits = word;
  bits = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
  return ((bits >>> 16) | (bits << 16)) >>> 0;
}

const known: (Uint32Array | undefined)[] = [];

/** Direction numbers of a dimension, counted from 0: the i-th has its leading digit at place i. */
function directionsOf(dimension: number): Uint32Array {
  const found = known[dimension];
  if (found) return found;
  const numbers = new Uint32Array(BITS);
  const [polynomial, ...first] = dimension === 0 ? [1] : (joeKuo[dimension - 1] ?? []);
  if (polynomial === undefined) throw new Error(`Dimension ${dimension} given; there are ${SOBOL_DIMENSIONS}`);
  const degree = first.length;
  for (let at = 0; at < BITS; at++) {
    if (at < degree || degree === 0) {
      numbers[at] = (first[at] ?? 1) << (BITS - 1 - at);
      continue;
    }
    const back = numbers[at - degree] ?? 0;
    let word = back ^ (back >>> degree);
    for (let step = 1; step < degree; step++) if ((polynomial >>> (degree - step)) & 1) word ^= numbers[at - step] ?? 0;
    numbers[at] = word;
  }
  known[dimension] = numbers;
  return numbers;
}
