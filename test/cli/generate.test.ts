import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import JSZip from "jszip";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashesIn } from "./dataset-files";
import { runProgram } from "./program";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const diorama = (programArguments: readonly string[]) => runProgram(folder, programArguments);

const inFolder = () => readdir(folder, { recursive: true });

async function zipOf(out: string): Promise<{ zip: JSZip; hash: string }> {
  const bytes = await readFile(path.join(folder, out, "street-quick-000.zip"));
  return { zip: await JSZip.loadAsync(bytes), hash: createHash("sha256").update(bytes).digest("hex") };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

async function jsonOf(zip: JSZip, file: string): Promise<unknown> {
  return JSON.parse((await zip.file(file)?.async("string")) ?? "null");
}

/** Rows of a list in a JSON file. */
function rows(json: unknown, list: string): Record<string, unknown>[] {
  const entries = isRecord(json) ? json[list] : undefined;
  return Array.isArray(entries) ? entries.filter(isRecord) : [];
}

/** Grey values of a PNG, 8 or 16 bits, read by pngjs. */
async function greyOf(
  zip: JSZip,
  file: string,
): Promise<{ width: number; height: number; at: (x: number, y: number) => number }> {
  const bytes = (await zip.file(file)?.async("nodebuffer")) ?? Buffer.alloc(0);
  const { width, height, data } = PNG.sync.read(bytes, { skipRescale: true });
  const values =
    data.byteLength === width * height * 4 ? data : new Uint16Array(data.buffer, data.byteOffset, width * height * 4);
  return { width, height, at: (x, y) => values[(y * width + x) * 4] ?? 0 };
}

/** The first images of a recipe that comes with the program. */
const run = ["generate", "street/quick", "--count", "4"];

test("the same recipe gives the same bytes with one worker and with two, and in several browsers", async () => {
  const one = await diorama([...run, "--out", "one", "--workers", "1", "--contact-sheet"]);
  expect(one, one.errors).toMatchObject({ code: 0 });
  const two = await diorama([...run, "--out", "two", "--workers", "2", "--fresh-browser", "2"]);
  expect(two, two.errors).toMatchObject({ code: 0 });
  expect((await zipOf("one")).hash).toBe((await zipOf("two")).hash);
  expect(await readdir(path.join(folder, "one"))).toEqual(["contact-sheet.png", "street-quick-000.zip"]);
  expect(await readdir(path.join(folder, "two"))).toEqual(["street-quick-000.zip"]);
  expect(one.output).toMatch(/4 images .* in .*labelled instances: .*Weather: /s);
});

test("masks, boxes, areas and categories agree when other programs read them", async () => {
  const { zip } = await zipOf("one");
  let annotated = 0;
  for (const split of ["train", "val"]) {
    const coco = await jsonOf(zip, `annotations/instances_${split}.json`);
    for (const image of rows(coco, "images")) {
      const file = `${split}/${image.file_name}`;
      const ids = await greyOf(zip, `masks/instance/${file}`);
      const classes = await greyOf(zip, `masks/semantic/${file}`);
      const seen = measure(ids, classes);
      const annotations = rows(coco, "annotations").filter((annotation) => annotation.image_id === image.id);
      expect([ids.width, ids.height]).toEqual([image.width, image.height]);
      expect(annotations.map(({ instance_id }) => instance_id)).toEqual([...seen.keys()].sort((a, b) => a - b));
      for (const { instance_id, area, bbox, category_id } of annotations) {
        expect({ area, bbox, category_id }, `instance ${instance_id} of ${file}`).toEqual(seen.get(Number(instance_id)));
      }
      annotated += annotations.length;
    }
  }
  expect(annotated).toBeGreaterThan(6);
});

type Grey = Awaited<ReturnType<typeof greyOf>>;

/** Area, tight box and class of each instance id, from the pixels alone. */
function measure(ids: Grey, classes: Grey): Map<number, { area: number; bbox: number[]; category_id: number }> {
  const seen = new Map<number, { area: number; bbox: [number, number, number, number]; category_id: number }>();
  for (let y = 0; y < ids.height; y++) {
    for (let x = 0; x < ids.width; x++) {
      const id = ids.at(x, y);
      if (id === 0) continue;
      const before = seen.get(id) ?? { area: 0, bbox: [x, y, 0, 0], category_id: classes.at(x, y) };
      const [left, top] = [Math.min(before.bbox[0], x), Math.min(before.bbox[1], y)];
      const [right, bottom] = [
        Math.max(before.bbox[0] + before.bbox[2], x + 1),
        Math.max(before.bbox[1] + before.bbox[3], y + 1),
      ];
      expect(classes.at(x, y)).toBe(before.category_id);
      seen.set(id, { ...before, area: before.area + 1, bbox: [left, top, right - left, bottom - top] });
    }
  }
  return seen;
}

test("the manifest has the hash of every other file", async () => {
  const { zip } = await zipOf("one");
  const manifest = await jsonOf(zip, "manifest.json");
  const files = isRecord(manifest) && isRecord(manifest.files) ? manifest.files : {};
  const names = Object.values(zip.files).flatMap((file) => (file.dir ? [] : [file.name]));
  expect(Object.keys(files).sort()).toEqual(names.filter((name) => name !== "manifest.json").sort());
  for (const [name, hash] of Object.entries(files)) {
    const bytes = (await zip.file(name)?.async("nodebuffer")) ?? Buffer.alloc(0);
    expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(hash);
  }
});

test("a range makes the same images as the whole, with another seed other ones", async () => {
  const result = await diorama([...run, "--out", "part", "--range", "2:4"]);
  expect(result, result.errors).toMatchObject({ code: 0 });
  const [{ zip: whole }, { zip: part }] = [await zipOf("one"), await zipOf("part")];
  const pictures = Object.keys(part.files).filter((name) => /\/\d{6}\.(png|json)$/.test(name));
  expect(pictures.filter((name) => name.startsWith("specs/"))).toEqual(["specs/000002.json", "specs/000003.json"]);
  for (const name of pictures) expect(await part.file(name)?.async("base64"), name).toBe(await whole.file(name)?.async("base64"));

  const seeded = await diorama([...run, "--out", "seeded", "--range", "2:3", "--seed", "99"]);
  expect(seeded, seeded.errors).toMatchObject({ code: 0 });
  const { zip: other } = await zipOf("seeded");
  const spec = "specs/000002.json";
  expect(Object.keys(other.files).filter((name) => name.startsWith("specs/0"))).toEqual([spec]);
  expect(await other.file(spec)?.async("string")).not.toBe(await whole.file(spec)?.async("string"));
});

test("a recipe that is wrong is explained, with exit code 2 and nothing written", async () => {
  await writeFile(path.join(folder, "bad.yaml"), "scene: street\nimage:\n  width: wide\n");
  const before = await inFolder();
  const { code, errors } = await diorama(["generate", "bad.yaml"]);
  expect(code).toBe(2);
  expect(errors).toMatch(/bad\.yaml.*3/);
  expect(errors).toMatch(/image\.width/);
  expect(errors).toMatch(/wide/);
  expect(errors).toMatch(/expected: a whole number from \d+ to \d+ pixels/);
  expect(errors).toMatch(/example: +width: \d+/);
  expect(errors).not.toMatch(/^\s+at /m);
  expect(await inFolder()).toEqual(before);
});

test.each([
  [["generate", "no/such"], /There is no recipe "no\/such".*street\/quick/],
  [["generate", "street/quick", "--range", "4:9"], /--range got "4:9".*6 images/],
  [["generate", "street/quick", "--count", "0"], /--count got "0".*for example/],
  [["generate", "street/quick", "--format", "tiff"], /--format got "tiff".*coco/],
  [["generate", "street/quick", "--sink", "floppy"], /--sink got "floppy"; expected zip, tar, dir/],
  [["generate", "street/quick", "--sead", "1"], /unknown option '--sead'/],
  [["generate"], /missing required argument 'recipe'/],
  [["paint"], /unknown command 'paint'/],
])("%j is refused with exit code 2 and nothing written", async (programArguments, message) => {
  const before = await inFolder();
  const { code, errors } = await diorama(programArguments);
  expect(errors).toMatch(message);
  expect(code).toBe(2);
  expect(await inFolder()).toEqual(before);
});

test("the help explains every option with an example", async () => {
  const overview = await diorama(["--help"]);
  expect(overview).toMatchObject({ code: 0, output: expect.stringMatching(/Examples:\n.*npm run demo/) });
  const { code, output } = await diorama(["generate", "--help"]);
  expect(code).toBe(0);
  const joined = output.replaceAll(/\s+/g, " ");
  for (const option of [
    "--count",
    "--seed",
    "--range",
    "--out",
    "--workers",
    "--format",
    "--sink",
    "--contact-sheet",
    "--patience",
    "--resume",
    "--restart",
    "--json",
  ]) {
    expect(joined, option).toMatch(new RegExp(`\\(${option}[^)]*\\)`));
  }
});

// So many images take days: a run that does not end at once does not end here.
test.each([
  ["SIGINT", '"event":"started"'],
  ["SIGTERM", '"done":1'],
] as const)("%s after %s publishes nothing", async (signal, moment) => {
  let isSent = false;
  const onOutput = (child: ChildProcess, output: string) => {
    if (!isSent && output.includes(moment)) isSent = child.kill(signal);
  };
  const run = ["generate", "tabletop/household", "--size", "64x48", "--count", "100000", "--out", signal, "--json"];
  const { code, errors } = await runProgram(folder, run, undefined, { onOutput });
  expect(code, errors).toBe(130);
  expect(errors).toMatch(/Interrupted(; nothing was written|\. \d+ finished images are kept)/);
  expect((await hashesIn(path.join(folder, signal))).size).toBe(0);
});
