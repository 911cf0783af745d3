import { mix } from "../camera/vector";
import type { InstanceSpec, Quaternion, Vec3 } from "../recipe/spec";
import type { InstanceShape, Later } from "../scene/table";
import type { Box } from "./labels";
import { placing, velocityTo } from "./placing";
import { product, quaternionOf, rotationMatrix } from "./rotation";
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

/**
 * The box of an instance in world and camera in the middle of the exposure, and its projection, clipped at the near plane. A rolling shutter sees each point where it is
 * when its row is exposed; `later` says how the box moves.
 */
export function box3d(
  instance: InstanceSpec,
  { box: { min, max } }: InstanceShape,
  view: View,
  near: number,
  later?: Later,
): Box3d {
  const turn = rotationMatrix(instance.rotation);
  const toWorld = placing(instance);
  const own = Array.from({ length: 8 }, (_, at): Vec3 => {
    const side = (axis: 0 | 1 | 2) => (at & (1 << axis) ? max : min)[axis];
    return [side(0), side(1), side(2)];
  });
  const centre = toWorld([(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2]);
  const corners = own.map(toWorld);
  const inCamera = corners.map(view.toCamera);
  const ends = later && own.map(placing(later.instance)).map(view.toCamera);
  const moving = inCamera.map((point, at): Moving => {
    const end = ends?.[at];
    return { point, velocity: end && later && velocityTo(point, end, later.seconds) };
  });
  return {
    size: [max[0] - min[0], max[1] - min[1], max[2] - min[2]],
    world: { centre, rotation: quaternionOf(turn), corners },
    camera: { centre: view.toCamera(centre), rotation: quaternionOf(product(view.rotation, turn)), corners: inCamera },
    projectedCorners: moving.map(({ point, velocity }) =>
      point[2] >= near ? (view.project(point, velocity)?.pixel ?? null) : null,
    ),
    projectedBox: projectedBox(moving, view, near),
  };
}

/** The twelve edges: pairs of corners that differ in one bit. */
export const boxEdges: readonly (readonly [from: number, to: number])[] = Array.from({ length: 8 }, (_, from) =>
  [1, 2, 4].flatMap((bit) => (from & bit ? [] : [[from, from | bit] as const])),
).flat();

/** A point in camera axes, and its velocity there, m/s. */
type Moving = { readonly point: Vec3; readonly velocity: Vec3 | undefined };

function projectedBox(corners: readonly Moving[], view: View, near: number): Box | null {
  const us: number[] = [];
  const vs: number[] = [];
  for (const [from, to] of boxEdges) {
    for (const { point, velocity } of visiblePart(corners[from], corners[to], near)) {
      const projected = view.project(point, velocity);
      if (!projected) continue;
      us.push(projected.pixel[0]);
      vs.push(projected.pixel[1]);
    }
  }
  if (us.length === 0) return null;
  const [left, top] = [Math.min(...us), Math.min(...vs)];
  return [left, top, Math.max(...us) - left, Math.max(...vs) - top];
}

/** Points along the part of an edge that is beyond the near plane. */
function visiblePart(from: Moving | undefined, to: Moving | undefined, near: number): Moving[] {
  if (!from || !to) return [];
  const [begin, stop] = [from.point[2], to.point[2]];
  if (begin < near && stop < near) return [];
  const crossing = (near - begin) / (stop - begin);
  const [start, end] = [begin < near ? crossing : 0, stop < near ? crossing : 1];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const share = start + ((end - start) * step) / STEPS;
    return {
      point: mix(from.point, to.point, share),
      velocity: from.velocity && to.velocity && mix(from.velocity, to.velocity, share),
    };
  });
}
