import { expect, test } from "vitest";
import { areaUnderCurve, classifierTest, logistic } from "../../src/lab/classifier";
import { blockMmd, kernelMmd, medianGamma } from "../../src/lab/mmd";
import {
  benjaminiHochberg,
  histogram,
  holm,
  jensenShannon,
  kolmogorovSmirnov,
  kullbackLeibler,
  normalTails,
  quantile,
  sharesDiffer,
  smoothed,
  wasserstein,
} from "../../src/lab/statistics";
import { densityCoverage, frechet } from "../../src/lab/two-samples";

// Expectations were computed with NumPy 2.4 and SciPy 1.17 from the same numbers.
const a = [1.764, 0.4, 0.979, 2.241, 1.868, -0.977, 0.95, -0.151, -0.103, 0.411, 0.144, 1.454];
const b = [1.565, 0.67, 1.121, 0.967, 2.592, 0.213, 0.938, -0.696, -3.074];
const x = [
  [0.65, 0.86, -0.74],
  [2.27, -1.45, 0.05],
  [-0.19, 1.53, 1.47],
  [0.15, 0.38, -0.89],
  [-1.98, -0.35, 0.16],
  [1.23, 1.2, -0.39],
];
const y = [
  [0.04, -0.86, -1.3],
  [-1.65, 2.74, -0.21],
  [-0.13, -1.1, 1.33],
  [-1.54, 0.14, -0.67],
  [0.86, -0.21, -1.02],
];

test("distributions of one feature agree with scipy.stats", () => {
  expect(kolmogorovSmirnov(a, b).distance).toBeCloseTo(0.16666666666666669, 12);
  // scipy's `asymp` is a finite-n form; the limit at sqrt(nm/(n+m)) D = 0.37796 is this (scipy.stats.kstwobign.sf).
  expect(kolmogorovSmirnov(a, b).p).toBeCloseTo(0.9988220860491305, 6);
  expect(wasserstein(a, b)).toBeCloseTo(0.5176666666666666, 12);
  expect(kullbackLeibler([0.1, 0.4, 0.5], [0.8, 0.15, 0.05])).toBeCloseTo(1.3356800935337299, 12);
  expect(jensenShannon([0.1, 0.4, 0.5], [0.8, 0.15, 0.05])).toBeCloseTo(0.29126084062606394, 12);
  for (const [at, p] of [0.03, 0.06, 0.06, 0.03, 0.24, 0.9].entries())
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.2, 0.9])[at]).toBeCloseTo(p, 12);
  expect(histogram([0, 0.1, 0.5, 1], 0, 1, 2)).toEqual([0.5, 0.5]);
});

test("distributions of many features agree with NumPy", () => {
  expect(frechet(x, y)).toBeCloseTo(1.485915110904608, 9);
  expect(kernelMmd(x, y, 0.5, 0).mmd).toBeCloseTo(0.0013032912725115253, 12);
  expect(densityCoverage(x, y, 2)).toEqual({ density: 0.8, coverage: 0.5 });
  expect(medianGamma([[0], [1], [3]])).toBeCloseTo(1 / 8, 12);
});

test("logistic regression and AUC agree with scipy.optimize and the rank statistic", () => {
  const labels = [...x.map(() => 0), ...y.map(() => 1)];
  const weights = logistic([...x, ...y], labels, 1);
  for (const [at, w] of [-0.5587923626519343, -0.27545298334784896, -0.34699353643011127, -0.2104446107561606].entries())
    expect(weights[at]).toBeCloseTo(w, 6);
  expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8, 0.4, 0.2], [0, 0, 1, 1, 1, 0])).toBeCloseTo(0.8333333333333334, 12);
});

test("two halves of one set cannot be told apart, two different sets can", () => {
  const grid = Array.from({ length: 80 }, (_, n) => [Math.sin(n * 1.7), Math.cos(n * 2.3)]);
  const [one, other] = [grid.filter((_, n) => n % 2 === 0), grid.filter((_, n) => n % 2 === 1)];
  const moved = other.map(([p = 0, q = 0]) => [p + 2, q]);
  const gamma = medianGamma(grid);
  expect(kernelMmd(one, other, gamma, 100).p).toBeGreaterThan(0.05);
  expect(kernelMmd(one, moved, gamma, 100).p).toBeLessThan(0.02);
  expect(classifierTest(one, other, 5).auc).toBeLessThan(0.7);
  const told = classifierTest(one, moved, 5);
  expect(told.auc).toBeGreaterThan(0.9);
  expect(Math.abs(told.weights[0] ?? 0)).toBeGreaterThan(Math.abs(told.weights[1] ?? 0));
});

test("tests of many features at once, and of shares, agree with SciPy", () => {
  for (const [at, p] of [0.05, 0.12, 0.12, 0.03, 0.4, 0.9].entries())
    expect(holm([0.01, 0.04, 0.03, 0.005, 0.2, 0.9])[at]).toBeCloseTo(p, 12);
  for (const [z, p] of [
    [0.3, 0.7641771556220948],
    [1.96, 0.04999579029644087],
    [-4, 6.334248366623973e-5],
    [7, 2.55962508777167e-12],
  ] as const)
    expect(normalTails(z) / p).toBeCloseTo(1, 6);
  // chi2_contingency([[30, 70], [55, 45]], correction=False)
  expect(sharesDiffer(30, 100, 55, 100)).toBeCloseTo(0.0003489013882650477, 8);
  for (const [share, value] of [
    [0.05, 1.1],
    [0.5, 3],
    [0.95, 8],
  ] as const)
    expect(quantile([3, 1, 4, 1.5, 9], share)).toBeCloseTo(value, 12);
  // (0.5 * 4 + 0.5) / (4 + 1) and (0 + 0.5) / 5: a divergence from an empty bin is finite.
  expect(smoothed([0.5, 0.5], 4)).toEqual([0.5, 0.5]);
  expect(smoothed([1, 0], 4)).toEqual([0.9, 0.1]);
});

test("MMD by blocks is that of all with all, within its own error, for a fraction of the work", () => {
  const normal = (n: number, k: number) =>
    Math.sqrt(-2 * Math.log(1 - ((n * 0.754877666) % 1))) * Math.cos(2 * Math.PI * ((n * 0.569840291 + k / 3) % 1));
  const rows = (count: number, shift: number, from: number) =>
    Array.from({ length: count }, (_, n) => [normal(n + from, 0) + shift, normal(n + from, 1)]);
  const [one, same, moved] = [rows(600, 0, 1), rows(600, 0, 10_001), rows(600, 0.5, 20_001)];
  const exact = kernelMmd(one, moved, 0.5, 0).mmd;
  const told = blockMmd(one, moved, 0.5);
  expect(told.blocks).toBe(12);
  expect(Math.abs(told.mmd - exact)).toBeLessThan(3 * (told.standardError ?? 0));
  expect(told.p).toBeLessThan(1e-3);
  expect(blockMmd(one, same, 0.5).p).toBeGreaterThan(0.01);
});
