import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { recipeJsonSchema } from "../../src/recipe/json-schema";
import { parseRecipe } from "../../src/recipe/parse";

const textOf = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), "utf8");

test("the recipe in the README is good, and twelve lines long", () => {
  const [, recipe = ""] = /```yaml\n([^`]+)```/.exec(textOf("README.md")) ?? [];
  expect(recipe.trim().split("\n")).toHaveLength(12);
  expect(parseRecipe(recipe, { source: "README.md", scenes: sceneParameters })).toMatchObject({ scene: "street", count: 500 });
});

test("the recipe for files of the user's own is good", () => {
  const [, recipe = ""] = /```yaml\n([^`]+)```/.exec(textOf("docs/assets.md")) ?? [];
  expect(parseRecipe(recipe, { source: "assets.md", scenes: sceneParameters })).toMatchObject({
    environment: { file: "skies" },
    background: { file: "photos" },
    randomTextures: { share: 0.5, pictures: "textures" },
    assets: [{ file: "models", class: "mug" }],
  });
});

test("scenes/recipe.schema.json is what npm run schema writes", () => {
  const written: unknown = JSON.parse(textOf("scenes/recipe.schema.json"));
  expect(written).toEqual(JSON.parse(JSON.stringify(recipeJsonSchema(sceneParameters))));
});
