import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectReplaceable } from "../../src/cli/older-dataset";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-older-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a folder that is new, empty, or holds an older dataset can be replaced", async () => {
  expectReplaceable(path.join(folder, "new"));
  expectReplaceable(folder);
  await mkdir(path.join(folder, "images", "train"), { recursive: true });
  await writeFile(path.join(folder, "images", "train", "0.png"), "");
  await writeFile(path.join(folder, "manifest.json"), JSON.stringify({ files: { "images/train/0.png": "00" } }));
  await writeFile(path.join(folder, "contact-sheet.png"), "");
  await mkdir(path.join(folder, ".images.123.partial"));
  await writeFile(path.join(folder, ".images.123.partial", "1.png"), "");
  expectReplaceable(folder);
});

test("anything else in it is named and stays", async () => {
  await mkdir(path.join(folder, "images"));
  await writeFile(path.join(folder, "images", "holiday.jpg"), "");
  expect(() => expectReplaceable(folder)).toThrow(
    expect.objectContaining({ name: "RecipeError", message: expect.stringContaining("images/holiday.jpg, which belongs to no") }),
  );
  await writeFile(path.join(folder, "manifest.json"), "not JSON");
  expect(() => expectReplaceable(folder)).toThrow("images/holiday.jpg");
});
