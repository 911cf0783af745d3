import { stream } from "../recipe/random";
import type { Rows } from "./two-samples";

/** Weights of the features and, last, the intercept. */
export type Logistic = readonly number[];

/** Logistic regression with the penalty ridge/2 times the squared weights, by Newton's method. `labels` are 0 or 1. */
export function logistic(rows: Rows, labels: readonly number[], ridge: number): Logistic {
  const size = (rows[0]?.length ?? 0) + 1;
  const full = rows.map((row) => [...row, 1]);
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < 50; step++) {
    const gradient = weights.map((weight, at) => (at < size - 1 ? ridge * weight : 0));
    const hessian = weights.map((_, i) => weights.map((_, j) => (i !== j ? 0 : i < size - 1 ? ridge : 1e-12)));
    for (const [n, row] of full.entries()) {
      const p = 1 / (1 + Math.exp(-score(weights, row)));
      for (const [i, x] of row.entries()) {
        gradient[i] = (gradient[i] ?? 0) + (p - (labels[n] ?? 0)) * x;
        const line = hessian[i];
        if (line) for (const [j, y] of row.entries()) line[j] = (line[j] ?? 0) + p * (1 - p) * x * y;
      }
    }
    const change = solved(hessian, gradient);
    weights = weights.map((weight, at) => weight - (change[at] ?? 0));
    if (Math.max(...change.map(Math.abs)) < 1e-12) break;
  }
  return weights;
}

function score(weights: Logistic, row: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * (row[at] ?? 0), 0);
}

/** Gaussian elimination with pivots. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, at) => (Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? column + at : best), column);
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    const own = rows[column] ?? [];
    for (const [at, row] of rows.entries()) {
      if (at === column) continue;
      const factor = (row[column] ?? 0) / (own[column] ?? 1);
      for (let k = column; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (own[k] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

/** Area under the ROC curve: the chance that a 1 scores higher than a 0, ties counting half, by ranks (Hanley and McNeil, 1982). */
export function areaUnderCurve(scores: readonly number[], labels: readonly number[]): number {
  const order = scores.map((value, at) => ({ value, label: labels[at] ?? 0 })).toSorted((x, y) => x.value - y.value);
  const ones = labels.filter((label) => label === 1).length;
  let ranks = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    ranks += ((from + 1 + to) / 2) * order.slice(from, to).filter(({ label }) => label === 1).length;
    from = to;
  }
  return (ranks - (ones * (ones + 1)) / 2) / (ones * (labels.length - ones));
}

/** Can two sets of pictures be told apart? The AUC of logistic regression over folds that it has not seen (Lopez-Paz and Oquab, 2017): 0.5 means no. */
export function classifierTest(a: Rows, b: Rows, folds: number): { readonly auc: number; readonly weights: Logistic } {
  const rows = [...a, ...b];
  const labels = [...a.map(() => 0), ...b.map(() => 1)];
  const random = stream(0, 0, "lab", "folds");
  const places = rows.map((_, at) => ({ at, key: random() })).toSorted((x, y) => x.key - y.key);
  const foldOf = new Map<number, number>();
  for (const label of [0, 1])
    for (const [n, { at }] of places.filter((one) => labels[one.at] === label).entries()) foldOf.set(at, n % folds);
  const scores = new Array<number>(rows.length).fill(0);
  for (let fold = 0; fold < folds; fold++) {
    const seen = rows.flatMap((_, at) => (foldOf.get(at) === fold ? [] : [at]));
    const weights = logistic(
      seen.map((at) => rows[at] ?? []),
      seen.map((at) => labels[at] ?? 0),
      1,
    );
    for (const [at, row] of rows.entries()) if (foldOf.get(at) === fold) scores[at] = score(weights, [...row, 1]);
  }
  return { auc: areaUnderCurve(scores, labels), weights: logistic(rows, labels, 1) };
}
