import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import JSZip from "jszip";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exrFile } from "../unit/exr-writer";
import { radianceFile } from "../unit/radiance-writer";
import { runProgram } from "./program";
import { jpegWithPosition, pngWithText, radianceWithText } from "./tagged-pictures";

/** Stands in the metadata of pictures, and must stand in nothing that is made of them. */
const SECRET = "Baker Street 221b";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-pictures-"));
  for (const name of ["skies", "photos", "textures"]) await mkdir(path.join(folder, name));
  const files = {
    "skies/evening.hdr": radianceWithText(
      radianceFile(128, 64, (_, y) => (y < 32 ? [1, 0.5, 0.2] : [0.1, 0.1, 0.1]), true),
      SECRET,
    ),
    "skies/studio.exr": exrFile(64, 32, { R: () => 1, G: () => 1, B: (x) => (x < 9 ? 9 : 1) }),
    "photos/green.png": pngWithText(photograph(96, 64, [20, 200, 30]), SECRET),
    "photos/notes.jpg": new TextEncoder().encode("These are my notes."),
    "photos/torn.png": photograph(96, 64, [200, 200, 30]).subarray(0, 90),
    "textures/red.jpg": await jpegWithPosition(32, [220, 10, 10], SECRET),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
  await writeFile(path.join(folder, "photos/huge.jpg"), "");
  await truncate(path.join(folder, "photos/huge.jpg"), 300_000_000);
});
afterAll(() => rm(folder, { recursive: true }));

function photograph(width: number, height: number, colour: readonly [number, number, number]): Uint8Array {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at++) png.data.set([...colour, 255], at * 4);
  return PNG.sync.write(png);
}

async function writeRecipe(name: string, fields: string): Promise<string> {
  const file = path.join(folder, name);
  const scene =
    "name: mine\nscene: tabletop\ncount: 4\nimage: { width: 96, height: 64, quality: draft }\nparameters: { objects: 1 }";
  await writeFile(file, `${scene}\n${fields}\n`);
  return file;
}

async function unzip(out: string) {
  const bytes = await readFile(path.join(folder, out, "mine-000.zip"));
  const zip = await JSZip.loadAsync(bytes);
  const names = Object.keys(zip.files);
  const json = async (name: string) => JSON.parse((await zip.file(name)?.async("string")) ?? "null");
  const specs = await Promise.all(names.filter((name) => name.startsWith("specs/")).map(json));
  const images = await Promise.all(
    names
      .filter((name) => name.startsWith("images/") && name.endsWith(".png"))
      .map(async (name) => PNG.sync.read(Buffer.from((await zip.file(name)?.async("uint8array")) ?? []))),
  );
  const contents = await Promise.all(names.map(async (name) => Buffer.from((await zip.file(name)?.async("uint8array")) ?? [])));
  const card = (await zip.file("README.md")?.async("string")) ?? "";
  return { bytes, specs, images, contents, card, manifest: await json("manifest.json") };
}

test("panoramas, photographs and textures beside the recipe are used, and what cannot be used is warned of", async () => {
  const recipe = await writeRecipe(
    "all.yaml",
    "environment: { file: ./skies/ }\nbackground: { file: photos }\nrandomTextures: { share: 1, patterns: [image], pictures: textures }",
  );
  const run = (out: string, workers: string) =>
    runProgram(tmpdir(), ["generate", recipe, "--out", path.join(folder, out), "--workers", workers]);
  const { code, errors } = await run("all-1", "1");
  expect(code, errors).toBe(0);
  expect(errors.match(/^Warning: .*/gm)).toEqual([
    expect.stringMatching(/background\.file: photos\/huge\.jpg cannot be used: it has 300 MB; at most 200 MB/),
    expect.stringMatching(/background\.file: photos\/notes\.jpg cannot be used: it is no JPEG, PNG or WebP picture/),
    expect.stringMatching(/background\.file: photos\/torn\.png cannot be used: its end is missing/),
  ]);
  const { bytes, specs, images, contents, card, manifest } = await unzip("all-1");
  expect(manifest.problems).toHaveLength(3);
  expect(new Set(specs.map(({ environment }) => environment.file))).toEqual(new Set(["skies/evening.hdr", "skies/studio.exr"]));
  for (const { backdrop, instances } of specs) {
    expect(backdrop.file).toBe("photos/green.png");
    for (const { texture } of instances) expect(texture.picture).toBe("textures/red.jpg");
  }
  for (const { data } of images) {
    const pixels = Array.from({ length: 96 * 64 }, (_, at) => [...data.subarray(at * 4, at * 4 + 3)]);
    const green = pixels.filter(([r = 0, g = 0, b = 0]) => Math.abs(r - 20) < 2 && Math.abs(g - 200) < 2 && Math.abs(b - 30) < 2);
    const red = pixels.filter(([r = 0, g = 0, b = 0]) => r > 2 * g && r > 2 * b);
    expect(red.length).toBeGreaterThan(500);
    // Edges are between two colours.
    expect(green.length + red.length).toBeGreaterThan(96 * 64 * 0.85);
  }
  // What cameras write into pictures, and people, stays behind.
  expect((await readFile(path.join(folder, "photos/green.png"))).includes(SECRET)).toBe(true);
  expect(contents.length).toBeGreaterThan(8);
  for (const file of contents) for (const word of [SECRET, "Exif\0\0", "eXIf", "tEXt"]) expect(file.includes(word)).toBe(false);
  expect(card).toContain("Their metadata (EXIF, position, comments) is in no file of the dataset");
  await run("all-2", "2");
  expect(Buffer.compare(bytes, (await unzip("all-2")).bytes)).toBe(0);
});

test("pictures that are not there are all named before anything is rendered", async () => {
  const recipe = await writeRecipe(
    "missing.yaml",
    "environment: { file: skies/noon.hdr }\nbackground: { file: skies }\nrandomTextures: { pictures: none }",
  );
  const { code, errors } = await runProgram(folder, ["generate", recipe, "--out", "missing-out"]);
  expect(code).toBe(2);
  expect(errors.trim().split("\n")).toEqual([
    expect.stringMatching(
      /^environment\.file: "skies\/noon\.hdr" given, and .*noon\.hdr is no such picture; expected a \.hdr or \.exr file, or a folder/,
    ),
    expect.stringMatching(/^background\.file: "skies" given.*expected a \.jpg, \.png or \.webp file/),
    expect.stringMatching(/^randomTextures\.pictures: "none" given/),
  ]);
  expect(await readdir(folder)).not.toContain("missing-out");
});

test.each([
  [
    "environment: { file: broken.hdr }",
    "broken.hdr",
    radianceFile(128, 64, () => [1, 1, 1]).subarray(0, 3000),
    /environment\.file: broken\.hdr cannot be used: it ends in row \d+/,
  ],
  [
    "environment: { file: broken.exr }",
    "broken.exr",
    exrFile(64, 32, { Y: () => 1 }, { width: 1e6, height: 5e5 }),
    /environment\.file: broken\.exr cannot be used: it has 1000000 x 500000 texels/,
  ],
  [
    "background: { file: broken.jpg }",
    "broken.jpg",
    new TextEncoder().encode("no"),
    /background\.file: broken\.jpg cannot be used: it is no JPEG/,
  ],
])("nothing is rendered with %s, and it is explained", async (fields, name, bytes, message) => {
  await writeFile(path.join(folder, name), bytes);
  const { code, errors } = await runProgram(folder, [
    "generate",
    await writeRecipe("broken.yaml", fields),
    "--out",
    "broken-out",
  ]);
  expect(code, errors).toBe(2);
  expect(errors).toMatch(message);
  expect(errors.trim().split("\n")).toHaveLength(1);
  expect(await readdir(folder)).not.toContain("broken-out");
});
