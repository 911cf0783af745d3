/** Whole numbers from 0 to below a limit, the same for the same seed (a linear congruential generator: Knuth, MMIX). */
export function numbers(from: number): (limit: number) => number {
  let state = BigInt(from);
  return (limit) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & (2n ** 64n - 1n);
    return Number((state >> 33n) % BigInt(limit));
  };
}
