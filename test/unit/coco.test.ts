import { describe, expect, test } from "vitest";
import { z } from "zod";
import { annotate } from "../../src/annotate/annotate";
import type { DatasetOptions } from "../../src/dataset/dataset";
import { openFormats } from "../../src/dataset/formats";
import { memorySink } from "../../src/dataset/memory";
import type { Sink } from "../../src/dataset/sink";
import { encode } from "../../src/encode/encode";
import type { LayerName, Sample } from "../../src/encode/sample";
import { cocoMask } from "./coco-rasterizer";
import { classes, fakeFrame, fakeSpec, staged, table } from "./fake-frame";
import { decodeGrey } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const id = z.int().positive();
const text = z.string();
/** The fields that importers read (see the COCO format page); strict, so that a stray field fails. */
const cocoFile = z.strictObject({
  info: z.strictObject({
    description: text,
    version: text,
    year: z.int(),
    contributor: text,
    url: text,
    date_created: z.literal(""),
  }),
  licenses: z.array(z.strictObject({ id, name: text, url: text })).min(1),
  categories: z.array(z.strictObject({ id, name: text, supercategory: text })),
  images: z.array(
    z.strictObject({
      id,
      width: id,
      height: id,
      file_name: z.string().regex(/^\d{6,}\.png$/),
      license: id,
      flickr_url: text,
      coco_url: text,
      date_captured: z.literal(""),
      index: z.int(),
      seed: z.int(),
      split: text,
      weather: text,
      camera: z.strictObject({ intrinsics: z.array(z.number()).length(9), world_to_camera: z.array(z.number()).length(16) }),
      dropped: z
        .array(
          z.strictObject({ instance_id: id, category_id: id, bbox: z.array(z.number()), area: id, reason: z.literal("area") }),
        )
        .optional(),
    }),
  ),
  annotations: z.array(
    z.strictObject({
      id,
      image_id: id,
      category_id: id,
      segmentation: z.array(z.array(z.number()).min(6)).min(1),
      area: z.number().positive(),
      bbox: z.tuple([z.number(), z.number(), z.number().positive(), z.number().positive()]),
      iscrowd: z.literal(0),
      instance_id: id,
      transmittance: z.number().min(0).max(1),
    }),
  ),
});

const allLayers: readonly LayerName[] = ["image", "instance", "semantic", "depth"];

function fakeSample(index: number, split: string, minimumAreaPixels = 1, layers = allLayers): Promise<Sample> {
  const frame = fakeFrame();
  const spec = fakeSpec(index, split);
  return encode(frame, table, spec, annotate(frame, staged, spec, { minimumAreaPixels }), layers);
}

/** Indices and splits of a small dataset; sample 4 has nothing to label. */
const plan = [
  [0, "train"],
  [1, "val"],
  [4, "train"],
  [5, "train"],
  [1_234_567, "train"],
] as const;

const meshOf = () => Promise.reject(new Error("COCO needs no models"));

function openCoco(options: Partial<DatasetOptions> & Pick<DatasetOptions, "sink">) {
  return openFormats(["coco"], {
    name: "fake",
    classes,
    splits: ["train"],
    layers: allLayers,
    partBytes: 1e6,
    about: { version: "1" },
    meshOf,
    ...options,
  });
}

async function writeDataset(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const sink = memorySink();
  const dataset = openCoco({ splits: ["train", "val", "test"], sink });
  for (const [index, split] of plan) await dataset.add(await fakeSample(index, split, index === 4 ? 100 : 1));
  await dataset.finish();
  await sink.close();
  return sink.files;
}

function json(bytes: Uint8Array | undefined): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

const files = await loadPngEncoder().then(writeDataset);
const annotationFile = (split: string) => cocoFile.parse(json(files.get(`annotations/instances_${split}.json`)));

describe("the coco format", () => {
  test("writes every file to its place", () => {
    const perSample = plan.flatMap(([index, split]) => {
      const stem = String(index).padStart(6, "0");
      return [
        ...["images", "masks/instance", "masks/semantic", "depth"].map((folder) => `${folder}/${split}/${stem}.png`),
        `specs/${stem}.json`,
      ];
    });
    const lists = ["train", "val", "test"].map((split) => `annotations/instances_${split}.json`);
    expect([...files.keys()]).toEqual([...perSample, ...lists, "README.md"]);
    expect(files.has("images/train/1234567.png")).toBe(true);
  });

  test("is the same to the byte when it is written again", async () => {
    expect(await writeDataset()).toEqual(files);
  });

  test("saves the spec with every image", () => {
    expect(json(files.get("specs/000005.json"))).toEqual(fakeSpec(5, "train"));
  });

  test("numbers annotations from 1 over the split, and refers to images and categories that exist", () => {
    for (const split of ["train", "val", "test"]) {
      const { images, annotations, categories, licenses } = annotationFile(split);
      expect(annotations.map((entry) => entry.id)).toEqual(annotations.map((_, at) => at + 1));
      expect(new Set(images.map((image) => image.id)).size).toBe(images.length);
      const imageIds = images.map((image) => image.id);
      expect(annotations.every((entry) => imageIds.includes(entry.image_id))).toBe(true);
      expect(annotations.every((entry) => categories.some((category) => category.id === entry.category_id))).toBe(true);
      expect(images.every((image) => licenses.some((licence) => licence.id === image.license))).toBe(true);
      expect(images.every((image) => files.has(`images/${split}/${image.file_name}`) && image.split === split)).toBe(true);
    }
  });

  test("categories are the things, 1 to N", () => {
    expect(annotationFile("val").categories).toEqual([
      { id: 1, name: "car", supercategory: "vehicle" },
      { id: 2, name: "person", supercategory: "person" },
    ]);
  });

  test("an image without labels stays in the list", () => {
    const { images, annotations } = annotationFile("train");
    expect(images.map((image) => image.index)).toEqual([0, 4, 5, 1_234_567]);
    expect(annotations.map((entry) => entry.image_id - 1)).toEqual([0, 0, 5, 5, 1_234_567, 1_234_567]);
  });

  test("a split without samples has a file with empty lists and all categories", () => {
    const { images, annotations, categories } = annotationFile("test");
    expect({ images, annotations }).toEqual({ images: [], annotations: [] });
    expect(categories).toHaveLength(2);
  });

  test("areas, boxes and polygons agree with the mask picture", () => {
    for (const split of ["train", "val"]) {
      const { images, annotations } = annotationFile(split);
      for (const { image_id, instance_id, area, bbox, segmentation, category_id } of annotations) {
        const image = images.find((entry) => entry.id === image_id);
        const { file_name = "", width = 0, height = 0 } = image ?? {};
        const ids = decodeGrey(files.get(`masks/instance/${split}/${file_name}`));
        const classIds = decodeGrey(files.get(`masks/semantic/${split}/${file_name}`));
        const mask = Uint8Array.from(ids, (value) => (value === instance_id ? 1 : 0));
        const covered = [...mask.keys()].filter((at) => mask[at] === 1);
        const columns = covered.map((at) => at % width).sort((a, b) => a - b);
        const rows = covered.map((at) => Math.floor(at / width)).sort((a, b) => a - b);
        expect(ids).toHaveLength(width * height);
        expect(area).toBe(covered.length);
        expect([bbox[0], bbox[1]]).toEqual([columns[0], rows[0]]);
        expect([bbox[0] + bbox[2] - 1, bbox[1] + bbox[3] - 1]).toEqual([columns.at(-1), rows.at(-1)]);
        expect(cocoMask(segmentation, width, height)).toEqual(mask);
        expect(new Set(covered.map((at) => classIds[at]))).toEqual(new Set([category_id]));
      }
    }
  });

  test("carries the camera, the seed and the weather of each image", async () => {
    const { labels } = await fakeSample(1, "val");
    const [image] = annotationFile("val").images;
    expect(image).toMatchObject({ id: 2, index: 1, seed: 7, weather: "clear", width: 12, height: 7 });
    expect(image?.camera).toEqual({ intrinsics: labels.camera.intrinsics, world_to_camera: labels.camera.worldToCamera });
  });

  test("writes only the pictures that a sample has", async () => {
    const sink = memorySink();
    const dataset = openCoco({ sink });
    await dataset.add(await fakeSample(0, "train", 1, ["image"]));
    await sink.close();
    expect([...sink.files.keys()]).toEqual(["images/train/000000.png", "specs/000000.json"]);
  });

  test("refuses samples of an unknown split, out of order, or without an image", async () => {
    const dataset = openCoco({ sink: memorySink() });
    await expect(fakeSample(0, "dev").then(dataset.add)).rejects.toThrow('Sample 0 is in the split "dev". Known are: train.');
    await fakeSample(3, "train").then(dataset.add);
    await expect(fakeSample(3, "train").then(dataset.add)).rejects.toThrow("Sample 3 came after sample 3");
    await expect(fakeSample(4, "train", 1, ["depth"]).then(dataset.add)).rejects.toThrow(
      'needs the layer "image", but sample 4 has only: depth',
    );
  });

  test("keeps no annotations in memory: they reach the sink while samples come, and the file is the same", async () => {
    const written: string[] = [];
    const inner = memorySink();
    const sink: Sink = {
      ...inner,
      async open(path) {
        const writer = await inner.open(path);
        return {
          ...writer,
          async write(bytes) {
            written.push(path);
            await writer.write(bytes);
          },
        };
      },
    };
    const dataset = openCoco({ sink });
    const sample = await fakeSample(0, "train", 1, ["image"]);
    for (let index = 0; index < 300; index++) await dataset.add({ ...sample, index });
    expect(written.length).toBeGreaterThan(0);
    await dataset.finish();
    await inner.close();
    const { images, annotations } = cocoFile.parse(json(inner.files.get("annotations/instances_train.json")));
    expect(images.map((image) => image.index)).toEqual(Array.from({ length: 300 }, (_, at) => at));
    expect(annotations.map(({ id }) => id)).toEqual(Array.from({ length: 600 }, (_, at) => at + 1));
  });

  test("refuses classes with things after stuff", () => {
    const mixed = [...classes, { name: "dog", kind: "thing" as const, supercategory: "animal" }];
    expect(() => openCoco({ classes: mixed, sink: memorySink() })).toThrow('"dog" is a thing but comes after stuff');
  });
});
