import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { sceneParameters } from "../../scenes/parameters";
import { RecipeError } from "../errors";
import { parseRecipe } from "../recipe/parse";
import type { Recipe } from "../recipe/schema";
import type { SceneSpec } from "../recipe/spec";
import { findAssets } from "./asset-files";
import { noAssets, renderDatasets } from "./generate";
import { scenesFolder } from "./places";
import { readRecipe } from "./recipe-file";

export type RenderSpecsOptions = {
  readonly out?: string;
  readonly recipe?: string;
  readonly format?: Recipe["formats"];
  readonly workers?: number;
};

const vector = z.tuple([z.number(), z.number(), z.number()]);

/** What a spec must have, to say in a sentence what an edit broke; the rest is the stage's to understand. */
const specSchema = z.looseObject({
  version: z.literal(1),
  recipe: z.string(),
  seed: z.int(),
  index: z.int().min(0),
  split: z.string(),
  scene: z.enum(Object.keys(sceneParameters)),
  image: z.looseObject({
    width: z.int().min(16).max(4096),
    height: z.int().min(16).max(4096),
    subframes: z.int().min(1).max(1024),
  }),
  camera: z.looseObject({
    position: vector,
    target: vector,
    rollDegrees: z.number(),
    fovDegrees: z.number().gt(0).lt(360),
    near: z.number().positive(),
    far: z.number().positive(),
  }),
  weather: z.looseObject({}),
  classes: z.array(z.looseObject({ name: z.string(), kind: z.enum(["thing", "stuff"]) })).min(1),
  background: z.string(),
  instances: z.array(z.looseObject({ model: z.string(), class: z.string() })),
});

/** Renders SceneSpecs as they are, edited or not, into a dataset of their own. */
export async function renderSpecs(signal: AbortSignal, files: readonly string[], options: RenderSpecsOptions): Promise<void> {
  const specs = files.map(readSpec).sort((a, b) => a.index - b.index);
  const [first] = specs;
  if (first === undefined) return;
  const twin = specs.find(({ index }, at) => at > 0 && index === specs[at - 1]?.index);
  if (twin) throw new RecipeError(`Two specs have the index ${twin.index}; expected different ones: files are named by them`);
  const other = specs.find(({ scene }) => scene !== first.scene);
  if (other) throw new RecipeError(`Specs of the scenes ${first.scene} and ${other.scene} given; expected those of one scene`);
  const read = options.recipe === undefined ? undefined : readRecipe(options.recipe, scenesFolder);
  const recipe = { ...(read?.recipe ?? recipeOf(specs)), ...(options.format ? { formats: [...options.format] } : {}) };
  const job = { recipe, specs, indices: { from: 0, to: specs.length } };
  const assets = read ? findAssets(recipe, path.dirname(options.recipe ?? "")) : noAssets;
  await renderDatasets(signal, [job], assets, {
    out: path.resolve(options.out ?? path.join("out", `${recipe.name}-specs`)),
    sink: "dir",
    ...(options.workers !== undefined && { workers: options.workers }),
  });
}

/** Reads a SceneSpec. Throws RecipeError that says what is wrong with it. */
function readSpec(file: string): SceneSpec {
  if (!existsSync(file))
    throw new RecipeError(`${file} is not there; expected a SceneSpec, for example out/street/specs/000000.json`);
  return readSpecText(readFileSync(file, "utf8"), file);
}

/** The SceneSpec in a text; `file` is what messages call it. Throws RecipeError. */
export function readSpecText(text: string, file: string): SceneSpec {
  const wrong = (what: string) =>
    new RecipeError(
      `${file} is no SceneSpec: ${what}; expected a file of the folder specs of a dataset, for example specs/000000.json`,
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const result = specSchema.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw wrong(`${issue?.path.join(".") || "the file"}: ${issue?.message ?? ""}`);
  }
  return json as SceneSpec;
}

/** The recipe that asks for nothing but these specs. */
function recipeOf(specs: readonly SceneSpec[]): Recipe {
  const [first] = specs;
  const splits = Object.fromEntries(specs.map(({ split }) => [split, 1]));
  const text = JSON.stringify({ name: first?.recipe, scene: first?.scene, seed: first?.seed, count: specs.length, splits });
  return parseRecipe(text, { source: "the spec", scenes: sceneParameters });
}
