import type { Size } from "../camera/lens";
import { type Optics, pictured } from "../camera/pictured";
import { canvasOf, type Region, type Silhouette, tight } from "../camera/silhouette";

/**
 * Draws triangles (nine numbers each, in the world) without depth, on the CPU: a pixel is covered when its centre is in one of them. What lies
 * beyond the canvas, and what is nearer to the camera than the near plane, is left out. Nothing when not a single pixel is covered. `velocities`: see `pictured`.
 */
export function silhouetteOf(
  triangles: Float32Array,
  optics: Optics,
  size: Size,
  velocities?: Float32Array,
): Silhouette | undefined {
  const faces = pictured(triangles, optics, velocities);
  const region = around(faces, canvasOf(size));
  const columns = region.right - region.left;
  if (columns <= 0 || region.bottom <= region.top) return undefined;
  const cells = new Uint8Array(columns * (region.bottom - region.top));
  for (let at = 0; at < faces.length; at += 6) fill(cells, region, faces, at);
  return tight({ region, cells });
}

/** The pixels whose centres can lie in the faces, within the canvas. */
function around(faces: Float64Array, canvas: Region): Region {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < faces.length; at += 2) {
    const u = faces[at] ?? 0;
    const v = faces[at + 1] ?? 0;
    if (u < left) left = u;
    if (u > right) right = u;
    if (v < top) top = v;
    if (v > bottom) bottom = v;
  }
  return {
    left: Math.max(canvas.left, Math.floor(left)),
    top: Math.max(canvas.top, Math.floor(top)),
    right: Math.min(canvas.right, Math.ceil(right)),
    bottom: Math.min(canvas.bottom, Math.ceil(bottom)),
  };
}

/** Fills the triangle that begins at a number, row by row between its edges, whichever way it is turned. */
function fill(cells: Uint8Array, { left, top, right, bottom }: Region, faces: Float64Array, at: number): void {
  const columns = right - left;
  const au = faces[at] ?? 0;
  const av = faces[at + 1] ?? 0;
  const bu = faces[at + 2] ?? 0;
  const bv = faces[at + 3] ?? 0;
  const cu = faces[at + 4] ?? 0;
  const cv = faces[at + 5] ?? 0;
  const first = Math.max(top, Math.ceil(Math.min(av, bv, cv) - 0.5));
  const last = Math.min(bottom - 1, Math.floor(Math.max(av, bv, cv) - 0.5));
  for (let y = first; y <= last; y++) {
    const ab = crossing(au, av, bu, bv, y + 0.5);
    const bc = crossing(bu, bv, cu, cv, y + 0.5);
    const ca = crossing(cu, cv, au, av, y + 0.5);
    // Comparisons with what is not a number are false: such an edge is not met.
    let [from, to] = [Infinity, -Infinity];
    if (ab < from) from = ab;
    if (bc < from) from = bc;
    if (ca < from) from = ca;
    if (ab > to) to = ab;
    if (bc > to) to = bc;
    if (ca > to) to = ca;
    const start = Math.max(left, Math.ceil(from - 0.5));
    const end = Math.min(right - 1, Math.floor(to - 0.5));
    if (start <= end) cells.fill(1, (y - top) * columns + start - left, (y - top) * columns + end - left + 1);
  }
}

/** Where an edge meets the line through the centres of a row; not a number where it does not, or lies along it. */
function crossing(pu: number, pv: number, qu: number, qv: number, centre: number): number {
  if (pv === qv || Math.min(pv, qv) > centre || Math.max(pv, qv) < centre) return Number.NaN;
  return pu + ((centre - pv) * (qu - pu)) / (qv - pv);
}
