/** Names of files of a sample, the same in all formats. */

/** `000137`; more digits when the index needs them. */
export function stem(index: number): string {
  return String(index).padStart(6, "0");
}

/** `images/train/000137.png` */
export function imagePath({ index, spec }: { readonly index: number; readonly spec: { readonly split: string } }): string {
  return `images/${spec.split}/${stem(index)}.png`;
}

/** True for the path of a file of one image: its name begins with the number of the image. */
export function isOfImage(path: string): boolean {
  return /(^|\/)\d{6,}[^/]*$/.test(path);
}
