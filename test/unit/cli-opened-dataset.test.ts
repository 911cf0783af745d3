import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataset } from "../../src/cli/opened-dataset";
import { manifestJson } from "../../src/dataset/manifest";
import { memorySink } from "../../src/dataset/memory";
import { sinks } from "../../src/dataset/sinks";
import { utf8 } from "../../src/dataset/text";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-opened-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const manifest = manifestJson(
  {
    versions: {},
    adapter: { vendor: "", architecture: "", description: "", software: true },
    recipe: "street",
    seed: 1,
    range: [0, 1],
    counts: { splits: {}, weather: {}, classes: {} },
  },
  new Map(),
);
/** A path of more than 100 bytes, which a tar cuts in two. */
const long = `images/${"a".repeat(60)}/${"b".repeat(60)}.png`;

test.each(["zip", "tar", "dir"] as const)("a dataset in %s is read back file by file", async (packing) => {
  const parts = memorySink();
  const sink = sinks[packing]("street", 3000, parts);
  for (const [file, text] of Object.entries({
    [long]: "x".repeat(2000),
    "recipe.json": `{"scene":"street"}`,
    "manifest.json": manifest,
  }))
    await sink.write(file, utf8(text));
  await sink.close();
  for (const [file, bytes] of parts.files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), bytes);
  }
  const dataset = await openDataset(folder);
  expect(dataset.packing).toBe(packing);
  expect([...dataset.paths].sort()).toEqual([long, "manifest.json", "recipe.json"]);
  expect((await dataset.read(long)).toString()).toBe("x".repeat(2000));
});

test.each(["street-000000.tar", "street-000.zip"])("%s that is broken is said in a sentence", async (name) => {
  await writeFile(path.join(folder, name), "not an archive at all".repeat(50));
  await expect(openDataset(folder)).rejects.toMatchObject({
    name: "RecipeError",
    message: expect.stringContaining("that can be read"),
  });
});
