import { RecipeError } from "../errors";
import { stream } from "../recipe/random";
import type { FactorGroup, GroupSampling } from "../recipe/sampling";
import { factorGroups } from "../recipe/sampling";
import type { Recipe } from "../recipe/schema";
import { type Factor, factorsOf } from "./factors";
import { keyOf, permuted } from "./permutation";
import { owenScrambled, SOBOL_DIMENSIONS, sobol } from "./sobol";

type Sampled = Pick<Recipe, "seed" | "count" | "scene" | "sampling">;

/**
 * The numbers in [0, 1) that take the place of chance in the streams of one image, by the stream's name: none where `sampling` asks for
 * none. Groups have permutations and scrambles of their own, so that they are independent of each other.
 */
export function ranksOf(recipe: Sampled, index: number): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const group of factorGroups) {
    const asked = recipe.sampling?.[group];
    if (!asked || asked.method === "random") continue;
    const factors = factorsOf(recipe.scene).filter((factor) => factor.group === group);
    const rankOf = samplers[asked.method](recipe, group, asked, factors, index);
    for (const [at, factor] of factors.entries()) {
      const rank = rankOf(at, factor);
      if (rank !== undefined) ranks.set(factor.stream, rank);
    }
  }
  return ranks;
}

type RankOf = (dimension: number, factor: Factor) => number | undefined;
type Sampler = (recipe: Sampled, group: FactorGroup, asked: GroupSampling, factors: readonly Factor[], index: number) => RankOf;

const samplers = {
  sobol({ seed }, group, _, factors, index) {
    if (factors.length > SOBOL_DIMENSIONS) throw new Error(`${group} has more than ${SOBOL_DIMENSIONS} factors`);
    // Shuffled so that blocks of 2^k images stay blocks: the points of a block are evenly spread, and in another order in each group.
    const shuffled = owenScrambled(index, keyOf(seed, "sampling", group, "order"));
    return (at) => owenScrambled(sobol(shuffled, at), keyOf(seed, "sampling", group, at)) / 2 ** 32;
  },
  "latin-hypercube"({ seed, count }, group, _, __, index) {
    const round = Math.floor(index / count);
    return (at, { stream: name }) => {
      const slice = permuted(index % count, count, keyOf(seed, "sampling", group, at, round));
      return (slice + jitter(seed, index, name)) / count;
    };
  },
  stratified: (recipe, group, asked, factors, index) => cellRanks(recipe, group, asked, factors, index, jitter),
  grid: (recipe, group, asked, factors, index) => cellRanks(recipe, group, asked, factors, index, () => 0.5),
} satisfies Record<Exclude<GroupSampling["method"], "random">, Sampler>;

/** Every combination of cells once in as many images as there are combinations, in an order of chance. */
function cellRanks(
  { seed }: Sampled,
  group: FactorGroup,
  { cells = {} }: GroupSampling,
  factors: readonly Factor[],
  index: number,
  place: (seed: number, index: number, name: string) => number,
): RankOf {
  const names = Object.keys(cells);
  const unknown = names.find((name) => !factors.some((factor) => factor.name === name));
  if (unknown !== undefined)
    throw new RecipeError(
      `sampling.${group}.cells: "${unknown}" given; expected factors of ${group}: ${factors.map(({ name }) => name).join(", ")}; for example { ${factors[0]?.name}: 4 }.`,
    );
  const total = Object.values(cells).reduce((product, many) => product * many, 1);
  const round = Math.floor(index / total);
  let left = permuted(index % total, total, keyOf(seed, "sampling", group, "cells", round));
  const cellOf = new Map<string, { readonly cell: number; readonly many: number }>();
  for (const [name, many] of Object.entries(cells)) {
    cellOf.set(name, { cell: left % many, many });
    left = Math.floor(left / many);
  }
  return (_, { name, stream: purpose }) => {
    const found = cellOf.get(name);
    return found && (found.cell + place(seed, index, purpose)) / found.many;
  };
}

function jitter(seed: number, index: number, name: string): number {
  return stream(seed, index, "sampling", name)();
}
