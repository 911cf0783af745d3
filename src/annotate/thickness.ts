import type { Region } from "../camera/silhouette";
import type { Frame } from "../render/frame";

/**
 * Whether a square of `side` pixels fits into the visible pixels of an instance. A pole is thinner than that wherever it leans to, whatever its box is.
 * The largest square that ends at a pixel is one more than the least of those that end at its left, upper and upper left neighbours.
 */
export function fitsSquare({ width, ids }: Pick<Frame, "width" | "ids">, id: number, region: Region, side: number): boolean {
  const { left, top, right, bottom } = region;
  let above = new Uint32Array(right - left + 1);
  for (let y = top; y < bottom; y++) {
    const row = new Uint32Array(above.length);
    for (let x = left; x < right; x++) {
      if (ids[y * width + x] !== id) continue;
      const at = x - left + 1;
      const square = 1 + Math.min(row[at - 1] ?? 0, above[at] ?? 0, above[at - 1] ?? 0);
      if (square >= side) return true;
      row[at] = square;
    }
    above = row;
  }
  return false;
}
