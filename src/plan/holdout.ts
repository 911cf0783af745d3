import { RecipeError } from "../errors";
import type { Recipe } from "../recipe/schema";
import { splitOf } from "../recipe/splits";
import { factorsOf } from "./factors";
import { factorValues, matches } from "./values";

/** The split of an image: that of the first `holdout` which it matches, else by chance. `recipe` is the planned one. */
export function splitFor(recipe: Recipe, index: number): string {
  const { holdout = [], splits, seed } = recipe;
  if (holdout.length === 0) return splitOf(splits, seed, index);
  for (const [at, { where, split }] of holdout.entries()) {
    if (splits[split] === undefined)
      throw new RecipeError(
        `holdout[${at}].split: "${split}" given; expected one of the splits ${Object.keys(splits).join(", ")}, for example splits: { train: 0.8, test: 0.2 }.`,
      );
    const unknown = Object.keys(where).find((path) => !factorsOf(recipe.scene).some((factor) => factor.path === path));
    if (unknown !== undefined)
      throw new RecipeError(
        `holdout[${at}].where: "${unknown}" given; expected a factor of the scene ${recipe.scene}, for example weather.kind.`,
      );
  }
  const values = factorValues(recipe, index);
  return holdout.find(({ where }) => matches(values, where))?.split ?? splitOf(splits, seed, index);
}
