import { lensOf } from "../camera/lens";
import { inWorld, type Pose, poseAt, poseOf } from "../camera/pose";
import { rowSeconds } from "../camera/projection";
import { dot } from "../camera/vector";
import type { SceneSpec, Vec3 } from "../recipe/spec";
import type { Frame } from "../render/frame";
import { unpackedNormal } from "../scene/g-buffer-layout";
import type { InstanceTable } from "../scene/table";

/** The picture of normals holds whole numbers from 1 for -1 to 65535 for 1; 0 says that nothing is there. */
const NORMAL_MIDDLE = 32_768;
const NORMAL_STEPS = 32_767;

type Camera = Pick<SceneSpec, "camera">;
type Depths = Pick<Frame, "width" | "height" | "depth">;

/** Distance from the camera along the ray of each pixel, metres; 0 where nothing is. */
export function rangesOf(frame: Depths, camera: Camera): Float32Array<ArrayBuffer> {
  const ranges = new Float32Array(frame.depth.length);
  forEachPoint(frame, camera, (at, point) => {
    ranges[at] = Math.hypot(...point);
  });
  return ranges;
}

/** The point of the world that each pixel shows, metres: x, y, z; not a number where nothing is. */
export function positionsOf(frame: Depths, camera: Camera): Float32Array<ArrayBuffer> {
  const positions = new Float32Array(frame.depth.length * 3).fill(Number.NaN);
  forEachPoint(frame, camera, (at, point, pose) => {
    const away = inWorld(pose, point);
    for (const axis of [0, 1, 2] as const) positions[at * 3 + axis] = pose.position[axis] + away[axis];
  });
  return positions;
}

/** The unit normal of the surface that each pixel shows, in camera axes in the middle of the exposure: x right, y down, z forward; zeros where nothing is. */
export function normalsOf({ gBuffer }: Pick<Frame, "gBuffer">, { camera }: Camera): Float32Array<ArrayBuffer> {
  const packed = layerOf(gBuffer, "normals");
  const { right, down, forward } = poseOf(camera);
  const normals = new Float32Array(packed.length * 3);
  for (const [at, value] of packed.entries()) {
    if (value === 0) continue;
    const normal = unpackedNormal(value);
    normals.set([dot(right, normal), dot(down, normal), dot(forward, normal)], at * 3);
  }
  return normals;
}

/** Normals as 16-bit numbers: `(value - 32768) / 32767`. */
export function normalPicture(normals: Float32Array): Uint16Array<ArrayBuffer> {
  const picture = new Uint16Array(normals.length);
  for (let at = 0; at < normals.length; at += 3) {
    const [x = 0, y = 0, z = 0] = normals.subarray(at, at + 3);
    if (x === 0 && y === 0 && z === 0) continue;
    picture.set(
      [x, y, z].map((value) => Math.round(value * NORMAL_STEPS) + NORMAL_MIDDLE),
      at,
    );
  }
  return picture;
}

/** Base colour, sRGB, three bytes a pixel; black where nothing is. */
export function albedoPicture({ gBuffer }: Pick<Frame, "gBuffer">): Uint8Array<ArrayBuffer> {
  const packed = layerOf(gBuffer, "albedo");
  const picture = new Uint8Array(packed.length * 3);
  for (const [at, value] of packed.entries()) picture.set([value & 255, (value >> 8) & 255, (value >> 16) & 255], at * 3);
  return picture;
}

/** Number of the part that each pixel shows, by `recipe/part-names.ts`; 0 on stuff and on things without named parts. */
export function partPicture({ gBuffer, ids }: Pick<Frame, "gBuffer" | "ids">, table: InstanceTable): Uint8Array<ArrayBuffer> {
  const packed = layerOf(gBuffer, "parts");
  return Uint8Array.from(packed, (part, at) => (table.rows[(ids[at] ?? 0) - 1]?.kind === "thing" ? part : 0));
}

/** Calls back with each pixel that shows something: its number, its point in the axes of the camera that sees it, metres, and the pose of that. */
function forEachPoint(
  { width, height, depth }: Depths,
  { camera }: Camera,
  found: (at: number, point: Vec3, pose: Pose) => void,
): void {
  const lens = lensOf(camera, { width, height });
  for (let y = 0; y < height; y++) {
    const pose = poseAt(camera, rowSeconds(camera, { width, height }, y + 0.5));
    for (let x = 0; x < width; x++) {
      const z = depth[y * width + x] ?? 0;
      const ray = z === 0 ? undefined : lens.directionAt([x + 0.5, y + 0.5]);
      if (ray) found(y * width + x, [(ray[0] / ray[2]) * z, (ray[1] / ray[2]) * z, z], pose);
    }
  }
}

function layerOf(gBuffer: Frame["gBuffer"], name: "normals" | "albedo" | "parts"): Uint32Array {
  const layer = gBuffer?.[name];
  if (!layer) throw new Error(`The frame has no ${name}; render() draws what it is asked for.`);
  return layer;
}
