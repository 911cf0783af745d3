import { describe, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { developingOf, exposureValue } from "../../src/camera/exposure";
import { parseRecipe } from "../../src/recipe/parse";
import { sensorProfiles } from "../../src/recipe/sensor";
import type { SceneSpec } from "../../src/recipe/spec";
import { sample } from "../../src/sample";

function specOf(lines: string, index = 0): SceneSpec {
  return sample(parseRecipe(`scene: street\n${lines}`, { source: "a.yaml", scenes: sceneParameters }), index);
}

function complaint(lines: string): string {
  try {
    specOf(lines);
  } catch (error) {
    if (error instanceof Error && error.name === "RecipeError") return error.message;
    throw error;
  }
  throw new Error("The recipe was taken for a good one.");
}

describe("the sensor of a recipe", () => {
  test("is ideal and not in the spec when nothing is asked for", () => {
    expect(specOf("").sensor).toBeUndefined();
    expect(specOf("sensor: { profile: ideal }").sensor).toBeUndefined();
    expect(specOf("sensor: { sharpening: 1 }").sensor).toMatchObject({ profile: "ideal", fullWellElectrons: 0, sharpening: 1 });
  });

  test.each(Object.keys(sensorProfiles))("%s gives every number that is not given", (profile) => {
    const spec = specOf(`sensor: { profile: ${profile}, glare: 0.2, demosaic: none }`).sensor;
    const { whiteBalanceError: _, ...usual } = sensorProfiles[profile as keyof typeof sensorProfiles];
    expect(spec).toMatchObject({ ...usual, profile, glare: 0.2, demosaic: "none" });
  });

  test("leaves the camera and the scene as they were", () => {
    const { sensor: _, ...seen } = specOf("sensor: { profile: { choice: [phone, webcam] } }");
    expect(seen).toEqual(specOf(""));
  });
});

describe("the camera of a recipe", () => {
  test("may be given by focal length and sensor", () => {
    const { camera } = specOf("camera: { focalLengthMillimetres: 12, sensorHeightMillimetres: 24 }");
    expect(camera.fovDegrees).toBeCloseTo(90, 5);
    const fisheye = specOf(
      "camera: { focalLengthMillimetres: 12, sensorHeightMillimetres: 24, distortion: { model: kannala-brandt } }",
    ).camera;
    // Equidistant: an angle of 1 rad is a focal length away from the middle.
    expect(fisheye.fovDegrees).toBeCloseTo((2 * 180) / Math.PI, 4);
  });

  test("is in focus at what it looks at, unless told otherwise", () => {
    const { camera } = specOf("camera: { fNumber: 2 }");
    const distance = Math.hypot(...camera.target.map((value, at) => value - (camera.position[at] ?? 0)));
    expect(camera.aperture).toMatchObject({ fNumber: 2, sensorHeightMillimetres: 24 });
    expect(camera.aperture?.focusDistanceMetres).toBeCloseTo(distance, 4);
  });

  test("can be moved and turned; nothing else changes", () => {
    const [plain, moved] = [specOf(""), specOf("camera: { pose: { heightMetres: 3, pitchDegrees: -10, rollDegrees: 4 } }")];
    expect(moved.camera.position).toEqual([plain.camera.position[0], 3, plain.camera.position[2]]);
    expect(moved.camera.rollDegrees).toBe(4);
    expect(moved.camera.target[1]).toBeLessThan(plain.camera.target[1]);
    expect(moved.instances).toEqual(plain.instances);
  });

  test("says what does not fit together", () => {
    expect(complaint("camera: { fovDegrees: 150 }")).toContain("at most 120 degrees, or a fisheye");
    expect(complaint("camera: { iso: 100 }")).toContain("fNumber and shutterSeconds beside it");
    expect(complaint("camera: { focusDistanceMetres: 3 }")).toContain("without an aperture everything is in focus");
    expect(complaint("camera: { motion: { yawDegreesPerSecond: 3 } }")).toContain("in no time nothing moves");
    expect(complaint("camera: { distortion: { model: kannala-brandt, p1: 0.1 } }")).toContain(
      "p1 and p2 with brown-conrady only",
    );
    expect(complaint("camera: { distortion: { model: brown-conrady, k1: -1.5 } }")).toContain("lie beyond what this lens shows");
  });
});

describe("exposure", () => {
  test("is by hand only with aperture, time and ISO, by the formula of EV at ISO 100", () => {
    const aperture = { fNumber: 8, focusDistanceMetres: 3, sensorHeightMillimetres: 24 };
    const { camera } = specOf("");
    expect(exposureValue({ ...camera, aperture, shutterSeconds: 1 / 125 })).toBeUndefined();
    expect(exposureValue({ ...camera, aperture, shutterSeconds: 1 / 125, iso: 100 })).toBeCloseTo(12.966, 3);
    expect(exposureValue({ ...camera, aperture, shutterSeconds: 1 / 125, iso: 400 })).toBeCloseTo(10.966, 3);
  });

  test("in the dark takes fewer electrons", () => {
    const spec = specOf("sensor: { profile: phone }");
    const { sensor } = spec;
    if (!sensor) throw new Error("The spec has no sensor");
    const wells = [10_000, 100, 1, 0.0001].map((candelas) => developingOf(spec, sensor, candelas).wellElectrons);
    expect(wells[0]).toBe(6000);
    expect(wells).toEqual(wells.toSorted((a, b) => b - a));
    expect(wells[3]).toBe(6000 / (6400 / 50));
  });
});
