import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { cocoMask } from "./coco-rasterizer";
import { datasetOf, type Files, jsonOf } from "./fake-dataset";
import { classesOf, fakePictures, hostileNames } from "./fake-pictures";
import { seenIn } from "./measure";
import { decodeGrey } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";
import { readTar } from "./tar-read";

const classes = classesOf(["car", "person", "traffic light"]);

const label = z.strictObject({
  index: z.int(),
  seed: z.int(),
  split: z.string(),
  width: z.int(),
  height: z.int(),
  weather: z.string(),
  camera: z.strictObject({ intrinsics: z.array(z.number()).length(9), world_to_camera: z.array(z.number()).length(16) }),
  instances: z.array(
    z.strictObject({
      instance_id: z.int(),
      class: z.string(),
      class_id: z.int(),
      bbox: z.array(z.number()).length(4),
      area: z.int(),
      segmentation: z.array(z.array(z.number())),
    }),
  ),
});

type Sample = Readonly<Record<string, Uint8Array>>;

/** Groups the files of a shard as WebDataset does: by the path up to the first dot, only while they follow each other. */
async function samplesOf(shard: Uint8Array | undefined): Promise<Map<string, Sample>> {
  const samples = new Map<string, Record<string, Uint8Array>>();
  let last = "";
  for (const { path, bytes } of await readTar(shard)) {
    const [, key = "", ending = ""] = /^([^.]+)\.(.+)$/.exec(path) ?? [];
    if (key !== last) expect(samples.has(key), `${key} is torn apart`).toBe(false);
    last = key;
    const sample = samples.get(key) ?? {};
    expect(ending in sample).toBe(false);
    samples.set(key, { ...sample, [ending]: bytes });
  }
  return samples;
}

function write(partBytes: number): Promise<Files> {
  return datasetOf(fakePictures(classes), {
    formats: ["webdataset"],
    layers: ["image", "instance", "depth-npy"],
    classes,
    partBytes,
  });
}

beforeAll(loadPngEncoder);

test("shards hold the image, the labels and the other pictures of each sample, with keys of their own", async () => {
  const files = await write(1e6);
  expect([...files.keys()].filter((path) => !path.startsWith("specs/"))).toEqual([
    "train/fake-train-000000.tar",
    "val/fake-val-000000.tar",
    "classes.json",
    "README.md",
  ]);
  const samples = await samplesOf(files.get("train/fake-train-000000.tar"));
  expect([...samples.keys()]).toEqual(["000000", "000004", "1234567"]);
  for (const sample of samples.values()) {
    expect(Object.keys(sample)).toEqual(["png", "json", "instance.png", "depth-npy.npy"]);
    const { instances, width, height } = label.parse(JSON.parse(new TextDecoder().decode(sample.json)));
    const seen = seenIn(decodeGrey(sample["instance.png"]), width, height);
    expect(instances.map(({ instance_id }) => instance_id)).toEqual([...seen.keys()].sort((a, b) => a - b));
    for (const { instance_id, bbox, area, segmentation } of instances) {
      const { mask, ...measured } = seen.get(instance_id) ?? {};
      expect(measured).toMatchObject({ area, box: bbox });
      expect(cocoMask(segmentation, width, height)).toEqual(mask);
    }
  }
});

test("small shards hold whole samples, each in one shard", async () => {
  const files = await write(30_000);
  const shards = [...files.keys()].filter((path) => path.startsWith("train/"));
  expect(shards).toEqual(["train/fake-train-000000.tar", "train/fake-train-000001.tar", "train/fake-train-000002.tar"]);
  const keys: string[] = [];
  for (const shard of shards) {
    const samples = await samplesOf(files.get(shard));
    for (const sample of samples.values()) expect(Object.keys(sample)).toHaveLength(4);
    keys.push(...samples.keys());
  }
  expect(keys).toEqual(["000000", "000004", "1234567"]);
});

test("any class name comes back", async () => {
  const hostile = classesOf(hostileNames);
  const files = await datasetOf(fakePictures(hostile), { formats: ["webdataset"], classes: hostile });
  const list = z.array(z.object({ id: z.int(), name: z.string() })).parse(jsonOf(files, "classes.json"));
  expect(list.map(({ name }) => name)).toEqual(hostile.map(({ name }) => name));
  const samples = await samplesOf(files.get("val/fake-val-000000.tar"));
  for (const sample of samples.values())
    for (const { class: name, class_id } of label.parse(JSON.parse(new TextDecoder().decode(sample.json))).instances)
      expect(list[class_id - 1]?.name).toBe(name);
});
