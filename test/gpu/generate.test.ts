import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { generate, generateFrom } from "../../src/generate";
import { parseRecipe } from "../../src/recipe/parse";
import { sample } from "../../src/sample";
import { cuboid, specOf, useGpu } from "./harness";

const gpu = useGpu();
const recipe = parseRecipe(
  "scene: street\nimage: { width: 96, height: 72, quality: draft }\nlayers: [image, instance, semantic, depth]",
  {
    source: "test",
    scenes: sceneParameters,
  },
);

test("a spec that was saved gives its sample again", async () => {
  const made = await generate(gpu(), recipe, 3);
  const saved = JSON.parse(JSON.stringify(made.spec));
  expect(await generateFrom(gpu(), saved, recipe)).toEqual(made);
  expect(saved).toEqual(sample(recipe, 3));
});

test("an edited spec changes its picture", async () => {
  const spec = sample(recipe, 3);
  const before = await generateFrom(gpu(), spec, recipe);
  const after = await generateFrom(gpu(), { ...spec, weather: { ...spec.weather, visibilityMetres: 40 } }, recipe);
  expect(after.files.image).not.toEqual(before.files.image);
  expect(after.files.instance).toEqual(before.files.instance);
});

test("a spec that names an unknown model or class is refused with a sentence", async () => {
  const box = cuboid([1, 1, 1], 0, 0, -5);
  const wrong = (change: Partial<typeof box>) => generateFrom(gpu(), specOf([{ ...box, ...change }]), recipe);
  await expect(wrong({ model: "dragon" })).rejects.toMatchObject({
    name: "RecipeError",
    message: expect.stringContaining("dragon"),
  });
  await expect(wrong({ class: "myth" })).rejects.toMatchObject({ name: "RecipeError", message: expect.stringContaining("myth") });
  await expect(wrong({ parameters: { width: -1 } })).rejects.toMatchObject({ name: "RecipeError" });
});
