import { annotate } from "./annotate/annotate";
import { needsSilhouettes } from "./annotate/keep";
import { throughGlass } from "./annotate/see-through";
import { wishesOf } from "./dataset/formats";
import { encode, gBufferFor } from "./encode/encode";
import { openEncoder } from "./encode/png";
import type { LayerName, Sample } from "./encode/sample";
import type { AssetFiles } from "./recipe/assets";
import type { Recipe } from "./recipe/schema";
import type { SceneSpec } from "./recipe/spec";
import type { Frame } from "./render/frame";
import type { Gpu } from "./render/gpu";
import { render } from "./render/render";
import { silhouettesFor } from "./render/silhouettes";
import { isCold, warmUp } from "./render/warm-up";
import { prepare, sample } from "./sample";
import type { Imports } from "./scene/imports";
import type { OpenPictures } from "./scene/pictures/library";
import { build, type Stage } from "./scene/stage";
import { nextSpec } from "./sequence";

/**
 * The whole pipeline: an image of a recipe by its index, with the files that it names; or the image of a spec in place of it. The same on every
 * worker, in every run. `onSketch` gets a sketch of it, which has the same labels, when compiling its shaders takes longer than that.
 */
export async function generate(
  gpu: Gpu,
  recipe: Recipe,
  item: number | SceneSpec,
  files: AssetFiles = {},
  onSketch?: OnSketch,
): Promise<Sample> {
  const finish = wishesOf(recipe);
  const drawing = gpu.inTurn(async () => {
    await prepare(recipe);
    const imports = await gpu.imports(recipe, files);
    const { models, pictures } = imports;
    const spec = typeof item === "number" ? sample(recipe, item, { assets: models.measured, pictures: pictures.usable }) : item;
    return draw(gpu, spec, finish, imports, onSketch);
  });
  const drawn = await drawing;
  using _stage = drawn.stage;
  // Labels are drawn from the stage, which goes when this returns.
  return await label(gpu, drawn, finish, gpu.inTurn);
}

type OnSketch = (sketch: Sample) => void;

/** What of a recipe matters after the choices are made. */
type Finish = { readonly labels: Recipe["labels"]; readonly layers: readonly LayerName[] };

/** A picture that the GPU is drawing, or has drawn. */
type Drawing = {
  readonly spec: SceneSpec;
  readonly stage: Stage;
  readonly frame: Promise<Frame>;
  readonly next: Frame["next"];
  /** Whether the GPU compiles shaders before it draws. */
  readonly isFirst: boolean;
};

/** Builds the stage of a spec and gives it to the GPU, without waiting for it. */
async function draw(
  gpu: Gpu,
  spec: SceneSpec,
  finish: Finish,
  { models, pictures }: Imports,
  onSketch: OnSketch | undefined,
): Promise<Drawing> {
  const { labels, layers } = finish;
  const opened = await pictures.open(spec);
  const next = layers.includes("flow-occlusion") ? await nextFrame(gpu, spec, models, opened) : undefined;
  const surfaces = gBufferFor(layers, labels.seeThrough);
  const stage = build(gpu.rig, spec, models, opened, surfaces.includes("motion-x"));
  if (onSketch && isCold(gpu, stage)) {
    const sketch = stage.sketch();
    await warmUp(gpu, sketch);
    const drawing = { spec, stage: sketch, frame: render(gpu, sketch, surfaces), next, isFirst: true };
    // It is its turn already.
    onSketch(await label(gpu, drawing, finish, (work) => work()));
  }
  const isFirst = await warmUp(gpu, stage);
  return { spec, stage, frame: render(gpu, stage, surfaces), next, isFirst };
}

/** Waits for a picture, and labels and encodes it: meanwhile the GPU draws the next one. */
async function label(gpu: Gpu, drawing: Drawing, { labels: wanted, layers }: Finish, inTurn: Gpu["inTurn"]): Promise<Sample> {
  const { stage, spec, next } = drawing;
  const [picture] = await Promise.all([drawing.frame, drawing.isFirst && prepareLabels(stage, wanted)]);
  const silhouettes = needsSilhouettes(wanted) ? await inTurn(() => silhouettesFor(gpu, stage, picture)) : undefined;
  const drawn = { ...picture, ...(next && { next }), ...(silhouettes && { silhouettes }) };
  const frame = wanted.seeThrough === "see-through" ? throughGlass(drawn, stage.table) : drawn;
  const labels = annotate(frame, stage, spec, wanted);
  return encode(frame, stage.table, spec, labels, layers);
}

/** Does what labelling would do after the picture: the GPU compiles shaders for so long that it is done before. */
async function prepareLabels({ table, shapeOf }: Stage, { include }: Recipe["labels"]): Promise<void> {
  const opening = openEncoder();
  if (include.some((kind) => kind === "box-3d" || kind === "keypoints"))
    for (const { kind, instanceId } of table.rows) if (kind === "thing") shapeOf(instanceId);
  await opening;
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
