import { describe, expect, test } from "vitest";
import { ALL, facesOf, sideOf } from "../../src/camera/faces";
import { lensOf } from "../../src/camera/lens";
import { apertureRadius, shotsOf, subframe } from "../../src/camera/shots";
import { dot } from "../../src/camera/vector";
import type { CameraSpec, MotionSpec } from "../../src/recipe/spec";

const image = { width: 320, height: 240, subframes: 8 };
const camera: CameraSpec = {
  position: [0, 1, 0],
  target: [0, 1, -5],
  rollDegrees: 0,
  fovDegrees: 50,
  near: 0.1,
  far: 500,
  exposureBias: 0,
};
const motion: MotionSpec = {
  forwardMetresPerSecond: 0,
  rightMetresPerSecond: 0,
  upMetresPerSecond: 0,
  yawDegreesPerSecond: 0,
  pitchDegreesPerSecond: 0,
  rollDegreesPerSecond: 0,
};
const fisheye = { model: "kannala-brandt", k1: 0, k2: 0, k3: 0, k4: 0 } as const;

test("a sub-frame is one pass over the picture itself, unless the camera asks for more", () => {
  const plain = shotsOf(camera, image);
  expect(plain).toHaveLength(8);
  for (const shots of plain) expect(shots).toMatchObject([{ rows: [0, 240], seconds: 0, eye: [0, 0] }]);
  expect(shotsOf(camera, { ...image, subframes: 1 })).toMatchObject([[{ face: { width: 320, height: 240, left: 0, top: 0 } }]]);
});

test("the first sub-frame looks through the middle of pixel, aperture and exposure", () => {
  const aperture = { fNumber: 1.4, focusDistanceMetres: 2, sensorHeightMillimetres: 24 };
  const blurred = { ...camera, aperture, shutterSeconds: 0.1, motion: { ...motion, yawDegreesPerSecond: 30 } };
  const [[first]] = shotsOf(blurred, image) as [[ReturnType<typeof shotsOf>[number][number]]];
  expect(first).toMatchObject({ jitter: [0, 0], eye: [0, 0], seconds: 0 });
});

describe("the sub-frames", () => {
  const all = Array.from({ length: 32 }, (_, at) => subframe(at, 32));

  test("fill the aperture and the exposure evenly, in any order of the lights", () => {
    for (const half of [all.slice(1, 16), all.slice(16)]) {
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(mean(half.map(({ time }) => time)))).toBeLessThan(0.06);
      for (const axis of [0, 1] as const) expect(Math.abs(mean(half.map(({ aperture }) => aperture[axis])))).toBeLessThan(0.12);
      // A disc of radius 1 has a mean square radius of a half.
      expect(mean(half.map(({ aperture: [x, y] }) => x * x + y * y))).toBeCloseTo(0.5, 1);
    }
    expect(Math.max(...all.map(({ time }) => time)) - Math.min(...all.map(({ time }) => time))).toBeGreaterThan(0.9);
  });
});

test.each([8, 16, 32])(
  "an edge in %i sub-frames lies at most half a pixel from that of its label, whatever its direction",
  (count) => {
    const points = Array.from({ length: count }, (_, at) => subframe(at, count).jitter);
    for (let degrees = 0; degrees < 180; degrees += 4) {
      const [x, y] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      // The edge lies this far from the middle of a pixel, whose label is read there.
      for (let edge = -0.499; edge < 0.5; edge += 0.0499) {
        const seen = points.reduce((sum, [dx, dy]) => sum + Math.round(edge - dx * x - dy * y), 0) / count;
        expect(Math.abs(seen), `${degrees} degrees, ${edge}`).toBeLessThanOrEqual(0.5);
      }
    }
  },
);

test("the aperture is that of a thin lens", () => {
  // 50 mm at f/2, focused at 1 m: the image lies 52.6 mm behind the lens.
  const imageDistance = 1 / (1 / 0.05 - 1);
  const fovDegrees = (2 * Math.atan(0.012 / imageDistance) * 180) / Math.PI;
  const focused = { ...camera, fovDegrees, aperture: { fNumber: 2, focusDistanceMetres: 1, sensorHeightMillimetres: 24 } };
  expect(apertureRadius(focused, lensOf(focused, image), image)).toBeCloseTo(0.05 / 2 / 2, 9);
});

describe("a rolling shutter", () => {
  const rolling = { ...camera, rollingShutterSeconds: 0.02, motion: { ...motion, yawDegreesPerSecond: 90 } };

  test("has bands so fine that the picture moves by half a pixel from one to the next, and covers every row once", () => {
    for (const [at, shots] of shotsOf(rolling, image).entries()) {
      expect(shots[0]?.rows[0]).toBe(0);
      expect(shots.at(-1)?.rows[1]).toBe(240);
      for (const [band, shot] of shots.slice(1).entries()) expect(shot.rows[0]).toBe(shots[band]?.rows[1]);
      if (at > 0) continue;
      const { focal } = lensOf(rolling, image);
      const step = (shots[1]?.seconds ?? 0) - (shots[0]?.seconds ?? 0);
      expect(step * focal * (Math.PI / 2)).toBeLessThanOrEqual(0.52);
      expect(shots[0]?.seconds).toBeCloseTo(-0.0095, 3);
    }
  });

  test("costs nothing when nothing moves", () => {
    expect(shotsOf({ ...rolling, motion }, image).every((shots) => shots.length === 1)).toBe(true);
    const { motion: _, ...still } = rolling;
    expect(shotsOf(still, image).every((shots) => shots.length === 1)).toBe(true);
  });

  test("has as fine bands for what moves by itself as for the camera that turns as fast", () => {
    const { motion: _, ...still } = rolling;
    expect(shotsOf(still, image, Math.PI / 2)).toEqual(shotsOf(rolling, image));
  });
});

describe("faces", () => {
  const options = { rows: [0, 240], oversample: 1, parallax: 0 } as const;

  test("of a moderate lens are one, large enough for every pixel", () => {
    const bent = { ...camera, distortion: { model: "brown-conrady", k1: -0.25, k2: 0.05, p1: 0, p2: 0, k3: 0 } } as const;
    const lens = lensOf(bent, image);
    const faces = facesOf(lens, true, 50, image, options);
    expect(faces).toHaveLength(1);
    expect(faces[0]?.side).toBe(ALL);
  });

  test.each([60, 100, 150])("of a fisheye of %i degrees hold every direction that it shows", (fovDegrees) => {
    const square = { width: 240, height: 240 };
    const lens = lensOf({ ...camera, fovDegrees, distortion: fisheye }, square);
    const faces = facesOf(lens, true, fovDegrees, square, options);
    for (let at = 0; at < 61 * 61; at++) {
      const direction = lens.directionAt([(at % 61) * 4, Math.floor(at / 61) * 4]);
      if (!direction) throw new Error("a pixel shows nothing");
      const face = faces.find(({ side }) => side === ALL || side === sideOf(direction));
      expect(face, `${direction}`).toBeDefined();
      if (!face) continue;
      const depth = dot(face.axes[2], direction);
      const x = (face.focal * dot(face.axes[0], direction)) / depth + face.centre[0];
      const y = (face.focal * dot(face.axes[1], direction)) / depth + face.centre[1];
      expect(x).toBeGreaterThan(1);
      expect(x).toBeLessThan(face.width - 1);
      expect(y).toBeGreaterThan(1);
      expect(y).toBeLessThan(face.height - 1);
    }
  });
});
