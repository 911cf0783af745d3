import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { inView } from "../../src/plan/in-view";
import { apportioned, planOf, wantedOf } from "../../src/plan/objective";
import { imageValues, targetRows } from "../../src/plan/targets";
import { matches } from "../../src/plan/values";
import { parseRecipe } from "../../src/recipe/parse";
import type { Recipe } from "../../src/recipe/schema";
import { sample } from "../../src/sample";

const read = (text: string): Recipe => parseRecipe(text, { source: "a.yaml", scenes: sceneParameters });

const base = `scene: street
count: 101
seed: 4
image: { width: 64, height: 64, quality: draft }
weather: { kind: { choice: [clear, fog, dusk, night-rain], weights: [5, 1, 1, 1] } }
sun: { elevationDegrees: { uniform: [0, 60] } }
parameters: { pedestrians: { uniform: [0, 20] } }
`;
const aimed = `${base}objective:
  purpose: Find people.
  shares:
    weather.kind: { clear: 0.5, fog: 0.2 }
    sun.elevationDegrees: [{ from: 0, to: 10, share: 0.25 }, { from: 10, to: 60, share: 0.75 }]
  quotas:
    - share: 0.05
      where: { weather.kind: night-rain, parameters.pedestrians: { from: 5 } }
      placed: { person: 1 }
  images: { bus: 0.2 }
  instances: { person: 50 }
`;

test("largest remainders: the worked example of 100,000 votes and 10 seats", () => {
  // Yellows, Whites, Reds, Greens, Blues and Pinks by the Hare quota (https://en.wikipedia.org/wiki/Quota_method).
  const votes = [0.47, 0.16, 0.158, 0.12, 0.061, 0.031];
  expect(apportioned(votes, 10)).toEqual([5, 2, 1, 1, 1, 0]);
  expect(apportioned([1 / 3, 1 / 3, 1 / 3], 100)).toEqual([34, 33, 33]);
});

test("shares are met to the image, quotas at least, and other choices stay as they were", () => {
  const recipe = read(aimed);
  const values = imageValues(recipe, 0, 101);
  const many = (conditions: Parameters<typeof matches>[1]) => values.filter((own) => matches(own, conditions)).length;
  expect(many({ "weather.kind": "clear" })).toBe(51);
  expect(many({ "weather.kind": "fog" })).toBe(20);
  expect(many({ "weather.kind": "dusk" }) + many({ "weather.kind": "night-rain" })).toBe(30);
  expect(many({ "sun.elevationDegrees": { to: 10 } })).toBe(25);
  expect(many({ "weather.kind": "night-rain", "parameters.pedestrians": { from: 5 } })).toBeGreaterThanOrEqual(6);
  // Strata of different factors are independent of each other: about a quarter of the clear images has a low sun.
  expect(many({ "weather.kind": "clear", "sun.elevationDegrees": { to: 10 } })).toBeGreaterThan(5);
  const perClass = new Map([["bus", { instances: 30, images: 25 }]]);
  const rows = targetRows(recipe, { from: 0, to: 101 }, perClass);
  expect(rows.filter(({ met }) => !met).map(({ target }) => target)).toEqual(["labelled things of person"]);
  expect(rows).toContainEqual({ target: "images with bus", wanted: 21, got: 25, met: true });
});

test("the values of the plan are those of the SceneSpecs; what it leaves alone is as without", () => {
  const [recipe, plain] = [read(aimed), read(base)];
  for (const index of [0, 7, 150]) {
    const wanted = wantedOf(recipe, index);
    const spec = sample(recipe, index);
    const [values] = imageValues(recipe, index, index + 1);
    expect(spec.weather.kind).toBe(values?.["weather.kind"]);
    expect(spec.weather.sunElevationDegrees).toBeCloseTo(Number(values?.["sun.elevationDegrees"]), 5);
    expect(spec.camera.fovDegrees).toBe(sample(plain, index).camera.fovDegrees);
    expect(spec.weather.sunAzimuthDegrees).toBe(sample(plain, index).weather.sunAzimuthDegrees);
    expect(wanted.recipe.seed).toBe(4);
  }
});

test("layouts are tried until what the objective asks for is in view", () => {
  const recipe = { ...read(`${base}objective: { purpose: x, images: { bus: 1 } }`), count: 6 };
  const indices = [0, 1, 2, 3, 4, 5];
  const withBus = (own: Recipe) => indices.filter((index) => (inView(sample(own, index)).get("bus") ?? 0) > 0).length;
  expect(withBus(read(base))).toBeLessThan(withBus(recipe));
  expect(withBus(recipe)).toBeGreaterThanOrEqual(5);
});

test("held-out values are in their split and in no other", () => {
  const recipe = read(`${base}splits: { train: 0.8, test: 0.2 }\nholdout: [{ where: { weather.kind: fog } }]`);
  const specs = Array.from({ length: 24 }, (_, index) => sample(recipe, index));
  const fog = specs.filter(({ weather }) => weather.kind === "fog");
  expect(fog.length).toBeGreaterThan(0);
  expect(fog.every(({ split }) => split === "test")).toBe(true);
  expect(specs.filter(({ weather }) => weather.kind !== "fog").some(({ split }) => split === "train")).toBe(true);
});

test.each([
  [
    "shares: { weather.kind: { snow: 0.5 } }",
    /objective\.shares\.weather\.kind\.snow: the recipe gives weather\.kind as .* never there/,
  ],
  ["shares: { weather.kind: { clear: 0.9, fog: 0.2 } }", /the shares add up to 1\.1/],
  [
    "shares: { weather.visibilityMetres: [{ from: 0, to: 100, share: 1 }] }",
    /leaves weather\.visibilityMetres to the kind of weather/,
  ],
  ["shares: { weather.colour: { red: 1 } }", /"weather\.colour" given; expected a factor of the scene street/],
  [
    "quotas: [{ share: 0.6, where: { weather.kind: fog } }, { share: 0.6, where: { weather.kind: dusk } }]",
    /ask for 122 images together, and the recipe makes 101/,
  ],
  [
    "shares: { weather.kind: { clear: 0.9, fog: 0.1 } }, quotas: [{ share: 0.2, where: { weather.kind: fog } }]",
    /needs 21 images of weather\.kind fog, and objective\.shares leaves 91 of clear, 10 of fog/,
  ],
])("an objective that cannot be met is answered before the run: %s", (text, sentence) => {
  expect(() => planOf(read(`${base}objective: { purpose: x, ${text} }`))).toThrow(sentence);
});
