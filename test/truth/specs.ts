import { existsSync, readdirSync, readFileSync } from "node:fs";
import { scenes } from "../../scenes";
import { sceneParameters } from "../../scenes/parameters";
import { parseRecipe } from "../../src/recipe/parse";
import type { SceneSpec } from "../../src/recipe/spec";
import { prepare, sample } from "../../src/sample";

/** Size of the pictures that are compared. */
const SIZE = { width: 240, height: 180 } as const;

/** Random specs of all scenes with recipes in turn, each scene's own recipes in turn, every image another one: `count` of them, after the first `from`. */
export async function truthSpecs(from: number, count: number): Promise<SceneSpec[]> {
  const names = Object.keys(scenes).filter((scene) => existsSync(folderOf(scene)));
  const specs: SceneSpec[] = [];
  for (let at = from; at < from + count; at++) {
    const scene = names[at % names.length] ?? "";
    const round = Math.floor(at / names.length);
    const recipes = recipesOf(scene);
    const recipe = recipes[round % recipes.length];
    if (!recipe) throw new Error(`The scene ${scene} has no recipes`);
    await prepare(recipe);
    specs.push(sample({ ...recipe, image: { ...recipe.image, ...SIZE, quality: "draft" } }, 100 + round));
  }
  return specs;
}

function folderOf(scene: string): URL {
  return new URL(`../../scenes/${scene}/recipes/`, import.meta.url);
}

function recipesOf(scene: string) {
  const folder = folderOf(scene);
  return readdirSync(folder)
    .sort()
    .map((file) => parseRecipe(readFileSync(new URL(file, folder), "utf8"), { source: file, scenes: sceneParameters }));
}
