/** Points of the unit cube, one row each. */
export type Points = readonly (readonly number[])[];

/**
 * Centred L2 discrepancy, squared, as scipy.stats.qmc.discrepancy gives it (Hickernell, A generalized discrepancy and quadrature error bound,
 * Math. Comp. 67, 1998, eq. 5.3a): 0 for points that fill the cube evenly.
 */
export function centredDiscrepancy(points: Points): number {
  const count = points.length;
  const dimensions = points[0]?.length ?? 0;
  const away = points.map((point) => point.map((x) => Math.abs(x - 0.5)));
  let single = 0;
  for (const row of away) single += row.reduce((product, a) => product * (1 + a / 2 - (a * a) / 2), 1);
  let pairs = 0;
  for (const [i, one] of points.entries())
    for (const [j, other] of points.entries()) {
      let product = 1;
      for (let k = 0; k < dimensions; k++) {
        const apart = Math.abs((one[k] ?? 0) - (other[k] ?? 0));
        product *= 1 + ((away[i]?.[k] ?? 0) + (away[j]?.[k] ?? 0) - apart) / 2;
      }
      pairs += product;
    }
  return (13 / 12) ** dimensions - (2 / count) * single + pairs / count ** 2;
}

/** How many of the pairs of levels of each two factors occur together (Kuhn, Kacker and Lei, Practical Combinatorial Testing, 2010). */
export type PairCoverage = {
  readonly covered: number;
  readonly possible: number;
  /** Pairs that never occur together, as `[first factor, its level, second factor, its level]`. */
  readonly missing: readonly (readonly [string, string, string, string])[];
};

/** Coverage of pairs by rows that give each factor's level. `levels` are all that can occur. */
export function pairCoverage(
  rows: readonly Readonly<Record<string, string>>[],
  levels: Readonly<Record<string, readonly string[]>>,
): PairCoverage {
  const names = Object.keys(levels);
  const missing: [string, string, string, string][] = [];
  let possible = 0;
  for (const [at, first] of names.entries())
    for (const second of names.slice(at + 1)) {
      const seen = new Set(rows.map((row) => JSON.stringify([row[first], row[second]])));
      for (const one of levels[first] ?? [])
        for (const other of levels[second] ?? []) {
          possible++;
          if (!seen.has(JSON.stringify([one, other]))) missing.push([first, one, second, other]);
        }
    }
  return { covered: possible - missing.length, possible, missing };
}
