import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { sceneParameters } from "../../scenes/parameters";
import { RecipeError } from "../errors";
import { parseRecipe } from "../recipe/parse";
import type { Recipe } from "../recipe/schema";
import { type FoundAssets, findAssets } from "./asset-files";

/** A recipe, where the files of its assets are, and the folder that their paths are relative to. */
export type RecipeFile = { readonly recipe: Recipe; readonly assets: FoundAssets; readonly folder: string };

/** Reads a recipe by path, or one that comes with Diorama by its name (`street/weather`). Throws RecipeError. */
export function readRecipe(given: string, scenesFolder: string): RecipeFile {
  const file = findRecipe(given, scenesFolder);
  const recipe = parseRecipe(readFileSync(file, "utf8"), { source: file, scenes: sceneParameters });
  const folder = path.dirname(file);
  return { recipe, assets: findAssets(recipe, folder), folder };
}

function findRecipe(given: string, scenesFolder: string): string {
  if (isFile(given)) return given;
  const known = knownRecipes(scenesFolder);
  const [scene = "", name = ""] = given.split("/");
  if (known.includes(given)) return path.join(scenesFolder, scene, "recipes", `${name}.yaml`);
  throw new RecipeError(
    `There is no recipe "${given}": expected the path of a .yaml or .json file, or one of ${known.join(", ")}; for example ` +
      "npm run generate -- street/weather",
  );
}

function isFile(place: string): boolean {
  return existsSync(place) && statSync(place).isFile();
}

/** Names of the recipes that come with Diorama, such as `street/weather`. */
export function knownRecipes(scenesFolder: string): string[] {
  const scenes = readdirSync(scenesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return scenes
    .flatMap(({ name: scene }) => {
      const folder = path.join(scenesFolder, scene, "recipes");
      const files = existsSync(folder) ? readdirSync(folder) : [];
      return files.filter((file) => file.endsWith(".yaml")).map((file) => `${scene}/${path.basename(file, ".yaml")}`);
    })
    .sort();
}
