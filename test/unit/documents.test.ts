import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { sceneParameters } from "../../scenes/parameters";
import { experimentSchema } from "../../src/recipe/experiment";
import { experimentJsonSchema } from "../../src/recipe/experiment-json-schema";
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

const writtenSchema = (name: string): unknown => JSON.parse(textOf(`scenes/${name}.schema.json`));
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("the schemas in scenes/ are what npm run schema writes", () => {
  expect(writtenSchema("recipe")).toEqual(plain(recipeJsonSchema(sceneParameters)));
  expect(writtenSchema("experiment")).toEqual(plain(experimentJsonSchema(sceneParameters)));
});

test("what the schema of experiments refers to is there, and says what the field may hold", () => {
  const text = textOf("scenes/experiment.schema.json");
  const pointers = new Set(
    [...text.matchAll(/"(recipe\.schema\.json)?#([^"]+)"/g)].map(([, file, pointer = ""]) => [file, pointer]),
  );
  expect(pointers.size).toBeGreaterThan(100);
  const [recipes, experiments] = [writtenSchema("recipe"), writtenSchema("experiment")];
  for (const [file, pointer = ""] of pointers)
    expect(at(file ? recipes : experiments, pointer.slice(1).split("/")), pointer).toBeTypeOf("object");
  const [, kind = ""] = /"weather\.kind": \{\s+"\$ref": "recipe\.schema\.json#\/([^"]+)"/.exec(text) ?? [];
  expect(at(recipes, kind.split("/"))).toMatchObject({ kind: "option" });
});

test.each([
  "experiments/ablation",
  "experiments/screening",
  "experiments/weather-and-light",
  "train/train-arms",
  "train/test-conditions",
])("examples/%s.yaml sets and varies fields that its schema names", (name) => {
  const text = textOf(`examples/${name}.yaml`);
  expect(text).toContain("\n# yaml-language-server: $schema=../../scenes/experiment.schema.json\n");
  const { set, factors, ablations } = experimentSchema.parse(parse(text));
  const known = (part: string) => Object.keys(at(writtenSchema("experiment"), ["properties", part, "properties"]) ?? {});
  const paths = Object.entries(factors).filter(([, levels]) => levels.every((level) => typeof level !== "object"));
  expect(known("set")).toEqual(expect.arrayContaining(Object.keys(set)));
  expect(known("factors")).toEqual(expect.arrayContaining(paths.map(([path]) => path)));
  const allowed = at(writtenSchema("experiment"), ["properties", "ablations", "anyOf", "1", "items", "enum"]);
  if (Array.isArray(ablations)) expect(allowed).toEqual(expect.arrayContaining(ablations));
});

function at(whole: unknown, steps: readonly string[]): object | undefined {
  let found: unknown = whole;
  for (const step of steps) found = (found as Readonly<Record<string, unknown>> | undefined)?.[step];
  return found as object | undefined;
}
