import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { RecipeError } from "../errors";
import { type AssetEntry, isModel, MOST_BYTES, plainPath, tooLarge } from "../recipe/assets";
import { missingPicture, pictureReferences, picturesAt } from "../recipe/pictures";
import type { Recipe } from "../recipe/schema";
import { referencesOf } from "../scene/assets/gltf";
import { librariesOf, picturesOf } from "../scene/assets/mtl";

/** The files that a recipe names, by their path relative to the recipe. */
export type FoundAssets = {
  /** Where each is on this machine. */
  readonly places: ReadonlyMap<string, string>;
  /** Those that are too large to be read, and a sentence on it. */
  readonly unusable: { readonly [path: string]: string };
};

/**
 * Finds the models and pictures that a recipe names, and the files that models refer to. `folder` is that of the recipe. Throws one
 * RecipeError with a line for each field without a file. Files that are broken are found like others: who reads them says so.
 */
export function findAssets(recipe: Recipe, folder: string): FoundAssets {
  const places = new Map<string, string>();
  const unusable: Record<string, string> = {};
  const problems: string[] = [];
  const add = (file: string) => {
    const place = path.resolve(folder, file);
    const size = sizeOf(place);
    if (size > MOST_BYTES) unusable[file] = tooLarge(size);
    else places.set(file, place);
  };
  for (const [at, entry] of recipe.assets.entries()) {
    const models = filesAtPlace(entry.file, folder).filter(isModel);
    if (models.length === 0) problems.push(missing(at, entry, folder));
    for (const file of models.flatMap((model) => [model, ...referencesOfModel(model, folder)])) add(file);
  }
  for (const reference of pictureReferences(recipe)) {
    const pictures = picturesAt(reference, filesAtPlace(reference.file, folder));
    if (pictures.length === 0) problems.push(missingPicture(reference, path.resolve(folder, reference.file)));
    for (const file of pictures) add(file);
  }
  if (problems.length > 0) throw new RecipeError(problems.join("\n"));
  return { places, unusable };
}

function missing(at: number, { file }: AssetEntry, folder: string): string {
  return (
    `assets[${at}].file: ${JSON.stringify(file)} given, and ${path.resolve(folder, file)} is no model; expected a ` +
    ".glb, .gltf or .obj file, or a folder of them, beside the recipe, for example models/mug.glb."
  );
}

/** The file at a path, or all files directly in the folder at this path, sorted. */
function filesAtPlace(file: string, folder: string): string[] {
  const name = plainPath(file);
  const place = path.resolve(folder, name);
  if (!existsSync(place)) return [];
  const isFolder = statSync(place).isDirectory();
  const found = isFolder ? readdirSync(place).map((entry) => plainPath(`${name}/${entry}`)) : [name];
  return found.filter((one) => isFile(path.resolve(folder, one))).sort();
}

/** The files that a model refers to and that are there; none when it cannot be read. */
function referencesOfModel(model: string, folder: string): string[] {
  const place = path.resolve(folder, model);
  if (sizeOf(place) > MOST_BYTES) return [];
  const there = (file: string) => existsSync(path.resolve(folder, file));
  try {
    if (!/\.obj$/i.test(model)) return referencesOf(model, new Uint8Array(readFileSync(place))).filter(there);
    const libraries = librariesOf(model, readFileSync(place, "utf8")).filter(there);
    const pictures = libraries.flatMap((library) => picturesOf(library, readFileSync(path.resolve(folder, library), "utf8")));
    return [...libraries, ...pictures.filter(there)];
  } catch {
    return [];
  }
}

function isFile(place: string): boolean {
  return existsSync(place) && statSync(place).isFile();
}

function sizeOf(place: string): number {
  return statSync(place).size;
}
