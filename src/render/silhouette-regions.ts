import type { Optics } from "../camera/pictured";
import { type Region, type Silhouette, tight } from "../camera/silhouette";
import type { Vec3 } from "../recipe/spec";

/** Where the bits of an instance are: a row of the region begins with a word of its own, 32 pixels each, the leftmost in the lowest bit. */
export type Plot = { readonly id: number; readonly region: Region; readonly words: number; readonly first: number };

/** Bounds in the world: least and greatest x, y and z, metres. */
export type Bounds = readonly [Vec3, Vec3];

const WORD = 32;
/** Bytes of `Region` in silhouettes.wgsl. */
const REGION_WORDS = 5;

/** The pixels of the canvas in which something with these bounds can lie; all of them when it reaches behind the near plane. Nothing when it is beside the canvas. */
export function regionOfBounds([min, max]: Bounds, optics: Optics, canvas: Region): Region | undefined {
  const { worldToCamera: m, near, project } = optics;
  const row = (at: number, [x, y, z]: Vec3) => (m[at] ?? 0) * x + (m[at + 1] ?? 0) * y + (m[at + 2] ?? 0) * z + (m[at + 3] ?? 0);
  const corners = Array.from({ length: 8 }, (_, corner): Vec3 => {
    const of = (axis: 0 | 1 | 2) => ((corner >> axis) & 1 ? max : min)[axis];
    const point: Vec3 = [of(0), of(1), of(2)];
    return [row(0, point), row(4, point), row(8, point)];
  });
  if (corners.every(([, , depth]) => depth < near)) return undefined;
  if (corners.some(([, , depth]) => depth < near)) return canvas;
  return within(
    canvas,
    corners.flatMap((corner) => {
      const pixel = project(corner);
      return pixel ? [pixel] : [];
    }),
  );
}

/** The pixels of the canvas round some points of the picture; nothing when there are none. */
export function within(canvas: Region, pixels: readonly (readonly [number, number])[]): Region | undefined {
  const us = pixels.map(([u]) => u);
  const vs = pixels.map(([, v]) => v);
  const region = {
    left: Math.max(canvas.left, Math.floor(Math.min(...us))),
    top: Math.max(canvas.top, Math.floor(Math.min(...vs))),
    right: Math.min(canvas.right, Math.ceil(Math.max(...us))),
    bottom: Math.min(canvas.bottom, Math.ceil(Math.max(...vs))),
  };
  return region.left < region.right && region.top < region.bottom ? region : undefined;
}

/** Gives each region its words, one after the other, in batches of at most so many words; a region larger than that has a batch of its own. */
export function plotsOf(regions: Iterable<readonly [id: number, Region]>, most: number): Plot[][] {
  const batches: Plot[][] = [];
  let first = Number.POSITIVE_INFINITY;
  for (const [id, region] of regions) {
    const words = Math.ceil((region.right - region.left) / WORD);
    const size = words * (region.bottom - region.top);
    if (first + size > most) {
      batches.push([]);
      first = 0;
    }
    batches.at(-1)?.push({ id, region, words, first });
    first += size;
  }
  return batches;
}

/** Words that a batch takes up. */
export function wordsOf(batch: readonly Plot[]): number {
  const last = batch.at(-1);
  return last ? last.first + last.words * (last.region.bottom - last.region.top) : 0;
}

/** `regions` of silhouettes.wgsl, for ids up to `highestId`. */
export function regionTable(batch: readonly Plot[], highestId: number): Int32Array<ArrayBuffer> {
  const table = new Int32Array((highestId + 1) * REGION_WORDS);
  for (const { id, region, words, first } of batch)
    table.set([region.left, region.top, words, region.bottom - region.top, first], id * REGION_WORDS);
  return table;
}

/** Unpacks the bits of an instance; nothing when none is set. */
export function unpacked(bits: Uint32Array, { region, words, first }: Plot): Silhouette | undefined {
  const columns = words * WORD;
  const rows = region.bottom - region.top;
  const cells = new Uint8Array(columns * rows);
  for (let at = 0; at < words * rows; at++) {
    const word = bits[first + at] ?? 0;
    if (word === 0) continue;
    if (word === 0xffffffff) cells.fill(1, at * WORD, (at + 1) * WORD);
    else for (let bit = 0; bit < WORD; bit++) cells[at * WORD + bit] = (word >>> bit) & 1;
  }
  return tight({ region: { ...region, right: region.left + columns }, cells });
}
