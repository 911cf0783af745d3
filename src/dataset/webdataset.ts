import type { LayerName } from "../encode/sample";
import { annotationOf } from "./annotation";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { layerFiles, type PlainLayer } from "./layers";
import { imageEnding, stem } from "./names";
import { bySplit } from "./splits";
import { tarSink } from "./tar";
import { utf8 } from "./text";

/**
 * WebDataset (https://github.com/webdataset/webdataset): `<split>/<name>-<split>-000000.tar`, …, in which each sample is a group of
 * files with the same key: `000137.png`, `000137.json` (labels), and `000137.depth.png` for every other picture that the recipe asks
 * for. `classes.json` lists the classes. A shard is as large as the recipe's `output.partMegabytes`.
 */
export const webdataset: Format = {
  title: "WebDataset",
  folder: "webdataset",
  pictures: {},
  holdsLayers: true,
  open: openShards,
};

function openShards({ name, classes, splits: names, layers, partBytes, sink }: DatasetOptions): Dataset {
  const others = layers.filter((layer): layer is PlainLayer => Object.hasOwn(layerFiles, layer));
  const splits = bySplit(names, (split) => {
    // The shards belong to the dataset's sink, which ends by itself.
    const parts = { write: sink.write, close: async () => {}, abort: async () => {} };
    return tarSink(`${split}/${name}-${split}`, partBytes, parts);
  });
  return {
    async add(sample) {
      const shard = splits.of(sample.spec.split);
      const key = stem(sample.index);
      const put = async (layer: LayerName, ending: string) => {
        const bytes = sample.files[layer];
        if (bytes === undefined) throw new Error(`Sample ${sample.index} has no ${layer}, which the recipe asks for.`);
        await shard.write(`${key}.${ending}`, bytes);
      };
      await put("image", imageEnding(sample));
      await shard.write(`${key}.json`, utf8(JSON.stringify(annotationOf(sample))));
      for (const layer of others) await put(layer, `${layer}.${layerFiles[layer].ending}`);
    },
    async finish() {
      for (const [, shard] of splits.entries()) await shard.close();
      const list = classes.map(({ name: className, kind, supercategory }, at) => ({
        id: at + 1,
        name: className,
        kind,
        supercategory,
      }));
      await sink.write("classes.json", utf8(`${JSON.stringify(list, null, 2)}\n`));
    },
  };
}
