import { expose, transfer } from "comlink";
import type { Sample } from "./encode/sample";
import { generate } from "./generate";
import type { AssetFiles } from "./recipe/assets";
import type { Recipe } from "./recipe/schema";
import type { InstanceSpec, SceneSpec } from "./recipe/spec";
import { createGpu } from "./render/gpu";
import { meshOf } from "./scene/mesh";
import { holdLock } from "./worker-death";

/**
 * three's renderer asks for animation frames, in which it draws nothing; no picture depends on them. They woke the worker, the page and the compositor sixty times a second, and
 * a worker that a worker started has none at all (HTML, 8.11).
 */
self.requestAnimationFrame = () => 0;
self.cancelAnimationFrame = () => {};

let opening: ReturnType<typeof createGpu> | undefined;
const open = () => {
  opening ??= createGpu();
  return opening;
};

let files: AssetFiles = {};

/** What a worker can do for the pool. */
const api = {
  /** Opens the GPU (once) and says what it is. */
  async adapter() {
    return (await open()).adapter;
  },
  /** Takes the files that the recipe names, before the first sample. */
  async takeAssets(given: AssetFiles) {
    files = given;
  },
  /** Reads the files that the recipe names: a sentence for each that is left out. Throws a RecipeError when none can be used. */
  async checkAssets(recipe: Recipe) {
    return (await (await open()).imports(recipe, files)).problems;
  },
  /** `onSketch` is called in the page, before the rest is compiled. */
  async generate(recipe: Recipe, item: number | SceneSpec, onSketch?: (sketch: Sample) => void) {
    const gpu = await open();
    return handedOver(await generate(gpu, recipe, item, files, onSketch && ((sketch) => onSketch(handedOver(sketch)))));
  },
  /** Builds the model of an instance, in its own space. */
  async mesh(recipe: Recipe, instance: InstanceSpec) {
    const { models } = await (await open()).imports(recipe, files);
    return meshOf(instance, models);
  },
  async poses(recipe: Recipe) {
    const { models } = await (await open()).imports(recipe, files);
    return models.measured[0]?.files[0]?.poses ?? [];
  },
  holdLock,
  /** For tests: takes the device away, as a driver crash would. */
  async loseDevice() {
    (await open()).device.destroy();
  },
};

function handedOver(sample: Sample): Sample {
  return transfer(
    sample,
    Object.values(sample.files).map(({ buffer }) => buffer),
  );
}

export type WorkerApi = typeof api;
expose(api);
