/** Which of the user's pictures one image shows, and how. */
import { RecipeError } from "../errors";
import { missingPicture, type PictureRecipe, type PictureReference, type PictureUse, pictureReferences } from "./pictures";
import { draw } from "./quantity";
import { chance, pick, type Random } from "./random";
import type { BackdropSpec, EnvironmentSpec } from "./spec";

/** Paths of the pictures that can be used, sorted, by what for. */
export type UsablePictures = Readonly<Record<PictureUse, readonly string[]>>;

/** What is there for a recipe that names no pictures. */
export const noPictures: UsablePictures = { environment: [], background: [], texture: [] };

type Streams = (...purpose: readonly (string | number)[]) => Random;

/** The panorama of one image; nothing when the recipe has none. Throws a RecipeError when none of them can be used. */
export function sampleEnvironment(recipe: PictureRecipe, usable: UsablePictures, random: Streams): EnvironmentSpec | undefined {
  if (!recipe.environment) return undefined;
  return {
    file: pickFile(recipe, "environment", usable, random),
    rotationDegrees: draw(recipe.environment.rotationDegrees, random("environment", "rotation")),
  };
}

/** The photograph of one image, and the part of it that is seen. Throws like `sampleEnvironment`. */
export function sampleBackdrop(recipe: PictureRecipe, usable: UsablePictures, random: Streams): BackdropSpec | undefined {
  if (!recipe.background) return undefined;
  const offset = random("background", "offset");
  const share = draw(recipe.background.mirrored, random("background", "mirrored share"));
  return {
    file: pickFile(recipe, "background", usable, random),
    zoom: draw(recipe.background.zoom, random("background", "zoom")),
    offset: [offset(), offset()],
    mirrored: chance(random("background", "mirrored"), share),
  };
}

/** Pictures for surfaces; none when the recipe names none. Throws like `sampleEnvironment`. */
export function texturePictures(recipe: PictureRecipe, usable: UsablePictures): readonly string[] {
  const [reference] = referencesFor(recipe, "texture");
  if (!reference) return [];
  if (usable.texture.length === 0) throw new RecipeError(missingPicture(reference));
  return usable.texture;
}

function pickFile(recipe: PictureRecipe, use: PictureUse, usable: UsablePictures, random: Streams): string {
  const [reference] = referencesFor(recipe, use);
  if (reference && usable[use].length === 0) throw new RecipeError(missingPicture(reference));
  return pick(random(use, "file"), usable[use]);
}

function referencesFor(recipe: PictureRecipe, use: PictureUse): PictureReference[] {
  return pictureReferences(recipe).filter((reference) => reference.use === use);
}
