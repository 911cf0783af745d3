import { mean } from "./statistics";

/** One row of features for each picture. */
export type Rows = readonly (readonly number[])[];

/** Squared distance of two rows. */
export function squared(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0);
}

/** Squared Fréchet distance of normal distributions with the means and covariances of the rows (Dowson and Landau, 1982; Heusel et al., 2017). */
export function frechet(a: Rows, b: Rows): number {
  const [first, second] = [moments(a), moments(b)];
  const root = rootOf(first.covariance);
  const product = multiplied(multiplied(root, second.covariance), root);
  const trace = (matrix: Rows) => matrix.reduce((sum, row, at) => sum + (row[at] ?? 0), 0);
  const shared = eigen(product).values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return squared(first.middle, second.middle) + trace(first.covariance) + trace(second.covariance) - 2 * shared;
}

function moments(rows: Rows): { readonly middle: number[]; readonly covariance: number[][] } {
  const middle = (rows[0] ?? []).map((_, at) => mean(rows.map((row) => row[at] ?? 0)));
  const covariance = middle.map((_, i) =>
    middle.map(
      (_, j) =>
        rows.reduce((sum, row) => sum + ((row[i] ?? 0) - (middle[i] ?? 0)) * ((row[j] ?? 0) - (middle[j] ?? 0)), 0) /
        (rows.length - 1),
    ),
  );
  return { middle, covariance };
}

function multiplied(a: Rows, b: Rows): number[][] {
  return a.map((row) => (b[0] ?? []).map((_, column) => row.reduce((sum, value, at) => sum + value * (b[at]?.[column] ?? 0), 0)));
}

/** The symmetric square root of a symmetric matrix without negative eigenvalues. */
function rootOf(matrix: Rows): number[][] {
  const { values, vectors } = eigen(matrix);
  return matrix.map((_, i) =>
    matrix.map((_, j) =>
      values.reduce((sum, value, k) => sum + Math.sqrt(Math.max(0, value)) * (vectors[i]?.[k] ?? 0) * (vectors[j]?.[k] ?? 0), 0),
    ),
  );
}

/** Eigenvalues, and eigenvectors as columns, of a symmetric matrix (cyclic Jacobi; Golub and Van Loan, 8.5). */
function eigen(given: Rows): { readonly values: number[]; readonly vectors: number[][] } {
  const size = given.length;
  const a = given.map((row) => Float64Array.from(row));
  const v = given.map((_, i) => Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
  const get = (m: readonly Float64Array[], i: number, j: number) => m[i]?.[j] ?? 0;
  const set = (m: readonly Float64Array[], i: number, j: number, value: number) => {
    const row = m[i];
    if (row) row[j] = value;
  };
  for (let sweep = 0; sweep < 60; sweep++)
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(get(a, p, q)) < 1e-300) continue;
        const theta = (get(a, q, q) - get(a, p, p)) / (2 * get(a, p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < size; k++) {
          const [x, y] = [get(a, k, p), get(a, k, q)];
          set(a, k, p, c * x - s * y);
          set(a, k, q, s * x + c * y);
        }
        for (let k = 0; k < size; k++) {
          const [x, y] = [get(a, p, k), get(a, q, k)];
          set(a, p, k, c * x - s * y);
          set(a, q, k, s * x + c * y);
          const [vx, vy] = [get(v, k, p), get(v, k, q)];
          set(v, k, p, c * vx - s * vy);
          set(v, k, q, s * vx + c * vy);
        }
      }
  return { values: a.map((row, at) => row[at] ?? 0), vectors: v.map((row) => [...row]) };
}

/**
 * Density and coverage of made pictures among real ones: how many of the balls round each real picture up to its k-th neighbour hold a made one, and
 * the share of the balls that hold any (Naeem et al., Reliable Fidelity and Diversity Metrics for Generative Models, ICML 2020).
 */
export function densityCoverage(real: Rows, made: Rows, k: number): { readonly density: number; readonly coverage: number } {
  const radii = real.map(
    (one) => real.map((other) => squared(one, other)).toSorted((x, y) => x - y)[Math.min(k, real.length - 1)] ?? 0,
  );
  let [within, covered] = [0, 0];
  for (const [at, one] of real.entries()) {
    const inside = made.filter((other) => squared(one, other) < (radii[at] ?? 0)).length;
    within += inside;
    if (inside > 0) covered++;
  }
  return { density: within / (k * made.length), coverage: covered / real.length };
}
