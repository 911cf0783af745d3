import type { CameraLabel } from "../annotate/labels";
import { RecipeError } from "../errors";

/** Throws a RecipeError when a lens bends straight lines, for formats that have no place to say so. */
export function expectStraight({ distortion }: CameraLabel, format: string): void {
  if (distortion === undefined) return;
  throw new RecipeError(
    `The format ${format} knows only lenses that keep straight lines straight, and the camera has a ${distortion.model} lens; ` +
      "expected a camera without distortion, or another format, for example coco.",
  );
}
