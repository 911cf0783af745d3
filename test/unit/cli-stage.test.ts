import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isPlainName, stageFolder } from "../../src/cli/stage";

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), "diorama-stage-"));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const bytes = (text: string) => Readable.from([Buffer.from(text)]);
const never = () => false;

test("nothing has its final name before commit, everything after", async () => {
  const stage = await stageFolder(parent);
  await stage.receive("a-000.zip", bytes("one"), 100);
  await stage.receive("a-001.zip", bytes("two"), 100);
  expect((await readdir(parent)).filter((name) => !name.startsWith("."))).toEqual([]);
  expect(await stage.commit(never)).toEqual(["a-000.zip", "a-001.zip"]);
  expect(await readdir(parent)).toEqual(["a-000.zip", "a-001.zip"]);
  expect(await readFile(path.join(parent, "a-001.zip"), "utf8")).toBe("two");
});

test("without commit the folder is as it was before", async () => {
  const folder = path.join(parent, "deep", "out");
  {
    await using stage = await stageFolder(folder);
    await stage.receive("a.zip", bytes("one"), 100);
  }
  expect(await readdir(parent)).toEqual([]);

  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "mine.txt"), "keep");
  {
    await using stage = await stageFolder(folder);
    await stage.receive("mine.txt", bytes("other"), 100);
  }
  expect(await readFile(path.join(folder, "mine.txt"), "utf8")).toBe("keep");
});

test("older parts of the same dataset go, other files stay", async () => {
  for (const name of ["a-000.zip", "a-001.zip", "b-000.zip"]) await writeFile(path.join(parent, name), "old");
  const stage = await stageFolder(parent);
  await stage.receive("a-000.zip", bytes("new"), 100);
  await stage.commit((name) => name.startsWith("a-"));
  expect(await readdir(parent)).toEqual(["a-000.zip", "b-000.zip"]);
  expect(await readFile(path.join(parent, "a-000.zip"), "utf8")).toBe("new");
});

test("folders and files that grow are published with the rest", async () => {
  await mkdir(path.join(parent, "images", "old"), { recursive: true });
  const stage = await stageFolder(parent);
  await stage.receive("images/train/0.png", bytes("zero"), 100);
  await stage.append("lists/all.txt", bytes("one\n"), 100);
  await stage.receive("images/val/1.png", bytes("one"), 100);
  await stage.append("lists/all.txt", bytes("two\n"), 100);
  await expect(stage.append("images/val/1.png", bytes("more"), 100)).rejects.toThrow("cannot grow");
  await expect(stage.receive("lists/all.txt", bytes("more"), 100)).rejects.toThrow("twice");
  expect(await readdir(path.join(parent, "images"))).toEqual(["old"]);
  expect(await stage.commit(never)).toEqual(["images", "lists"]);
  expect((await readdir(parent, { recursive: true })).sort()).toEqual(
    ["images", "images/train", "images/train/0.png", "images/val", "images/val/1.png", "lists", "lists/all.txt"].sort(),
  );
  expect(await readFile(path.join(parent, "lists", "all.txt"), "utf8")).toBe("one\ntwo\n");
});

test("folders are gone without commit", async () => {
  {
    await using stage = await stageFolder(parent);
    await stage.receive("images/train/0.png", bytes("zero"), 100);
    await stage.append("lists/all.txt", bytes("one"), 100);
    await expect(stage.receive("images/../../x", bytes("x"), 100)).rejects.toThrow("cannot be a file here");
  }
  expect(await readdir(parent)).toEqual([]);
});

test("when a rename fails, the older files are back", async () => {
  await writeFile(path.join(parent, "a-000.zip"), "old");
  const stage = await stageFolder(parent);
  await stage.receive("a-000.zip", bytes("new"), 100);
  await stage.receive("b.png", bytes("new"), 100);
  await rm(path.join(parent, `.b.png.${process.pid}.partial`));
  await expect(stage.commit(never)).rejects.toThrow("ENOENT");
  expect(await readFile(path.join(parent, "a-000.zip"), "utf8")).toBe("old");
  await stage[Symbol.asyncDispose]();
  expect(await readdir(parent)).toEqual(["a-000.zip"]);
});

test("what a killed run left is cleared, what a living run holds is not", async () => {
  const deadPid = 2 ** 22 + 1;
  const names = [
    `.a.zip.${deadPid}.partial`,
    `.a.zip.${process.ppid}.partial`,
    `.a.zip.${process.pid}.old.partial`,
    ".mine.partial",
  ];
  for (const name of names) await writeFile(path.join(parent, name), "");
  await stageFolder(parent);
  expect((await readdir(parent)).sort()).toEqual([`.a.zip.${process.ppid}.partial`, ".mine.partial"].sort());
});

test("a file may not be too big, come twice, or come after the end", async () => {
  const stage = await stageFolder(parent);
  await expect(stage.receive("big", bytes("12345"), 4)).rejects.toThrow("at most 4 bytes");
  expect(await readdir(parent)).toEqual([]);
  await stage.receive("big", bytes("1234"), 4);
  await expect(stage.receive("big", bytes("1"), 4)).rejects.toThrow("twice");
  await stage.commit(never);
  await expect(stage.receive("late", bytes("1"), 4)).rejects.toThrow("committed");
  await expect(stage.commit(never)).rejects.toThrow("committed");
});

test("discarding does not wait for a file that never ends", async () => {
  const stage = await stageFolder(parent);
  const endless = new Readable({ read() {} });
  endless.push("some");
  const arrival = expect(stage.receive("a", endless, 100)).rejects.toThrow();
  await expect(stage.commit(never)).rejects.toThrow("arriving");
  await stage[Symbol.asyncDispose]();
  await arrival;
  expect(await readdir(parent)).toEqual([]);
});

test("names that could leave the folder or hide are not plain", () => {
  for (const name of ["street-000.zip", "contact-sheet.png", "A_1"]) expect(isPlainName(name)).toBe(true);
  for (const name of ["", ".", "..", ".hidden", "a/b", "a\\b", "a%2fb", "a b", "ä", "a\0", "a\n", "a".repeat(300)]) {
    expect(isPlainName(name), name).toBe(false);
  }
});
