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

/** Half a picture in every bin of two histograms of `count` pictures: finite divergences where one set has an empty bin (Krichevsky and Trofimov, 1981). */
export function smoothed(shares: readonly number[], count: number): number[] {
  return shares.map((share) => (share * count + 0.5) / (count + shares.length / 2));
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

/** The p values adjusted for being many: below a level, the chance that any is false is at most that level (Holm, 1979). */
export function holm(p: readonly number[]): number[] {
  const order = p.map((value, at) => ({ value, at })).toSorted((x, y) => x.value - y.value);
  const adjusted = new Array<number>(p.length).fill(1);
  let most = 0;
  for (const [rank, { value, at }] of order.entries()) {
    most = Math.max(most, Math.min(1, value * (p.length - rank)));
    adjusted[at] = most;
  }
  return adjusted;
}

/** Two-sided p of the pooled z test of two shares (Pearson's chi-squared of the 2 by 2 table, without correction). */
export function sharesDiffer(yes: number, of: number, otherYes: number, otherOf: number): number {
  const pooled = (yes + otherYes) / (of + otherOf);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / of + 1 / otherOf));
  return spread === 0 ? 1 : normalTails((yes / of - otherYes / otherOf) / spread);
}

/** P(|Z| > |z|) of the standard normal distribution (Numerical Recipes, 6.2: relative error below 1.2e-7). */
export function normalTails(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223,
  ];
  return t * Math.exp(terms.reduce((sum, term) => sum * t + term, 0) - x * x);
}

/** Least and greatest value; both 0 when there is none. */
export function extent(values: readonly number[]): readonly [low: number, high: number] {
  let [low, high] = [values[0] ?? 0, values[0] ?? 0];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

/** The value below which a share of the values lies, linear between two of them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * Math.max(0, sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Sample standard deviation (n - 1). */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1));
}
