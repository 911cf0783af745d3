import { annotate } from "./annotate/annotate";
import { throughGlass } from "./annotate/see-through";
import { wishesOf } from "./dataset/formats";
import { encode, gBufferFor } from "./encode/encode";
import type { LayerName, Sample } from "./encode/sample";
import type { AssetFiles } from "./recipe/assets";
import type { Recipe } from "./recipe/schema";
import type { SceneSpec } from "./recipe/spec";
import type { Gpu } from "./render/gpu";
import { render } from "./render/render";
import { prepare, sample } from "./sample";
import { type Imports, noImports } from "./scene/imports";
import { build } from "./scene/stage";

/**
 * The whole pipeline: an image of a recipe by its index, with the files that it names; or the image of a spec in place of it. The same on every
 * worker, in every run.
 */
export async function generate(gpu: Gpu, recipe: Recipe, item: number | SceneSpec, files: AssetFiles = {}): Promise<Sample> {
  await prepare(recipe);
  const imports = await gpu.imports(recipe, files);
  const { models, pictures } = imports;
  if (typeof item !== "number") return generateFrom(gpu, item, wishesOf(recipe), imports);
  const spec = sample(recipe, item, { assets: models.measured, pictures: pictures.usable });
  return generateFrom(gpu, spec, wishesOf(recipe), imports);
}

/** What of a recipe matters after the choices are made. */
export type Finish = { readonly labels: Recipe["labels"]; readonly layers: readonly LayerName[] };

/** The pipeline from a spec on: a spec that was saved, or edited, gives its image again. */
export async function generateFrom(
  gpu: Gpu,
  spec: SceneSpec,
  { labels: wanted, layers }: Finish,
  { models, pictures }: Imports = noImports,
): Promise<Sample> {
  using stage = build(gpu.rig, spec, models, await pictures.open(spec));
  const drawn = await render(gpu, stage, gBufferFor(layers, wanted.seeThrough));
  const frame = wanted.seeThrough === "see-through" ? throughGlass(drawn, stage.table) : drawn;
  const labels = annotate(frame, stage, spec, wanted);
  return encode(frame, stage.table, spec, labels, layers);
}
