import { RecipeError } from "../errors";
import type { CameraSpec, Vec3 } from "../recipe/spec";
import type { CameraLabel } from "./labels";

/**
 * Intrinsics and extrinsics of a camera, for points in metres: `pixel = K · (worldToCamera · point)`, divided by its last entry
 * (Hartley and Zisserman, Multiple View Geometry, 2004, ch. 6). Square pixels; the principal point is the image centre, and
 * the centre of the top-left pixel is (0.5, 0.5). Positive roll turns the camera clockwise, as seen by the photographer.
 */
export function cameraLabel(camera: CameraSpec, width: number, height: number): CameraLabel {
  const focal = height / 2 / Math.tan(radians(camera.fovDegrees) / 2);
  const { right, down, forward } = axes(camera);
  return {
    intrinsics: [focal, 0, width / 2, 0, focal, height / 2, 0, 0, 1],
    worldToCamera: [
      ...worldToAxis(right, camera.position),
      ...worldToAxis(down, camera.position),
      ...worldToAxis(forward, camera.position),
      ...[0, 0, 0, 1],
    ],
  };
}

/** The camera's axes in the world, OpenCV convention. */
function axes(camera: CameraSpec): { right: Vec3; down: Vec3; forward: Vec3 } {
  const view = subtract(camera.target, camera.position);
  if (Math.hypot(...view) === 0) throw new RecipeError(samePoint(camera.position));
  const forward = normalised(view);
  // Straight up or down, the horizon is undefined. Nudging the view towards -z is what three's lookAt does for the picture.
  if (forward[0] === 0 && forward[2] === 0) return rolled(normalised([0, forward[1], -1e-4]), camera.rollDegrees);
  return rolled(forward, camera.rollDegrees);
}

function rolled(forward: Vec3, rollDegrees: number): { right: Vec3; down: Vec3; forward: Vec3 } {
  const levelRight = normalised([-forward[2], 0, forward[0]]);
  const levelDown = cross(forward, levelRight);
  const cos = Math.cos(radians(rollDegrees));
  const sin = Math.sin(radians(rollDegrees));
  return {
    right: add(scaled(levelRight, cos), scaled(levelDown, sin)),
    down: add(scaled(levelDown, cos), scaled(levelRight, -sin)),
    forward,
  };
}

function samePoint(position: Vec3): string {
  return `The camera's position and target are the same point, [${position.join(", ")}]. Give a target in front of it, such as [0, 1.5, -20].`;
}

/** One row of a world-to-camera matrix. Adding 0 turns -0 into 0. */
function worldToAxis(axis: Vec3, origin: Vec3): number[] {
  return [axis[0] + 0, axis[1] + 0, axis[2] + 0, 0 - dot(axis, origin)];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function scaled(a: Vec3, factor: number): Vec3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalised(a: Vec3): Vec3 {
  return scaled(a, 1 / Math.hypot(...a));
}
