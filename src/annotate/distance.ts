import type { Region } from "../camera/silhouette";
import type { Frame } from "../render/frame";
import type { Box3d } from "./box-3d";

/** How far away an instance is, metres. */
export type Distance = {
  /** From the camera to the centre of its 3D box, in a straight line. */
  readonly centreMetres: number;
  /** The least planar depth of its visible pixels. */
  readonly nearestDepthMetres: number;
};

export function distanceOf({ camera: { centre } }: Box3d, frame: Frame, id: number, region: Region): Distance {
  let nearest = Number.POSITIVE_INFINITY;
  for (let y = region.top; y < region.bottom; y++) {
    for (let at = y * frame.width + region.left; at < y * frame.width + region.right; at++) {
      if (frame.ids[at] === id) nearest = Math.min(nearest, frame.depth[at] ?? nearest);
    }
  }
  return { centreMetres: Math.hypot(...centre), nearestDepthMetres: nearest };
}
