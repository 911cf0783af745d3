import type { SceneSpec, Vec3 } from "../recipe/spec";
import { lensOf, type Pixel } from "./lens";
import { poseOf, worldToCamera } from "./pose";
import { projectionOf } from "./projection";
import { mix } from "./vector";

/** A camera, as far as drawing triangles needs to know it. */
export type Optics = {
  /** World to camera axes (x right, y down, z forward), rows of a 4x4 matrix, metres. */
  readonly worldToCamera: readonly number[];
  /** Least depth that is drawn, metres. */
  readonly near: number;
  /** What bends straight lines: the lens, a rolling shutter while something moves, or nothing. */
  readonly bends: "lens" | "shutter" | undefined;
  /** Where a point in camera axes falls in the picture, pixels, with its velocity in m/s when it moves; nothing when the lens cannot see it. */
  project(point: Vec3, velocity?: Vec3): Pixel | undefined;
  /** Pixels of a unit of the image plane, and the principal point: where that is all there is to `project`. */
  readonly pinhole?: { readonly focal: number; readonly centre: Pixel } | undefined;
};

/** Sides of the pieces that triangles are cut into under a lens that bends them, pixels; and how often they are halved at most. */
const PIECE = 4;
/** Pixels that a side which a rolling shutter bends may be beside the straight line. */
const STRAIGHT = 0.1;
const HALVINGS = 7;

export function opticsOf({ camera, image }: Pick<SceneSpec, "camera" | "image">): Optics {
  const { focal, centre } = lensOf(camera, image);
  const { projectFromCamera } = projectionOf({ camera, image });
  const isPinhole = !camera.distortion && !camera.rollingShutterSeconds;
  return {
    worldToCamera: worldToCamera(poseOf(camera)),
    near: camera.near,
    bends: camera.distortion ? "lens" : camera.rollingShutterSeconds ? "shutter" : undefined,
    project: (point, velocity) => projectFromCamera(point, velocity)?.pixel,
    pinhole: isPinhole ? { focal, centre } : undefined,
  };
}

/**
 * Triangles of the world (nine numbers each, metres) in the picture (six numbers each, pixels). What is nearer than the near plane is cut off;
 * where lines are bent they come in pieces that are small enough to have straight sides. `velocities` has those of the corners, m/s, where they move
 * while a rolling shutter reads the picture.
 */
export function pictured(triangles: Float32Array, optics: Optics, velocities?: Float32Array): Float64Array {
  const { pinhole } = optics;
  if (pinhole) return throughPinhole(triangles, optics, pinhole);
  const found: number[] = [];
  for (let at = 0; at < triangles.length; at += 9) {
    const corners = cornersOf(triangles, at, optics, velocities);
    if (optics.bends === "shutter") addFanPieces(found, clipped(corners, optics.near), optics);
    else if (optics.bends) addPieces(found, corners, optics, HALVINGS);
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

/** A corner of a triangle in camera axes in the middle of the exposure, and how fast it moves there, m/s. */
type Corner = { readonly point: Vec3; readonly velocity?: Vec3 | undefined };

function cornersOf(triangles: Float32Array, at: number, { worldToCamera: rows }: Optics, velocities?: Float32Array): Corner[] {
  const [a = 0, b = 0, c = 0, tx = 0, d = 0, e = 0, f = 0, ty = 0, g = 0, h = 0, i = 0, tz = 0] = rows;
  return [at, at + 3, at + 6].map((corner): Corner => {
    const [x = 0, y = 0, z = 0] = triangles.subarray(corner, corner + 3);
    const point: Vec3 = [a * x + b * y + c * z + tx, d * x + e * y + f * z + ty, g * x + h * y + i * z + tz];
    if (!velocities) return { point };
    const [u = 0, v = 0, w = 0] = velocities.subarray(corner, corner + 3);
    return { point, velocity: [a * u + b * v + c * w, d * u + e * v + f * w, g * u + h * v + i * w] };
  });
}

/** The corners that the lens can see, in the picture. */
function projected(corners: readonly Corner[], { project }: Optics): Pixel[] {
  return corners.flatMap(({ point, velocity }) => {
    const pixel = project(point, velocity);
    return pixel ? [pixel] : [];
  });
}

/** Adds a convex polygon as triangles that a rolling shutter bends. */
function addFanPieces(found: number[], polygon: readonly Corner[], optics: Optics): void {
  for (const [at, corner] of polygon.slice(2).entries()) {
    const [first, before] = [polygon[0], polygon[at + 1]];
    if (first && before) addPieces(found, [first, before, corner], optics, HALVINGS);
  }
}

/** Adds a convex polygon as triangles. */
function addFan(found: number[], face: readonly Pixel[]): void {
  for (let at = 2; at < face.length; at++)
    for (const corner of [face[0], face[at - 1], face[at]]) if (corner) found.push(...corner);
}

/** Whether the sides of a triangle are straight in the picture, as a rolling shutter leaves those that it passes at once or that do not move. */
function isStraight(corners: readonly Corner[], face: readonly Pixel[], optics: Optics): boolean {
  return face.every(([u, v], at) => {
    const [from, to] = [corners[at], corners[(at + 1) % 3]];
    const [nextU, nextV] = face[(at + 1) % 3] ?? [u, v];
    const length = Math.hypot(nextU - u, nextV - v);
    if (length <= PIECE || !from || !to) return true;
    return [0.25, 0.5, 0.75].every((share) => {
      const [pixel] = projected([between(from, to, share)], optics);
      return pixel && Math.abs((pixel[0] - u) * (nextV - v) - (pixel[1] - v) * (nextU - u)) <= STRAIGHT * length;
    });
  });
}

/** Adds a triangle as pieces that are small enough to have straight sides in the picture. A small piece that the lens cannot see is left out. */
function addPieces(found: number[], corners: readonly Corner[], optics: Optics, halvings: number): void {
  const face = projected(corners, optics);
  if (face.length === 0) return;
  const isSmall =
    face.length === 3 &&
    (optics.bends === "shutter"
      ? isStraight(corners, face, optics)
      : face.every(([u, v], at) => {
          const [nextU, nextV] = face[(at + 1) % 3] ?? [u, v];
          return Math.hypot(nextU - u, nextV - v) <= PIECE;
        }));
  if (isSmall || (halvings === 0 && face.length === 3)) addFan(found, face);
  if (isSmall || halvings === 0) return;
  const [a, b, c] = corners;
  if (!a || !b || !c) return;
  const [ab, bc, ca] = [between(a, b, 0.5), between(b, c, 0.5), between(c, a, 0.5)];
  for (const piece of [
    [a, ab, ca],
    [ab, b, bc],
    [ca, bc, c],
    [ab, bc, ca],
  ] as const)
    addPieces(found, piece, optics, halvings - 1);
}

function between(from: Corner, to: Corner, share: number): Corner {
  return {
    point: mix(from.point, to.point, share),
    ...(from.velocity && to.velocity && { velocity: mix(from.velocity, to.velocity, share) }),
  };
}

/** The part of a polygon beyond the near plane (Sutherland and Hodgman, 1974). */
function clipped(corners: readonly Corner[], near: number): readonly Corner[] {
  const depthOf = ({ point }: Corner) => point[2];
  if (corners.every((corner) => depthOf(corner) >= near)) return corners;
  return corners.flatMap((to, at) => {
    const from = corners[(at + corners.length - 1) % corners.length] ?? to;
    const [behind, ahead] = [depthOf(from), depthOf(to)];
    if (behind < near && ahead < near) return [];
    if (behind >= near && ahead >= near) return [to];
    const crossing = between(from, to, (near - behind) / (ahead - behind));
    return ahead >= near ? [crossing, to] : [crossing];
  });
}
