import type { Box3d } from "../annotate/box-3d";
import type { CameraLabel } from "../annotate/labels";
import type { Vec3 } from "../recipe/spec";

/**
 * The axes at the camera that KITTI's boxes stand in: x right and z forward along the ground, y straight down. They are the camera's own
 * when it looks ahead and is not tilted.
 */
export type LevelFrame = {
  /** From these axes to pixels, row-major 3x4: the camera matrix after the turn to the camera's own axes. */
  readonly projection: readonly number[];
  /** A point of the world in these axes, metres. */
  toLevel(point: Vec3): Vec3;
};

/** An upright box as KITTI has it: the middle of its bottom, its sides, and its turn about the vertical. */
export type UprightBox = {
  readonly location: Vec3;
  readonly size: { readonly height: number; readonly width: number; readonly length: number };
  /** 0 looks to the right (+x), growing to the camera (-z): -π to π. */
  readonly rotationY: number;
};

/** The level frame of a camera. A camera that looks straight down has its upper edge as forward. */
export function levelFrame({ intrinsics, worldToCamera }: CameraLabel): LevelFrame {
  const row = (at: number): Vec3 => [worldToCamera[at] ?? 0, worldToCamera[at + 1] ?? 0, worldToCamera[at + 2] ?? 0];
  const [right, down, forward] = [row(0), row(4), row(8)];
  const ahead = Math.hypot(forward[0], forward[2]) > 1e-6 ? forward : ([-down[0], -down[1], -down[2]] as const);
  const length = Math.hypot(ahead[0], ahead[2]);
  const z: Vec3 = [ahead[0] / length, 0, ahead[2] / length];
  const axes: readonly Vec3[] = [[-z[2], 0, z[0]], [0, -1, 0], z];
  const turn = [right, down, forward].map((own) => axes.map((axis) => dot(own, axis)));
  const shift: Vec3 = [worldToCamera[3] ?? 0, worldToCamera[7] ?? 0, worldToCamera[11] ?? 0];
  // The camera stands at -Rᵀ t in the world.
  const eye = [0, 1, 2].map(
    (axis) => -(right[axis] ?? 0) * shift[0] - (down[axis] ?? 0) * shift[1] - (forward[axis] ?? 0) * shift[2],
  );
  return {
    projection: [0, 1, 2].flatMap((line) => [
      ...[0, 1, 2].map((column) =>
        clean([0, 1, 2].reduce((sum, inner) => sum + (intrinsics[line * 3 + inner] ?? 0) * (turn[inner]?.[column] ?? 0), 0)),
      ),
      0,
    ]),
    toLevel(point) {
      const apart: Vec3 = [point[0] - (eye[0] ?? 0), point[1] - (eye[1] ?? 0), point[2] - (eye[2] ?? 0)];
      return [dot(apart, axes[0]), dot(apart, axes[1]), dot(apart, axes[2])];
    },
  };
}

/**
 * The smallest upright box with the heading of a model's front that holds the model's own box: the same box for what stands upright.
 */
export function uprightBox({ world }: Box3d, frame: LevelFrame): UprightBox {
  const corners = world.corners.map(frame.toLevel);
  const [least = [0, 0, 0], , , , most = [0, 0, 0]] = corners;
  // Corners 0 and 4 differ in the model's z only, and its front is -z.
  const [dx, dz] = [least[0] - most[0], least[2] - most[2]];
  const rotationY = dx === 0 && dz === 0 ? 0 : Math.atan2(-dz, dx);
  const [cos, sin] = [Math.cos(rotationY), Math.sin(rotationY)];
  const [from, to] = spanOf(corners.map(([x, , z]) => x * cos - z * sin));
  const [left, right] = spanOf(corners.map(([x, , z]) => x * sin + z * cos));
  const [top, bottom] = spanOf(corners.map(([, y]) => y));
  const [along, across] = [(from + to) / 2, (left + right) / 2];
  return {
    location: [along * cos + across * sin, bottom, across * cos - along * sin],
    size: { height: bottom - top, width: right - left, length: to - from },
    rotationY,
  };
}

function spanOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function dot(a: Vec3, b: Vec3 | undefined): number {
  return b ? a[0] * b[0] + a[1] * b[1] + a[2] * b[2] : 0;
}

/** Without the dust of arithmetic: a camera that is level gets the plain camera matrix. */
function clean(value: number): number {
  return Math.round(value * 1e9) / 1e9 + 0;
}
