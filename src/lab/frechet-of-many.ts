import type { Rows } from "./two-samples";

/**
 * Squared Fréchet distance for rows of many features: the same as `frechet`, without matrices as large as the features are many. The trace of the root of
 * the product of the covariances A'A and B'B is the sum of the singular values of AB', which has a row for each picture of one set and a column
 * for each of the other.
 */
export function frechetOfMany(a: Rows, b: Rows): number {
  const [first, second] = a.length <= b.length ? [centred(a), centred(b)] : [centred(b), centred(a)];
  let middles = 0;
  for (const [at, value] of first.middle.entries()) middles += (value - (second.middle[at] ?? 0)) ** 2;
  const product = first.rows.map((one) => Float64Array.from(second.rows, (other) => dot(one, other)));
  const gram = product.map((one) => Float64Array.from(product, (other) => dot(one, other)));
  const shared = eigenvalues(gram).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return middles + first.trace + second.trace - 2 * shared;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Rows less their mean, over the root of their number less one, so that the squares add up to covariances. */
function centred(rows: Rows) {
  const middle = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (const [at, value] of row.entries()) middle[at] = (middle[at] ?? 0) + value / rows.length;
  const scale = Math.sqrt(rows.length - 1);
  const scaled = rows.map((row) => Float64Array.from(row, (value, at) => (value - (middle[at] ?? 0)) / scale));
  return { middle, rows: scaled, trace: scaled.reduce((sum, row) => sum + dot(row, row), 0) };
}

/** Eigenvalues of a symmetric matrix: Householder's tridiagonal form, then QL with implicit shifts (Golub and Van Loan, 8.3; EISPACK tred1, imtql1). */
function eigenvalues(given: readonly Float64Array[]): Float64Array {
  const size = given.length;
  const a = given.map((row) => row.slice());
  const get = (row: number, column: number) => a[row]?.[column] ?? 0;
  const [diagonal, beside] = [new Float64Array(size), new Float64Array(size)];
  for (let i = size - 1; i > 0; i--) {
    const own = a[i] ?? new Float64Array(size);
    const length = Math.sqrt(own.subarray(0, i).reduce((sum, value) => sum + value * value, 0));
    diagonal[i] = own[i] ?? 0;
    const last = own[i - 1] ?? 0;
    const alpha = last > 0 ? -length : length;
    beside[i] = alpha;
    const half = length * length - last * alpha;
    if (half === 0) continue;
    own[i - 1] = last - alpha;
    const v = own.subarray(0, i);
    const p = new Float64Array(i);
    for (let j = 0; j < i; j++) {
      const row = a[j] ?? p;
      for (let k = 0; k < i; k++) p[j] = (p[j] ?? 0) + ((row[k] ?? 0) * (v[k] ?? 0)) / half;
    }
    const pull = dot(v, p) / (2 * half);
    for (let j = 0; j < i; j++) p[j] = (p[j] ?? 0) - pull * (v[j] ?? 0);
    for (let j = 0; j < i; j++) {
      const row = a[j] ?? p;
      for (let k = 0; k < i; k++) row[k] = (row[k] ?? 0) - (v[j] ?? 0) * (p[k] ?? 0) - (p[j] ?? 0) * (v[k] ?? 0);
    }
  }
  diagonal[0] = get(0, 0);
  beside.copyWithin(0, 1);
  beside[size - 1] = 0;
  return implicitQl(diagonal, beside);
}

/** Eigenvalues of a tridiagonal matrix, in place of its diagonal. */
function implicitQl(d: Float64Array, e: Float64Array): Float64Array {
  const size = d.length;
  const at = (list: Float64Array, n: number) => list[n] ?? 0;
  for (let l = 0; l < size; l++)
    for (let round = 0; round < 60; round++) {
      let m = l;
      while (m < size - 1 && Math.abs(at(e, m)) > 2e-16 * (Math.abs(at(d, m)) + Math.abs(at(d, m + 1)))) m++;
      if (m === l) break;
      const slope = (at(d, l + 1) - at(d, l)) / (2 * at(e, l));
      const root = Math.hypot(slope, 1);
      let g = at(d, m) - at(d, l) + at(e, l) / (slope + (slope < 0 ? -root : root));
      let [s, c, p] = [1, 1, 0];
      let isWhole = true;
      for (let i = m - 1; i >= l; i--) {
        const f = s * at(e, i);
        const b = c * at(e, i);
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] = at(d, i + 1) - p;
          e[m] = 0;
          isWhole = false;
          break;
        }
        [s, c] = [f / r, g / r];
        g = at(d, i + 1) - p;
        const next = (at(d, i) - g) * s + 2 * c * b;
        p = s * next;
        d[i + 1] = g + p;
        g = c * next - b;
      }
      if (!isWhole) continue;
      d[l] = at(d, l) - p;
      e[l] = g;
      e[m] = 0;
    }
  return d;
}
