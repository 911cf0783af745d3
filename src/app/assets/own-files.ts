/** What becomes of files that the user drops or chooses: models, panoramas, photographs, textures. */
import { type AssetFiles, isModel } from "../../recipe/assets";
import { isPictureFor, type PictureUse } from "../../recipe/pictures";
import { keepAs } from "../recipe/recipes";
import { fileName } from "../widgets/words";
import { addModels, belongsToModels } from "./models";
import { addPictures } from "./own-pictures";

/** Opens a recipe, or keeps files and writes what can be used of them into the recipe. Pictures that come with a model belong to it. */
export function addFiles(files: AssetFiles): void {
  const [recipeFile] = Object.entries(files).filter(([path]) => /\.ya?ml$/i.test(path));
  if (recipeFile && Object.keys(files).length === 1) {
    const [path, bytes] = recipeFile;
    if (bytes instanceof Uint8Array) keepAs(fileName(path).replace(/\.[^.]*$/, ""), new TextDecoder().decode(bytes));
    return;
  }
  const belongTogether = Object.keys(files).some(isModel) || belongsToModels(files);
  const useOf = (path: string): PictureUse | "model" => {
    if (isPictureFor("environment", path)) return "environment";
    if (belongTogether || !isPictureFor("background", path)) return "model";
    return /textur|material|pattern/i.test(path) ? "texture" : "background";
  };
  const filesFor = (use: PictureUse | "model") => Object.entries(files).filter(([path]) => useOf(path) === use);
  const models = filesFor("model");
  if (models.length > 0) addModels(Object.fromEntries(models));
  for (const use of ["environment", "background", "texture"] as const) addPictures(use, filesFor(use));
}
