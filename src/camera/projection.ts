import type { CameraSpec, SceneSpec, Vec3 } from "../recipe/spec";
import { lensOf, type Pixel, type Size } from "./lens";
import { directionInCamera, inCamera, inWorld, movedBy, poseAt, poseOf } from "./pose";
import { add, scaled, subtract, turned } from "./vector";

export type Projected = {
  /** Pixels; the centre of the top-left pixel is (0.5, 0.5). May lie outside of the picture. */
  readonly pixel: Pixel;
  /** Planar depth in metres, along the viewing axis; a fisheye sees a little of what is behind it. */
  readonly depthMetres: number;
};

/** Points of the world to pixels and back, through the lens and the rolling shutter: for labels. */
export type Projection = {
  /**
   * Undefined for a point that the lens cannot see. What is hidden behind other things is not known here. `point` is where it is in the middle of the exposure;
   * one that moves, with `velocity` (m/s), is seen where it is when its row is exposed.
   */
  project(point: Vec3, velocity?: Vec3): Projected | undefined;
  /** The same in the axes of the camera (x right, y down, z forward) in the middle of the exposure. */
  projectFromCamera(point: Vec3, velocity?: Vec3): Projected | undefined;
  /** Where the line of sight of a pixel begins and its unit direction; undefined where the lens shows nothing. */
  unproject(pixel: Pixel): { readonly origin: Vec3; readonly direction: Vec3 } | undefined;
};

/** The projection of a picture: what its colours and labels are drawn with. */
export function projectionOf({ camera, image }: Pick<SceneSpec, "camera" | "image">): Projection {
  const lens = lensOf(camera, image);
  const middle = poseOf(camera);
  const projectFromCamera = (point: Vec3, velocity?: Vec3): Projected | undefined => {
    let found = seen(lens.pixelOf(point), point);
    if (!camera.rollingShutterSeconds || !(camera.motion || velocity)) return found;
    // The row decides on the time, and the time on the row.
    let seconds = 0;
    for (let step = 0; step < 20 && found; step++) {
      const again = rowSeconds(camera, image, found.pixel[1]);
      if (Math.abs(again - seconds) < 1e-9) break;
      seconds = again;
      const there = velocity ? add(point, scaled(velocity, seconds)) : point;
      const moved = camera.motion ? fromMoved(camera.motion, seconds, there) : there;
      found = seen(lens.pixelOf(moved), moved);
    }
    return found;
  };
  return {
    project: (point, velocity) => projectFromCamera(inCamera(middle, point), velocity && directionInCamera(middle, velocity)),
    projectFromCamera,
    unproject(pixel) {
      const direction = lens.directionAt(pixel);
      if (!direction) return undefined;
      const pose = poseAt(camera, rowSeconds(camera, image, pixel[1]));
      return { origin: pose.position, direction: inWorld(pose, scaled(direction, 1 / Math.hypot(...direction))) };
    },
  };
}

function seen(pixel: Pixel | undefined, [, , depthMetres]: Vec3): Projected | undefined {
  return pixel && { pixel, depthMetres };
}

/** A point in camera axes as the camera sees it some time later. */
function fromMoved(motion: NonNullable<CameraSpec["motion"]>, seconds: number, point: Vec3): Vec3 {
  const { offset, rotation } = movedBy(motion, seconds);
  const away = subtract(point, offset);
  const angle = Math.hypot(...rotation);
  return angle > 0 ? turned(away, scaled(rotation, 1 / angle), -angle) : away;
}

/** When a row is exposed, in the middle of its exposure: seconds after that of the middle of the picture. `y` in pixels. */
export function rowSeconds({ rollingShutterSeconds = 0 }: CameraSpec, { height }: Size, y: number): number {
  return (Math.min(1, Math.max(0, y / height)) - 0.5) * rollingShutterSeconds;
}
