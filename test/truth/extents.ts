/** Left, top, right and bottom of the pixels of an instance, the last two exclusive. */
export type Extent = readonly [left: number, top: number, right: number, bottom: number];

/** The extent of every id of a layer. */
export function extentOf(ids: Uint32Array, width: number): ReadonlyMap<number, Extent> {
  const extents = new Map<number, Extent>();
  for (const [at, id] of ids.entries()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const [left, top, right, bottom] = extents.get(id) ?? [x, y, x + 1, y + 1];
    if (x >= left && x < right && y >= top && y < bottom) extents.set(id, [left, top, right, bottom]);
    else extents.set(id, [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)]);
  }
  return extents;
}
