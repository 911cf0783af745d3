import type { Vec3 } from "../recipe/spec";
import type { Region } from "./boxes";
import type { View } from "./view";

/** The pixels that an instance would cover if nothing stood before it, also beside the picture: 1 where it would, row by row. */
export type Silhouette = { readonly region: Region; readonly cells: Uint8Array };

type Point = readonly [u: number, v: number];
type Size = { readonly width: number; readonly height: number };

/** A camera, as far as drawing silhouettes needs to know it. */
export type Optics = {
  readonly view: View;
  /** Least depth that is drawn, metres. */
  readonly near: number;
  /** True when the lens bends straight lines. */
  readonly bends: boolean;
};

/** Sides of the pieces that triangles are cut into under a lens that bends them, pixels; and how often they are halved at most. */
const PIECE = 4;
const HALVINGS = 7;

/**
 * Draws triangles (nine numbers each, in the world) without depth: a pixel is covered when its centre is in one of them. The canvas
 * is three times as wide and high as the picture, with the picture in the middle; what lies farther out, and what is nearer to the camera
 * than the near plane, is left out. Nothing when not a single pixel is covered.
 */
export function silhouetteOf(triangles: Float32Array, optics: Optics, { width, height }: Size): Silhouette | undefined {
  const faces: Point[][] = [];
  const { view, near, bends } = optics;
  for (let at = 0; at < triangles.length; at += 9) {
    const corners = [0, 3, 6].map((corner): Vec3 => {
      const start = at + corner;
      return view.toCamera([triangles[start] ?? 0, triangles[start + 1] ?? 0, triangles[start + 2] ?? 0]);
    });
    if (bends) {
      addPieces(faces, corners, view, HALVINGS);
      continue;
    }
    const face = projected(clipped(corners, near), view);
    if (face.length >= 3) faces.push(face);
  }
  const canvas = { left: -width, top: -height, right: 2 * width, bottom: 2 * height };
  const region = around(faces, canvas);
  const columns = region.right - region.left;
  if (columns <= 0 || region.bottom <= region.top) return undefined;
  const cells = new Uint8Array(columns * (region.bottom - region.top));
  for (const face of faces)
    for (let at = 2; at < face.length; at++) fill(cells, region, [face[0], face[at - 1], face[at]] as [Point, Point, Point]);
  return tight({ region, cells });
}

/** The corners that the lens can see, in the picture. */
function projected(corners: readonly Vec3[], view: View): Point[] {
  return corners.flatMap((corner) => {
    const pixel = view.project(corner);
    return pixel ? [pixel] : [];
  });
}

/** Adds a triangle as pieces that are small enough to have straight sides in the picture. A small piece that the lens cannot see is left out. */
function addPieces(faces: Point[][], corners: readonly Vec3[], view: View, halvings: number): void {
  const face = projected(corners, view);
  if (face.length === 0) return;
  const isSmall =
    face.length === 3 &&
    face.every(([u, v], at) => {
      const [nextU, nextV] = face[(at + 1) % 3] ?? [u, v];
      return Math.hypot(nextU - u, nextV - v) <= PIECE;
    });
  if (isSmall || (halvings === 0 && face.length === 3)) faces.push(face);
  if (isSmall || halvings === 0) return;
  const [a, b, c] = corners;
  if (!a || !b || !c) return;
  const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
  for (const piece of [
    [a, ab, ca],
    [ab, b, bc],
    [ca, bc, c],
    [ab, bc, ca],
  ] as const)
    addPieces(faces, piece, view, halvings - 1);
}

function middle(a: Vec3, b: Vec3): Vec3 {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}

/** The part of a polygon beyond the near plane (Sutherland and Hodgman, 1974). */
function clipped(corners: readonly Vec3[], near: number): readonly Vec3[] {
  if (corners.every((corner) => corner[2] >= near)) return corners;
  return corners.flatMap((to, at) => {
    const from = corners[(at + corners.length - 1) % corners.length] ?? to;
    if (from[2] < near && to[2] < near) return [];
    if (from[2] >= near && to[2] >= near) return [to];
    const share = (near - from[2]) / (to[2] - from[2]);
    const crossing: Vec3 = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, near];
    return to[2] >= near ? [crossing, to] : [crossing];
  });
}

/** The pixels whose centres can lie in the faces, within the canvas. */
function around(faces: readonly (readonly Point[])[], canvas: Region): Region {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const face of faces) {
    for (const [u, v] of face) {
      left = Math.min(left, u);
      top = Math.min(top, v);
      right = Math.max(right, u);
      bottom = Math.max(bottom, v);
    }
  }
  return {
    left: Math.max(canvas.left, Math.floor(left)),
    top: Math.max(canvas.top, Math.floor(top)),
    right: Math.min(canvas.right, Math.ceil(right)),
    bottom: Math.min(canvas.bottom, Math.ceil(bottom)),
  };
}

/** Fills one triangle, row by row between its edges, whichever way it is turned. */
function fill(cells: Uint8Array, { left, top, right, bottom }: Region, [a, b, c]: readonly [Point, Point, Point]): void {
  const columns = right - left;
  const first = Math.max(top, Math.ceil(Math.min(a[1], b[1], c[1]) - 0.5));
  const last = Math.min(bottom - 1, Math.floor(Math.max(a[1], b[1], c[1]) - 0.5));
  for (let y = first; y <= last; y++) {
    const centre = y + 0.5;
    let [from, to] = [Infinity, -Infinity];
    for (const [p, q] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      if (Math.min(p[1], q[1]) > centre || Math.max(p[1], q[1]) < centre || p[1] === q[1]) continue;
      const u = p[0] + ((centre - p[1]) * (q[0] - p[0])) / (q[1] - p[1]);
      from = Math.min(from, u);
      to = Math.max(to, u);
    }
    const start = Math.max(left, Math.ceil(from - 0.5));
    const end = Math.min(right - 1, Math.floor(to - 0.5));
    if (start <= end) cells.fill(1, (y - top) * columns + start - left, (y - top) * columns + end - left + 1);
  }
}

/** Without empty rows and columns at the sides; nothing when all are empty. */
function tight({ region, cells }: Silhouette): Silhouette | undefined {
  const columns = region.right - region.left;
  let [left, top, right, bottom] = [columns, Infinity, 0, 0];
  for (let at = cells.indexOf(1); at >= 0; at = cells.indexOf(1, at + 1)) {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = y + 1;
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
