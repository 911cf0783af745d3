import { describe, expect, test } from "vitest";
import { projectionOf } from "../../src/camera/projection";
import { floFile, flowOcclusion, flowOf, kittiFlow } from "../../src/encode/flow";
import type { CameraSpec, Vec3 } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { nextSpec } from "../../src/sequence";
import { fakeSpec } from "./fake-frame";

const [width, height] = [24, 16];
const camera: CameraSpec = {
  position: [0, 1.5, 0],
  target: [0.3, 1.2, -10],
  rollDegrees: 2,
  fovDegrees: 60,
  near: 0.1,
  far: 1000,
  exposureBias: 0,
  distortion: { model: "brown-conrady", k1: -0.12, k2: 0.02, p1: 0.001, p2: -0.002, k3: 0 },
  next: { position: [0.1, 1.5, -0.8], target: [1.2, 1.2, -11], rollDegrees: 1 },
};
const spec = { ...fakeSpec(0, "train"), camera, image: { width, height, subframes: 1 } };

/** A wall 12 m ahead that moves by `motion`, metres in the world; sky in the upper row. */
function frameOf(motion: Vec3): Frame {
  const cells = width * height;
  const bits = (value: number) => new Uint32Array(new Float32Array(cells).fill(value).buffer);
  return {
    width,
    height,
    colour: new Uint8ClampedArray(cells * 4),
    ids: new Uint32Array(cells).fill(1),
    depth: new Float32Array(cells).map((_, at) => (at < width ? 0 : 12)),
    gBuffer: { "motion-x": bits(motion[0]), "motion-y": bits(motion[1]), "motion-z": bits(motion[2]) },
  };
}

describe("optical flow", () => {
  test.each([[[0, 0, 0]], [[1.4, 0, -0.3]]] as const)(
    "leads to where the point is in the next picture, when it moves by %j",
    (motion) => {
      const { motion: flow } = flowOf(frameOf(motion), spec);
      const [now, next] = [projectionOf(spec), projectionOf(nextSpec(spec))];
      for (let at = width; at < width * height; at++) {
        const pixel = [(at % width) + 0.5, Math.floor(at / width) + 0.5] as const;
        const arrived = next.unproject([pixel[0] + (flow[at * 2] ?? 0), pixel[1] + (flow[at * 2 + 1] ?? 0)]);
        const left = now.unproject(pixel);
        if (!arrived || !left) throw new Error("a pixel without a direction");
        // The point lies on both lines of sight, moved from the one to the other: they meet.
        const start = left.origin.map((value, axis) => value + (motion[axis] ?? 0));
        expect(distance(start, left.direction, arrived.origin, arrived.direction)).toBeLessThan(1e-4);
      }
    },
  );

  test("under a rolling shutter leads from where a point is at the time of its row to where it is at that of the other", () => {
    const [fps, speed, seconds] = [10, [6, 0, -2], 0.03] as const;
    const { distortion: _, next: __, ...still } = camera;
    const sequence = { number: 0, frame: 0, frames: 2, fps };
    const rolling = { ...spec, sequence, camera: { ...still, rollingShutterSeconds: seconds } };
    const { motion: flow } = flowOf(frameOf([speed[0] / fps, speed[1] / fps, speed[2] / fps]), rolling);
    const { unproject } = projectionOf(rolling);
    for (let at = width; at < width * height; at += 5) {
      const [u, v] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
      const [x, y] = [u + (flow[at * 2] ?? 0), v + (flow[at * 2 + 1] ?? 0)];
      // In the time from the one row to the other, over the end of the image.
      const between = 1 / fps + ((Math.min(height, Math.max(0, y)) - v) / height) * seconds;
      const [left, arrived] = [unproject([u, v]), unproject([x, y])];
      if (!left || !arrived) throw new Error("a pixel without a direction");
      const forward = [0, 1, 2].map((axis) => rolling.camera.target[axis as 0] - rolling.camera.position[axis as 0]);
      const depth = left.direction.reduce((sum, value, axis) => sum + value * (forward[axis] ?? 0), 0) / Math.hypot(...forward);
      const point = left.origin.map(
        (value, axis) => value + ((left.direction[axis] ?? 0) / depth) * 12 + (speed[axis] ?? 0) * between,
      );
      const away = point.map((value, axis) => value - (arrived.origin[axis] ?? 0));
      const along = away.reduce((sum, value, axis) => sum + value * (arrived.direction[axis] ?? 0), 0);
      expect(Math.hypot(...away.map((value, axis) => value - (arrived.direction[axis] ?? 0) * along))).toBeLessThan(1e-4);
    }
  });

  test("the sky only turns: two pictures from the same place agree on it", () => {
    const turning = { ...spec, camera: { ...camera, next: { ...camera, target: [1.2, 1.2, -10] as Vec3 } } };
    const { motion: flow } = flowOf(frameOf([0, 0, 0]), turning);
    const [now, next] = [projectionOf(turning), projectionOf(nextSpec(turning))];
    const ray = now.unproject([5.5, 0.5])?.direction ?? [0, 0, 0];
    const seen = next.unproject([5.5 + (flow[10] ?? 0), 0.5 + (flow[11] ?? 0)])?.direction ?? [0, 0, 0];
    expect(Math.hypot(...ray.map((value, axis) => value - (seen[axis] ?? 0)))).toBeLessThan(1e-6);
  });

  test("what something nearer hides in the next picture is marked, and what leaves it", () => {
    const frame = frameOf([0, 0, 0]);
    const flow = flowOf(frame, spec);
    const free = flowOcclusion(flow, { ...frame, next: { depth: new Float32Array(width * height) } });
    const hidden = flowOcclusion(flow, { ...frame, next: { depth: new Float32Array(width * height).fill(3) } });
    expect(new Set(free)).toEqual(new Set([0, 128]));
    expect(new Set(hidden)).toEqual(new Set([255, 128]));
    expect(free.map((value) => Number(value === 128))).toEqual(hidden.map((value) => Number(value === 128)));
  });

  test("files hold it as Middlebury and KITTI have it", () => {
    const flow = { motion: Float32Array.from([1.5, -2.25, Number.NaN, Number.NaN, 600, 0]), depth: new Float32Array(3) };
    const bytes = floFile(flow, 3, 1);
    const view = new DataView(bytes.buffer);
    expect([view.getFloat32(0, true), view.getInt32(4, true), view.getInt32(8, true)]).toEqual([202021.25, 3, 1]);
    expect([view.getFloat32(12, true), view.getFloat32(16, true)]).toEqual([1.5, -2.25]);
    expect(view.getFloat32(20, true)).toBeGreaterThan(1e9);
    expect([...kittiFlow(flow)]).toEqual([32768 + 96, 32768 - 144, 1, 0, 0, 0, 0, 0, 0]);
  });
});

/** Between two lines, metres. */
function distance(a: readonly number[], u: readonly number[], b: readonly number[], v: readonly number[]): number {
  const n = [1, 2, 0].map((i, at) => (u[i] ?? 0) * (v[(at + 2) % 3] ?? 0) - (u[(at + 2) % 3] ?? 0) * (v[i] ?? 0));
  const length = Math.hypot(...n);
  const away = a.map((value, axis) => value - (b[axis] ?? 0));
  if (length < 1e-9) return 0;
  return Math.abs(away.reduce((sum, value, axis) => sum + value * (n[axis] ?? 0), 0)) / length;
}
