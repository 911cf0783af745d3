/** A normal distribution cut off at both ends. The mean lies inside: `min <= mean <= max`. */
export type TruncatedNormal = { readonly mean: number; readonly sd: number; readonly min: number; readonly max: number };

/** Further out than this many standard deviations a double cannot tell the normal distribution from 0 or 1. */
const farOut = 8;

/** Enough halvings that the interval left is finer than the 32 bits of a random number. */
const halvings = 44;

/**
 * The number below which the share `rank` (0 to 1) of a truncated normal distribution lies: its inverse cumulative
 * distribution, by bisection. One random number in, one number out, so nothing has to be drawn again.
 */
export function truncatedNormal({ mean, sd, min, max }: TruncatedNormal, rank: number): number {
  let low = Math.max(-farOut, (min - mean) / sd);
  let high = Math.min(farOut, (max - mean) / sd);
  const wanted = shareFromMean(low) + rank * (shareFromMean(high) - shareFromMean(low));
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (shareFromMean(middle) < wanted) low = middle;
    else high = middle;
  }
  return Math.min(max, Math.max(min, mean + (sd * (low + high)) / 2));
}

/**
 * Share of the standard normal distribution between 0 and `z`, negative below 0 (Marsaglia, Evaluating the Normal
 * Distribution, 2004). Keeping the half away leaves all digits for a `z` near 0.
 */
function shareFromMean(z: number): number {
  let term = z;
  let sum = z;
  let before = 0;
  for (let odd = 3; sum !== before; odd += 2) {
    term *= (z * z) / odd;
    before = sum;
    sum += term;
  }
  return (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
