import type { SceneSpec } from "../../src/recipe/spec";

/** A point or direction in the world. */
export type Point = readonly [x: number, y: number, z: number];

/** A camera for ray casting, in double precision and on its own: it shares no formula with the renderer. */
export type ReferenceCamera = {
  readonly eye: Point;
  /** Its axes in the world. */
  readonly right: Point;
  readonly down: Point;
  readonly forward: Point;
  /** How many metres a pixel in the middle of the picture is at a distance of one metre. */
  readonly metresPerPixel: number;
  /** The direction through a point of the picture, so long that it advances by one metre along the viewing axis: t is planar depth. */
  rayThrough(u: number, v: number): Point;
  /** Where a point of the world falls, and its planar depth. */
  pixelOf(point: Point): { readonly u: number; readonly v: number; readonly depth: number };
};

export function referenceCamera({ camera, image }: SceneSpec): ReferenceCamera {
  const eye = camera.position;
  const forward = unit(minus(camera.target, eye));
  const level = unit(cross(forward, [0, 1, 0]));
  const upright = cross(level, forward);
  const roll = (camera.rollDegrees / 180) * Math.PI;
  // The camera turns clockwise: its right side goes down.
  const right = plus(times(level, Math.cos(roll)), times(upright, -Math.sin(roll)));
  const up = plus(times(upright, Math.cos(roll)), times(level, Math.sin(roll)));
  const tangent = Math.tan((camera.fovDegrees / 360) * Math.PI);
  const perPixel = (2 * tangent) / image.height;
  return {
    eye,
    right,
    down: times(up, -1),
    forward,
    metresPerPixel: perPixel,
    rayThrough(u, v) {
      const x = (u - image.width / 2) * perPixel;
      const y = (image.height / 2 - v) * perPixel;
      return plus(forward, plus(times(right, x), times(up, y)));
    },
    pixelOf(point) {
      const offset = minus(point, eye);
      const depth = dot(offset, forward);
      return {
        u: image.width / 2 + dot(offset, right) / depth / perPixel,
        v: image.height / 2 - dot(offset, up) / depth / perPixel,
        depth,
      };
    },
  };
}

export const plus = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const times = (a: Point, factor: number): Point => [a[0] * factor, a[1] * factor, a[2] * factor];
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Point): Point => times(a, 1 / Math.sqrt(dot(a, a)));
