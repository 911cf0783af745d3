import type { Labels } from "../../src/annotate/labels";
import type { SceneSpec } from "../../src/recipe/spec";
import type { Exact } from "./compare";
import type { Reference } from "./reference";

/** How well amodal labels agree with rays that only meet the instance itself. */
export type AmodalFindings = {
  /** Visible and in-frame fractions of all labelled things. */
  readonly fractions: number;
  /** Those within 0.002. */
  readonly sameFraction: number;
  /** Those within 0.002 when the visible pixels are those of rays that meet triangles with corners on the grid of the rasterizer. */
  readonly gridFraction: number;
  /** The same within 0.002 or one pixel of the silhouette, whichever is more. */
  readonly gridPixel: number;
  /** Others than those of `sameFraction` that are when pixels on edges belong to the instance that the picture shows, which are in its silhouette then. */
  readonly tiedFractions: number;
};

const NEAR_ENOUGH = 0.002;

export function compareAmodal(
  spec: SceneSpec,
  reference: Reference,
  { instances }: Labels,
  { expected, settled, snapped }: Exact,
): AmodalFindings {
  const found = { fractions: 0, sameFraction: 0, gridFraction: 0, gridPixel: 0, tiedFractions: 0 };
  for (const { instanceId, amodal } of instances) {
    if (!amodal) throw new Error(`Instance ${instanceId} has no amodal label`);
    const given = [amodal.visibleFraction, amodal.inFrameFraction];
    const [exact, tied, grid] = fractionsOf(spec, reference, instanceId, [expected, settled, snapped]);
    for (const [at, fraction] of given.entries()) {
      const isNear = (other: number | undefined, slack = 0) =>
        Math.abs((other ?? Number.NaN) - fraction) <= Math.max(NEAR_ENOUGH, slack);
      found.fractions++;
      if (isNear(grid?.[at])) found.gridFraction++;
      if (isNear(grid?.[at], 1 / amodal.areaPixels)) found.gridPixel++;
      if (isNear(exact?.[at])) found.sameFraction++;
      else if (isNear(tied?.[at])) found.tiedFractions++;
    }
  }
  return found;
}

/** Visible and in-frame fraction of an instance on a canvas of three by three pictures, for several views of who is seen. */
function fractionsOf(
  { image: { width, height } }: SceneSpec,
  reference: Reference,
  instanceId: number,
  pictures: readonly Uint32Array[],
): readonly (readonly [visible: number, inFrame: number])[] {
  const counts = pictures.map(() => ({ seen: 0, inFrame: 0, all: 0 }));
  const [left, top, right, bottom] = extent(reference, instanceId, width, height);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const isInFrame = x >= 0 && y >= 0 && x < width && y < height;
      const covered = reference.covers(instanceId, x + 0.5, y + 0.5);
      for (const [at, count] of counts.entries()) {
        const isSeen = isInFrame && pictures[at]?.[y * width + x] === instanceId;
        if (isSeen) count.seen++;
        if (!covered && !isSeen) continue;
        count.all++;
        if (isInFrame) count.inFrame++;
      }
    }
  }
  return counts.map(({ seen, inFrame, all }) => [seen / all, inFrame / all]);
}

/** The pixels that an instance can cover on the canvas, with a margin for tied ones; all of it when a corner is behind the camera. */
function extent({ world, camera }: Reference, instanceId: number, width: number, height: number) {
  const [from, to] = world.ranges[instanceId - 1] ?? [0, 0];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let corner = from * 9; corner < to * 9; corner += 3) {
    const [x = 0, y = 0, z = 0] = world.triangles.corners.subarray(corner, corner + 3);
    const { u, v, depth } = camera.pixelOf([x, y, z]);
    if (depth <= 0) return [-width, -height, 2 * width, 2 * height] as const;
    left = Math.min(left, u);
    top = Math.min(top, v);
    right = Math.max(right, u);
    bottom = Math.max(bottom, v);
  }
  return [
    Math.max(-width, Math.floor(left) - 1),
    Math.max(-height, Math.floor(top) - 1),
    Math.min(2 * width, Math.ceil(right) + 1),
    Math.min(2 * height, Math.ceil(bottom) + 1),
  ] as const;
}
