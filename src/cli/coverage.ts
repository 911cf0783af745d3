import { spreadOf } from "../lab/spread";
import { imageValues } from "../plan/targets";
import type { Recipe } from "../recipe/schema";
import { aligned } from "./table";

/** Discrepancy compares all images with all, so that more take minutes. */
export const MOST_COVERED = 1000;
const MOST_LISTED = 10;

/** Says how evenly a recipe's factors are spread over its first images, without rendering them: lines of Markdown. */
export function coverageLines(given: Recipe, count: number): string[] {
  const { sequence, ...single } = given;
  // All images of a sequence show one world.
  const recipe = { ...single, count: sequence ? Math.max(1, Math.ceil(count / sequence.frames)) : count };
  const { images, groups, pairs } = spreadOf(recipe, { from: 0, to: recipe.count });
  const number = (value: number) => value.toPrecision(3);
  const spread = groups.map(({ group, factors, discrepancy, ofChance }) => [
    group,
    recipe.sampling?.[group as keyof typeof recipe.sampling]?.method ?? "random",
    String(factors.length),
    number(discrepancy),
    number(ofChance),
  ]);
  const share = pairs.possible === 0 ? "" : ` (${((100 * pairs.covered) / pairs.possible).toFixed(1)} %)`;
  return [
    `${images} ${sequence ? "sequences" : "images"} of ${recipe.name}, planned and not rendered`,
    "",
    ...aligned([["group", "sampling", "factors", "discrepancy", "of chance"], ...spread], 2),
    "",
    `Pairs of levels that occur together: ${pairs.covered} of ${pairs.possible}${share}`,
    ...pairs.missing.slice(0, MOST_LISTED).map(([one, level, other, its]) => `  never: ${one} ${level} with ${other} ${its}`),
    ...(pairs.possible - pairs.covered > MOST_LISTED ? [`  … and ${pairs.possible - pairs.covered - MOST_LISTED} more`] : []),
    "",
    ...aligned([["factor", "images with each value"], ...optionRows(recipe, images)], 2),
  ];
}

/** How many images have each name, for factors that are names and differ. */
function optionRows(recipe: Recipe, images: number): string[][] {
  const counts = new Map<string, Map<string, number>>();
  for (const values of imageValues(recipe, 0, images))
    for (const [path, value] of Object.entries(values)) {
      if (typeof value !== "string") continue;
      const own = counts.get(path) ?? new Map<string, number>();
      counts.set(path, own.set(value, (own.get(value) ?? 0) + 1));
    }
  return [...counts]
    .filter(([, own]) => own.size > 1)
    .map(([path, own]) => [
      path,
      [...own]
        .toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
        .map(([name, many]) => `${name} ${many}`)
        .join(", "),
    ]);
}
