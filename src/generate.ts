import { annotate } from "./annotate/annotate";
import { needsSilhouettes } from "./annotate/keep";
import { throughGlass } from "./annotate/see-through";
import { wishesOf } from "./dataset/formats";
import { encode, gBufferFor } from "./encode/encode";
import type { LayerName, Sample } from "./encode/sample";
import type { AssetFiles } from "./recipe/assets";
import type { Recipe } from "./recipe/schema";
import type { SceneSpec } from "./recipe/spec";
import type { Frame } from "./render/frame";
import type { Gpu } from "./render/gpu";
import { render } from "./render/render";
import { silhouettesFor } from "./render/silhouettes";
import { prepare, sample } from "./sample";
import { type Imports, noImports } from "./scene/imports";
import type { OpenPictures } from "./scene/pictures/library";
import { build } from "./scene/stage";
import { nextSpec } from "./sequence";

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
  const opened = await pictures.open(spec);
  const next = layers.includes("flow-occlusion") ? await nextFrame(gpu, spec, models, opened) : undefined;
  const surfaces = gBufferFor(layers, wanted.seeThrough);
  using stage = build(gpu.rig, spec, models, opened, surfaces.includes("motion-x"));
  const picture = await render(gpu, stage, surfaces);
  const silhouettes = needsSilhouettes(wanted) ? await silhouettesFor(gpu, stage, picture) : undefined;
  const drawn = { ...picture, ...(next && { next }), ...(silhouettes && { silhouettes }) };
  const frame = wanted.seeThrough === "see-through" ? throughGlass(drawn, stage.table) : drawn;
  const labels = annotate(frame, stage, spec, wanted);
  return encode(frame, stage.table, spec, labels, layers);
}

/** The next frame of the sequence, at the quality that its depth needs. */
async function nextFrame(
  gpu: Gpu,
  spec: SceneSpec,
  models: Imports["models"],
  opened: OpenPictures,
): Promise<Pick<Frame, "depth">> {
  const next = nextSpec(spec);
  using stage = build(gpu.rig, { ...next, image: { ...next.image, subframes: 1 } }, models, opened);
  return await render(gpu, stage);
}
