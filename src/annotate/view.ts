import type { Vec3 } from "../recipe/spec";
import type { CameraLabel } from "./labels";
import type { Matrix3 } from "./rotation";

/** A camera as labels use it: from the world to its axes, and from there to the picture. */
export type View = {
  /** World to camera axes (x right, y down, z forward), row-major. */
  readonly rotation: Matrix3;
  /** A point of the world in camera axes, metres. */
  toCamera(point: Vec3): Vec3;
  /** Where a point in camera axes falls in the picture, pixels; nothing when it is behind the camera. */
  project(point: Vec3): readonly [u: number, v: number] | undefined;
};

/** The view of a camera. */
export function viewOf({ intrinsics, worldToCamera }: CameraLabel): View {
  const [fx = 0, , cx = 0, , fy = 0, cy = 0] = intrinsics;
  const [a = 0, b = 0, c = 0, tx = 0, d = 0, e = 0, f = 0, ty = 0, g = 0, h = 0, i = 0, tz = 0] = worldToCamera;
  return {
    rotation: [a, b, c, d, e, f, g, h, i],
    toCamera: ([x, y, z]) => [a * x + b * y + c * z + tx, d * x + e * y + f * z + ty, g * x + h * y + i * z + tz],
    project: ([x, y, z]) => (z > 0 ? [(fx * x) / z + cx, (fy * y) / z + cy] : undefined),
  };
}
