import type { InstanceSpec, Quaternion, Vec3 } from "../recipe/spec";
import type { InstanceShape } from "../scene/table";
import type { Box } from "./labels";
import { product, quaternionOf, rotated, rotationMatrix } from "./rotation";
import type { View } from "./view";

/** A box along the model's own axes, in one space. Corner `i` is at the greater x if bit 0 of i is set, y: bit 1, z: bit 2. */
export type PlacedBox = {
  readonly centre: Vec3;
  /** From the model's axes to those of the space, unit quaternion with w >= 0. */
  readonly rotation: Quaternion;
  readonly corners: readonly Vec3[];
};

export type Box3d = {
  /** Along the model's x, y (up) and z (length), metres. */
  readonly size: Vec3;
  readonly world: PlacedBox;
  /** Axes x right, y down, z forward. */
  readonly camera: PlacedBox;
  /** Each corner in the picture, pixels; null before the near plane. May lie outside of the picture. */
  readonly projectedCorners: readonly (readonly [u: number, v: number] | null)[];
  /** The box in the picture round the projection of what lies beyond the near plane; null when nothing does. Not clipped by the frame. */
  readonly projectedBox: Box | null;
};

/** Edges are followed in this many steps, since a lens bends them. */
const STEPS = 16;

/** The box of an instance in world and camera, and its projection, clipped at the near plane. */
export function box3d(
  { position, rotation }: InstanceSpec,
  { box: { min, max } }: InstanceShape,
  view: View,
  near: number,
): Box3d {
  const turn = rotationMatrix(rotation);
  const toWorld = (point: Vec3): Vec3 => {
    const [x, y, z] = rotated(turn, point);
    return [x + position[0], y + position[1], z + position[2]];
  };
  const own = Array.from({ length: 8 }, (_, at): Vec3 => {
    const side = (axis: 0 | 1 | 2) => (at & (1 << axis) ? max : min)[axis];
    return [side(0), side(1), side(2)];
  });
  const centre = toWorld([(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2]);
  const corners = own.map(toWorld);
  const inCamera = corners.map(view.toCamera);
  return {
    size: [max[0] - min[0], max[1] - min[1], max[2] - min[2]],
    world: { centre, rotation: quaternionOf(turn), corners },
    camera: { centre: view.toCamera(centre), rotation: quaternionOf(product(view.rotation, turn)), corners: inCamera },
    projectedCorners: inCamera.map((corner) => (corner[2] >= near ? (view.project(corner) ?? null) : null)),
    projectedBox: projectedBox(inCamera, view, near),
  };
}

/** The twelve edges: pairs of corners that differ in one bit. */
export const boxEdges: readonly (readonly [from: number, to: number])[] = Array.from({ length: 8 }, (_, from) =>
  [1, 2, 4].flatMap((bit) => (from & bit ? [] : [[from, from | bit] as const])),
).flat();

function projectedBox(corners: readonly Vec3[], view: View, near: number): Box | null {
  const us: number[] = [];
  const vs: number[] = [];
  for (const [from, to] of boxEdges) {
    for (const point of visiblePart(corners[from], corners[to], near)) {
      const projected = view.project(point);
      if (!projected) continue;
      us.push(projected[0]);
      vs.push(projected[1]);
    }
  }
  if (us.length === 0) return null;
  const [left, top] = [Math.min(...us), Math.min(...vs)];
  return [left, top, Math.max(...us) - left, Math.max(...vs) - top];
}

/** Points along the part of an edge that is beyond the near plane. */
function visiblePart(from: Vec3 | undefined, to: Vec3 | undefined, near: number): Vec3[] {
  if (!from || !to || (from[2] < near && to[2] < near)) return [];
  const crossing = (near - from[2]) / (to[2] - from[2]);
  const [start, end] = [from[2] < near ? crossing : 0, to[2] < near ? crossing : 1];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const share = start + ((end - start) * step) / STEPS;
    const between = (axis: 0 | 1 | 2) => from[axis] + (to[axis] - from[axis]) * share;
    return [between(0), between(1), between(2)];
  });
}
