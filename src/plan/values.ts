import type { Where } from "../recipe/objective";
import { draw, drawCount, drawOption, type Option, type Quantity } from "../recipe/quantity";
import type { Recipe } from "../recipe/schema";
import { weathers } from "../recipe/weather-kinds";
import { type Factor, factorsOf } from "./factors";
import { streamsOf } from "./streams";

/** The value that each factor has in one image, by its path: names and numbers. Factors that the recipe does not have are left out. */
export type FactorValues = Readonly<Record<string, string | number>>;

/** Draws all factors of one image, as `sample` does, without making the scene. `recipe` is the planned one. */
export function factorValues(recipe: Recipe, index: number): FactorValues {
  const random = streamsOf(recipe, index);
  const kind = drawOption(recipe.weather.kind, random("weather", "kind"));
  const values: Record<string, string | number> = {};
  for (const factor of factorsOf(recipe.scene)) {
    const given = valueAt(recipe, factor.path) ?? usualOf(recipe, factor, kind);
    if (given !== undefined) values[factor.path] = drawn(given, factor.kind, random(factor.stream));
  }
  return values;
}

function drawn(given: Quantity | Option<string>, kind: Factor["kind"], random: () => number): string | number {
  if (kind === "option") return drawOption(given as Option<string>, random);
  if (typeof given === "string") return given;
  return kind === "count" ? drawCount(given as Quantity, random) : draw(given as Quantity, random);
}

/** What the kind of weather decides where the recipe does not. */
function usualOf({ sun }: Recipe, { group, name, path }: Factor, kind: keyof typeof weathers): Quantity | undefined {
  const usual = weathers[kind];
  if (group === "weather") return usual[name as keyof typeof usual];
  if (sun.date !== undefined) return undefined;
  if (path === "sun.elevationDegrees") return usual.sunElevationDegrees;
  return path === "moon.elevationDegrees" ? usual.moonElevationDegrees : undefined;
}

/** What the recipe says at a path such as `camera.pose.heightMetres`. */
export function valueAt(recipe: object, path: string): Quantity | Option<string> | undefined {
  let found: unknown = recipe;
  for (const key of path.split("."))
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  return found as Quantity | Option<string> | undefined;
}

/** The recipe with another value at a path; the given one stays as it is. */
export function withValueAt<T extends object>(recipe: T, path: string, value: unknown): T {
  const [key = "", ...rest] = path.split(".");
  const inner = (recipe as Record<string, unknown>)[key];
  return {
    ...recipe,
    [key]:
      rest.length === 0 ? value : withValueAt(typeof inner === "object" && inner !== null ? inner : {}, rest.join("."), value),
  };
}

/** True when all conditions hold. */
export function matches(values: FactorValues, conditions: Where): boolean {
  return Object.entries(conditions).every(([path, wanted]) => {
    const value = values[path];
    if (typeof wanted === "string") return value === wanted;
    return typeof value === "number" && value >= (wanted.from ?? -Infinity) && value <= (wanted.to ?? Infinity);
  });
}
