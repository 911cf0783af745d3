import type { InstanceLabel } from "../annotate/labels";
import type { LayerName, Sample } from "../encode/sample";
import { RecipeError } from "../errors";
import type { ClassSpec } from "../recipe/spec";
import { conditionsOf } from "../recipe/weather";
import type { DatasetOptions } from "./dataset";
import type { Dataset } from "./sink";

/** Folder of each picture layer, above the folder of the split. */
const folders = {
  image: "images",
  instance: "masks/instance",
  semantic: "masks/semantic",
  depth: "depth",
} satisfies Record<LayerName, string>;

/** What is known of one split so far: finished pieces of its annotation file, as UTF-8 JSON. */
type Split = { readonly images: Uint8Array[]; readonly annotations: Uint8Array[]; nextAnnotationId: number };

/**
 * COCO instances (https://cocodataset.org/#format-data): `images/<split>/000000.png`, `annotations/instances_<split>.json`, mask and depth
 * pictures beside the images, and `specs/000000.json`. Polygons are exact to the pixel; `area` is the number of visible pixels; category
 * ids are the class ids of the things, 1 to N. Annotation and image ids start at 1, since 0 means "no match" to COCO's evaluation.
 * A split without samples gets a file with empty lists, so that every split that a recipe names can be loaded.
 */
export function cocoDataset({ name, classes, splits, sink }: DatasetOptions): Dataset {
  const categories = categoriesOf(classes);
  const bySplit = new Map(splits.map((split): [string, Split] => [split, { images: [], annotations: [], nextAnnotationId: 1 }]));
  let lastIndex = -1;

  return {
    async add(sample) {
      const { index, spec } = sample;
      const split = bySplit.get(spec.split);
      if (split === undefined)
        throw new Error(`Sample ${index} is in the split "${spec.split}". Known are: ${splits.join(", ")}.`);
      if (index <= lastIndex)
        throw new Error(`Sample ${index} came after sample ${lastIndex}. Samples are added in the order of their index.`);
      lastIndex = index;
      for (const [path, bytes] of picturesOf(sample)) await sink.write(path, bytes);
      await sink.write(`specs/${stem(index)}.json`, jsonBytes(spec, 2));
      split.images.push(jsonBytes(imageEntry(sample)));
      const { instances } = sample.labels;
      if (instances.length > 0) split.annotations.push(annotationLines(instances, split.nextAnnotationId, imageId(index)));
      split.nextAnnotationId += instances.length;
    },
    async finish() {
      for (const [splitName, { images, annotations }] of bySplit) {
        const head = jsonBytes({ info: info(name, splitName), licenses, categories });
        await sink.write(`annotations/instances_${splitName}.json`, annotationFile(head, images, annotations));
      }
    },
  };
}

/** Six digits, more when the index needs them. */
function stem(index: number): string {
  return String(index).padStart(6, "0");
}

function imageId(index: number): number {
  return index + 1;
}

function picturesOf({ index, spec, files }: Sample): [path: string, bytes: Uint8Array<ArrayBuffer>][] {
  if (files.image === undefined) {
    throw new RecipeError(
      `The coco format needs the layer "image", but sample ${index} has only: ${Object.keys(files).join(", ") || "none"}.`,
    );
  }
  const layers: readonly LayerName[] = ["image", "instance", "semantic", "depth"];
  return layers.flatMap((layer) => {
    const bytes = files[layer];
    return bytes ? [[`${folders[layer]}/${spec.split}/${stem(index)}.png`, bytes]] : [];
  });
}

/** The one licence that all images refer to. Some importers refuse a file without the section. */
const licenses = [{ id: 1, name: "Not stated", url: "" }] as const;

/** All fields that COCO names; what would tell the time is empty. */
function info(name: string, split: string) {
  return { description: `${name}, ${split} split`, version: "1.0", year: 0, contributor: "", url: "", date_created: "" };
}

function categoriesOf(classes: readonly ClassSpec[]) {
  const firstStuff = classes.findIndex((entry) => entry.kind === "stuff");
  const late = classes.find((entry, at) => entry.kind === "thing" && firstStuff >= 0 && at > firstStuff);
  if (late !== undefined) {
    throw new RecipeError(
      `The class "${late.name}" is a thing but comes after stuff. Things come first, so that their ids are 1 to N.`,
    );
  }
  const things = classes.filter((entry) => entry.kind === "thing");
  return things.map((entry, at) => ({ id: at + 1, name: entry.name, supercategory: entry.supercategory }));
}

/** `file_name` is relative to `images/<split>`, as importers that find images by path expect. */
function imageEntry({ index, spec, labels }: Sample) {
  return {
    id: imageId(index),
    width: spec.image.width,
    height: spec.image.height,
    file_name: `${stem(index)}.png`,
    license: 1,
    flickr_url: "",
    coco_url: "",
    date_captured: "",
    index,
    seed: spec.seed,
    split: spec.split,
    weather: conditionsOf(spec),
    camera: { intrinsics: labels.camera.intrinsics, world_to_camera: labels.camera.worldToCamera },
  };
}

function annotationEntry(label: InstanceLabel, id: number, image: number) {
  return {
    id,
    image_id: image,
    category_id: label.classId,
    segmentation: label.polygons,
    area: label.areaPixels,
    bbox: label.boundingBox,
    iscrowd: 0,
    instance_id: label.instanceId,
    transmittance: Math.round(label.meanTransmittance * 1e4) / 1e4,
  };
}

/** The annotations of one image, as one piece of the list. */
function annotationLines(labels: readonly InstanceLabel[], firstId: number, image: number): Uint8Array<ArrayBuffer> {
  const lines = labels.map((label, at) => JSON.stringify(annotationEntry(label, firstId + at, image)));
  return new TextEncoder().encode(lines.join(",\n"));
}

function jsonBytes(value: unknown, indent = 0): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value, null, indent));
}

/**
 * Puts the file together from its pieces: bytes rather than one string, since a string ends at half a gigabyte. `head` is
 * an object that the two lists are added to; each entry gets a line of its own.
 */
function annotationFile(
  head: Uint8Array,
  images: readonly Uint8Array[],
  annotations: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const text = (letters: string) => new TextEncoder().encode(letters);
  const comma = text(",\n");
  const list = (entries: readonly Uint8Array[]) => entries.flatMap((entry, at) => (at === 0 ? [entry] : [comma, entry]));
  return joined([
    head.subarray(0, -1),
    text(',\n"images":[\n'),
    ...list(images),
    text('\n],\n"annotations":[\n'),
    ...list(annotations),
    text("\n]}\n"),
  ]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
