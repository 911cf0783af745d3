import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { RecipeError } from "../errors";
import { type AssetEntry, isModel, plainPath } from "../recipe/assets";
import type { Recipe } from "../recipe/schema";
import { referencesOf } from "../scene/assets/gltf";
import { MOST_BYTES } from "../scene/assets/limits";
import { librariesOf, picturesOf } from "../scene/assets/mtl";

/** The files of a recipe's assets: where each is on this machine, by its path relative to the recipe. */
export type AssetPlaces = ReadonlyMap<string, string>;

/**
 * Finds the models that a recipe names, and the files beside them that they refer to. `folder` is that of the recipe. Throws one
 * RecipeError with a line for each file that is missing, too large, or refers to what is outside of its folder.
 */
export function findAssets({ assets }: Recipe, folder: string): AssetPlaces {
  const places = new Map<string, string>();
  const problems: string[] = [];
  for (const [at, entry] of assets.entries()) {
    const models = modelsIn(entry, folder);
    if (models.length === 0)
      problems.push(
        `assets[${at}].file: ${JSON.stringify(entry.file)} given, and ${path.resolve(folder, entry.file)} is no model; expected a ` +
          ".glb, .gltf or .obj file, or a folder of them, beside the recipe, for example models/mug.glb.",
      );
    for (const model of models) {
      try {
        for (const file of [model, ...referencesOfModel(model, folder)]) addPlace(places, file, folder);
      } catch (error) {
        problems.push(`assets[${at}]: ${model} cannot be used: ${error instanceof Error ? error.message : error}.`);
      }
    }
  }
  if (problems.length > 0) throw new RecipeError(problems.join("\n"));
  return places;
}

function modelsIn({ file }: AssetEntry, folder: string): string[] {
  const name = plainPath(file);
  const place = path.resolve(folder, name);
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return isModel(name) ? [name] : [];
  return readdirSync(place)
    .filter(isModel)
    .sort()
    .map((entry) => plainPath(`${name}/${entry}`));
}

function referencesOfModel(model: string, folder: string): string[] {
  const place = path.resolve(folder, model);
  checkSize(place);
  if (!/\.obj$/i.test(model)) return referencesOf(model, new Uint8Array(readFileSync(place)));
  const libraries = librariesOf(model, readFileSync(place, "utf8")).filter((library) =>
    existsSync(path.resolve(folder, library)),
  );
  return libraries.flatMap((library) => [library, ...picturesOf(library, readFileSync(path.resolve(folder, library), "utf8"))]);
}

function addPlace(places: Map<string, string>, file: string, folder: string): void {
  const place = path.resolve(folder, file);
  if (!existsSync(place)) throw new Error(`the file ${file} is not there`);
  checkSize(place);
  places.set(file, place);
}

function checkSize(place: string): void {
  const { size } = statSync(place);
  if (size > MOST_BYTES) throw new Error(`it has ${Math.round(size / 1e6)} MB; at most ${MOST_BYTES / 1e6} MB can be used`);
}
