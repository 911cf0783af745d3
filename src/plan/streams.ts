import { type Random, stream } from "../recipe/random";
import type { Recipe } from "../recipe/schema";
import { ranksOf } from "./ranks";

/** Draws one stream of random numbers for each purpose. */
type Streams = (...purpose: readonly (string | number)[]) => Random;

/**
 * The streams of one image. Where the recipe's `sampling` spreads a factor evenly, the first number of its stream is that of the plan; all
 * else is as it would be without.
 */
export function streamsOf(recipe: Pick<Recipe, "seed" | "count" | "scene" | "sampling">, index: number): Streams {
  const ranks = ranksOf(recipe, index);
  return (...purpose) => {
    const own = stream(recipe.seed, index, ...purpose);
    const rank = ranks.size > 0 ? ranks.get(purpose.join("/")) : undefined;
    return rank === undefined ? own : startingWith(rank, own);
  };
}

/** The same stream with another first number. */
function startingWith(first: number, random: Random): Random {
  let isFirst = true;
  return () => {
    const own = random();
    if (!isFirst) return own;
    isFirst = false;
    return first;
  };
}
