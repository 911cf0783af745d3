import { annotate } from "../src/annotate/annotate";
import { openFormats } from "../src/dataset/formats";
import type { Sink } from "../src/dataset/sink";
import { sinks } from "../src/dataset/sinks";
import { encode } from "../src/encode/encode";
import type { Recipe } from "../src/recipe/schema";
import type { SceneSpec } from "../src/recipe/spec";
import type { Gpu } from "../src/render/gpu";
import { render } from "../src/render/render";
import { warmUp } from "../src/render/warm-up";
import { build } from "../src/scene/stage";

/** Milliseconds of each stage of one image, and the bytes of its files. */
export type Times = Record<"sample" | "build" | "render" | "annotate" | "encode" | "write", number> & { readonly bytes: number };

/** Makes images from specs, in order, one after the other, and packs them as a COCO zip in memory; `specOf` is the stage `sample`. */
export async function timeStages(
  gpu: Gpu,
  recipe: Recipe,
  indices: readonly number[],
  specOf: (index: number) => SceneSpec,
): Promise<Times[]> {
  const nowhere: Sink = {
    write: async () => {},
    open: async () => ({ write: async () => {}, close: async () => {} }),
    close: async () => {},
    abort: async () => {},
  };
  const sink = sinks.zip("bench", 64 * 2 ** 20, nowhere);
  let dataset: ReturnType<typeof openFormats> | undefined;
  const all: Times[] = [];
  for (const index of indices) {
    const marks = [performance.now()];
    const mark = () => marks.push(performance.now());
    const spec = specOf(index);
    mark();
    using stage = build(gpu.rig, spec);
    mark();
    await warmUp(gpu, stage);
    const frame = await render(gpu, stage);
    mark();
    const labels = annotate(frame, stage, spec, recipe.labels);
    mark();
    const sample = await encode(frame, stage.table, spec, labels, ["image", "instance"]);
    mark();
    dataset ??= openFormats(["coco"], {
      name: "bench",
      classes: spec.classes,
      splits: Object.keys(recipe.splits),
      layers: ["instance"],
      partBytes: 64 * 2 ** 20,
      about: { version: "bench" },
      sink,
      meshOf: () => Promise.reject(new Error("no meshes")),
    });
    await dataset.add(sample);
    mark();
    const took = (at: number) => (marks[at + 1] ?? 0) - (marks[at] ?? 0);
    const bytes = Object.values(sample.files).reduce((sum, file) => sum + (file?.length ?? 0), 0);
    all.push({ sample: took(0), build: took(1), render: took(2), annotate: took(3), encode: took(4), write: took(5), bytes });
  }
  await dataset?.finish();
  await sink.close();
  return all;
}
