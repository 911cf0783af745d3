/** The two-sample Kolmogorov-Smirnov test: the largest distance of the two distribution functions, and its p by the limit (Smirnov, 1948). */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): { readonly distance: number; readonly p: number } {
  let distance = 0;
  for (const { below, above } of steps(a, b)) distance = Math.max(distance, Math.abs(below - above));
  const many = (a.length * b.length) / (a.length + b.length);
  return { distance, p: kolmogorovTail(Math.sqrt(many) * distance) };
}

/** P(K > x) of Kolmogorov's distribution. */
function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}

/** Wasserstein-1 distance: the area between the distribution functions, in units of the feature (Vallender, 1974). */
export function wasserstein(a: readonly number[], b: readonly number[]): number {
  let area = 0;
  for (const { below, above, width } of steps(a, b)) area += Math.abs(below - above) * width;
  return area;
}

/** Both distribution functions right of each value, and how far it is to the next value. */
function steps(a: readonly number[], b: readonly number[]) {
  const [first, second] = [a.toSorted((x, y) => x - y), b.toSorted((x, y) => x - y)];
  const all = [...new Set([...first, ...second])].toSorted((x, y) => x - y);
  let [i, j] = [0, 0];
  return all.map((value, at) => {
    while (i < first.length && (first[i] ?? 0) <= value) i++;
    while (j < second.length && (second[j] ?? 0) <= value) j++;
    return { below: i / first.length, above: j / second.length, width: (all[at + 1] ?? value) - value };
  });
}

/** Kullback-Leibler divergence of shares that add up to 1, in nats; infinite where the second has none of what the first has. */
export function kullbackLeibler(p: readonly number[], q: readonly number[]): number {
  return p.reduce((sum, share, at) => sum + (share > 0 ? share * Math.log(share / (q[at] ?? 0)) : 0), 0);
}

/** Jensen-Shannon divergence in nats, 0 to ln 2 (Lin, 1991). */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  const middle = p.map((share, at) => (share + (q[at] ?? 0)) / 2);
  return (kullbackLeibler(p, middle) + kullbackLeibler(q, middle)) / 2;
}

/** Shares of the values in equal bins from `low` to `high`; the last bin has its upper end. */
export function histogram(values: readonly number[], low: number, high: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = high > low ? Math.min(bins - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * bins))) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1 / values.length;
  }
  return counts;
}

/** The p values adjusted for being many: below a level, at most that share is expected to be false (Benjamini and Hochberg, 1995). */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = p.map((value, at) => ({ value, at })).toSorted((x, y) => y.value - x.value);
  const adjusted = new Array<number>(p.length).fill(1);
  let least = 1;
  for (const [rank, { value, at }] of order.entries()) {
    least = Math.min(least, (value * p.length) / (p.length - rank));
    adjusted[at] = least;
  }
  return adjusted;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Sample standard deviation (n - 1). */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1));
}
