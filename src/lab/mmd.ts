import { type Random, stream } from "../recipe/random";
import { deviation, mean, normalTails } from "./statistics";
import { type Rows, squared } from "./two-samples";

/** Above so many rows on both sides together, kernels are evaluated within blocks only. */
const MOST_WHOLE = 600;
const SMALLEST_BLOCK = 50;
const MOST_FOR_MEDIAN = 500;

/**
 * How far apart two sets are by their kernel means: unbiased squared maximum mean discrepancy (MMD), and p. `standardError` is that of a mean over
 * `blocks`, where the sets are too large to compare all with all.
 */
export type Mmd = { readonly mmd: number; readonly p: number; readonly blocks?: number; readonly standardError?: number };

/** All with all and p by permutations for small sets; by blocks, with p by the normal limit, for others. */
export function mmdTest(a: Rows, b: Rows, permutations: number): Mmd {
  const gamma = medianGamma(sampled([...a, ...b], MOST_FOR_MEDIAN));
  return a.length + b.length <= MOST_WHOLE ? kernelMmd(a, b, gamma, permutations) : blockMmd(a, b, gamma);
}

/**
 * Unbiased squared maximum mean discrepancy with the kernel exp(-gamma d^2), and the share of random partitions with one at least as large
 * (Gretton et al., A Kernel Two-Sample Test, JMLR 2012, eq. 3).
 */
export function kernelMmd(a: Rows, b: Rows, gamma: number, permutations: number): Mmd {
  const all = [...a, ...b];
  const kernel = all.map((one) => Float64Array.from(all, (other) => Math.exp(-gamma * squared(one, other))));
  const of = (order: readonly number[]): number => {
    let [inA, inB, between] = [0, 0, 0];
    for (const [i, one] of order.entries())
      for (let j = 0; j < i; j++) {
        const value = kernel[one]?.[order[j] ?? 0] ?? 0;
        if (i < a.length) inA += 2 * value;
        else if (j >= a.length) inB += 2 * value;
        else between += 2 * value;
      }
    return inA / (a.length * (a.length - 1)) + inB / (b.length * (b.length - 1)) - between / (a.length * b.length);
  };
  const order = all.map((_, at) => at);
  const mmd = of(order);
  let asLarge = 1;
  const random = stream(0, 0, "lab", "permutations");
  for (let round = 0; round < permutations; round++) {
    shuffle(order, random);
    if (of(order) >= mmd) asLarge++;
  }
  return { mmd, p: asLarge / (permutations + 1) };
}

/**
 * The mean of the unbiased estimate over blocks of about the square root of the smaller set: as many kernels as rows to the power 1.5. Blocks are
 * independent, so the mean is normal in the limit, and its error is that of a mean (Zaremba, Gretton and Blaschko, B-tests, NeurIPS 2013).
 */
export function blockMmd(a: Rows, b: Rows, gamma: number): Mmd {
  const smaller = Math.min(a.length, b.length);
  const blocks = Math.max(2, Math.floor(smaller / Math.max(SMALLEST_BLOCK, Math.floor(Math.sqrt(smaller)))));
  const [first, second] = [sampled(a, a.length), sampled(b, b.length)];
  const part = (rows: Rows, at: number) =>
    rows.slice(Math.floor((at * rows.length) / blocks), Math.floor(((at + 1) * rows.length) / blocks));
  const values = Array.from({ length: blocks }, (_, at) => kernelMmd(part(first, at), part(second, at), gamma, 0).mmd);
  const [mmd, standardError] = [mean(values), deviation(values) / Math.sqrt(blocks)];
  const tails = standardError === 0 ? (mmd === 0 ? 1 : 0) : normalTails(mmd / standardError);
  return { mmd, p: mmd > 0 ? tails / 2 : 1 - tails / 2, blocks, standardError };
}

/** Gamma for the kernel by the median of the distances between all rows. */
export function medianGamma(rows: Rows): number {
  const distances = rows.flatMap((one, at) => rows.slice(at + 1).map((other) => squared(one, other))).toSorted((x, y) => x - y);
  return 1 / (2 * Math.max(distances[Math.floor(distances.length / 2)] ?? 1, 1e-12));
}

/** At most so many rows, by chance and always the same. */
export function sampled<T>(rows: readonly T[], most: number): T[] {
  const all = [...rows];
  shuffle(all, stream(0, 0, "lab", "sampled"));
  return all.slice(0, most);
}

/** Fisher and Yates' shuffle, in place. */
function shuffle<T>(list: T[], random: Random): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
}
