import { type Random, stream } from "../recipe/random";
import type { Recipe } from "../recipe/schema";
import { factorsOf } from "./factors";
import { ranksOf } from "./ranks";

/** Draws one stream of random numbers for each purpose. */
type Streams = (...purpose: readonly (string | number)[]) => Random;

/**
 * The streams of one image. Where the recipe's `sampling` spreads a factor evenly, the first number of its stream is that of the plan; all
 * else is as it would be without. Another `attempt` gives other numbers to all streams but those of factors: the same values, another layout.
 */
export function streamsOf(recipe: Pick<Recipe, "seed" | "count" | "scene" | "sampling">, index: number, attempt = 0): Streams {
  const ranks = ranksOf(recipe, index);
  const factors = attempt > 0 ? new Set(factorsOf(recipe.scene).map((factor) => factor.stream)) : undefined;
  return (...purpose) => {
    const name = purpose.join("/");
    if (factors && !factors.has(name)) return stream(recipe.seed, index, "attempt", attempt, name);
    const own = stream(recipe.seed, index, name);
    const rank = ranks.get(name);
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
