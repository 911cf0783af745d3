import { escaped } from "../dataset/text";
import { classifierTest } from "./classifier";
import { hashDistance } from "./image-features";
import { benjaminiHochberg, deviation, histogram, jensenShannon, kolmogorovSmirnov, mean, wasserstein } from "./statistics";
import { densityCoverage, frechet, kernelMmd, medianGamma } from "./two-samples";

/** What is known of one picture. */
export type Measured = { readonly file: string; readonly features: Readonly<Record<string, number>>; readonly hash: string };

/** Pictures that differ in fewer bits than this look alike. */
const ALIKE_BITS = 4;
const BINS = 20;
const PERMUTATIONS = 200;
const NEIGHBOURS = 5;
const FOLDS = 5;

/** What a feature says should change, when it is lower or higher than in the reference. */
const advice: Readonly<Record<string, readonly [lower: string, higher: string]>> = {
  brightness: ["raise camera.exposureBias", "lower camera.exposureBias"],
  contrast: [
    "less fog and cloud (weather.visibilityMetres, weather.cloudCover)",
    "more overcast or haze (weather.kind, weather.cloudCover)",
  ],
  saturation: ["another sensor.toneCurve", "a flatter sensor.toneCurve"],
  colourfulness: ["more varied weather and models", "randomTextures.share lower"],
  red: ["sensor.whiteBalanceError, or a warmer lamp or lower sun", "a higher sun"],
  blue: ["a higher sun, or more shade", "a lower sun"],
  sharpness: ["sensor.sharpening higher, camera.fNumber higher", "a camera.fNumber, or sensor.profile other than ideal"],
  noise: ["sensor.profile with noise (phone, webcam, industrial)", "sensor.readNoiseElectrons lower"],
  detailSlope: ["a sharper lens: details are too strong at large sizes only", "more small detail: image.quality, sensor noise"],
};

/** The statistics of one dataset, and of a comparison with another. Plain JSON; the same files give the same bytes. */
export function reportOf(made: readonly Measured[], reference?: readonly Measured[]) {
  return {
    images: made.length,
    features: summaries(made),
    nearDuplicates: nearDuplicates(made),
    ...(reference ? { reference: comparison(made, reference) } : {}),
  };
}

export type Report = ReturnType<typeof reportOf>;

function column(rows: readonly Measured[], name: string): number[] {
  return rows.map(({ features }) => features[name] ?? 0);
}

function summaries(rows: readonly Measured[]) {
  return Object.keys(rows[0]?.features ?? {}).map((name) => {
    const values = column(rows, name);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { name, mean: mean(values), deviation: deviation(values), low, high, shares: histogram(values, low, high, BINS) };
  });
}

function nearDuplicates(rows: readonly Measured[]) {
  return rows.flatMap((one, at) =>
    rows.slice(at + 1).flatMap((other) => {
      const bits = hashDistance(one.hash, other.hash);
      return bits < ALIKE_BITS ? [{ files: [one.file, other.file], bits }] : [];
    }),
  );
}

function comparison(made: readonly Measured[], reference: readonly Measured[]) {
  const names = Object.keys(made[0]?.features ?? {}).filter((name) => reference[0]?.features[name] !== undefined);
  const both = [...reference, ...made];
  const tests = names.map((name) => ({ name, ...kolmogorovSmirnov(column(made, name), column(reference, name)) }));
  const adjusted = benjaminiHochberg(tests.map(({ p }) => p));
  const features = tests.map(({ name, distance, p }, at) => {
    const [own, other, all] = [column(made, name), column(reference, name), column(both, name)];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return {
      name,
      ks: distance,
      p,
      adjustedP: adjusted[at] ?? 1,
      wasserstein: wasserstein(own, other),
      jensenShannon: jensenShannon(histogram(own, low, high, BINS), histogram(other, low, high, BINS)),
      shift: mean(own) - mean(other),
    };
  });
  // Features have different units: each is measured in standard deviations of both sets together.
  const standard = (rows: readonly Measured[]) =>
    rows.map(({ features: own }) =>
      names.map((name) => ((own[name] ?? 0) - mean(column(both, name))) / (deviation(column(both, name)) || 1)),
    );
  const [a, b] = [standard(reference), standard(made)];
  const probe = classifierTest(a, b, FOLDS);
  const changes = features
    .filter(({ adjustedP }) => adjustedP < 0.05)
    .flatMap(({ name, shift }) =>
      advice[name]
        ? [`${name} is ${shift < 0 ? "lower" : "higher"} than in the reference: ${advice[name][shift < 0 ? 0 : 1]}`]
        : [],
    );
  return {
    images: reference.length,
    features,
    ...kernelMmd(a, b, medianGamma([...a, ...b]), PERMUTATIONS),
    frechet: frechet(a, b),
    ...densityCoverage(a, b, NEIGHBOURS),
    auc: probe.auc,
    giveaways: names
      .map((name, at) => ({ name, weight: probe.weights[at] ?? 0 }))
      .toSorted((x, y) => Math.abs(y.weight) - Math.abs(x.weight)),
    tooClose: made.flatMap((one) =>
      reference.filter((other) => hashDistance(one.hash, other.hash) < ALIKE_BITS).map((other) => [one.file, other.file]),
    ),
    changes,
  };
}

/** The report as one page that loads nothing. */
export function reportHtml(title: string, report: Report): string {
  const number = (value: number) => (Math.abs(value) >= 1e-3 || value === 0 ? value.toFixed(4) : value.toExponential(2));
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    `<table><tr>${head.map((cell) => `<th>${cell}</th>`).join("")}</tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
  const bars = (shares: readonly number[]) => {
    const most = Math.max(...shares);
    const bar = (share: number, at: number) =>
      `<rect x="${at * 6}" y="${(24 * (1 - share / most)).toFixed(1)}" width="5" height="${((24 * share) / most).toFixed(1)}"/>`;
    return `<svg width="120" height="24" role="img">${shares.map(bar).join("")}</svg>`;
  };
  const { reference } = report;
  const list = (items: readonly string[]) =>
    items.length === 0 ? "<p>None.</p>" : `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:15px system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}rect{fill:#47a}</style>
<h1>${escaped(title)}</h1><p>${report.images} images. docs/quality.md of Diorama defines every number.</p>
<h2>Features</h2>${table(
    ["feature", "mean", "sd", "least", "most", ""],
    report.features.map((one) => [
      escaped(one.name),
      number(one.mean),
      number(one.deviation),
      number(one.low),
      number(one.high),
      bars(one.shares),
    ]),
  )}
<h2>Near-duplicates</h2>${list(report.nearDuplicates.map(({ files, bits }) => `${files.join(" and ")} differ in ${bits} of 64 bits`))}
${
  reference === undefined
    ? ""
    : `<h2>Against ${reference.images} reference images</h2>
${table(
  ["measure", "value"],
  [
    ["MMD², p by permutation", `${number(reference.mmd)}, ${number(reference.p)}`],
    ["Fréchet distance", number(reference.frechet)],
    ["density", number(reference.density)],
    ["coverage", number(reference.coverage)],
    ["AUC of telling them apart (0.5: cannot)", number(reference.auc)],
  ],
)}
<h3>Features</h3>${table(
        ["feature", "KS", "p", "adjusted p", "Wasserstein", "JS"],
        reference.features.map((one) => [
          escaped(one.name),
          number(one.ks),
          number(one.p),
          number(one.adjustedP),
          number(one.wasserstein),
          number(one.jensenShannon),
        ]),
      )}
<h3>What gives the dataset away</h3>${table(
        ["feature", "weight"],
        reference.giveaways.map(({ name, weight }) => [escaped(name), number(weight)]),
      )}
<h3>What to change in the recipe</h3>${list(reference.changes)}
<h3>Images too close to a reference</h3>${list(reference.tooClose.map((pair) => pair.join(" and ")))}`
}
</html>
`;
}

/** Features of boxes in one picture, in shares of its sides: for pictures with labels. */
export function boxFeatures(boxes: readonly (readonly number[])[], width: number, height: number): Record<string, number> {
  const areas = boxes.map(([, , w = 0, h = 0]) => (w * h) / (width * height));
  const aspects = boxes.map(([, , w = 1, h = 1]) => Math.log2(w / h));
  const cut = boxes.filter(([x = 0, y = 0, w = 0, h = 0]) => x <= 0 || y <= 0 || x + w >= width || y + h >= height).length;
  return {
    boxes: boxes.length,
    boxArea: mean(areas),
    boxAspectLog2: mean(aspects),
    boxMiddleX: mean(boxes.map(([x = 0, , w = 0]) => (x + w / 2) / width)),
    boxMiddleY: mean(boxes.map(([, y = 0, , h = 0]) => (y + h / 2) / height)),
    atTheEdge: boxes.length === 0 ? 0 : cut / boxes.length,
  };
}
