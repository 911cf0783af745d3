/** What a camera must see of axis-aligned boxes, by one ray through the middle of each pixel. */
import { expect } from "vitest";
import type { InstanceSpec, SceneSpec, Vec3 } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { focalLength } from "./harness";

export type SolidBox = { readonly min: Vec3; readonly max: Vec3 };

/** A box of a size round a middle. */
export function boxAt([x, y, z]: Vec3, [width, height, length]: Vec3): SolidBox {
  return { min: [x - width / 2, y - height / 2, z - length / 2], max: [x + width / 2, y + height / 2, z + length / 2] };
}

/** Boxes of a file where `placement` of the library puts them: the middle of their footprint at the position of the instance. */
export function placed(boxes: readonly SolidBox[], { position }: InstanceSpec, scale = 1): SolidBox[] {
  const low = [0, 1, 2].map((axis) => Math.min(...boxes.map(({ min }) => min[axis] ?? 0)));
  const high = [0, 1, 2].map((axis) => Math.max(...boxes.map(({ max }) => max[axis] ?? 0)));
  const foot = [((low[0] ?? 0) + (high[0] ?? 0)) / 2, low[1] ?? 0, ((low[2] ?? 0) + (high[2] ?? 0)) / 2];
  const move = (corner: Vec3): Vec3 => {
    const at = (axis: 0 | 1 | 2) => (corner[axis] - (foot[axis] ?? 0)) * scale + position[axis];
    return [at(0), at(1), at(2)];
  };
  return boxes.map(({ min, max }) => ({ min: move(min), max: move(max) }));
}

/** Depth at which the ray through a pixel of the harness's camera (1 m up, looking north) meets the nearest box; undefined when it meets none. */
export function depthOfBoxes(boxes: readonly SolidBox[], spec: SceneSpec, x: number, y: number): number | undefined {
  const f = focalLength(spec);
  const direction = [(x + 0.5 - spec.image.width / 2) / f, -(y + 0.5 - spec.image.height / 2) / f, -1] as const;
  const origin = [0, 1, 0] as const;
  const depths = boxes.flatMap(({ min, max }) => {
    let [near, far] = [0, Number.POSITIVE_INFINITY];
    for (const axis of [0, 1, 2] as const) {
      const [a, b] = [min, max].map((side) => (side[axis] - origin[axis]) / direction[axis]);
      near = Math.max(near, Math.min(a ?? 0, b ?? 0));
      far = Math.min(far, Math.max(a ?? 0, b ?? 0));
    }
    return near <= far ? [near] : [];
  });
  return depths.length > 0 ? Math.min(...depths) : undefined;
}

/**
 * Expects the pixels of an instance to be those that see the boxes, with their depth. On an edge a pixel may fall to either side, by
 * rounding: at most `stray` in all.
 */
export function expectBoxes(frame: Frame, spec: SceneSpec, id: number, boxes: readonly SolidBox[], stray = 6): void {
  let [wanted, wrong, deep] = [0, 0, 0];
  for (let at = 0; at < frame.ids.length; at++) {
    const depth = depthOfBoxes(boxes, spec, at % frame.width, Math.floor(at / frame.width));
    if (depth !== undefined) wanted++;
    if ((depth !== undefined) !== (frame.ids[at] === id)) wrong++;
    else if (depth !== undefined && Math.abs((frame.depth[at] ?? 0) - depth) > 0.01) deep++;
  }
  expect(wanted, "pixels of the boxes").toBeGreaterThan(100);
  expect(wrong, `pixels that differ from the ${wanted} of the boxes`).toBeLessThanOrEqual(stray);
  expect(deep, "pixels with another depth").toBeLessThanOrEqual(stray);
}
