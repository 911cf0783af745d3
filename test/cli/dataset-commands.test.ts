import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashesIn } from "./dataset-files";
import { runProgram } from "./program";

/** One dataset in one piece and in two shards, shared by all tests. */
let folder: string;
const inside = (...steps: string[]) => path.join(folder, ...steps);
const diorama = (...programArguments: string[]) => runProgram(folder, programArguments);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-again-"));
  const image = "image: { width: 64, height: 48, quality: draft }";
  const things = "parameters: { things: [mug, bowl], objects: 2, distractors: 0 }";
  await writeFile(
    inside("tiny.yaml"),
    `name: tiny\nscene: tabletop\ncount: 3\nsplits: { train: 1, val: 2 }\n${image}\n${things}\n`,
  );
  const formats = "coco,coco-panoptic,yolo-detect,pascal-voc,imagefolder";
  const run = ["generate", "tiny.yaml", "--sink", "dir", "--format", formats, "--workers", "1"];
  for (const part of [
    ["--out", "whole"],
    ["--out", "first", "--range", "0:1"],
    ["--out", "rest", "--range", "1:3"],
  ]) {
    const { code, errors } = await diorama(...run, ...part);
    expect(code, errors).toBe(0);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("shards, merged in any order, are the dataset that one run writes", async () => {
  const { code, errors } = await diorama("merge", "rest", "first", "--out", "merged");
  expect(code, errors).toBe(0);
  expect(await hashesIn(inside("merged"))).toEqual(await hashesIn(inside("whole")));
});

test("what does not belong together is not merged", async () => {
  expect(await diorama("merge", "whole", "rest", "--out", "none")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/whole and rest both have image 1/),
  });
  expect(await diorama("merge", "whole", "--out", "none")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/One dataset given/),
  });
  expect(await diorama("merge", "first", "rest", "--out", "whole")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/not empty/),
  });
  expect((await hashesIn(inside("none"))).size).toBe(0);
});

test("a dataset as it was written is verified, and an image comes out the same", async () => {
  const { code, errors, output } = await diorama("verify", "whole", "--render", "1");
  expect(output + errors).toMatch(/ok +\d+ files have.*\nok +labels agree.*\nok +rendered again, image 1 has the same bytes/);
  expect(code).toBe(0);
});

test("whatever is wrong with a dataset is found", async () => {
  await cp(inside("whole"), inside("broken"), { recursive: true });
  const coco = inside("broken/coco/annotations/instances_train.json");
  const changed = (await readFile(coco, "utf8")).replace(/"area":(\d+)/, (_, area) => `"area":${Number(area) + 1}`);
  await writeFile(coco, changed);
  await writeFile(inside("broken/notes.txt"), "mine");
  await rm(inside("broken/specs/000002.json"));
  const { code, output } = await diorama("verify", "broken", "--render", "0");
  expect(code).toBe(1);
  expect(output).toMatch(/WRONG +\d+ files/);
  expect(output).toContain("coco/annotations/instances_train.json is not the file that was written");
  expect(output).toContain("notes.txt is not in the manifest");
  expect(output).toContain("specs/000002.json is missing");
  expect(output).toMatch(/WRONG +labels agree[\s\S]*has an area of \d+ pixels, and its outline fills \d+/);
  expect(await diorama("verify", ".")).toMatchObject({ code: 2, errors: expect.stringMatching(/expected a dataset of Diorama/) });
});

test("one image is made again from the dataset alone", async () => {
  const { code, errors, output } = await diorama("regenerate", "whole", "--index", "2", "--out", "again");
  expect(output + errors).toContain("whole came out the same.");
  expect(code).toBe(0);
  expect(await diorama("regenerate", "whole", "--index", "3")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/images 0 to 2/),
  });
});

test("a spec gives its image again, and another one when it is edited", async () => {
  const spec = JSON.parse(await readFile(inside("whole/specs/000001.json"), "utf8"));
  const edited = { ...spec, index: 7, camera: { ...spec.camera, fovDegrees: spec.camera.fovDegrees / 2 } };
  await writeFile(inside("edited.json"), JSON.stringify(edited));
  const { code, errors } = await diorama("render", "whole/specs/000001.json", "edited.json", "--out", "specs-out");
  expect(code, errors).toBe(0);
  const image = (name: string) => `images/${spec.split}/${name}.png`;
  const was = await readFile(inside("whole/coco", image("000001")));
  expect(was.equals(await readFile(inside("specs-out", image("000001"))))).toBe(true);
  expect(was.equals(await readFile(inside("specs-out", image("000007"))))).toBe(false);

  await writeFile(inside("bad.json"), JSON.stringify({ ...spec, camera: { ...spec.camera, target: "there" } }));
  expect(await diorama("render", "bad.json")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/bad\.json is no SceneSpec: camera\.target/),
  });
});

test("a dataset is written in another format, with the same scenes", async () => {
  const { code, errors } = await diorama("convert", "first", "--to", "kitti", "--out", "kitti");
  expect(code, errors).toBe(0);
  const names = [...(await hashesIn(inside("kitti"))).keys()];
  expect(names).toContain("training/label_2/000000.txt");
  expect(names).not.toContain("coco/annotations/instances_train.json");
});

test("the arms of an experiment are datasets of the same scenes, and a second run has nothing left to do", async () => {
  const levels = "factors: { parameters.lampKelvin: [3000, 7000] }\nset: { image.width: 48 }\n";
  await writeFile(inside("lamp.yaml"), `name: lamp\nrecipe: tiny.yaml\ncount: 1\n${levels}`);
  const run = ["experiment", "lamp.yaml", "--out", "arms", "--workers", "1"];
  const { code, errors } = await diorama(...run);
  expect(code, errors).toBe(0);
  const json = async (file: string) => JSON.parse(await readFile(inside("arms", file), "utf8"));
  const [{ factor, first, second }] = (await json("pairs.json")).pairs;
  expect([factor, first.level, second.level]).toEqual(["parameters.lampKelvin", "3000", "7000"]);
  const [warm, cold] = [await json(first.spec), await json(second.spec)];
  expect(cold.camera).toEqual(warm.camera);
  expect((await readFile(inside("arms", first.image))).equals(await readFile(inside("arms", second.image)))).toBe(false);
  const { images, annotations } = await json("instances.json");
  expect(images.map(({ file_name, levels: of }: Record<string, unknown>) => [file_name, of])).toEqual([
    [first.image, { "parameters.lampKelvin": "3000" }],
    [second.image, { "parameters.lampKelvin": "7000" }],
  ]);
  const of = (id: number) => annotations.filter((one: Record<string, unknown>) => one.image_id === id).length;
  expect(of(images[0].id) + of(images[1].id)).toBe(annotations.length);

  const again = await diorama(...run, "--resume");
  expect(again, again.errors).toMatchObject({ code: 0, errors: "" });
  await writeFile(inside("lamp.yaml"), `name: lamp\nrecipe: tiny.yaml\ncount: 2\n${levels}`);
  expect(await diorama(...run, "--resume")).toMatchObject({ code: 2, errors: expect.stringMatching(/made of another recipe/) });
});

test("an environment answers an agent line by line, and shows the same world again for the same seed", async () => {
  const lines = [{ reset: 3 }, { step: { yawDegrees: 30 } }, { jump: 1 }, { step: { yaw: 1 } }, { reset: 3 }];
  const { code, errors, output } = await runProgram(folder, ["environment", "tiny.yaml"], undefined, {
    onStart: (child) => child.stdin?.end(lines.map((line) => `${JSON.stringify(line)}\n`).join("")),
  });
  expect(code, errors).toBe(0);
  const [ready, first, turned, unknown, wrong, again] = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(ready.ready).toEqual(expect.any(String));
  expect(Buffer.from(first.observation.files.image, "base64").subarray(1, 4).toString()).toBe("PNG");
  expect(turned.observation.files.image).not.toBe(first.observation.files.image);
  expect(turned.observation.spec.instances).toEqual(first.observation.spec.instances);
  expect(turned.observation.labels.instances).toEqual(expect.any(Array));
  expect(unknown.error).toMatch(/expected \{"reset": 7\}/);
  expect(wrong.error).toMatch(/step: yaw: 1 given/);
  expect(again).toEqual(first);
});
