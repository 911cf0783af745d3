import { type Projected, projectionOf } from "../camera/projection";
import type { SceneSpec, Vec3 } from "../recipe/spec";
import { cameraLabel } from "./camera";
import type { Matrix3 } from "./rotation";

/** A camera as labels use it: from the world to its axes, and from there to the picture. */
export type View = {
  /** World to camera axes (x right, y down, z forward), row-major. */
  readonly rotation: Matrix3;
  /** A point of the world in camera axes, metres. */
  toCamera(point: Vec3): Vec3;
  /** Where a point in camera axes falls in the picture, through the lens; nothing when the lens cannot see it. One that moves has a velocity, m/s. */
  project(point: Vec3, velocity?: Vec3): Projected | undefined;
};

/** The view of a picture's camera. */
export function viewOf({ camera, image }: Pick<SceneSpec, "camera" | "image">): View {
  const { worldToCamera } = cameraLabel(camera, image.width, image.height);
  const [a = 0, b = 0, c = 0, tx = 0, d = 0, e = 0, f = 0, ty = 0, g = 0, h = 0, i = 0, tz = 0] = worldToCamera;
  return {
    rotation: [a, b, c, d, e, f, g, h, i],
    toCamera: ([x, y, z]) => [a * x + b * y + c * z + tx, d * x + e * y + f * z + ty, g * x + h * y + i * z + tz],
    project: projectionOf({ camera, image }).projectFromCamera,
  };
}
