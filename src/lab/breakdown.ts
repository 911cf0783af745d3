import type { SceneSpec } from "../recipe/spec";
import { conditionsOf } from "../recipe/weather";
import type { Measured, Thing } from "./measured";
import { quantile } from "./statistics";

/** In what weather and light a picture was made. */
export type Conditions = { readonly weather: string; readonly light: string };

/** Light by the elevation of the sun; the sun lights the sky down to 18 degrees below the horizon (astronomical twilight). */
const lights = [
  { above: 10, name: "day" },
  { above: 0, name: "low sun" },
  { above: -18, name: "twilight" },
  { above: -Infinity, name: "night" },
] as const;

/** Under a roof or in a panorama the light is that of the place. */
export function conditionsIn(spec: Pick<SceneSpec, "weather" | "room" | "environment">): Conditions {
  const weather = conditionsOf(spec);
  const elevation = spec.weather.sunElevationDegrees;
  const light = spec.room || spec.environment ? weather : (lights.find(({ above }) => elevation > above)?.name ?? "night");
  return { weather, light };
}

/** One class in numbers. Areas are shares of the picture, by box. */
export type ClassRow = {
  readonly name: string;
  readonly instances: number;
  readonly images: number;
  readonly areaMedian: number;
  readonly areaLow: number;
  readonly areaHigh: number;
  readonly cutShare: number;
  readonly perWeather: Readonly<Record<string, number>>;
};

/** Statistics of each class, the most frequent first. Areas are the 5th, 50th and 95th percentile. */
export function classRows(rows: readonly Measured[], conditions: ReadonlyMap<string, Conditions>): ClassRow[] {
  const perClass = new Map<string, { things: Thing[]; images: number; perWeather: Record<string, number> }>();
  for (const { file, things } of rows) {
    const weather = conditions.get(file)?.weather;
    for (const name of new Set(things.map((thing) => thing.class))) {
      const entry = perClass.get(name) ?? { things: [], images: 0, perWeather: {} };
      const own = things.filter((thing) => thing.class === name);
      entry.things.push(...own);
      entry.images++;
      if (weather !== undefined) entry.perWeather[weather] = (entry.perWeather[weather] ?? 0) + own.length;
      perClass.set(name, entry);
    }
  }
  const found = [...perClass].map(([name, { things, images, perWeather }]) => {
    const areas = things.map(({ share }) => share);
    return {
      name,
      instances: things.length,
      images,
      areaLow: quantile(areas, 0.05),
      areaMedian: quantile(areas, 0.5),
      areaHigh: quantile(areas, 0.95),
      cutShare: things.filter(({ isCut }) => isCut).length / things.length,
      perWeather: Object.fromEntries(Object.entries(perWeather).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  });
  return found.sort((a, b) => b.instances - a.instances || (a.name < b.name ? -1 : 1));
}

/**
 * How even the classes are: Pielou's evenness of their labelled things (1966: Shannon's entropy in shares of its largest value; 1 when all are equally frequent) and how
 * often the most frequent is there for each of the rarest. Undefined for fewer than two classes.
 */
export function classBalance(
  rows: readonly Pick<ClassRow, "instances">[],
): { readonly evenness: number; readonly ratio: number } | undefined {
  const counts = rows.map(({ instances }) => instances).filter((count) => count > 0);
  if (counts.length < 2) return undefined;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const entropy = -counts.reduce((sum, count) => sum + (count / all) * Math.log(count / all), 0);
  return { evenness: entropy / Math.log(counts.length), ratio: Math.max(...counts) / Math.min(...counts) };
}

/** A cell of the table of weather and light. */
export type ConditionCell = Conditions & { readonly images: number; readonly things: number };

/** Images and labelled things for each weather and light that occur together. */
export function conditionCells(rows: readonly Measured[], conditions: ReadonlyMap<string, Conditions>): ConditionCell[] {
  const cells = new Map<string, ConditionCell>();
  for (const { file, things } of rows) {
    const own = conditions.get(file);
    if (!own) continue;
    const key = `${own.weather}\n${own.light}`;
    const before = cells.get(key) ?? { ...own, images: 0, things: 0 };
    cells.set(key, { ...before, images: before.images + 1, things: before.things + things.length });
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}
