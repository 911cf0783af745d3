/** Names of files of a sample, the same in all formats. */
import type { ImageSpec } from "../recipe/spec";

/** `000137`; more digits when the index needs them. */
export function stem(index: number): string {
  return String(index).padStart(6, "0");
}

/** What names say of a sample. */
type Named = { readonly index: number; readonly spec: { readonly split: string; readonly image: ImageSpec } };

/** Ending of the colour picture: `png` or `jpg`. */
export function imageEnding({ spec }: Pick<Named, "spec">): "png" | "jpg" {
  return spec.image.jpegQuality === undefined ? "png" : "jpg";
}

/** `000137.png` */
export function imageName(sample: Named): string {
  return `${stem(sample.index)}.${imageEnding(sample)}`;
}

/** `images/train/000137.png` */
export function imagePath(sample: Named): string {
  return `images/${sample.spec.split}/${imageName(sample)}`;
}

/** True for the path of a file of one image: its name begins with the number of the image. */
export function isOfImage(path: string): boolean {
  return /(^|\/)\d{6,}[^/]*$/.test(path);
}
