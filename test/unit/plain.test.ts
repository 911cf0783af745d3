import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { parseRecipe } from "../../src/recipe/parse";
import type { SceneSpec } from "../../src/recipe/spec";
import { sample } from "../../src/sample";
import { buildModel, modelBounds } from "../../src/scene/models";
import { footprint, isFree } from "../../src/scene/placement";

const peer = parseRecipe(readFileSync(new URL("../../bench/peer.yaml", import.meta.url), "utf8"), {
  source: "bench/peer.yaml",
  scenes: sceneParameters,
});
const INDICES = [0, 1, 2, 3, 4, 5];
const thingsOf = ({ instances }: SceneSpec) => instances.filter((one) => one.class !== "ground");

test("the picture of the bench has 30 things of five classes, and sun, sky and ground", () => {
  for (const index of INDICES) {
    const spec = sample(peer, index);
    const found = thingsOf(spec).map((one) => one.class);
    for (const name of ["car", "person", "bicycle", "bench", "hydrant"])
      expect(found.filter((one) => one === name).length, name).toBe(6);
    expect(found.length).toBe(30);
    expect(spec).toMatchObject({
      image: { width: 640, height: 480, subframes: 1 },
      weather: { sunElevationDegrees: 45, cloudCover: 0 },
      background: "sky",
    });
  }
});

test("they have as many triangles as other renderers are given, on average: 500 to 2,000", () => {
  const some = thingsOf(sample(peer, 0));
  const parts = some.flatMap((thing) => buildModel(thing, "middle"));
  const triangles = parts.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0) / 3, 0);
  expect(triangles / some.length).toBeGreaterThan(500);
  expect(triangles / some.length).toBeLessThan(2000);
});

test("all images share as many looks of a class as the recipe says, and with 0 every object has its own", () => {
  const looksOf = (looks: number, seed: number) =>
    INDICES.flatMap((index) => {
      const spec = sample({ ...peer, seed, parameters: { ...peer.parameters, looks } }, index);
      return thingsOf(spec).map((one) => `${one.class} ${JSON.stringify(one.parameters)}`);
    });
  const few = new Set(looksOf(3, 1));
  // Some hydrants look alike.
  expect(few.size).toBeLessThanOrEqual(5 * 3);
  expect(few.size).toBeGreaterThan(5 * 2);
  for (const other of looksOf(3, 2)) expect(few.has(other)).toBe(true);
  expect(new Set(looksOf(0, 1)).size).toBeGreaterThan(0.8 * 30 * INDICES.length);
});

test("all stands on the ground, as many and as far apart as a recipe may ask for", () => {
  const most = { ...peer, parameters: { ...peer.parameters, objects: 40, spacing: 5 } };
  const spec = sample(most, 0);
  const ground = spec.instances.at(-1);
  if (ground?.class !== "ground") throw new Error("There is no ground");
  const { min, max } = modelBounds(ground);
  const [x, , z] = ground.position;
  for (const { position } of thingsOf(spec)) {
    expect(Math.abs(position[0] - x)).toBeLessThan((max[0] - min[0]) / 2);
    expect(Math.abs(position[2] - z)).toBeLessThan((max[2] - min[2]) / 2);
  }
  expect(thingsOf(spec).length).toBe(40);
});

test("nothing runs into anything else", () => {
  for (const index of INDICES) {
    const taken = thingsOf(sample(peer, index)).map((thing) => {
      const [, y, , w] = thing.rotation;
      const headingDegrees = (-2 * Math.atan2(y, w) * 180) / Math.PI;
      return footprint(modelBounds(thing), thing.position, headingDegrees);
    });
    for (const [at, one] of taken.entries()) expect(isFree(one, taken.slice(0, at))).toBe(true);
  }
});
