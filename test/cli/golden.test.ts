import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import JSZip from "jszip";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { pagesFolder } from "../../src/cli/places";
import { runHeadless } from "../../src/cli/run";
import { parseRecipe } from "../../src/recipe/parse";

/** See `test/golden/README.md` for the tolerances and their reasons. */
const LARGEST_SHARE_OF_OTHER_IDS = 0.002;
const LARGEST_RMS = 3;

const golden = fileURLToPath(new URL("../golden", import.meta.url));
const written = fileURLToPath(new URL("../../out/golden", import.meta.url));
const cases = (await readdir(golden, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const pictures = { "image.png": "images", "instance.png": "masks/instance" } as const;

/** All cases are made in one browser, as the datasets of one run: most of the time goes into its start and its shaders. */
let made: string;
beforeAll(async () => {
  made = await mkdtemp(path.join(tmpdir(), "diorama-golden-"));
  const datasets = cases.map((name) => {
    const text = readFileSync(path.join(golden, name, "recipe.yaml"), "utf8");
    const recipe = parseRecipe(text, { source: `${name}/recipe.yaml`, scenes: sceneParameters });
    return { recipe, indices: { from: 0, to: 1 } };
  });
  await runHeadless(new AbortController().signal, {
    job: { datasets, sink: "zip", workers: 1 },
    out: made,
    pages: pagesFolder,
    patienceSeconds: 300,
    onStart: () => undefined,
    onProgress: () => undefined,
  });
});
afterAll(() => rm(made, { recursive: true, force: true }));

test("there are golden cases", () => expect(cases.length).toBeGreaterThan(0));

test.each(cases)("%s looks as it did", async (name) => {
  const seen = await picturesOf(name);
  await mkdir(path.join(written, name), { recursive: true });
  for (const [file, bytes] of Object.entries(seen)) {
    await writeFile(path.join(written, name, file), bytes);
    if (process.env.UPDATE === "1") await writeFile(path.join(golden, name, file), bytes);
  }
  const expected = async (file: keyof typeof pictures) => readFile(path.join(golden, name, file));
  expect(shareOfOtherIds(seen["instance.png"], await expected("instance.png"))).toBeLessThanOrEqual(LARGEST_SHARE_OF_OTHER_IDS);
  expect(rootMeanSquare(seen["image.png"], await expected("image.png"))).toBeLessThanOrEqual(LARGEST_RMS);
});

async function picturesOf(name: string): Promise<Record<keyof typeof pictures, Buffer>> {
  const zip = await JSZip.loadAsync(await readFile(path.join(made, `${name}-000.zip`)));
  const file = (inside: string) => {
    const found = zip.file(new RegExp(`^${inside}/\\w+/000000\\.png$`))[0];
    if (!found) throw new Error(`${name}: the zip has no picture in ${inside}`);
    return found.async("nodebuffer");
  };
  return { "image.png": await file(pictures["image.png"]), "instance.png": await file(pictures["instance.png"]) };
}

function shareOfOtherIds(a: Buffer, b: Buffer): number {
  const [first, second] = [a, b].map((bytes) => PNG.sync.read(bytes, { skipRescale: true }));
  if (!first || !second || first.width !== second.width || first.height !== second.height) return 1;
  const count = first.width * first.height;
  const values = ({ data }: PNG) => new Uint16Array(data.buffer, data.byteOffset, count * 4);
  const [left, right] = [values(first), values(second)];
  let other = 0;
  for (let at = 0; at < count * 4; at += 4) if (left[at] !== right[at]) other++;
  return other / count;
}

function rootMeanSquare(a: Buffer, b: Buffer): number {
  const [first, second] = [PNG.sync.read(a).data, PNG.sync.read(b).data];
  if (first.length !== second.length) return Number.POSITIVE_INFINITY;
  const squares = first.reduce((sum, value, at) => sum + (value - (second[at] ?? 0)) ** 2, 0);
  // Alpha is always 255 and must not dilute the mean.
  return Math.sqrt(squares / ((first.length * 3) / 4));
}
