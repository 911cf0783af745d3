import type { Labels } from "../annotate/labels";
import type { Recipe } from "../recipe/schema";
import type { SceneSpec } from "../recipe/spec";

/** Picture files that a sample can carry: those that a recipe can ask for, and those that only belong to a dataset format. */
export type LayerName = Recipe["layers"][number] | FormatLayer;

type FormatLayer = "panoptic" | "voc-classes" | "voc-objects";

/** One finished item: encoded files, labels and the SceneSpec that it was made from. Survives a structured clone. */
export type Sample = {
  readonly index: number;
  readonly spec: SceneSpec;
  readonly labels: Labels;
  /** One file for each layer that the recipe or its formats ask for; `encode.ts` says what is in it. */
  readonly files: { readonly [layer in LayerName]?: Uint8Array<ArrayBuffer> };
};
