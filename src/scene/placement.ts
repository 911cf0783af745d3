import type { Vec3 } from "../recipe/spec";
import type { Bounds } from "./models/model";

/** A rectangle on the ground: its middle and half its sides in metres, and the compass heading of its front (its local -z). */
export type Footprint = {
  readonly centre: readonly [x: number, z: number];
  readonly half: readonly [across: number, along: number];
  readonly headingDegrees: number;
};

type Axis = readonly [x: number, z: number];

/** What a model with these bounds covers at a place, with `clearance` metres more on every side. */
export function footprint(bounds: Bounds, position: Vec3, headingDegrees: number, clearance = 0): Footprint {
  const [across, along] = axes(headingDegrees);
  const [x, z] = [(bounds.min[0] + bounds.max[0]) / 2, (bounds.min[2] + bounds.max[2]) / 2];
  return {
    centre: [position[0] + across[0] * x + along[0] * z, position[2] + across[1] * x + along[1] * z],
    half: [(bounds.max[0] - bounds.min[0]) / 2 + clearance, (bounds.max[2] - bounds.min[2]) / 2 + clearance],
    headingDegrees,
  };
}

/** True when two rectangles share ground: no line along a side of one separates them (separating axis theorem). */
function overlap(a: Footprint, b: Footprint): boolean {
  const [dx, dz] = [a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]];
  // Asked millions of times for what moves, and Math.hypot is slow.
  if (Math.sqrt(dx * dx + dz * dz) > diagonal(a) + diagonal(b)) return false;
  return [...axes(a.headingDegrees), ...axes(b.headingDegrees)].every((axis) => {
    const distance = Math.abs((a.centre[0] - b.centre[0]) * axis[0] + (a.centre[1] - b.centre[1]) * axis[1]);
    return distance < radius(a, axis) + radius(b, axis);
  });
}

/** True when the rectangle touches none of those that are taken. */
export function isFree(wanted: Footprint, taken: readonly Footprint[]): boolean {
  return !taken.some((other) => overlap(wanted, other));
}

function diagonal({ half }: Footprint): number {
  return Math.sqrt(half[0] * half[0] + half[1] * half[1]);
}

/** Half the length of a rectangle's shadow on an axis. */
function radius({ half, headingDegrees }: Footprint, axis: Axis): number {
  const [across, along] = axes(headingDegrees);
  return (
    half[0] * Math.abs(across[0] * axis[0] + across[1] * axis[1]) + half[1] * Math.abs(along[0] * axis[0] + along[1] * axis[1])
  );
}

/** The model's own x and z axes on the ground, when its front has this heading. */
function axes(headingDegrees: number): readonly [Axis, Axis] {
  const angle = (headingDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return [
    [cos, sin],
    [-sin, cos],
  ];
}
