import type { Vec3 } from "../recipe/spec";
import { dot, subtract } from "./vector";

/** A box in the world: its middle, unit axes and half its sides in metres. */
export type Box = { readonly centre: Vec3; readonly axes: readonly [Vec3, Vec3, Vec3]; readonly half: Vec3 };

/** Whether a point lies in a box, or within `margin` metres of its sides. */
export function contains({ centre, axes, half }: Box, point: Vec3, margin = 0): boolean {
  const away = subtract(point, centre);
  return axes.every((axis, at) => Math.abs(dot(axis, away)) <= (half[at] ?? 0) + margin);
}

/** Whether the straight way from one point to another passes through a box (slabs; Kay and Kajiya, 1986). */
export function blocks({ centre, axes, half }: Box, from: Vec3, to: Vec3): boolean {
  const [start, way] = [subtract(from, centre), subtract(to, from)];
  let [enter, leave] = [0, 1];
  for (const [at, axis] of axes.entries()) {
    const [offset, speed, side] = [dot(axis, start), dot(axis, way), half[at] ?? 0];
    if (Math.abs(speed) < 1e-12) {
      if (Math.abs(offset) > side) return false;
      continue;
    }
    const [one, other] = [(-side - offset) / speed, (side - offset) / speed];
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  return enter <= leave;
}
