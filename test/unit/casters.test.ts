import { Frustum, Matrix4, PerspectiveCamera, Vector3 } from "three";
import { expect, it } from "vitest";
import type { InstanceSpec, Vec3 } from "../../src/recipe/spec";
import { noAssets } from "../../src/scene/assets/library";
import { bake } from "../../src/scene/bake";

const cuboid = (position: Vec3, [width, height, length]: Vec3): InstanceSpec => ({
  model: "cuboid",
  class: "a",
  position,
  rotation: [0, 0, 0, 1],
  parameters: { width, height, length, colour: "#ffffff" },
});

/** Triangles in the shadow map. */
function casting(instances: readonly InstanceSpec[]): number {
  const { projectionMatrix, matrixWorldInverse } = new PerspectiveCamera();
  const seen = new Frustum().setFromProjectionMatrix(new Matrix4().multiplyMatrices(projectionMatrix, matrixWorldInverse));
  const { casters } = bake(instances, {
    motion: false,
    frustums: [seen],
    eye: new Vector3(0, 1, 5),
    focalPixels: 100,
    shadows: { centre: new Vector3(), reach: 50 },
    pictures: new Map(),
    models: noAssets,
  });
  return (casters.index?.count ?? 0) / 3;
}

const sheet = (y: number): InstanceSpec => ({
  ...cuboid([0, y, 0], [1, 1, 1]),
  model: "ground",
  parameters: { width: 40, length: 40, material: "asphalt", colour: "#ffffff" },
});

it("leaves level sheets out that lie on the ground, and not those that hang over it", () => {
  const box = cuboid([0, 0, 0], [1, 1, 1]);
  const alone = casting([box, cuboid([3, 0, 0], [1, 1, 1])]) / 2;
  expect(casting([sheet(-0.25), sheet(0), sheet(0.01), box])).toBe(alone);
  expect(casting([sheet(0), sheet(0.8), box])).toBe(alone + TRIANGLES);
  // What lies in a hollow under the upper one is in its shade.
  expect(casting([sheet(-0.25), sheet(0), box, cuboid([3, -0.2, 0], [1, 1, 1])])).toBe(2 * alone + TRIANGLES);
});

/** Of a small sheet. */
const TRIANGLES = 2;

it("leaves the ground that all else stands on out of the shadow map, and nothing else", () => {
  const ground = cuboid([0, -0.1, 0], [40, 0.1, 40]);
  const box = cuboid([0, 0, 0], [1, 1, 1]);
  const alone = casting([box, cuboid([3, 0, 0], [1, 1, 1])]) / 2;
  expect(alone).toBeGreaterThan(0);
  expect(casting([ground, box])).toBe(alone);
  const pit = cuboid([3, -0.3, 0], [1, 1, 1]);
  expect(casting([ground, box, pit])).toBe(casting([ground, pit]) + alone);
  expect(casting([ground, pit])).toBeGreaterThan(alone);
});
