import { expect, test } from "vitest";
import { projectionOf } from "../../src/camera/projection";
import { albedoPicture, normalPicture, normalsOf, partPicture, positionsOf, rangesOf } from "../../src/encode/surfaces";
import { stream } from "../../src/recipe/random";
import type { CameraSpec } from "../../src/recipe/spec";
import { NORMAL_MIDDLE, NORMAL_STEPS, unpackedNormal } from "../../src/scene/g-buffer-layout";
import { table } from "./fake-frame";

const camera: CameraSpec = {
  position: [1, 2, 3],
  target: [0, 1, -4],
  rollDegrees: 15,
  fovDegrees: 60,
  near: 0.1,
  far: 1000,
  exposureBias: 0,
};
const image = { width: 40, height: 30, subframes: 1 };

const cameras = {
  "a straight lens": camera,
  "a bent lens": { ...camera, distortion: { model: "brown-conrady", k1: -0.2, k2: 0.03, p1: 0.002, p2: -0.003, k3: 0 } },
  "a rolling shutter": {
    ...camera,
    rollingShutterSeconds: 0.03,
    motion: {
      forwardMetresPerSecond: 5,
      rightMetresPerSecond: 1,
      upMetresPerSecond: 0,
      yawDegreesPerSecond: 40,
      pitchDegreesPerSecond: 0,
      rollDegreesPerSecond: 20,
    },
  },
} as const satisfies Record<string, CameraSpec>;

test.each(Object.entries(cameras))("points project back to their pixels through %s", (_, own) => {
  const random = stream(3, 0, "surfaces");
  const depth = Float32Array.from({ length: image.width * image.height }, (_value, at) => (at % 5 === 0 ? 0 : 1 + 50 * random()));
  const frame = { ...image, depth };
  const [positions, ranges] = [positionsOf(frame, { camera: own }), rangesOf(frame, { camera: own })];
  const projection = projectionOf({ camera: own, image });
  for (const [at, metres] of depth.entries()) {
    const [x = 0, y = 0, z = 0] = positions.subarray(at * 3, at * 3 + 3);
    if (metres === 0) {
      expect([x, y, z, ranges[at]]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0]);
      continue;
    }
    const [u, v] = projection.project([x, y, z])?.pixel ?? [0, 0];
    expect(Math.hypot(u - (at % 40) - 0.5, v - Math.floor(at / 40) - 0.5)).toBeLessThan(1e-3);
    expect(ranges[at]).toBeGreaterThanOrEqual(metres - 1e-4);
  }
});

/** What the shader writes for a normal. */
function packed(normal: readonly number[]): number {
  const sum = normal.reduce((total, value) => total + Math.abs(value), 0);
  const [x = 0, y = 0, z = 0] = normal.map((value) => value / sum);
  const sign = (value: number) => (value >= 0 ? 1 : -1);
  const [u, v] = z < 0 ? [(1 - Math.abs(y)) * sign(x), (1 - Math.abs(x)) * sign(y)] : [x, y];
  const [low, high] = [u, v].map((value) => Math.round(value * NORMAL_STEPS) + NORMAL_MIDDLE) as [number, number];
  return (low | (high << 16)) >>> 0;
}

test("packed normals are right to 0.004 degrees, and never 0", () => {
  const random = stream(4, 0, "normals");
  const axes = [0, 1, 2].flatMap((axis) => [1, -1].map((sign) => [0, 1, 2].map((own) => (own === axis ? sign : 0))));
  const any = Array.from({ length: 2000 }, () => [random() - 0.5, random() - 0.5, random() - 0.5]);
  for (const given of [...axes, ...any]) {
    const normal = given.map((value) => value / Math.hypot(...given));
    const value = packed(normal);
    expect(value).toBeGreaterThan(0);
    const back = unpackedNormal(value);
    const away = Math.hypot(...back.map((own, axis) => own - (normal[axis] ?? 0)));
    expect((away * 180) / Math.PI).toBeLessThan(0.004);
  }
});

test("normals are in camera axes, and 16-bit numbers from 1 to 65535; 0 is nothing", () => {
  const level = { ...camera, position: [0, 1, 0], target: [0, 1, -1], rollDegrees: 0 } as const;
  const world = [[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, -1]]; // biome-ignore format: one line
  const gBuffer = { normals: Uint32Array.of(...world.map(packed), 0) };
  const normals = normalsOf({ gBuffer }, { camera: level });
  const expected = [0, -1, 0, 1, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0];
  for (const [at, value] of expected.entries()) expect(normals[at]).toBeCloseTo(value, 4);
  const picture = normalPicture(normals);
  expect([...picture.subarray(0, 3)].map((value) => (value - 32768) / 32767)).toEqual([0, -1, 0]);
  expect([...picture.subarray(12)]).toEqual([0, 0, 0]);
});

test("base colours are their bytes, and parts are those of things", () => {
  expect([...albedoPicture({ gBuffer: { albedo: Uint32Array.of(0xff030201, 0) } })]).toEqual([1, 2, 3, 0, 0, 0]);
  const gBuffer = { parts: Uint32Array.of(0, 4, 4, 2) };
  expect([...partPicture({ gBuffer, ids: Uint32Array.of(0, 1, 2, 3) }, table)]).toEqual([0, 0, 4, 2]);
  expect(() => albedoPicture({})).toThrow("The frame has no albedo");
});
