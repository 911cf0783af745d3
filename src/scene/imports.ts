import type { AssetEntry, AssetFiles } from "../recipe/assets";
import { type PictureRecipe, pictureReferences } from "../recipe/pictures";
import { type AssetLibrary, loadLibrary, noAssets } from "./assets/library";
import type { Surrounding } from "./light-from";
import { loadPictures, noPictureLibrary, type PictureLibrary } from "./pictures/library";

/** The part of a recipe that names files of the user's. */
export type ImportRecipe = PictureRecipe & { readonly assets: readonly AssetEntry[] };

/** All of the user's own files that a recipe names, read for one worker. */
export type Imports = {
  readonly models: AssetLibrary;
  readonly pictures: PictureLibrary;
  /** A sentence for each file that was left out. */
  readonly problems: readonly string[];
  dispose(): void;
};

/** The files of a recipe that names none. */
export const noImports: Imports = { models: noAssets, pictures: noPictureLibrary, problems: [], dispose() {} };

/** Reads the models and pictures of a recipe. Throws like `loadLibrary` and `loadPictures`. */
export async function loadImports(recipe: ImportRecipe, files: AssetFiles, world: Surrounding): Promise<Imports> {
  const models = recipe.assets.length > 0 ? await loadLibrary(recipe.assets, files, world) : noAssets;
  try {
    const pictures = pictureReferences(recipe).length > 0 ? await loadPictures(recipe, files) : noPictureLibrary;
    return {
      models,
      pictures,
      problems: [...models.problems, ...pictures.problems],
      dispose() {
        models.dispose();
        pictures.dispose();
      },
    };
  } catch (error) {
    models.dispose();
    throw error;
  }
}
