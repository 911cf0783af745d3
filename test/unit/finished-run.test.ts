import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { type AskedRun, isFinished } from "../../src/cli/finished-run";
import { JOURNAL } from "../../src/cli/journal";
import { manifestJson } from "../../src/dataset/manifest";
import { memorySink } from "../../src/dataset/memory";
import { sinks } from "../../src/dataset/sinks";
import { utf8 } from "../../src/dataset/text";
import { parseRecipe } from "../../src/recipe/parse";
import { resolvedJson } from "../../src/recipe/resolve";

let out: string;
beforeEach(async () => {
  out = await mkdtemp(path.join(tmpdir(), "diorama-finished-"));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const recipe = parseRecipe("name: mine\nscene: street\ncount: 20\n", { source: "mine.yaml", scenes: sceneParameters });
const asked: AskedRun = {
  recipe,
  indices: { from: 0, to: 10 },
  sink: "zip",
  withSheet: false,
  versions: { diorama: "1.2.3", commit: "abc" },
};

/** A dataset as a run leaves it. */
async function make(sink: AskedRun["sink"]): Promise<void> {
  const parts = memorySink();
  const packed = sinks[sink]("mine", 3000, parts);
  await packed.write("images/train/000000.png", utf8("x".repeat(4000)));
  await packed.write("recipe.json", utf8(resolvedJson(recipe)));
  const facts = {
    versions: { diorama: "1.2.3", commit: "abc", browser: "Chrome/150" },
    adapter: {},
    recipe: "mine",
    seed: 1,
    range: [0, 10] as const,
    counts: { splits: {}, weather: {}, classes: {} },
  };
  await packed.write("manifest.json", utf8(manifestJson(facts, new Map([["images/train/000000.png", "0".repeat(64)]]))));
  await packed.close();
  for (const [file, bytes] of parts.files) {
    await mkdir(path.dirname(path.join(out, file)), { recursive: true });
    await writeFile(path.join(out, file), bytes);
  }
}

test.each(["zip", "tar", "dir"] as const)(
  "a finished run in %s is known again, and nothing else is taken for it",
  async (sink) => {
    const own = { ...asked, sink };
    expect(await isFinished(path.join(out, "none"), own)).toBe(false);
    expect(await isFinished(out, own)).toBe(false);
    await make(sink);
    expect(await isFinished(out, own)).toBe(true);
    for (const other of [
      { sink: sink === "zip" ? "tar" : "zip" },
      { indices: { from: 10, to: 20 } },
      { recipe: { ...recipe, seed: 5 } },
      { versions: { diorama: "1.2.4", commit: "abc" } },
      { withSheet: true },
    ] as const)
      expect(await isFinished(out, { ...own, ...other }), JSON.stringify(other)).toBe(false);
    await writeFile(path.join(out, "contact-sheet.png"), "");
    expect(await isFinished(out, { ...own, withSheet: true })).toBe(true);
    const lost = { zip: "mine-000.zip", tar: "mine-000000.tar", dir: "images/train/000000.png" }[sink];
    await rm(path.join(out, lost));
    expect(await isFinished(out, own)).toBe(false);
  },
);

test("a folder with kept images of an unfinished run is not finished", async () => {
  await make("dir");
  await mkdir(path.join(out, JOURNAL, "mine"), { recursive: true });
  await writeFile(path.join(out, JOURNAL, "mine/3.sample"), "");
  expect(await isFinished(out, { ...asked, sink: "dir" })).toBe(false);
});
