import type { KeypointSetName } from "../recipe/keypoint-sets";
import type { InstanceSpec, Vec3 } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceShape } from "../scene/table";
import { rotated, rotationMatrix } from "./rotation";
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
 * camera than the keypoint's own depth below the skin: then nothing else, and no other part of the instance, is in front of it.
 */
export function keypointsOf(
  { position, rotation }: InstanceSpec,
  instanceId: number,
  { set, points }: NonNullable<InstanceShape["keypoints"]>,
  view: View,
  frame: Frame,
): KeypointsLabel {
  const turn = rotationMatrix(rotation);
  return {
    set,
    points: points.map(({ position: own, depth }) => {
      const [x, y, z] = rotated(turn, own);
      const camera = view.toCamera([x + position[0], y + position[1], z + position[2]]);
      const pixel = view.project(camera);
      if (!pixel || !isInside(pixel, frame)) return { pixel: [0, 0], visibility: 0, camera };
      const seen = shows(frame, instanceId, pixel, camera[2] - depth - SLACK);
      return { pixel, visibility: seen ? 2 : 1, camera };
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
