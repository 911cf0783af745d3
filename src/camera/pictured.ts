import type { SceneSpec, Vec3 } from "../recipe/spec";
import { lensOf, type Pixel } from "./lens";
import { poseOf, worldToCamera } from "./pose";
import { projectionOf } from "./projection";

/** A camera, as far as drawing triangles needs to know it. */
export type Optics = {
  /** World to camera axes (x right, y down, z forward), rows of a 4x4 matrix, metres. */
  readonly worldToCamera: readonly number[];
  /** Least depth that is drawn, metres. */
  readonly near: number;
  /** True when the lens bends straight lines. */
  readonly bends: boolean;
  /** Where a point in camera axes falls in the picture, pixels; nothing when the lens cannot see it. */
  project(point: Vec3): Pixel | undefined;
  /** Pixels of a unit of the image plane, and the principal point: where that is all there is to `project`. */
  readonly pinhole?: { readonly focal: number; readonly centre: Pixel } | undefined;
};

/** Sides of the pieces that triangles are cut into under a lens that bends them, pixels; and how often they are halved at most. */
const PIECE = 4;
const HALVINGS = 7;

export function opticsOf({ camera, image }: Pick<SceneSpec, "camera" | "image">): Optics {
  const { focal, centre } = lensOf(camera, image);
  const { projectFromCamera } = projectionOf({ camera, image });
  const isPinhole = !camera.distortion && !(camera.motion && camera.rollingShutterSeconds);
  return {
    worldToCamera: worldToCamera(poseOf(camera)),
    near: camera.near,
    bends: camera.distortion !== undefined,
    project: (point) => projectFromCamera(point)?.pixel,
    pinhole: isPinhole ? { focal, centre } : undefined,
  };
}

/**
 * Triangles of the world (nine numbers each, metres) in the picture (six numbers each, pixels). What is nearer than the near plane is cut off;
 * under a lens that bends lines they come in pieces that are small enough to have straight sides.
 */
export function pictured(triangles: Float32Array, optics: Optics): Float64Array {
  const { pinhole } = optics;
  if (pinhole) return throughPinhole(triangles, optics, pinhole);
  const found: number[] = [];
  for (let at = 0; at < triangles.length; at += 9) {
    const corners = cornersOf(triangles, at, optics);
    if (optics.bends) addPieces(found, corners, optics, HALVINGS);
    else addFan(found, projected(clipped(corners, optics.near), optics));
  }
  return Float64Array.from(found);
}

/** Written out, since this touches every triangle of most pictures. */
function throughPinhole(triangles: Float32Array, optics: Optics, pinhole: NonNullable<Optics["pinhole"]>): Float64Array {
  const [a = 0, b = 0, c = 0, tx = 0, d = 0, e = 0, f = 0, ty = 0, g = 0, h = 0, i = 0, tz = 0] = optics.worldToCamera;
  const { near } = optics;
  const { focal, centre } = pinhole;
  // The near plane makes two of one at most.
  const found = new Float64Array((triangles.length / 9) * 12);
  let end = 0;
  for (let at = 0; at < triangles.length; at += 9) {
    let behind = 0;
    for (let corner = 0; corner < 9; corner += 3) {
      const x = triangles[at + corner] ?? 0;
      const y = triangles[at + corner + 1] ?? 0;
      const z = triangles[at + corner + 2] ?? 0;
      const depth = g * x + h * y + i * z + tz;
      if (depth < near) behind++;
      const to = end + (corner / 3) * 2;
      found[to] = focal * ((a * x + b * y + c * z + tx) / depth) + centre[0];
      found[to + 1] = focal * ((d * x + e * y + f * z + ty) / depth) + centre[1];
    }
    if (behind === 0) end += 6;
    else if (behind < 3) {
      const cut: number[] = [];
      addFan(cut, projected(clipped(cornersOf(triangles, at, optics), near), optics));
      found.set(cut, end);
      end += cut.length;
    }
  }
  return found.subarray(0, end);
}

function cornersOf(triangles: Float32Array, at: number, { worldToCamera: rows }: Optics): Vec3[] {
  const [a = 0, b = 0, c = 0, tx = 0, d = 0, e = 0, f = 0, ty = 0, g = 0, h = 0, i = 0, tz = 0] = rows;
  return [at, at + 3, at + 6].map((corner): Vec3 => {
    const [x = 0, y = 0, z = 0] = triangles.subarray(corner, corner + 3);
    return [a * x + b * y + c * z + tx, d * x + e * y + f * z + ty, g * x + h * y + i * z + tz];
  });
}

/** The corners that the lens can see, in the picture. */
function projected(corners: readonly Vec3[], { project }: Optics): Pixel[] {
  return corners.flatMap((corner) => {
    const pixel = project(corner);
    return pixel ? [pixel] : [];
  });
}

/** Adds a convex polygon as triangles. */
function addFan(found: number[], face: readonly Pixel[]): void {
  for (let at = 2; at < face.length; at++)
    for (const corner of [face[0], face[at - 1], face[at]]) if (corner) found.push(...corner);
}

/** Adds a triangle as pieces that are small enough to have straight sides in the picture. A small piece that the lens cannot see is left out. */
function addPieces(found: number[], corners: readonly Vec3[], optics: Optics, halvings: number): void {
  const face = projected(corners, optics);
  if (face.length === 0) return;
  const isSmall =
    face.length === 3 &&
    face.every(([u, v], at) => {
      const [nextU, nextV] = face[(at + 1) % 3] ?? [u, v];
      return Math.hypot(nextU - u, nextV - v) <= PIECE;
    });
  if (isSmall || (halvings === 0 && face.length === 3)) addFan(found, face);
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
    addPieces(found, piece, optics, halvings - 1);
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
