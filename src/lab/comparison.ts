import { advice } from "./advice";
import { classifierTest } from "./classifier";
import type { Measured } from "./measured";
import { mmdTest, sampled } from "./mmd";
import { closePairs } from "./near-duplicates";
import {
  benjaminiHochberg,
  deviation,
  extent,
  histogram,
  holm,
  jensenShannon,
  kolmogorovSmirnov,
  kullbackLeibler,
  mean,
  sharesDiffer,
  smoothed,
  wasserstein,
} from "./statistics";
import { densityCoverage, frechet, type Rows } from "./two-samples";

/** Pictures whose hashes differ in at most so many bits look alike. */
export const ALIKE_BITS = 3;
export const BINS = 20;
const PERMUTATIONS = 200;
const NEIGHBOURS = 5;
const FOLDS = 5;
/** Neighbours are looked for among so many pictures of each side at most. */
const MOST_NEIGHBOURS = 1500;
/** A gap is told when Holm's p, over all that was tested, is below. */
const LEVEL = 0.05;
/** A mean that differs by less than this many standard deviations is no shift: the spread is what differs. */
const SMALL_SHIFT = 0.25;

/** What differs between the pictures of a dataset and those of a reference. */
export function comparison(made: readonly Measured[], reference: readonly Measured[]) {
  const names = Object.keys(made[0]?.features ?? {}).filter((name) => reference[0]?.features[name] !== undefined);
  const features = names.map((name) => featureGap(name, column(made, name), column(reference, name)));
  const classes = classGaps(made, reference);
  const tests = [...features, ...classes].map(({ p }) => p);
  const [byHolm, byRate] = [holm(tests), benjaminiHochberg(tests)];
  const adjusted = <T>(gaps: readonly T[], from: number) =>
    gaps.map((gap, at) => ({ ...gap, adjustedP: byRate[from + at] ?? 1, holmP: byHolm[from + at] ?? 1 }));
  const [featureRows, classRows] = [adjusted(features, 0), adjusted(classes, features.length)];

  const [a, b] = standardised(names, reference, made);
  const probe = classifierTest(a, b, FOLDS);
  return {
    images: reference.length,
    features: featureRows,
    classes: classRows,
    ...mmdTest(a, b, PERMUTATIONS),
    frechet: frechet(a, b),
    ...densityCoverage(sampled(a, MOST_NEIGHBOURS), sampled(b, MOST_NEIGHBOURS), NEIGHBOURS),
    auc: probe.auc,
    giveaways: names
      .map((name, at) => ({ name, weight: probe.weights[at] ?? 0 }))
      .toSorted((x, y) => Math.abs(y.weight) - Math.abs(x.weight)),
    tooClose: closePairs(made, reference, ALIKE_BITS).map(({ files }) => files),
    changes: changesFor(featureRows, classRows),
  };
}

export function column(rows: readonly Measured[], name: string): number[] {
  return rows.map(({ features }) => features[name] ?? 0);
}

function featureGap(name: string, own: readonly number[], other: readonly number[]) {
  const [low, high] = extent([...own, ...other]);
  const [shares, otherShares] = [histogram(own, low, high, BINS), histogram(other, low, high, BINS)];
  const { distance, p } = kolmogorovSmirnov(own, other);
  return {
    name,
    ks: distance,
    p,
    wasserstein: wasserstein(own, other),
    jensenShannon: jensenShannon(shares, otherShares),
    kullbackLeibler: kullbackLeibler(smoothed(shares, own.length), smoothed(otherShares, other.length)),
    shift: mean(own) - mean(other),
    standardShift: (mean(own) - mean(other)) / (deviation([...own, ...other]) || 1),
    deviations: [deviation(own), deviation(other)] as const,
    shares,
    otherShares,
  };
}

/** Shares of the images that have a class of both sets. Classes of one set alone say nothing: the other may not label them. */
function classGaps(made: readonly Measured[], reference: readonly Measured[]) {
  const imagesWith = (rows: readonly Measured[]) => {
    const counts = new Map<string, number>();
    for (const { things } of rows)
      for (const name of new Set(things.map((thing) => thing.class))) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  };
  const [own, other] = [imagesWith(made), imagesWith(reference)];
  return [...own].flatMap(([name, images]) => {
    const otherImages = other.get(name);
    if (otherImages === undefined) return [];
    const p = sharesDiffer(images, made.length, otherImages, reference.length);
    return [{ name, share: images / made.length, otherShare: otherImages / reference.length, p }];
  });
}

/** Features have different units: each is measured in standard deviations of both sets together. */
function standardised(names: readonly string[], reference: readonly Measured[], made: readonly Measured[]): [Rows, Rows] {
  const scales = names.map((name) => {
    const values = column([...reference, ...made], name);
    return { name, middle: mean(values), spread: deviation(values) || 1 };
  });
  const rows = (set: readonly Measured[]) =>
    set.map(({ features }) => scales.map(({ name, middle, spread }) => ((features[name] ?? 0) - middle) / spread));
  return [rows(reference), rows(made)];
}

type FeatureRow = ReturnType<typeof featureGap> & { readonly holmP: number };
type ClassRow = ReturnType<typeof classGaps>[number] & { readonly holmP: number };

/** Sentences on the significant gaps, the largest first: of a class, the distance of its shares is its Kolmogorov-Smirnov distance. */
function changesFor(features: readonly FeatureRow[], classes: readonly ClassRow[]): string[] {
  const found = [
    ...features.map((row) => ({ gap: row.ks, holmP: row.holmP, text: featureChange(row) })),
    ...classes.map((row) => ({ gap: Math.abs(row.share - row.otherShare), holmP: row.holmP, text: classChange(row) })),
  ];
  return found
    .filter(({ holmP, text }) => holmP < LEVEL && text !== "")
    .toSorted((a, b) => b.gap - a.gap)
    .map(({ text }) => text);
}

function featureChange({ name, standardShift, deviations: [own, other], ks }: FeatureRow): string {
  const what = advice[name];
  if (!what) return "";
  const far = `distance ${ks.toFixed(2)}`;
  if (Math.abs(standardShift) < SMALL_SHIFT)
    return `${name} varies ${own < other ? "less" : "more"} than in the reference (${far}): ${own < other ? "wider" : "narrower"} ${what.spread}`;
  const isLower = standardShift < 0;
  return `${name} is ${isLower ? "lower" : "higher"} than in the reference (${far}): ${isLower ? what.lower : what.higher}`;
}

function classChange({ name, share, otherShare }: ClassRow): string {
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  return `${name} is in ${percent(share)} of the images, and in ${percent(otherShare)} of the reference: objective.images: { ${JSON.stringify(name)}: ${otherShare.toFixed(2)} }, or the counts under parameters`;
}
