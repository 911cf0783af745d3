/** The user's own models: files in memory, and their entries in the recipe. */
import { computed } from "@preact/signals";
import { assetScenes } from "../../../scenes/parameters";
import { type AssetEntry, type AssetFiles, isModel, modelsOf } from "../../recipe/assets";
import { type AssetChange, type NewAsset, withAssetChange, withAssets, withoutAsset } from "../recipe/recipe-edit";
import { builtIns, chooseRecipe } from "../recipe/recipes";
import { recipe, recipeName, recipeText } from "../recipe/state";
import { classFromPath, upAxisOf } from "./guess";
import { assetFiles, assetProblems, modelsNotice } from "./state";

/** More new models than this would crowd a picture, so each is there only in every other one. */
const manyModels = 8;

/** An entry of the recipe's `assets` as the panel shows it. */
export type ModelRow = Pick<AssetEntry, "file" | "class" | "scale" | "upAxis"> & {
  /** Its position in `assets`. */
  readonly at: number;
  readonly bytes: number;
  /** Paths of its models: one, or those of a folder. */
  readonly models: readonly string[];
  /** What is wrong with it, in sentences. */
  readonly problems: readonly string[];
};

/** One row for each entry of the last recipe that could be read. */
export const modelRows = computed((): readonly ModelRow[] =>
  (recipe.value?.assets ?? []).map((entry, at) => {
    const paths = modelsOf(entry, Object.keys(assetFiles.value));
    return {
      ...entry,
      at,
      models: paths,
      bytes: paths.reduce((sum, path) => sum + sizeOf(path), 0),
      problems: paths.length === 0 ? [notHere] : problemsOf(at),
    };
  }),
);

function sizeOf(path: string): number {
  const bytes = assetFiles.value[path];
  return bytes instanceof Uint8Array ? bytes.length : 0;
}

const notHere = "This page does not have the file. Drop it here again, or remove it: a page forgets its files when it is closed.";

function problemsOf(at: number): string[] {
  const prefix = `assets[${at}]: `;
  return assetProblems.value.flatMap((problem) => (problem.startsWith(prefix) ? problem.slice(prefix.length) : []));
}

/** Keeps files and gives each new model among them an entry in the recipe, if its scene has a place for models. */
export function addModels(files: AssetFiles): void {
  const models = Object.keys(files).filter(isModel).sort();
  modelsNotice.value = undefined;
  if (models.length === 0 && !belongsToModels(files)) {
    modelsNotice.value = {
      text: "There is nothing to use among these files; expected models (.glb, .gltf, .obj), panoramas (.hdr, .exr) or pictures (.jpg, .png, .webp).",
    };
    return;
  }
  assetFiles.value = { ...assetFiles.peek(), ...files };
  placeModels(models);
}

/** True for the textures and buffers that a model waits for. */
export function belongsToModels(files: AssetFiles): boolean {
  const waiting = assetProblems.peek().filter((problem) => problem.startsWith("assets["));
  return waiting.some((problem) => Object.keys(files).some((path) => problem.includes(path)));
}

/** Writes entries for models that have none. */
function placeModels(models: readonly string[]): void {
  const scene = recipe.peek()?.scene ?? "";
  const known = (recipe.peek()?.assets ?? []).flatMap((entry) => modelsOf(entry, models));
  const added = models.filter((path) => !known.includes(path));
  if (added.length === 0) return;
  if (!assetScenes.includes(scene)) {
    const other = builtIns.find((builtIn) => assetScenes.includes(builtIn.scene));
    modelsNotice.value = {
      text: `The scene ${scene} has no place for models of your own.`,
      ...(other ? { offer: `Open ${other.name} with them`, accept: () => moveTo(other.name, models) } : {}),
    };
    return;
  }
  const crowd = added.length > manyModels ? { count: { uniform: [0, 1] } } : {};
  writeRecipe(
    withAssets(
      recipeText.peek(),
      added.map((path) => ({ ...newAsset(path), ...crowd })),
    ),
  );
}

function moveTo(name: string, models: readonly string[]): void {
  chooseRecipe(name);
  placeModels(models);
}

function newAsset(file: string): NewAsset {
  const upAxis = upAxisOf(file, assetFiles.peek()[file]);
  return { file, class: classFromPath(file), ...(upAxis === "z" ? { upAxis } : {}) };
}

/** Changes the entry of a row. */
export function changeModel({ at }: ModelRow, change: AssetChange): void {
  writeRecipe(withAssetChange(recipeText.peek(), at, change));
}

/** Takes the entry of a row out of the recipe, and its model out of memory. */
export function removeModel(row: ModelRow): void {
  const gone = recipe.peek()?.assets[row.at];
  const paths = gone ? modelsOf(gone, Object.keys(assetFiles.peek())) : [];
  if (!writeRecipe(withoutAsset(recipeText.peek(), row.at))) return;
  assetFiles.value = Object.fromEntries(Object.entries(assetFiles.peek()).filter(([path]) => !paths.includes(path)));
}

/** Takes an edited text over; says so when the old one could not be edited. */
export function writeRecipe(text: string | undefined): boolean {
  if (text === undefined) {
    modelsNotice.value = { text: `The recipe ${recipeName.peek()} has a mistake in it; correct it first.` };
    return false;
  }
  recipeText.value = text;
  return true;
}
