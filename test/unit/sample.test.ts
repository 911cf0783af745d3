import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { parseRecipe } from "../../src/recipe/parse";
import type { Recipe } from "../../src/recipe/schema";
import { sample } from "../../src/sample";

function read(text: string): Recipe {
  return parseRecipe(text, { source: "a.yaml", scenes: sceneParameters });
}

function shipped(name: string): Recipe {
  return read(readFileSync(new URL(`../../scenes/street/recipes/${name}.yaml`, import.meta.url), "utf8"));
}

describe("the recipes of the street", () => {
  test("are good", () => {
    expect(shipped("weather")).toMatchObject({ name: "street-weather", seed: 1, count: 24, image: { quality: "normal" } });
    expect(shipped("quick")).toMatchObject({ count: 6, image: { width: 160, height: 120, quality: "draft" } });
  });
});

describe("a sample", () => {
  const recipe = read("scene: street\nseed: 0\nimage: { width: 320, height: 200, quality: draft }");

  test("is plain JSON with short numbers", () => {
    const text = JSON.stringify(sample(recipe, 3));
    expect(JSON.parse(text)).toEqual(sample(recipe, 3));
    expect(text).not.toMatch(/\.\d{7}/);
  });

  test("says where it comes from", () => {
    expect(sample(recipe, 3)).toMatchObject({
      version: 1,
      recipe: "street",
      seed: 0,
      index: 3,
      scene: "street",
      image: { width: 320, height: 200, subframes: 1 },
    });
  });

  test("depends on recipe and index only, not on the count or on other samples", () => {
    const alone = sample(recipe, 5);
    sample(recipe, 4);
    expect(sample({ ...recipe, count: 1_000 }, 5)).toEqual(alone);
    expect(sample(recipe, 6).camera).not.toEqual(alone.camera);
    expect(sample({ ...recipe, seed: 1 }, 5).camera).not.toEqual(alone.camera);
  });

  test("keeps its lens and split when the weather is fixed", () => {
    const foggy = read("scene: street\nseed: 0\nweather: { kind: fog }");
    for (const index of [0, 1]) {
      const [before, after] = [sample(recipe, index), sample(foggy, index)];
      expect(after.weather.kind).toBe("fog");
      expect(after.camera.fovDegrees).toBe(before.camera.fovDegrees);
      expect(after.split).toBe(before.split);
    }
  });

  test("refuses classes that the scene does not have, and indices that are none", () => {
    const unknown = { ...recipe, labels: { ...recipe.labels, classes: ["dragon"] } };
    expect(() => sample(unknown, 0)).toThrow(/labels\.classes: "dragon" given; expected classes of the scene street/);
    expect(() => sample(recipe, -1)).toThrow(/Index -1 given/);
    expect(() => sample(recipe, 1.5)).toThrow(/Index 1.5 given/);
  });
});
