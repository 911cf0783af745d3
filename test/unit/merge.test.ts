import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { merge } from "../../src/cli/merge";
import { manifestJson } from "../../src/dataset/manifest";
import { datasetOf, type Files } from "./fake-dataset";
import { classesOf, fakePicture } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light", "bicycle"]);
const recipe = {
  name: "fake",
  scene: "street",
  count: 1010,
  formats: ["coco", "bop", "webdataset"],
  output: { partMegabytes: 16 },
};

/** Images in both shards of a scene of BOP, and of two splits. */
const plan = [
  [0, "train"],
  [1, "val"],
  [998, "train"],
  [999, "train"],
  [1003, "train"],
] as const;
const shards = { first: [0, 999], rest: [999, 1010] } as const;

let folder = "";
let whole: Files;

/** A dataset of the images of a range, as the program leaves it. */
async function writeShard(name: string, [from, to]: readonly [number, number], changed = recipe): Promise<Files> {
  const fakes = plan.filter(([index]) => index >= from && index < to).map(([index, split]) => fakePicture(index, split, classes));
  const files = new Map(
    await datasetOf(fakes, { formats: ["coco", "bop", "webdataset"], layers: ["image"], classes, partBytes: 16 * 2 ** 20 }),
  );
  const facts = { versions: {}, adapter: {}, recipe: "fake", seed: 7, counts: { splits: {}, weather: {}, classes: {} } };
  const text = (value: string) => new TextEncoder().encode(value);
  files.set("manifest.json", text(manifestJson({ ...facts, range: [from, to] }, new Map())));
  files.set("recipe.json", text(JSON.stringify(changed)));
  files.set("croissant.json", text("{}"));
  for (const [file, bytes] of files) {
    await mkdir(path.dirname(path.join(folder, name, file)), { recursive: true });
    await writeFile(path.join(folder, name, file), bytes);
  }
  return files;
}

const inside = (name: string) => path.join(folder, name);
const numbersIn = async (name: string, file: string) => {
  const text = await readFile(path.join(folder, name, file), "utf8");
  const scene = z.record(z.string(), z.array(z.looseObject({ obj_id: z.int() }))).parse(JSON.parse(text));
  return Object.entries(scene).map(([image, poses]) => [image, poses.map((pose) => pose.obj_id)]);
};

beforeAll(async () => {
  await loadPngEncoder();
  folder = await mkdtemp(path.join(tmpdir(), "diorama-merge-"));
  whole = await writeShard("whole", [0, 1010]);
  for (const [name, range] of Object.entries(shards)) await writeShard(name, range);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("shards with BOP and WebDataset become what one run writes, with the numbers that objects have there", async () => {
  await merge([inside("rest"), inside("first")], inside("merged"));
  const files = [...whole.keys()].filter((file) => !/^(manifest|croissant)\.json$|README\.md$/.test(file));
  expect(files.filter((file) => /^bop\/(models|train_pbr)\//.test(file)).length).toBeGreaterThan(20);
  expect(files.filter((file) => /^webdataset\/.*tar$/.test(file))).toHaveLength(2);
  for (const file of files) {
    const merged = await readFile(path.join(folder, "merged", file));
    expect(merged.equals(whole.get(file) ?? new Uint8Array()), file).toBe(true);
  }
  // The second shard has other numbers by itself, and its first image belongs to a scene of the first shard.
  const scene = "bop/train_pbr/000000/scene_gt.json";
  const alone = await numbersIn("rest", scene);
  const merged = await numbersIn("merged", scene);
  expect(merged.map(([image]) => image)).toEqual(["0", "998", "999"]);
  expect(merged.at(-1)).not.toEqual(alone.at(-1));
});

test("BOP shards that do not say what their objects are, and images that are there twice, are refused", async () => {
  await writeShard("old", shards.rest);
  const names = path.join(folder, "old/bop/models/names.json");
  await writeFile(names, (await readFile(names, "utf8")).replaceAll(/,\s*"parameters": \{\}/g, ""));
  await expect(merge([inside("first"), inside("old")], inside("none"))).rejects.toThrow(
    /old does not say the parameters of its models/,
  );
  await writeShard("twice", [1, 1010]);
  await expect(merge([inside("first"), inside("twice")], inside("none"))).rejects.toThrow(/first and .*twice both have image 1/);
});
