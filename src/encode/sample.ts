import type { Labels } from "../annotate/labels";
import type { SceneSpec } from "../recipe/spec";

/** Picture files that a sample can carry. */
export type LayerName = "image" | "instance" | "semantic" | "depth";

/** One finished item: encoded files, labels and the SceneSpec that it was made from. Survives a structured clone. */
export type Sample = {
  readonly index: number;
  readonly spec: SceneSpec;
  readonly labels: Labels;
  /**
   * PNG files: `image` 8-bit RGBA; `instance` 16-bit grey (instance id of things, 0 elsewhere); `semantic` 8-bit grey (class id);
   * `depth` 16-bit grey (planar depth in centimetres, 0 = nothing or farther than 655.35 m). Only those that the recipe asks for.
   */
  readonly files: { readonly [layer in LayerName]?: Uint8Array<ArrayBuffer> };
};
