import type { KeypointSetName } from "../recipe/keypoint-sets";
import type { InstanceSpec, Vec3 } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceShape, Later } from "../scene/table";
import { placing, velocityTo } from "./placing";
import type { View } from "./view";

/** As COCO has it: 0 outside of the picture (or behind the camera), 1 in the picture but hidden, 2 seen. */
export type KeypointVisibility = 0 | 1 | 2;

export type Keypoint = {
  /** Pixels, the centre of the top-left one at (0.5, 0.5). [0, 0] when the visibility is 0. */
  readonly pixel: readonly [u: number, v: number];
  readonly visibility: KeypointVisibility;
  /** In camera axes, metres; known whatever the visibility. */
  readonly camera: Vec3;
};

export type KeypointsLabel = {
  /** Which list of names: see `keypointSets`. */
  readonly set: KeypointSetName;
  /** One for each name, in its order. */
  readonly points: readonly Keypoint[];
};

/** Slack between a keypoint and the skin over it, metres. */
const SLACK = 0.01;

/**
 * Projects the keypoints of an instance. One is seen when one of the four pixel centres round it shows the instance, not nearer to the
 * camera than the keypoint's own depth below the skin: then nothing else, and no other part of the instance, is in front of it. Under a rolling shutter it is where it
 * is when its row is exposed, from `later`.
 */
export function keypointsOf(
  instance: InstanceSpec,
  instanceId: number,
  { set, points }: NonNullable<InstanceShape["keypoints"]>,
  view: View,
  frame: Frame,
  later?: Later,
): KeypointsLabel {
  const toWorld = placing(instance);
  const end = later && {
    toWorld: placing(later.instance),
    points: later.shape.keypoints?.points ?? points,
    seconds: later.seconds,
  };
  return {
    set,
    points: points.map(({ position: own, depth }, at) => {
      const camera = view.toCamera(toWorld(own));
      const velocity = end && velocityTo(camera, view.toCamera(end.toWorld(end.points[at]?.position ?? own)), end.seconds);
      const found = view.project(camera, velocity);
      if (!found || !isInside(found.pixel, frame)) return { pixel: [0, 0], visibility: 0, camera };
      const seen = shows(frame, instanceId, found.pixel, found.depthMetres - depth - SLACK);
      return { pixel: found.pixel, visibility: seen ? 2 : 1, camera };
    }),
  };
}

function isInside([u, v]: readonly [number, number], { width, height }: Frame): boolean {
  return u >= 0 && v >= 0 && u < width && v < height;
}

/** True when one of the four pixel centres round a point shows the instance at `nearest` metres or beyond. */
function shows(
  { width, height, ids, depth }: Frame,
  instanceId: number,
  [u, v]: readonly [number, number],
  nearest: number,
): boolean {
  const [left, top] = [Math.floor(u - 0.5), Math.floor(v - 0.5)];
  for (const y of [top, top + 1]) {
    for (const x of [left, left + 1]) {
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = y * width + x;
      if (ids[at] === instanceId && (depth[at] ?? 0) >= nearest) return true;
    }
  }
  return false;
}
