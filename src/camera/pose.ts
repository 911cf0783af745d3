import { RecipeError } from "../errors";
import type { CameraSpec, MotionSpec, Vec3 } from "../recipe/spec";
import { add, cross, dot, normalised, radians, scaled, subtract, turned } from "./vector";

/** Where a camera is and its axes in the world, OpenCV convention. */
export type Pose = { readonly position: Vec3; readonly right: Vec3; readonly down: Vec3; readonly forward: Vec3 };

type Placed = Pick<CameraSpec, "position" | "target" | "rollDegrees" | "motion">;

/** The pose in the middle of the exposure, which is that of the labels. */
export function poseOf(camera: Placed): Pose {
  const view = subtract(camera.target, camera.position);
  if (Math.hypot(...view) === 0) throw new RecipeError(samePoint(camera.position));
  const forward = normalised(view);
  // Straight up or down, the horizon is undefined. Nudging the view towards -z is what three's lookAt does for the picture.
  const seen = forward[0] === 0 && forward[2] === 0 ? normalised([0, forward[1], -1e-4]) : forward;
  return { position: camera.position, ...rolled(seen, camera.rollDegrees) };
}

/** The pose some time after the middle of the exposure, or before it. */
export function poseAt(camera: Placed, seconds: number): Pose {
  const pose = poseOf(camera);
  if (!camera.motion || seconds === 0) return pose;
  const { offset, rotation } = movedBy(camera.motion, seconds);
  const angle = Math.hypot(...rotation);
  const axis = angle > 0 ? inWorld(pose, scaled(rotation, 1 / angle)) : pose.forward;
  return {
    position: add(pose.position, inWorld(pose, offset)),
    right: turned(pose.right, axis, angle),
    down: turned(pose.down, axis, angle),
    forward: turned(pose.forward, axis, angle),
  };
}

/** Metres, and radians about an axis, in camera axes (right, down, forward). */
export function movedBy(motion: MotionSpec, seconds: number): { readonly offset: Vec3; readonly rotation: Vec3 } {
  return {
    offset: scaled([motion.rightMetresPerSecond, -motion.upMetresPerSecond, motion.forwardMetresPerSecond], seconds),
    rotation: scaled(
      [radians(motion.pitchDegreesPerSecond), radians(motion.yawDegreesPerSecond), radians(motion.rollDegreesPerSecond)],
      seconds,
    ),
  };
}

/** From the world to the axes of a pose: rows of a 4x4 matrix. */
export function worldToCamera({ position, right, down, forward }: Pose): number[] {
  return [...rowOf(right, position), ...rowOf(down, position), ...rowOf(forward, position), ...[0, 0, 0, 1]];
}

/** Adding 0 turns -0 into 0. */
function rowOf(axis: Vec3, origin: Vec3): number[] {
  return [axis[0] + 0, axis[1] + 0, axis[2] + 0, 0 - dot(axis, origin)];
}

/** A point of the world in the axes of a pose. */
export function inCamera(pose: Pose, point: Vec3): Vec3 {
  return directionInCamera(pose, subtract(point, pose.position));
}

/** A direction of the world in the axes of a pose. */
export function directionInCamera({ right, down, forward }: Pose, away: Vec3): Vec3 {
  return [dot(right, away), dot(down, away), dot(forward, away)];
}

/** A direction in the axes of a pose, in the world. */
export function inWorld({ right, down, forward }: Pose, [x, y, z]: Vec3): Vec3 {
  return add(add(scaled(right, x), scaled(down, y)), scaled(forward, z));
}

function rolled(forward: Vec3, rollDegrees: number): Omit<Pose, "position"> {
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
