/** What a dataset is for, and what it must hold. */
import { z } from "zod";

const share = z.number().positive().max(1);

const bin = z
  .strictObject({ from: z.number(), to: z.number(), share })
  .refine(({ from, to }) => from <= to, "a first number that is not greater than the second");

const condition = z.union([
  z.string(),
  z
    .strictObject({ from: z.number().optional(), to: z.number().optional() })
    .refine(({ from, to }) => (from ?? to) !== undefined, "from, to or both"),
]);

/** Schema of `where`: factors by their path, each with a name, or the numbers from … to …, both included. */
export const where = z
  .record(z.string(), condition)
  .refine((given) => Object.keys(given).length > 0, "at least one factor, for example { weather.kind: fog }");

const shareOfImages = z.record(z.string(), share);

const structured = z.strictObject({
  purpose: z
    .string()
    .max(2000)
    .meta({
      description: "What the dataset is for; it stands in the card.",
      examples: ["Detect forklifts from a ceiling camera."],
    }),
  task: z.enum(["classification", "detection", "segmentation", "keypoints", "pose", "depth", "counting", "tracking"]).optional(),
  classes: z
    .array(z.string())
    .min(1)
    .optional()
    .meta({ description: "Classes that matter for the task; they stand in the card." }),
  shares: z
    .record(z.string(), z.union([shareOfImages, z.array(bin).min(1)]))
    .default({})
    .meta({
      description:
        "Shares of the images for values of a factor, met to the image: names with shares, or numbers as { from, to, share }.",
      examples: [{ "weather.kind": { clear: 0.7, fog: 0.3 } }],
    }),
  quotas: z
    .array(
      z.strictObject({
        name: z.string().max(200).optional(),
        share,
        where,
        placed: z.record(z.string(), z.int().positive()).default({}),
      }),
    )
    .default([])
    .meta({
      description:
        "Rare cases: at least this share of the images has these values at once and, of these classes, so many in view.",
      examples: [[{ share: 0.05, where: { "weather.kind": "night-rain" }, placed: { person: 1 } }]],
    }),
  images: shareOfImages
    .default({})
    .meta({ description: "Share of the images that have at least one of a class in view.", examples: [{ bus: 0.3 }] }),
  instances: z
    .record(z.string(), z.int().positive())
    .default({})
    .meta({
      description:
        "How many labelled things of a class the dataset needs; compared with the result, since what is hidden has no label.",
      examples: [{ person: 500 }],
    }),
  limits: z
    .record(z.string(), z.int().nonnegative())
    .default({})
    .meta({ description: "How many of a class may be in view at most.", examples: [{ person: 20 }] }),
});

/** Schema of `objective`: the purpose alone, or with what the dataset must hold. */
export const objective = z.union([z.string().max(2000), structured]);

/** Schema of `holdout`. */
export const holdout = z.array(
  z.strictObject({
    where,
    split: z.string().default("test").meta({ description: "The split that alone may have such images." }),
  }),
);

export type Where = z.output<typeof where>;
export type Objective = z.output<typeof structured>;

/** The purpose, in whichever way it is written. */
export function purposeOf(given: z.output<typeof objective> | undefined): string | undefined {
  return typeof given === "string" ? given : given?.purpose;
}
