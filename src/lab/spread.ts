import { factorsOf } from "../plan/factors";
import { wantedOf } from "../plan/objective";
import { streamsOf } from "../plan/streams";
import { factorValues } from "../plan/values";
import type { Recipe } from "../recipe/schema";
import { centredDiscrepancy, pairCoverage } from "./discrepancy";

/** Discrepancy compares all images with all. */
const MOST_IMAGES = 1000;
const MOST_MISSING = 20;
/** Numbers are cut into as many levels of equal probability. */
const LEVELS = 4;

/** How evenly the factors of a group are spread over the images. */
export type GroupSpread = {
  readonly group: string;
  readonly factors: readonly string[];
  readonly discrepancy: number;
  /** What independent random numbers have on average: ((5/4)^d - (13/12)^d) / n. */
  readonly ofChance: number;
};

/**
 * How evenly the chance of a recipe is spread over the images `from` to before `to`: by group of factors the squared centred L2 discrepancy of the
 * numbers in [0, 1) that become values, and the pairs of levels that occur together. Factors that have one value in all images are left out.
 */
export function spreadOf(recipe: Recipe, { from, to }: { readonly from: number; readonly to: number }) {
  const images = Math.min(MOST_IMAGES, to - from);
  const rows = Array.from({ length: images }, (_, at) => {
    const index = from + at;
    const planned = wantedOf(recipe, index).recipe;
    const random = streamsOf(planned, index);
    return { values: factorValues(planned, index), rankOf: (stream: string) => random(stream)() };
  });
  const drawn = factorsOf(recipe.scene).filter(({ path }) => new Set(rows.map(({ values }) => values[path])).size > 1);
  const groups = [...new Set(drawn.map(({ group }) => group))].map((group): GroupSpread => {
    const own = drawn.filter((factor) => factor.group === group);
    const points = rows.map(({ rankOf }) => own.map(({ stream }) => rankOf(stream)));
    const ofChance = (1.25 ** own.length - (13 / 12) ** own.length) / images;
    return { group, factors: own.map(({ name }) => name), discrepancy: centredDiscrepancy(points), ofChance };
  });
  const levelled = rows.map(({ values, rankOf }) =>
    Object.fromEntries(
      drawn.map(({ path, kind, stream }) => [
        path,
        kind === "option" ? String(values[path]) : `quarter ${1 + Math.floor(rankOf(stream) * LEVELS)}`,
      ]),
    ),
  );
  const levels = Object.fromEntries(drawn.map(({ path }) => [path, [...new Set(levelled.map((row) => row[path] ?? ""))].sort()]));
  const { covered, possible, missing } = pairCoverage(levelled, levels);
  return { images, groups, pairs: { covered, possible, missing: missing.slice(0, MOST_MISSING) } };
}
