/** Which images of a run are on show. An image is when one of its objects is all that was asked of objects, and it is all that was asked of images. */
import type { ImageRow, Light, ObjectRow } from "../runs/image-row";
import type { Opinion } from "./review";

/** Sizes of objects by their visible pixels, as COCO's evaluation divides them. */
export type Size = "small" | "medium" | "large";
export type Occlusion = "in full view" | "partly hidden" | "mostly hidden" | "cut off";
export type Judged = "not judged" | "accepted" | "rejected" | "flagged" | "with a note";

/** From the first to before the second; where nothing is larger, the second belongs to it. */
export type Span = readonly [from: number, to: number];

/** Empty lists let everything through. */
export type Filter = {
  readonly classes: readonly string[];
  readonly sizes: readonly Size[];
  readonly occlusions: readonly Occlusion[];
  readonly weathers: readonly string[];
  readonly lights: readonly Light[];
  readonly splits: readonly string[];
  readonly judged: readonly Judged[];
  /** Ranges of numbers, from a bar or a cell of a chart. */
  readonly spans: readonly { readonly of: Measure; readonly within: Span }[];
};

/** The parts of a filter that are lists. */
export type Facet = Exclude<keyof Filter, "spans">;

export const noFilter: Filter = {
  classes: [],
  sizes: [],
  occlusions: [],
  weathers: [],
  lights: [],
  splits: [],
  judged: [],
  spans: [],
};

/** Numbers of objects (those with a box; `of`) and of images (`ofImage`). `most` is the largest that there can be. */
export const measures = {
  side: { title: "Side of boxes", unit: "pixels", of: ({ box: [, , width, height] }: ObjectRow) => Math.sqrt(width * height) },
  aspect: { title: "Width to height", unit: "", of: ({ box: [, , width, height] }: ObjectRow) => width / height },
  across: {
    title: "Middle of boxes, from the left",
    unit: "",
    of: ({ box: [x, , width] }: ObjectRow, row: ImageRow) => (x + width / 2) / row.width,
    most: 1,
  },
  down: {
    title: "Middle of boxes, from the top",
    unit: "",
    of: ({ box: [, y, , height] }: ObjectRow, row: ImageRow) => (y + height / 2) / row.height,
    most: 1,
  },
  visible: { title: "Visible share", unit: "", of: ({ visible }: ObjectRow) => visible, most: 1 },
  truncation: { title: "Cut off by the edge", unit: "", of: ({ truncation }: ObjectRow) => truncation, most: 1 },
  objects: { title: "Objects in an image", unit: "", ofImage: ({ objects }: ImageRow) => objects.length },
  brightness: { title: "Brightness", unit: "", ofImage: ({ brightness }: ImageRow) => brightness, most: 1 },
  contrast: { title: "Contrast", unit: "", ofImage: ({ contrast }: ImageRow) => contrast, most: 1 },
} as const satisfies Record<string, MeasureRow>;
export type Measure = keyof typeof measures;
export type MeasureRow = { readonly title: string; readonly unit: string; readonly most?: number } & (
  | { of(object: ObjectRow, row: ImageRow): number | undefined }
  | { ofImage(row: ImageRow): number }
);

/** All values of a measure in some rows; of objects, those that have it. */
export function valuesOf(rows: readonly ImageRow[], name: Measure): readonly number[] {
  const measure: MeasureRow = measures[name];
  if ("ofImage" in measure) return rows.map((row) => measure.ofImage(row));
  return rows.flatMap((row) => row.objects.flatMap((object) => measure.of(object, row) ?? []));
}

const SMALL_PIXELS = 32 ** 2;
const MEDIUM_PIXELS = 96 ** 2;

export function sizeOf({ area }: Pick<ObjectRow, "area">): Size {
  return area < SMALL_PIXELS ? "small" : area < MEDIUM_PIXELS ? "medium" : "large";
}

/** Shares of the silhouette beside the picture under which an object counts as whole. */
const CUT_OFF = 0.02;

function occlusionsOf({ occlusion, truncation = 0 }: ObjectRow): Occlusion[] {
  if (occlusion === undefined) return [];
  const names = ["in full view", "partly hidden", "mostly hidden"] as const;
  return [names[occlusion], ...(truncation > CUT_OFF ? (["cut off"] as const) : [])];
}

function judgedAs({ verdict, flagged, note }: Opinion): Judged[] {
  return [verdict ?? "not judged", ...(flagged ? (["flagged"] as const) : []), ...(note ? (["with a note"] as const) : [])];
}

export function matches(row: ImageRow, filter: Filter, opinion: Opinion): boolean {
  const allows = <T>(wanted: readonly T[], ...has: readonly T[]) =>
    wanted.length === 0 || has.some((one) => wanted.includes(one));
  return (
    allows(filter.weathers, row.weather) &&
    allows(filter.lights, row.light) &&
    allows(filter.splits, row.split) &&
    allows(filter.judged, ...judgedAs(opinion)) &&
    filter.spans.every((span) => isImageWithin(row, span)) &&
    (!asksForObjects(filter) || row.objects.some((object) => isWanted(object, row, filter)))
  );
}

function asksForObjects({ classes, sizes, occlusions, spans }: Filter): boolean {
  return classes.length + sizes.length + occlusions.length > 0 || spans.some(({ of }) => "of" in measures[of]);
}

function isWanted(object: ObjectRow, row: ImageRow, { classes, sizes, occlusions, spans }: Filter): boolean {
  return (
    (classes.length === 0 || classes.includes(object.class)) &&
    (sizes.length === 0 || sizes.includes(sizeOf(object))) &&
    (occlusions.length === 0 || occlusionsOf(object).some((one) => occlusions.includes(one))) &&
    spans.every(({ of, within }) => {
      const measure: MeasureRow = measures[of];
      return !("of" in measure) || isWithin(measure.of(object, row), within, measure.most);
    })
  );
}

function isImageWithin(row: ImageRow, { of, within }: Filter["spans"][number]): boolean {
  const measure: MeasureRow = measures[of];
  return !("ofImage" in measure) || isWithin(measure.ofImage(row), within, measure.most);
}

function isWithin(value: number | undefined, [from, to]: Span, most?: number): boolean {
  return value !== undefined && value >= from && (value < to || (to === most && value === to));
}

export type FacetCount = { readonly name: string; readonly images: number };

const facetValues: Record<Facet, (row: ImageRow, opinion: Opinion) => readonly string[]> = {
  classes: ({ objects }) => objects.map((object) => object.class),
  sizes: ({ objects }) => objects.map(sizeOf),
  occlusions: ({ objects }) => objects.flatMap(occlusionsOf),
  weathers: ({ weather }) => [weather],
  lights: ({ light }) => [light],
  splits: ({ split }) => [split],
  judged: (_, opinion) => judgedAs(opinion),
};

/** The values of a facet and the images that have each, most first; those of the other facets' choice only. */
export function facetCounts(
  rows: readonly ImageRow[],
  filter: Filter,
  facet: Facet,
  opinionOn: (index: number) => Opinion,
): readonly FacetCount[] {
  const others: Filter = { ...filter, [facet]: [] };
  const counts = new Map<string, number>();
  for (const row of rows) {
    const opinion = opinionOn(row.index);
    const counted = matches(row, others, opinion) ? 1 : 0;
    for (const name of new Set(facetValues[facet](row, opinion))) counts.set(name, (counts.get(name) ?? 0) + counted);
  }
  return [...counts]
    .map(([name, images]) => ({ name, images }))
    .sort((a, b) => b.images - a.images || (a.name < b.name ? -1 : 1));
}

/** The filter with a value of a facet switched. */
export function switched(filter: Filter, facet: Facet, name: string): Filter {
  const now: readonly string[] = filter[facet];
  return { ...filter, [facet]: now.includes(name) ? now.filter((other) => other !== name) : [...now, name] };
}

/** True when something is filtered. */
export function isFiltered(filter: Filter): boolean {
  return (Object.keys(noFilter) as (keyof Filter)[]).some((part) => filter[part].length > 0);
}
