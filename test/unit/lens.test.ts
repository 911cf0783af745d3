import { describe, expect, test } from "vitest";
import { checkLens, lensOf, type Pixel } from "../../src/camera/lens";
import { poseAt } from "../../src/camera/pose";
import { projectionOf } from "../../src/camera/projection";
import { type Random, stream, uniform } from "../../src/recipe/random";
import type { CameraSpec, DistortionSpec, Vec3 } from "../../src/recipe/spec";

const image = { width: 640, height: 480, subframes: 1 };
const camera: CameraSpec = {
  position: [3, 1.5, -7],
  target: [0, 1, 4],
  rollDegrees: 12,
  fovDegrees: 60,
  near: 0.1,
  far: 500,
  exposureBias: 0,
};

/** Lenses as they come out of calibrations of real cameras. */
const lenses = {
  barrel: { model: "brown-conrady", k1: -0.28, k2: 0.07, p1: 0, p2: 0, k3: 0 },
  pincushion: { model: "brown-conrady", k1: 0.15, k2: 0.05, p1: 0, p2: 0, k3: 0.01 },
  decentred: { model: "brown-conrady", k1: -0.2, k2: 0.05, p1: 0.004, p2: -0.006, k3: 0 },
  fisheye: { model: "kannala-brandt", k1: -0.02, k2: 0.005, k3: -0.003, k4: 0.0005 },
} as const satisfies Record<string, DistortionSpec>;

const names = Object.keys(lenses) as (keyof typeof lenses)[];

function withLens(name: keyof typeof lenses, more: Partial<CameraSpec> = {}): CameraSpec {
  return { ...camera, distortion: lenses[name], principalPoint: [0.52, 0.47], ...more };
}

function distance(a: Pixel | undefined, b: Pixel): number {
  return a ? Math.hypot(a[0] - b[0], a[1] - b[1]) : Infinity;
}

/** Points all over the picture, its corners too. */
function pixels(random: Random): Pixel[] {
  const inside = Array.from({ length: 300 }, (): Pixel => [uniform(random, 0, image.width), uniform(random, 0, image.height)]);
  return [[0, 0], [640, 0], [0, 480], [640, 480], [332.8, 225.6], ...inside];
}

describe("a pixel, its line of sight, and the pixel again", () => {
  test.each(names)("%s: within a hundredth of a pixel", (name) => {
    const projection = projectionOf({ camera: withLens(name), image });
    const random = stream(1, 0, name);
    for (const pixel of pixels(random)) {
      const line = projection.unproject(pixel);
      expect(line, `${pixel}`).toBeDefined();
      if (!line) continue;
      const far = uniform(random, 0.5, 200);
      const point = line.origin.map((value, at) => value + far * (line.direction[at] ?? 0)) as unknown as Vec3;
      expect(distance(projection.project(point)?.pixel, pixel), `${pixel}`).toBeLessThan(0.001);
    }
  });

  test.each(names)("%s: also while the camera moves under a rolling shutter", (name) => {
    const motion = {
      forwardMetresPerSecond: 12,
      rightMetresPerSecond: -2,
      upMetresPerSecond: 0.5,
      yawDegreesPerSecond: 40,
      pitchDegreesPerSecond: -15,
      rollDegreesPerSecond: 20,
    };
    const projection = projectionOf({ camera: withLens(name, { rollingShutterSeconds: 0.03, motion }), image });
    for (const pixel of pixels(stream(2, 0, name))) {
      const line = projection.unproject(pixel);
      if (!line) throw new Error(`${pixel} shows nothing`);
      const point = line.origin.map((value, at) => value + 20 * (line.direction[at] ?? 0)) as unknown as Vec3;
      expect(distance(projection.project(point)?.pixel, pixel), `${pixel}`).toBeLessThan(0.001);
    }
  });
});

describe("straight lines bend as OpenCV's formulas say", () => {
  test("brown-conrady", () => {
    const { k1, k2, p1, p2, k3 } = lenses.decentred;
    const lens = lensOf(withLens("decentred"), image);
    const focal = 240 / Math.tan(Math.PI / 6);
    for (let step = -10; step <= 10; step++) {
      // A line across the picture, 2 m away.
      const [x, y, z] = [step * 0.11, 0.8 + step * 0.02, 2];
      const [a, b] = [x / z, y / z];
      const r2 = a ** 2 + b ** 2;
      const radial = 1 + k1 * r2 + k2 * r2 ** 2 + k3 * r2 ** 3;
      const u = focal * (a * radial + 2 * p1 * a * b + p2 * (r2 + 2 * a ** 2)) + 0.52 * 640;
      const v = focal * (b * radial + p1 * (r2 + 2 * b ** 2) + 2 * p2 * a * b) + 0.47 * 480;
      expect(distance(lens.pixelOf([x, y, z]), [u, v])).toBeLessThan(1e-9);
    }
  });

  test("kannala-brandt, behind the camera too", () => {
    const { k1, k2, k3, k4 } = lenses.fisheye;
    const wide = withLens("fisheye", { fovDegrees: 150, principalPoint: [0.5, 0.5] });
    const square = { width: 480, height: 480 };
    const lens = lensOf(wide, square);
    const bent = (angle: number) => angle * (1 + k1 * angle ** 2 + k2 * angle ** 4 + k3 * angle ** 6 + k4 * angle ** 8);
    const focal = 240 / bent((75 * Math.PI) / 180);
    for (const degrees of [1, 30, 75, 89, 95, 105]) {
      const angle = (degrees * Math.PI) / 180;
      const direction: Vec3 = [Math.sin(angle) * Math.cos(0.7), Math.sin(angle) * Math.sin(0.7), Math.cos(angle)];
      const radius = focal * bent(angle);
      const expected = [240 + radius * Math.cos(0.7), 240 + radius * Math.sin(0.7)] as const;
      expect(distance(lens.pixelOf(direction), expected)).toBeLessThan(1e-9);
    }
    // The top edge of the picture is half of the field of view off the axis.
    expect(distance(lens.pixelOf([0, -Math.sin(1.308996938995747), Math.cos(1.308996938995747)]), [240, 0])).toBeLessThan(1e-9);
  });

  test("no distortion at all is the same as coefficients of 0", () => {
    const none = lensOf(camera, image);
    const zero = lensOf({ ...camera, distortion: { model: "brown-conrady", k1: 0, k2: 0, p1: 0, p2: 0, k3: 0 } }, image);
    for (const pixel of pixels(stream(3, 0, "none"))) {
      const direction = none.directionAt(pixel);
      if (!direction) throw new Error(`${pixel} shows nothing`);
      expect(distance(zero.pixelOf(direction), pixel)).toBeLessThan(1e-9);
    }
  });
});

describe("a lens that does not fill the picture is refused", () => {
  test("a barrel that folds back before the corners", () => {
    const folded = { ...camera, distortion: { model: "brown-conrady", k1: -0.9, k2: 0, p1: 0, p2: 0, k3: 0 } } as const;
    expect(() => checkLens(folded, image)).toThrow(
      /corners of a picture of 640 x 480 pixels .* k1 -0.9 lie beyond what this lens shows/,
    );
    expect(() => checkLens({ ...folded, fovDegrees: 20 }, image)).not.toThrow();
  });

  test("a fisheye that looks behind itself", () => {
    const fisheye = withLens("fisheye", { fovDegrees: 190 });
    expect(() => checkLens(fisheye, image)).toThrow(
      /lie beyond what this lens shows, 110 degrees off its axis; expected a smaller/,
    );
    expect(() => checkLens({ ...fisheye, fovDegrees: 110 }, image)).not.toThrow();
  });
});

describe("the pose", () => {
  test("moves along and turns about the axes of the camera", () => {
    const still = { position: [0, 1, 0], target: [0, 1, -1], rollDegrees: 0 } as const;
    const none = {
      forwardMetresPerSecond: 0,
      rightMetresPerSecond: 0,
      upMetresPerSecond: 0,
      yawDegreesPerSecond: 0,
      pitchDegreesPerSecond: 0,
      rollDegreesPerSecond: 0,
    };
    const moved = (motion: Partial<typeof none>) => poseAt({ ...still, motion: { ...none, ...motion } }, 0.5);
    const close = (found: Vec3, wanted: Vec3) => {
      for (const at of [0, 1, 2] as const) expect(found[at]).toBeCloseTo(wanted[at], 12);
    };
    const { position } = moved({ forwardMetresPerSecond: 4, rightMetresPerSecond: 2, upMetresPerSecond: 6 });
    close(position, [1, 4, -2]);
    close(moved({ yawDegreesPerSecond: 180 }).forward, [1, 0, 0]);
    close(moved({ pitchDegreesPerSecond: 180 }).forward, [0, 1, 0]);
    close(moved({ rollDegreesPerSecond: 180 }).right, [0, -1, 0]);
  });
});
