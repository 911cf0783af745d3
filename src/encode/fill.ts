import type { Box } from "../annotate/labels";

/** The pixels of one instance inside of its box, row-major, 1 where it is seen. */
export type Mask = { readonly width: number; readonly height: number; readonly cells: Uint8Array<ArrayBuffer> };

/**
 * The mask of outlines along pixel edges, as labels have them: fills them by the even-odd rule. Every vertical edge flips the pixels
 * to its right.
 */
export function fillPolygons(polygons: readonly (readonly number[])[], [left, top, width, height]: Box): Mask {
  const stride = width + 1;
  const flips = new Uint8Array(stride * height);
  for (const ring of polygons) {
    for (let at = 0; at < ring.length; at += 2) {
      const next = (at + 2) % ring.length;
      const [x, from, to] = [ring[at] ?? 0, ring[at + 1] ?? 0, ring[next + 1] ?? 0];
      for (let y = Math.min(from, to); y < Math.max(from, to); y++) {
        const cell = (y - top) * stride + x - left;
        flips[cell] = 1 - (flips[cell] ?? 0);
      }
    }
  }
  const cells = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let inside = 0;
    for (let x = 0; x < width; x++) {
      inside ^= flips[y * stride + x] ?? 0;
      cells[y * width + x] = inside;
    }
  }
  return { width, height, cells };
}
