/** What the charts of a run show: counts of objects and images, and for each the filter that finds the images in Review. Plain data. */
import { extent, histogram } from "../../lab/statistics";
import { classColour, cssColour } from "../draw/colours";
import { type Filter, type Measure, type MeasureRow, measures, type Span, valuesOf } from "../review/filter";
import type { ImageRow, Light } from "../runs/image-row";
import { plainNumber, spaced } from "../widgets/words";

/** One bar: how many there are, and how to find them. */
export type Bar = {
  readonly label: string;
  readonly count: number;
  readonly find: Partial<Filter>;
  /** How many the recipe wants. */
  readonly wanted?: number;
  readonly colour?: string;
};

/** A bar of numbers, from the first to the second of `within`. */
type NumberBar = Bar & { readonly within: Span };

type Common = { readonly title: string; readonly counts: "objects" | "images" };
export type NamesChart = Common & { readonly is: "names"; readonly axis: string; readonly bars: readonly Bar[] };
export type NumbersChart = Common & {
  readonly is: "numbers";
  readonly axis: string;
  /** Equal steps of the axis are equal factors of the number. */
  readonly isLog: boolean;
  readonly bars: readonly NumberBar[];
  /** Numbers to draw lines at, with names of what is to the right. */
  readonly limits: readonly { readonly at: number; readonly name: string }[];
};

/** Counts by two things at once. */
export type Grid = Common & {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** By row, then column. */
  readonly cells: readonly (readonly { readonly count: number; readonly find: Partial<Filter> }[])[];
};

export type PerClass = ReadonlyMap<string, { readonly classId: number; readonly instances: number; readonly images: number }>;

export function perClassOf(rows: readonly ImageRow[]): PerClass {
  const found = new Map<string, { classId: number; instances: number; images: number }>();
  for (const { objects } of rows)
    for (const [name, classId] of new Map(objects.map((object) => [object.class, object.classId]))) {
      const before = found.get(name) ?? { instances: 0, images: 0 };
      const instances = before.instances + objects.filter((object) => object.class === name).length;
      found.set(name, { classId, instances, images: before.images + 1 });
    }
  return found;
}

/** Objects of each class, most first, beside how many the recipe wants. Wanted classes without an object have a bar, too. */
export function classChart(perClass: PerClass, wanted: Readonly<Record<string, number>>): NamesChart {
  const names = [...new Set([...perClass.keys(), ...Object.keys(wanted)])];
  const bars = names.map((name): Bar => {
    const own = perClass.get(name);
    return {
      label: spaced(name),
      count: own?.instances ?? 0,
      find: { classes: [name] },
      ...(own && { colour: cssColour(classColour(own.classId)) }),
      ...(wanted[name] !== undefined && { wanted: wanted[name] }),
    };
  });
  return {
    is: "names",
    title: "Classes",
    counts: "objects",
    axis: "Class",
    bars: bars.toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)),
  };
}

type NumbersOptions = {
  readonly title: string;
  /** Bars a doubling of the number, for numbers that are compared by their quotient. */
  readonly perDoubling?: number;
  /** The numbers are counts. */
  readonly isWhole?: boolean;
  readonly limits?: NumbersChart["limits"];
};

/** About so many bars a chart. */
const BARS = 12;

/** The distribution of a measure; undefined when no row has it. */
export function numbersChart(
  rows: readonly ImageRow[],
  of: Measure,
  { title, perDoubling, isWhole = false, limits = [] }: NumbersOptions,
): NumbersChart | undefined {
  const values = valuesOf(rows, of).filter((value) => Number.isFinite(value) && (perDoubling === undefined || value > 0));
  if (values.length === 0) return undefined;
  const { most, unit, title: axis }: MeasureRow = measures[of];
  const places = perDoubling === undefined ? values : values.map((value) => Math.log2(value));
  const step = perDoubling === undefined ? roundStep(places, isWhole) : 1 / perDoubling;
  const [least, highest] = extent(values);
  const edge = (at: number) =>
    perDoubling === undefined ? Number((at * step).toPrecision(12)) : Number((2 ** (at * step)).toPrecision(3));
  let begin = Math.floor(extent(places)[0] / step);
  while (edge(begin) > least) begin--;
  let end = begin + 1;
  while (edge(end) < highest || (edge(end) === highest && highest !== most)) end++;
  // Places go by the edges themselves, as the filter of a bar does, so that a bar counts what its filter finds.
  const edges = Array.from({ length: end - begin }, (_, at) => edge(begin + at));
  const middles = values.map((value) => edges.findLastIndex((from) => from <= value) + 0.5);
  const bars = histogram(middles, 0, edges.length, edges.length).map((share, at): NumberBar => {
    const within: Span = [edge(begin + at), edge(begin + at + 1)];
    return {
      label: isWhole ? wholeNumbers(within) : `${plainNumber(within[0])} to ${plainNumber(within[1])}`,
      count: Math.round(share * values.length),
      within,
      find: { spans: [{ of, within }] },
    };
  });
  return {
    is: "numbers",
    title,
    counts: "ofImage" in measures[of] ? "images" : "objects",
    axis: unit === "" ? axis : `${axis} (${unit})`,
    isLog: perDoubling !== undefined,
    bars,
    limits: limits.filter(({ at }) => at > edge(begin) && at < edge(end)),
  };
}

function wholeNumbers([from, to]: Span): string {
  return from === to - 1 ? plainNumber(from) : `${plainNumber(from)} to ${plainNumber(to - 1)}`;
}

/** 1, 2 or 5 times a power of ten, for about `BARS` bars. */
function roundStep(values: readonly number[], isWhole: boolean): number {
  const [least, most] = extent(values);
  const fine = (most - least) / BARS || 0.05;
  const power = 10 ** Math.floor(Math.log10(fine));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= fine * (1 - 1e-9)) ?? 10);
  return isWhole ? Math.max(1, step) : step;
}

/** Columns of the heat map. */
const COLUMNS = 12;

/** Where in the picture the middles of the boxes are. The rows' pictures have the shape of the first one's. */
export function positionGrid(rows: readonly ImageRow[]): Grid {
  const { width, height } = rows[0] ?? { width: 4, height: 3 };
  const down = Math.min(Math.max(Math.round((COLUMNS * height) / width), 3), 2 * COLUMNS);
  const counts = Array.from({ length: down }, () => new Array<number>(COLUMNS).fill(0));
  const [xs, ys] = [valuesOf(rows, "across"), valuesOf(rows, "down")];
  for (const [at, x] of xs.entries()) {
    const row = counts[cellOf(ys[at] ?? 0, down)];
    const column = cellOf(x, COLUMNS);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  const part = (at: number, of: number): Span => [at / of, (at + 1) / of];
  const name = (at: number, of: number) => `${Math.round((100 * at) / of)}–${Math.round((100 * (at + 1)) / of)} %`;
  return {
    title: "Where objects are",
    counts: "objects",
    columns: Array.from({ length: COLUMNS }, (_, at) => name(at, COLUMNS)),
    rows: Array.from({ length: down }, (_, at) => name(at, down)),
    cells: counts.map((row, y) =>
      row.map((count, x) => ({
        count,
        find: {
          spans: [
            { of: "across", within: part(x, COLUMNS) },
            { of: "down", within: part(y, down) },
          ],
        },
      })),
    ),
  };
}

/** By the edges of the cells, as their filters go. */
function cellOf(share: number, cells: number): number {
  const at = Math.min(cells - 1, Math.floor(share * cells));
  return at + 1 < cells && share >= (at + 1) / cells ? at + 1 : share < at / cells ? at - 1 : at;
}

const outdoors: readonly Light[] = ["day", "low sun", "twilight", "night"];

/** Images for each weather and light. Where the sun shines in some image, all lights that it has are columns, so that gaps can be seen. */
export function coverageGrid(rows: readonly ImageRow[]): Grid {
  const seen = new Set(rows.map(({ light }) => light));
  const others = [...seen].filter((light) => !outdoors.includes(light));
  const lights = [...(outdoors.some((light) => seen.has(light)) ? outdoors : []), ...others];
  const weathers = [...new Set(rows.map(({ weather }) => weather))].sort();
  return {
    title: "Weather and light",
    counts: "images",
    columns: lights,
    rows: weathers.map(spaced),
    cells: weathers.map((weather) =>
      lights.map((light) => ({
        count: rows.filter((row) => row.weather === weather && row.light === light).length,
        find: { weathers: [weather], lights: [light] },
      })),
    ),
  };
}
