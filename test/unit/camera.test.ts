import { MathUtils, PerspectiveCamera, Vector3 } from "three";
import { describe, expect, test } from "vitest";
import { cameraLabel } from "../../src/annotate/camera";
import type { CameraLabel } from "../../src/annotate/labels";
import { integer, type Random, stream, uniform } from "../../src/recipe/random";
import type { CameraSpec, Vec3 } from "../../src/recipe/spec";

const camera: CameraSpec = {
  position: [3, 1.5, -7],
  target: [0, 1, 4],
  rollDegrees: 0,
  fovDegrees: 60,
  near: 0.1,
  far: 500,
  exposureBias: 0,
};

function randomPoint(random: Random, size: number): Vec3 {
  return [uniform(random, -size, size), uniform(random, -size, size), uniform(random, -size, size)];
}

/** What three makes of the same camera. */
function threeCamera(spec: CameraSpec, width: number, height: number): PerspectiveCamera {
  const result = new PerspectiveCamera(spec.fovDegrees, width / height, spec.near, spec.far);
  result.position.set(...spec.position);
  result.lookAt(...spec.target);
  result.rotateZ(MathUtils.degToRad(-spec.rollDegrees));
  result.updateMatrixWorld();
  return result;
}

/** Pixel and depth by the label: K times the point in camera axes. */
function project({ intrinsics: k, worldToCamera: m }: CameraLabel, point: Vec3): { x: number; y: number; depth: number } {
  const row = (matrix: readonly number[], at: number, vector: readonly number[]) =>
    vector.reduce((sum, value, column) => sum + value * (matrix[at + column] ?? Number.NaN), 0);
  const seen = [0, 4, 8].map((at) => row(m, at, [...point, 1]));
  const depth = row(k, 6, seen);
  return { x: row(k, 0, seen) / depth, y: row(k, 3, seen) / depth, depth };
}

/** Pixel and depth by three: normalised device coordinates to pixels with y down. */
function projectByThree(three: PerspectiveCamera, point: Vec3, width: number, height: number) {
  const depth = -new Vector3(...point).applyMatrix4(three.matrixWorldInverse).z;
  const { x, y } = new Vector3(...point).project(three);
  return { x: ((x + 1) / 2) * width, y: ((1 - y) / 2) * height, depth };
}

function expectSameProjection(spec: CameraSpec, width: number, height: number, random: Random): void {
  const label = cameraLabel(spec, width, height);
  const three = threeCamera(spec, width, height);
  for (let trial = 0; trial < 50; trial++) {
    const point = randomPoint(random, 60);
    const expected = projectByThree(three, point, width, height);
    if (Math.abs(expected.depth) < 1) continue;
    const found = project(label, point);
    // A pixel far outside of the picture has a larger rounding error in both.
    const tolerance = 1e-9 * Math.max(1, Math.abs(expected.x), Math.abs(expected.y));
    expect(Math.abs(found.x - expected.x)).toBeLessThan(tolerance);
    expect(Math.abs(found.y - expected.y)).toBeLessThan(tolerance);
    expect(Math.abs(found.depth - expected.depth)).toBeLessThan(1e-9);
  }
}

describe("cameraLabel", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("projects random points as three does, with roll (seed %i)", (seed) => {
    const random = stream(seed, 0, "camera");
    const spec: CameraSpec = {
      ...camera,
      position: randomPoint(random, 20),
      target: randomPoint(random, 20),
      rollDegrees: uniform(random, -180, 180),
      fovDegrees: uniform(random, 10, 120),
    };
    expectSameProjection(spec, integer(random, 64, 2000), integer(random, 64, 2000), random);
  });

  test.each([
    ["up", 10],
    ["down", -10],
  ])("looks straight %s as three does", (_, height) => {
    const random = stream(0, 0, "vertical");
    expectSameProjection({ ...camera, position: [1, 2, 3], target: [1, 2 + height, 3], rollDegrees: 30 }, 640, 480, random);
  });

  test("the target falls on the image centre", () => {
    const { x, y, depth } = project(cameraLabel({ ...camera, rollDegrees: 25 }, 641, 480), camera.target);
    expect(x).toBeCloseTo(320.5, 9);
    expect(y).toBeCloseTo(240, 9);
    expect(depth).toBeCloseTo(Math.hypot(3, 0.5, 11), 9);
  });

  test("has OpenCV axes: right is +x and up is -y in the picture", () => {
    const label = cameraLabel({ ...camera, position: [0, 0, 0], target: [0, 0, -1] }, 200, 100);
    expect(label.worldToCamera).toEqual([1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1]);
    expect(project(label, [1, 2, -4]).x).toBeGreaterThan(100);
    expect(project(label, [1, 2, -4]).y).toBeLessThan(50);
  });

  test("positive roll turns the camera clockwise, so the picture turns anticlockwise", () => {
    const label = cameraLabel({ ...camera, position: [0, 0, 0], target: [0, 0, -1], rollDegrees: 90 }, 200, 200);
    // A point on the right moves to the top.
    expect(project(label, [1, 0, -4]).x).toBeCloseTo(100, 9);
    expect(project(label, [1, 0, -4]).y).toBeLessThan(100);
  });

  test("a camera at its own target is an error", () => {
    expect(() => cameraLabel({ ...camera, target: camera.position }, 64, 64)).toThrow("are the same point, [3, 1.5, -7]");
  });
});
