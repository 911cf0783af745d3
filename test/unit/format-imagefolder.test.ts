import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { datasetOf, type Files, textOf } from "./fake-dataset";
import { classesOf, fakePictures, hostileNames } from "./fake-pictures";
import { seenIn } from "./measure";
import { decodeGrey } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light"]);

const row = z.strictObject({
  file_name: z.string(),
  instance_mask_file_name: z.string(),
  semantic_mask_file_name: z.string(),
  index: z.int(),
  weather: z.string(),
  objects: z.strictObject({
    id: z.array(z.int()),
    bbox: z.array(z.array(z.number()).length(4)),
    area: z.array(z.number()),
    categories: z.array(z.int().min(0)),
  }),
});

const card = z.object({
  configs: z.array(
    z.object({
      config_name: z.literal("default"),
      data_files: z.array(z.object({ split: z.string(), path: z.string() })),
      features: z.array(z.looseObject({ name: z.string() })),
    }),
  ),
  dataset_info: z.object({ features: z.array(z.looseObject({ name: z.string() })) }),
  size_categories: z.tuple([z.string()]),
  tags: z.array(z.string()),
  pretty_name: z.string(),
});

function rowsOf(files: Files, split: string) {
  const lines = textOf(files, `${split}/metadata.jsonl`).trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(/"bbox": \[(\[(\d+\.\d(, )?){4}\](, )?)*\]/);
  return lines.map((line) => row.parse(JSON.parse(line)));
}

function cardOf(files: Files) {
  const [, front = ""] = /^---\n([\s\S]*?)\n---\n/.exec(textOf(files, "README.md")) ?? [];
  return card.parse(parse(front));
}

function write(): Promise<Files> {
  return datasetOf(fakePictures(classes), {
    formats: ["imagefolder"],
    layers: ["image", "instance", "semantic", "depth-npy"],
    classes,
    splits: ["train", "val", "test"],
  });
}

beforeAll(loadPngEncoder);

test("rows are the boxes, areas and classes of the masks that they name", async () => {
  const files = await write();
  let objects = 0;
  for (const split of ["train", "val"]) {
    for (const { file_name, instance_mask_file_name, semantic_mask_file_name, objects: given } of rowsOf(files, split)) {
      expect(files.has(`${split}/${file_name}`)).toBe(true);
      const seen = seenIn(decodeGrey(files.get(`${split}/${instance_mask_file_name}`)), 64, 48);
      const semantic = decodeGrey(files.get(`${split}/${semantic_mask_file_name}`));
      const expected = [...seen.values()].sort((a, b) => a.value - b.value);
      expect(given).toEqual({
        id: expected.map(({ value }) => value),
        bbox: expected.map(({ box }) => [...box]),
        area: expected.map(({ area }) => area),
        categories: expected.map(({ mask }) => (semantic[mask.indexOf(1)] ?? 0) - 1),
      });
      objects += given.id.length;
    }
  }
  expect(objects).toBeGreaterThan(15);
  expect(files.has("train/depth-npy/000000.npy")).toBe(true);
});

test("the card names the splits that have images, and the columns", async () => {
  const files = await write();
  expect(files.has("test/metadata.jsonl")).toBe(false);
  const { configs, dataset_info, size_categories, tags } = cardOf(files);
  expect(configs[0]?.data_files).toEqual([
    { split: "train", path: "train/**" },
    { split: "validation", path: "val/**" },
  ]);
  expect(configs[0]?.features).toEqual(dataset_info.features);
  expect(dataset_info.features.map(({ name }) => name)).toEqual([
    "image",
    "instance_mask",
    "semantic_mask",
    "index",
    "weather",
    "objects",
  ]);
  expect([size_categories, tags]).toEqual([["n<1K"], ["synthetic"]]);
});

test("any class name comes back from the card", async () => {
  const hostile = classesOf(hostileNames);
  const files = await datasetOf(fakePictures(hostile), { formats: ["imagefolder"], classes: hostile });
  const features = JSON.stringify(cardOf(files).dataset_info.features);
  for (const name of hostileNames) expect(features).toContain(JSON.stringify(name).slice(1, -1));
});
