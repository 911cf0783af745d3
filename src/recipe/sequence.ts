import { z } from "zod";
import type { SceneSpec } from "./spec";

/** Schema of `sequence`. */
export const sequence = z.strictObject({
  frames: z
    .int()
    .min(2)
    .max(10_000)
    .meta({ description: "Images of a sequence, one after the other. `count` is a multiple of it.", unit: "images" }),
  fps: z.number().min(0.1).max(240).meta({ description: "Images for each second.", unit: "images per second" }),
});

export type SequenceRecipe = z.output<typeof sequence>;

/** Where an image stands: the number of the world that it shows, and its place in a sequence of images of this world. */
export type Moment = { readonly world: number; readonly sequence?: NonNullable<SceneSpec["sequence"]> };

/** Image `index` of a recipe: without sequences each shows a world of its own. */
export function momentInSequence(recipe: { readonly sequence?: SequenceRecipe | undefined }, index: number): Moment {
  if (!recipe.sequence) return { world: index };
  const { frames, fps } = recipe.sequence;
  const world = Math.floor(index / frames);
  return { world, sequence: { number: world, frame: index % frames, frames, fps } };
}

/** Number of the world that a spec shows, for random streams: the same for all images of a sequence. */
export function worldOf({ index, sequence }: Pick<SceneSpec, "index" | "sequence">): number {
  return sequence?.number ?? index;
}

/** What is wrong with so many images in sequences; nothing when they come out even. */
export function brokenSequence({ count, sequence }: { readonly count: number; readonly sequence?: SequenceRecipe | undefined }) {
  if (!sequence || count % sequence.frames === 0) return undefined;
  const more = Math.ceil(count / sequence.frames) * sequence.frames;
  return `a multiple of the ${sequence.frames} images of a sequence, for example ${more}`;
}
