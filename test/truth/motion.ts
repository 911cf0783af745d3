import type { SceneSpec } from "../../src/recipe/spec";
import { type Point, referenceCamera } from "./camera";
import { exactReference, type Seen } from "./reference";
import { referenceWorld } from "./world";

/** Where what a ray meets is in another spec of the same instances. */
export type Moved = {
  readonly seen: Seen;
  readonly u: number;
  readonly v: number;
  readonly depth: number;
  readonly isMoving: boolean;
};

/**
 * Follows triangles from one spec to the next, on its own: casts a ray through a point of the first picture, finds the point of the same triangle in the world
 * of the second, and projects it there. Nothing for instances that are made of other triangles then, which finer detail brings about.
 */
export function motionBetween(first: SceneSpec, second: SceneSpec): (u: number, v: number) => Moved | undefined {
  const now = exactReference(first);
  const later = referenceWorld(second);
  const camera = referenceCamera(second);
  return (u, v) => {
    const seen = now.seen(u, v);
    if (!seen) return undefined;
    const [from, to] = now.world.ranges[seen.instanceId - 1] ?? [0, 0];
    const [start, end] = later.ranges[seen.instanceId - 1] ?? [0, 0];
    if (to - from !== end - start) return undefined;
    const { triangle, a, b } = seen.hit;
    const pointIn = ({ corners }: { readonly corners: Float64Array }, at: number): Point => {
      const corner = (which: number) => corners.subarray(at * 9 + which * 3, at * 9 + which * 3 + 3);
      const mix = (axis: 0 | 1 | 2) =>
        (corner(0)[axis] ?? 0) * (1 - a - b) + (corner(1)[axis] ?? 0) * a + (corner(2)[axis] ?? 0) * b;
      return [mix(0), mix(1), mix(2)];
    };
    const before = pointIn(now.world.triangles, triangle);
    const after = pointIn(later.triangles, start + triangle - from);
    const isMoving = Math.hypot(...after.map((value, axis) => value - (before[axis] ?? 0))) > 0.01;
    return { seen, ...camera.pixelOf(after), isMoving };
  };
}
