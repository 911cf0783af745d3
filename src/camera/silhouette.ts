import type { Size } from "./lens";

/** A part of the picture in pixels, right and bottom exclusive. */
export type Region = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The pixels that an instance would cover if nothing stood before it, also beside the picture: 1 where it would, row by row. */
export type Silhouette = { readonly region: Region; readonly cells: Uint8Array };

/** Where silhouettes are drawn: three times as wide and high as the picture, with the picture in the middle. */
export function canvasOf({ width, height }: Size): Region {
  return { left: -width, top: -height, right: 2 * width, bottom: 2 * height };
}

/** Without empty rows and columns at the sides; nothing when all are empty. */
export function tight({ region, cells }: Silhouette): Silhouette | undefined {
  const columns = region.right - region.left;
  let [left, top, right, bottom] = [columns, Infinity, 0, 0];
  for (let at = cells.indexOf(1); at >= 0; at = cells.indexOf(1, at)) {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    const rowEnd = (y + 1) * columns;
    left = Math.min(left, x);
    right = Math.max(right, cells.lastIndexOf(1, rowEnd - 1) - y * columns + 1);
    top = Math.min(top, y);
    bottom = y + 1;
    at = rowEnd;
  }
  if (bottom === 0) return undefined;
  const inner = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++)
    inner.set(cells.subarray(y * columns + left, y * columns + right), (y - top) * (right - left));
  return {
    region: { left: region.left + left, top: region.top + top, right: region.left + right, bottom: region.top + bottom },
    cells: inner,
  };
}
