/** What may stand in an experiment: a recipe, what is varied in it, and by which design. */
import { z } from "zod";
import { factorGroups } from "./sampling";
import { safeName } from "./schema";

/** Parts of a recipe that arms may differ in: all others would change what an image is called or which labels it has. */
export const variableParts: readonly string[] = [...factorGroups, "image", "randomTextures", "environment", "background"];

/** A value that a level puts into the recipe; whether it fits there is the recipe's to say. */
const value = z.json();

const level = z.union([
  z.string(),
  z.number(),
  z.strictObject({ name: z.string().min(1), value }),
  z.strictObject({ name: z.string().min(1), set: z.record(z.string(), value) }),
]);

/** One letter each, in the order of the factors; I is the identity of the theory. */
export const factorLetters = "ABCDEFGHJKLMNOPQRSTUVWXYZ";

const generator = z
  .string()
  .regex(/^\s*[A-HJ-Z]\s*=\s*-?\s*[A-HJ-Z]{2,}\s*$/, 'a generator, a letter and the product of others, for example "D = ABC"');

const design = z.union([z.enum(["full", "one-factor", "orthogonal"]), z.strictObject({ fractional: z.array(generator).min(1) })]);

/** Schema of an experiment. */
export const experimentSchema = z
  .strictObject({
    name: safeName.meta({ description: "Name of the experiment; the datasets of its arms begin with it." }),
    recipe: z.string().meta({
      description: "The recipe that all arms share: a file beside this one, or one that comes with Diorama.",
      examples: ["street/weather"],
    }),
    count: z.int().min(1).max(1_000_000).optional().meta({ description: "Images of each arm, in place of the recipe's count." }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .optional()
      .meta({ description: "In place of the recipe's seed." }),
    set: z
      .record(z.string(), value)
      .default({})
      .meta({
        description: "Values that all arms have in place of the recipe's, by path.",
        examples: [{ "image.quality": "draft" }],
      }),
    factors: z
      .record(z.string(), z.array(level).min(2).max(64))
      .default({})
      .meta({
        description:
          "What is varied: the path of a field of the recipe and its levels, or a name and levels that set several fields.",
        examples: [{ "weather.kind": ["clear", "fog", "night"] }],
      }),
    design: design.default("full").meta({
      description:
        "full: every combination. one-factor: the first levels, then each other level alone. orthogonal: every pair of levels equally often. fractional: two levels each, later factors as products of earlier ones, A, B, C, ….",
      examples: [{ fractional: ["D = ABC"] }],
    }),
    ablations: z
      .union([z.literal("all"), z.array(z.string()).min(1)])
      .optional()
      .meta({
        description:
          "Leave one randomisation out: an arm for each of these factors or groups of factors, held at its median while all else stays random, beside an arm with the recipe as it is.",
        examples: [["weather", "sun.elevationDegrees"]],
      }),
  })
  .refine(({ factors, ablations }) => Object.keys(factors).length > 0 || ablations !== undefined, {
    path: ["factors"],
    message: "at least one factor with its levels, or ablations",
  });

export type Experiment = z.output<typeof experimentSchema>;
export type Level = Experiment["factors"][string][number];
