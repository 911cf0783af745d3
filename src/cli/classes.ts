import { RecipeError } from "../errors";
import type { Recipe } from "../recipe/schema";
import type { SceneSpec } from "../recipe/spec";
import { prepare, sample } from "../sample";
import { aligned } from "./table";

/** How often a class is placed in the images of a recipe, whether it can be seen from the camera or not. */
export type ClassCount = {
  readonly name: string;
  readonly kind: "thing" | "stuff";
  readonly instances: number;
  /** Images with at least one. */
  readonly images: number;
};

/** Samples the first `count` images of a recipe without rendering them. The user's own models and pictures need a browser to be read. */
export async function sampleSpecs(recipe: Recipe, count: number): Promise<SceneSpec[]> {
  if (recipe.assets.length > 0)
    throw new RecipeError(
      "assets: models of your own given, which are only read in a browser; expected none, or use the summary of npm run generate instead.",
    );
  await prepare(recipe);
  return Array.from({ length: count }, (_, index) => sample(recipe, index));
}

/** Counts the instances of every class of the specs, in the order of the class ids. */
export function countClasses(specs: readonly SceneSpec[]): ClassCount[] {
  return (specs[0]?.classes ?? []).map(({ name, kind }) => {
    const each = specs.map(({ instances }) => instances.filter((one) => one.class === name).length);
    return { name, kind, instances: each.reduce((sum, some) => sum + some, 0), images: each.filter((some) => some > 0).length };
  });
}

/** The things among the counts as a Markdown table, most frequent first; equal ones in the order of their ids. */
export function classTable(counts: readonly ClassCount[], specs: number): string[] {
  const things = counts.filter(({ kind }) => kind === "thing").toSorted((a, b) => b.instances - a.instances);
  const total = things.reduce((sum, { instances }) => sum + instances, 0);
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;
  const rows = things.map(({ name, instances, images }) => [
    name,
    String(instances),
    percent(images, specs),
    (instances / Math.max(specs, 1)).toFixed(2),
    percent(instances, total),
  ]);
  return aligned([["class", "instances", "images with it", "mean per image", "share"], ...rows]);
}
