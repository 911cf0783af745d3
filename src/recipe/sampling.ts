/** How the numbers behind a recipe's distributions are spread over the images: by chance, or evenly. */
import { z } from "zod";

/** Groups of factors that have a sampler each, named like the fields of the recipe. */
export const factorGroups = ["weather", "sun", "moon", "camera", "sensor", "parameters"] as const;

export type FactorGroup = (typeof factorGroups)[number];

/** A product of more cells than this cannot be filled. */
const MOST_CELLS = 10_000_000;

const cells = z
  .record(z.string(), z.int().min(1).max(10_000))
  .refine((given) => Object.keys(given).length > 0, "at least one factor and its number of cells, for example { kind: 4 }")
  .refine(
    (given) => Object.values(given).reduce((product, many) => product * many, 1) <= MOST_CELLS,
    `numbers of cells whose product is at most ${MOST_CELLS}`,
  );

const group = z
  .strictObject({
    method: z.enum(["random", "sobol", "latin-hypercube", "stratified", "grid"]).default("random").meta({
      description:
        "random: every number by chance. sobol: scrambled low-discrepancy points. latin-hypercube: each factor once in each of count slices. stratified, grid: every combination of cells equally often, anywhere in the cell or in its middle.",
    }),
    cells: cells.optional().meta({
      description: "For stratified and grid: the factors of the group and into how many equally probable cells each is cut.",
      examples: [{ kind: 4 }],
    }),
  })
  .refine(({ method, cells }) => (method === "stratified" || method === "grid") === (cells !== undefined), {
    path: ["cells"],
    message: "cells with stratified and grid, and only with them; for example { method: grid, cells: { kind: 4 } }",
  });

/** Schema of `sampling`. */
export const sampling = z.strictObject(
  Object.fromEntries(factorGroups.map((name) => [name, group.optional()])) as Record<FactorGroup, z.ZodOptional<typeof group>>,
);

export type GroupSampling = z.output<typeof group>;
