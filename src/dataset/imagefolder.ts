import type { InstanceLabel } from "../annotate/labels";
import type { Sample } from "../encode/sample";
import { conditionsOf } from "../recipe/weather";
import type { CardFacts } from "./card";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { layerFiles, type PlainLayer } from "./layers";
import { imageName, stem } from "./names";
import { bySplit } from "./splits";
import { textFile } from "./text";
import { yamlText } from "./yaml-text";

/**
 * ImageFolder of Hugging Face datasets (https://huggingface.co/docs/datasets/image_dataset): `<split>/000000.png` with
 * `<split>/metadata.jsonl` beside the images, and a README.md that declares the features. Boxes are [x, y, width, height] in pixels,
 * categories count from 0. Every picture that the recipe asks for becomes a column.
 */
export const imagefolder: Format = {
  title: "Hugging Face ImageFolder",
  folder: "imagefolder",
  pictures: { image: (sample) => `${sample.spec.split}/${imageName(sample)}` },
  holdsLayers: true,
  frontMatter,
  open: openImageFolder,
};

/** Layers that load as images; arrays would not. */
const columns = { instance: "instance_mask", semantic: "semantic_mask", depth: "depth", "depth-mm": "depth_mm" } as const;
type Column = keyof typeof columns;

function openImageFolder({ splits: names, layers, sink }: DatasetOptions): Dataset {
  const asked = layers.filter((layer): layer is PlainLayer => Object.hasOwn(layerFiles, layer));
  const pictures = asked.filter((layer): layer is Column => Object.hasOwn(columns, layer));
  const splits = bySplit(names, (split) => ({ list: textFile(sink, `${split}/metadata.jsonl`), images: 0 }));
  const pathOf = (layer: PlainLayer, index: number) => `${layerFiles[layer].folder}/${stem(index)}.${layerFiles[layer].ending}`;
  return {
    async add(sample) {
      const { index, spec, files } = sample;
      const split = splits.of(spec.split);
      for (const layer of asked) {
        const bytes = files[layer];
        if (bytes) await sink.write(`${spec.split}/${pathOf(layer, index)}`, bytes);
      }
      const pairs = pictures.map((layer) => [`${columns[layer]}_file_name`, pathOf(layer, index)] as const);
      await split.list.add(`${rowOf(sample, Object.fromEntries(pairs))}\n`);
      split.images++;
    },
    async finish() {
      // An empty list has no columns, which no reader accepts.
      for (const [, { list, images }] of splits.entries()) if (images > 0) await list.close();
    },
  };
}

/** One row. Numbers of boxes always have a fraction: readers take the type of a column from its first rows. */
function rowOf(sample: Sample, pictures: Readonly<Record<string, string>>): string {
  const { index, spec, labels } = sample;
  const numbers = (values: readonly number[]) => `[${values.map((value) => value.toFixed(1)).join(", ")}]`;
  const objects = [
    `"id": ${JSON.stringify(labels.instances.map(({ instanceId }) => instanceId))}`,
    `"bbox": [${labels.instances.map(({ boundingBox }) => numbers(boundingBox)).join(", ")}]`,
    `"area": ${numbers(labels.instances.map(({ areaPixels }) => areaPixels))}`,
    `"categories": ${JSON.stringify(labels.instances.map(({ classId }: InstanceLabel) => classId - 1))}`,
  ];
  const plain = { file_name: imageName(sample), ...pictures, index, weather: conditionsOf(spec) };
  return `${JSON.stringify(plain).slice(0, -1)}, "objects": {${objects.join(", ")}}}`;
}

/** What the hub and `load_dataset` read: where the splits are, and the type of each column. */
function frontMatter({ name, classes, layers, imagesPerSplit }: CardFacts): string {
  const things = classes.filter(({ kind }) => kind === "thing").map((entry) => entry.name);
  const used = [...imagesPerSplit].flatMap(([split, images]) => (images > 0 ? [split] : []));
  const images = [...imagesPerSplit.values()].reduce((sum, count) => sum + count, 0);
  const files = used.map((split) => `  - split: ${hubSplit(split)}\n    path: ${yamlText(`${split}/**`)}`).join("\n");
  const pictures = layers.filter((layer): layer is Column => Object.hasOwn(columns, layer)).map((layer) => columns[layer]);
  const features = featuresYaml(things, pictures);
  return `---
pretty_name: ${yamlText(name)}
task_categories:
- object-detection
- image-segmentation
tags:
- synthetic
size_categories:
- ${sizeCategory(images)}
configs:
- config_name: default
  data_files:
${files}
${features}
dataset_info:
${features}
---

`;
}

/** Types of the columns: the hub shows those of `dataset_info`, and `load_dataset` uses those of the configuration. */
function featuresYaml(things: readonly string[], pictures: readonly string[]): string {
  const column = (name: string, type: string) => `  - name: ${name}\n    dtype: ${type}`;
  return `  features:
${["image", ...pictures].map((name) => column(name, "image")).join("\n")}
${column("index", "int64")}
${column("weather", "string")}
  - name: objects
    struct:
    - name: id
      sequence: int64
    - name: bbox
      sequence:
        sequence: float64
    - name: area
      sequence: float64
    - name: categories
      sequence:
        class_label:
          names:
${things.map((thing, at) => `            '${at}': ${yamlText(thing)}`).join("\n")}`;
}

/** Names of splits that the hub knows by other words. */
function hubSplit(split: string): string {
  return split === "val" || split === "dev" || split === "valid" ? "validation" : split.replaceAll(/[^A-Za-z0-9_.]/g, "_");
}

function sizeCategory(images: number): string {
  const limits = [1e3, 1e4, 1e5, 1e6] as const;
  const words = ["n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M"] as const;
  return words[limits.filter((limit) => images >= limit).length] ?? "n>1M";
}
