import { type Projected, projectionOf, rowSeconds } from "../camera/projection";
import { add, scaled } from "../camera/vector";
import type { SceneSpec, Vec3 } from "../recipe/spec";
import type { Frame } from "../render/frame";
import { nextSpec } from "../sequence";
import { positionsOf } from "./surfaces";

/** What Middlebury's files hold where the flow is not known; more than 1e9 says so. */
const UNKNOWN = 1e10;
/** KITTI's pictures hold 1/64 pixel as 1, and no motion as this. */
const KITTI_MIDDLE = 32_768;
const KITTI_STEPS = 64;
/** So much farther away than what the next image shows there, a point is hidden: metres, and as a share of its depth. */
const BEHIND = { metres: 0.02, share: 0.01 } as const;
/** Farther away than anything, metres: only the turn of the camera moves it. */
const INFINITY = 1e9;

/** Values of the picture of hidden pixels. */
const FLOW_OCCLUSION = { visible: 0, outside: 128, hidden: 255 } as const;

type Flow = {
  /** How far each pixel moves, right and down, in pixels; not a number where the next image cannot show it. */
  readonly motion: Float32Array<ArrayBuffer>;
  /** Planar depth of it in the next image, metres. */
  readonly depth: Float32Array<ArrayBuffer>;
};

/**
 * Where the surface that each pixel shows, through its centre, will be in the next image of the sequence. The point goes with its triangle, also on turning
 * wheels and walking legs, and is seen through the lens and shutter of the next image. Under a rolling shutter it goes on in both images as fast as from the one to
 * the other, and is where it is when its row is exposed. What lies at infinity moves by the turn of the camera.
 */
export function flowOf(frame: Frame, spec: SceneSpec): Flow {
  const { width, height } = frame;
  const [now, next] = [projectionOf(spec), projectionOf(nextSpec(spec))];
  const positions = positionsOf(frame, spec);
  const moves = (["motion-x", "motion-y", "motion-z"] as const).map((name) => floats(frame, name));
  const motion = new Float32Array(width * height * 2).fill(Number.NaN);
  const depth = new Float32Array(width * height);
  for (let at = 0; at < width * height; at++) {
    const pixel = [(at % width) + 0.5, Math.floor(at / width) + 0.5] as const;
    const found = frame.depth[at] === 0 ? next.project(skyAt(pixel)) : pointAfter(at, rowSeconds(spec.camera, frame, pixel[1]));
    if (!found || found.depthMetres <= 0) continue;
    motion[at * 2] = found.pixel[0] - pixel[0];
    motion[at * 2 + 1] = found.pixel[1] - pixel[1];
    depth[at] = found.depthMetres;
  }
  return { motion, depth };

  function pointAfter(at: number, seconds: number): Projected | undefined {
    const move = [0, 1, 2].map((axis) => moves[axis]?.[at] ?? 0) as unknown as Vec3;
    const velocity = scaled(move, spec.camera.rollingShutterSeconds ? (spec.sequence?.fps ?? 0) : 0);
    const [x = 0, y = 0, z = 0] = positions.subarray(at * 3, at * 3 + 3);
    // From where it is when its row is exposed to where it is in the middle of the exposure.
    return next.project(add(add([x, y, z], scaled(velocity, -seconds)), move), velocity);
  }

  function skyAt(pixel: readonly [number, number]): Vec3 {
    const ray = now.unproject(pixel);
    if (!ray) throw new Error("A pixel shows no direction: checkLens should have refused this camera");
    return add(spec.camera.position, scaled(ray.direction, INFINITY));
  }
}

/** Flow in the format of Middlebury (https://vision.middlebury.edu/flow/code/flow-code/README.txt). */
export function floFile({ motion }: Flow, width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + motion.length * 4);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("PIEH"));
  view.setInt32(4, width, true);
  view.setInt32(8, height, true);
  for (const [at, value] of motion.entries()) view.setFloat32(12 + at * 4, Number.isNaN(value) ? UNKNOWN : value, true);
  return bytes;
}

/** Flow as KITTI's 16-bit RGB: right, down, and 1 where it is known and less than 512 pixels. */
export function kittiFlow({ motion }: Flow): Uint16Array<ArrayBuffer> {
  const picture = new Uint16Array((motion.length / 2) * 3);
  for (let at = 0; at < motion.length / 2; at++) {
    const steps = [0, 1].map((axis) => Math.round((motion[at * 2 + axis] ?? Number.NaN) * KITTI_STEPS) + KITTI_MIDDLE);
    if (steps.every((step) => step >= 0 && step < 2 * KITTI_MIDDLE)) picture.set([...steps, 1], at * 3);
  }
  return picture;
}

/**
 * Which pixels the next image does not show: those that leave it, and those that something hides then. A point counts as seen when one
 * of the four pixels round it is not clearly nearer.
 */
export function flowOcclusion({ motion, depth }: Flow, { width, height, next }: Frame): Uint8Array<ArrayBuffer> {
  if (!next) throw new Error("The frame has no next one; generate() draws it for flow-occlusion.");
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const x = (at % width) + (motion[at * 2] ?? 0);
    const y = Math.floor(at / width) + (motion[at * 2 + 1] ?? 0);
    // Also where the motion is not a number.
    if (!(x >= -0.5 && y >= -0.5 && x < width - 0.5 && y < height - 0.5)) return FLOW_OCCLUSION.outside;
    const limit = (depth[at] ?? 0) * (1 - BEHIND.share) - BEHIND.metres;
    const seen = [0, 1, 2, 3].some((corner) => {
      const column = Math.min(width - 1, Math.max(0, Math.floor(x) + (corner % 2)));
      const row = Math.min(height - 1, Math.max(0, Math.floor(y) + (corner >> 1)));
      const shown = next.depth[row * width + column] ?? 0;
      return shown === 0 || shown >= limit;
    });
    return seen ? FLOW_OCCLUSION.visible : FLOW_OCCLUSION.hidden;
  });
}

function floats({ gBuffer }: Frame, name: "motion-x" | "motion-y" | "motion-z"): Float32Array {
  const layer = gBuffer?.[name];
  if (!layer) throw new Error(`The frame has no ${name}; render() draws what it is asked for.`);
  return new Float32Array(layer.buffer);
}
