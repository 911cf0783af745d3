import type { LayerName } from "../encode/sample";
import type { Recipe } from "../recipe/schema";
import type { Dataset, DatasetOptions } from "./dataset";
import { stem } from "./names";
import { utf8 } from "./text";

export type PlainLayer = Exclude<Recipe["layers"][number], "image">;

/** Folder and ending of the pictures that a recipe can ask for besides the image. */
export const layerFiles = {
  instance: { folder: "masks/instance", ending: "png" },
  semantic: { folder: "masks/semantic", ending: "png" },
  parts: { folder: "masks/parts", ending: "png" },
  depth: { folder: "depth", ending: "png" },
  "depth-mm": { folder: "depth-mm", ending: "png" },
  "depth-npy": { folder: "depth-npy", ending: "npy" },
  "depth-exr": { folder: "depth-exr", ending: "exr" },
  "range-npy": { folder: "range-npy", ending: "npy" },
  normals: { folder: "normals", ending: "png" },
  "normals-npy": { folder: "normals-npy", ending: "npy" },
  "position-npy": { folder: "position-npy", ending: "npy" },
  albedo: { folder: "albedo", ending: "png" },
  flow: { folder: "flow", ending: "flo" },
  "flow-kitti": { folder: "flow-kitti", ending: "png" },
  "flow-occlusion": { folder: "flow-occlusion", ending: "png" },
} as const satisfies Record<PlainLayer, { readonly folder: string; readonly ending: string }>;

/** What belongs to no format: `depth/<split>/000000.png` for each of the layers, and `specs/000000.json`. */
export function plainLayers({ sink }: Pick<DatasetOptions, "sink">, layers: readonly LayerName[]): Dataset {
  const wanted = (Object.keys(layerFiles) as PlainLayer[]).filter((layer) => layers.includes(layer));
  return {
    async add({ index, spec, files }) {
      for (const layer of wanted) {
        const { folder, ending } = layerFiles[layer];
        const bytes = files[layer];
        if (bytes) await sink.write(`${folder}/${spec.split}/${stem(index)}.${ending}`, bytes);
      }
      await sink.write(`specs/${stem(index)}.json`, utf8(JSON.stringify(spec, null, 2)));
    },
    async finish() {},
  };
}
