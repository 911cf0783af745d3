import { grouped } from "./grouped";

/**
 * Average precision of boxes by the definition of COCO (https://cocodataset.org/#detection-eval), step by step as pycocotools' COCOeval has it, so that the numbers
 * agree: ten thresholds of IoU, 101 recalls, the best 100 detections an image, crowds and what is out of the area range ignored.
 */

/** [x, y, width, height] in pixels. */
type Box = readonly number[];

export type TruthBox = {
  readonly image: number;
  readonly category: number;
  readonly box: Box;
  /** Pixels of the thing, which decide on its range of areas. */
  readonly area: number;
  /** May be found, need not; a region of many things, which takes any number of detections. */
  readonly crowd: boolean;
  /** May be found, need not. */
  readonly ignored?: boolean;
};

export type Detection = { readonly image: number; readonly category: number; readonly box: Box; readonly score: number };

/** Numbers from 0 to 1; undefined where there is nothing to find. Small is below 32², large from 96² pixels. */
export type Scores = {
  /** Things to be found. */
  readonly things: number;
  readonly ap: number | undefined;
  readonly ap50: number | undefined;
  readonly ap75: number | undefined;
  readonly apSmall: number | undefined;
  readonly apMedium: number | undefined;
  readonly apLarge: number | undefined;
  /** Mean recall with at most 1, 10 and 100 detections an image. */
  readonly ar1: number | undefined;
  readonly ar10: number | undefined;
  readonly ar100: number | undefined;
};

const MOST_DETECTIONS = 100;
/** As numpy.linspace(0.5, 0.95, 10) rounds them. */
const thresholds = Array.from({ length: 10 }, (_, at) => (at === 9 ? 0.95 : 0.5 + at * ((0.95 - 0.5) / 9)));
const recalls = Array.from({ length: 101 }, (_, at) => at * 0.01);
/** The smallest difference from 1, added where numpy adds it. */
const EPSILON = 2 ** -52;
const ranges = { all: [0, 1e10], small: [0, 32 ** 2], medium: [32 ** 2, 96 ** 2], large: [96 ** 2, 1e10] } as const;
type Range = readonly [number, number];

/** Scores of detections in some images. Categories that have nothing to find do not count. */
export function scoresOf(truth: readonly TruthBox[], detections: readonly Detection[], images: readonly number[]): Scores {
  const wanted = new Set(images);
  const truths = grouped(
    truth.filter(({ image }) => wanted.has(image)),
    cellOf,
  );
  const founds = grouped(
    detections.filter(({ image }) => wanted.has(image)),
    cellOf,
  );
  const categories = [...new Set(truth.map(({ category }) => category))];
  const order = [...wanted].sort((a, b) => a - b);
  const evaluated = (range: Range) =>
    categories.map((category) =>
      order.flatMap((image) => {
        const key = `${image}/${category}`;
        const [own, found] = [truths.get(key) ?? [], founds.get(key) ?? []];
        return own.length + found.length === 0 ? [] : [matchedImage(own, found, range)];
      }),
    );
  const all = evaluated(ranges.all);
  const curves = all.map((one) => curvesOf(one, MOST_DETECTIONS));
  const precision = (of: readonly Curves[], threshold?: number) =>
    mean(of.flatMap((one) => one?.precisions.filter((_, at) => threshold === undefined || at === threshold) ?? []).flat());
  const recall = (most: number) => mean(all.flatMap((one) => curvesOf(one, most)?.recalls ?? []));
  const within = (range: Range) => precision(evaluated(range).map((one) => curvesOf(one, MOST_DETECTIONS)));
  return {
    things: all.flat().reduce((sum, { things }) => sum + things, 0),
    ap: precision(curves),
    ap50: precision(curves, 0),
    ap75: precision(curves, 5),
    apSmall: within(ranges.small),
    apMedium: within(ranges.medium),
    apLarge: within(ranges.large),
    ar1: recall(1),
    ar10: recall(10),
    ar100: recall(MOST_DETECTIONS),
  };
}

function cellOf({ image, category }: { readonly image: number; readonly category: number }): string {
  return `${image}/${category}`;
}

/** The detections of one category in one image, best first, and at each threshold what became of them. */
type Matched = {
  readonly things: number;
  readonly scores: readonly number[];
  readonly outcomes: readonly (readonly Outcome[])[];
};
type Outcome = "hit" | "miss" | "ignored";

function matchedImage(own: readonly TruthBox[], found: readonly Detection[], [least, most]: Range): Matched {
  const isIgnored = ({ crowd, ignored, area }: TruthBox) => crowd || ignored === true || area < least || area > most;
  // What has to be found stands before what need not.
  const truth = own.map((one) => ({ ...one, ignored: isIgnored(one) })).toSorted((a, b) => Number(a.ignored) - Number(b.ignored));
  const best = found.toSorted((a, b) => b.score - a.score).slice(0, MOST_DETECTIONS);
  const overlaps = best.map(({ box }) => truth.map((one) => overlap(box, one.box, one.crowd)));
  const outcomes = thresholds.map((threshold) => {
    const taken = new Set<number>();
    return best.map(({ box: [, , width = 0, height = 0] }, at): Outcome => {
      let limit = Math.min(threshold, 1 - 1e-10);
      let match: number | undefined;
      for (const [place, one] of truth.entries()) {
        if (taken.has(place) && !one.crowd) continue;
        if (match !== undefined && truth[match]?.ignored === false && one.ignored) break;
        const value = overlaps[at]?.[place] ?? 0;
        if (value < limit) continue;
        limit = value;
        match = place;
      }
      if (match === undefined) return width * height < least || width * height > most ? "ignored" : "miss";
      taken.add(match);
      return truth[match]?.ignored ? "ignored" : "hit";
    });
  });
  return { things: truth.filter(({ ignored }) => !ignored).length, scores: best.map(({ score }) => score), outcomes };
}

/** Intersection over union; over the detection alone where the other is a crowd. */
function overlap([x = 0, y = 0, w = 0, h = 0]: Box, [u = 0, v = 0, m = 0, n = 0]: Box, crowd: boolean): number {
  const width = Math.min(x + w, u + m) - Math.max(x, u);
  const height = Math.min(y + h, v + n) - Math.max(y, v);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (crowd ? w * h : w * h + m * n - both);
}

type Curves = { readonly precisions: readonly (readonly number[])[]; readonly recalls: readonly number[] } | undefined;

/** Precision at each of the 101 recalls and the last recall, for each threshold; undefined when there is nothing to find. */
function curvesOf(images: readonly Matched[], most: number): Curves {
  const things = images.reduce((sum, one) => sum + one.things, 0);
  if (things === 0) return undefined;
  const rows = images
    .flatMap(({ scores, outcomes }) =>
      scores.slice(0, most).map((score, at) => ({ score, of: outcomes.map((some) => some[at] ?? "miss") })),
    )
    .toSorted((a, b) => b.score - a.score);
  const each = thresholds.map((_, threshold) => {
    let [hits, misses] = [0, 0];
    const curve = rows.map(({ of }) => {
      if (of[threshold] === "hit") hits++;
      if (of[threshold] === "miss") misses++;
      return { recall: hits / things, precision: hits / (misses + hits + EPSILON) };
    });
    const precisions = curve.map(({ precision }) => precision);
    for (let at = precisions.length - 1; at > 0; at--)
      precisions[at - 1] = Math.max(precisions[at - 1] ?? 0, precisions[at] ?? 0);
    let at = 0;
    const atRecalls = recalls.map((wanted) => {
      while (at < curve.length && (curve[at]?.recall ?? 0) < wanted) at++;
      return precisions[at] ?? 0;
    });
    return { atRecalls, recall: curve.at(-1)?.recall ?? 0 };
  });
  return { precisions: each.map(({ atRecalls }) => atRecalls), recalls: each.map(({ recall }) => recall) };
}

function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
