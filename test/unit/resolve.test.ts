import { describe, expect, test } from "vitest";
import { recipeJsonSchema } from "../../src/recipe/json-schema";
import { parseRecipe } from "../../src/recipe/parse";
import { resolvedJson } from "../../src/recipe/resolve";
import { recipeScenes as scenes } from "./recipe-scenes";

const full = `
name: tidy.name-1
scene: garden
seed: 4294967295
count: 1000
splits: { "1": 1, "true": 2.5, "null": 0.001, on: 1e-7 }
image: { width: 160, height: 120, quality: draft }
weather: { kind: { choice: [fog, dusk] }, cloudCover: 0.1, visibilityMetres: { log-uniform: [50, 1e5] } }
sun: { elevationDegrees: { choice: [10, 20.125], weights: [0, 1] }, azimuthDegrees: { normal: { mean: 180, sd: 1e3 } } }
labels: { classes: [tree, "yes", "12", "a: b # c"], minimumAreaPixels: 20 }
layers: [depth]
parameters: { trees: 3, pathMetres: { uniform: [0.5, 0.30000000000000004e1] }, season: { choice: [winter] } }
`;

describe("the resolved recipe", () => {
  test.each(["scene: garden", "scene: harbour\nseed: 0", full])("parses back to the same recipe (%#)", (text) => {
    const recipe = parseRecipe(text, { source: "a.yaml", scenes });
    const resolved = resolvedJson(recipe);
    expect(parseRecipe(resolved, { source: "recipe.json", scenes })).toEqual(recipe);
    expect(resolvedJson(parseRecipe(resolved, { source: "recipe.json", scenes }))).toBe(resolved);
  });

  test("has the defaults written out, in the order of the schema", () => {
    const resolved = resolvedJson(parseRecipe("scene: harbour", { source: "a.yaml", scenes }));
    expect(resolved).toMatch(/^\{\n {2}"name": "harbour",\n {2}"scene": "harbour",\n {2}"seed": 1,\n {2}"count": 24,\n/);
    expect(JSON.parse(resolved)).toMatchObject({ sun: { azimuthDegrees: { uniform: [0, 360] } }, parameters: { boats: 3 } });
  });
});

describe("the JSON Schema", () => {
  const whole = recipeJsonSchema(scenes);
  const schema = inlined(whole) as typeof whole;

  test("says what occurs more than once in one place", () => {
    expect(JSON.stringify(whole).length).toBeLessThan(0.75 * JSON.stringify(schema).length);
  });

  test("has every field of every scene with a description, and no id", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(schema.$id).toBeUndefined();
    expect(schema.oneOf).toHaveLength(2);
    for (const variant of schema.oneOf ?? []) {
      if (typeof variant === "boolean") throw new Error("A variant without fields.");
      expect(variant.required).toEqual(["scene"]);
      expect(variant.additionalProperties).toBe(false);
      for (const [name, field] of Object.entries(variant.properties ?? {})) {
        expect([name, typeof field === "object" && field.description]).toEqual([name, expect.any(String)]);
      }
    }
  });

  test("gives units and ranges", () => {
    const text = JSON.stringify(schema);
    expect(text).toContain('"unit":"metres"');
    expect(schema).toMatchObject({
      oneOf: [
        { properties: { camera: { properties: { fovDegrees: { unit: "degrees", minimum: 10, maximum: 200 } } } } },
        { properties: { parameters: { properties: { boats: { unit: "boats", minimum: 0, maximum: 9, default: 3 } } } } },
      ],
    });
  });
});

/** The same schema with what it refers to in the place of the references. */
function inlined(schema: ReturnType<typeof recipeJsonSchema>): unknown {
  const resolve = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(resolve);
    if (typeof node !== "object" || node === null) return node;
    const { $ref, ...own } = node as { readonly $ref?: string };
    const target = $ref === undefined ? {} : resolve(schema.$defs?.[$ref.replace("#/$defs/", "")]);
    return Object.assign({}, target, Object.fromEntries(Object.entries(own).map(([name, inner]) => [name, resolve(inner)])));
  };
  const { $defs: _, ...rest } = schema;
  return resolve(rest);
}
