import { beforeEach, expect, test } from "vitest";
import { directorySink } from "../../src/dataset/directory";

/** A real folder of the browser's own file system. */
let parent: FileSystemDirectoryHandle;
beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
  parent = await root.getDirectoryHandle("parent", { create: true });
});

async function contentsOf(folder: FileSystemDirectoryHandle, path = ""): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const [name, handle] of folder.entries()) {
    if (handle instanceof FileSystemDirectoryHandle) Object.assign(found, await contentsOf(handle, `${path}${name}/`));
    else if (handle instanceof FileSystemFileHandle) found[path + name] = await (await handle.getFile()).text();
  }
  return found;
}

const bytes = (text: string) => new TextEncoder().encode(text);

test("files and files that grow are there when the sink is closed", async () => {
  const sink = await directorySink(parent, "street");
  await sink.write("images/train/0.png", bytes("zero"));
  const list = await sink.open("lists/all.txt");
  await list.write(bytes("one\n"));
  await sink.write("images/train/1.png", bytes("one"));
  await list.write(bytes("two\n"));
  await expect(sink.close()).rejects.toThrow("cannot be closed while lists/all.txt");
  await list.close();
  await sink.close();
  expect(await contentsOf(parent)).toEqual({
    "street/images/train/0.png": "zero",
    "street/images/train/1.png": "one",
    "street/lists/all.txt": "one\ntwo\n",
  });
});

test("a file that grows has nothing under its name before it is whole", async () => {
  const sink = await directorySink(parent, "street");
  const list = await sink.open("all.txt");
  await list.write(bytes("half"));
  // The browser keeps the beginning in a file of its own beside it.
  expect((await contentsOf(parent))["street/all.txt"]).toBe("");
  await sink.abort();
  expect(await contentsOf(parent)).toEqual({});
});

test("abort waits for the browser to let go of a file", async () => {
  const sink = await directorySink(parent, "street");
  await sink.write("a", bytes("a"));
  const file = await (await parent.getDirectoryHandle("street")).getFileHandle("a");
  const busy = await file.createWritable();
  const aborted = sink.abort();
  setTimeout(() => busy.abort(), 100);
  await aborted;
  expect(await contentsOf(parent)).toEqual({});
});

test("what is there stays: the folder gets another name", async () => {
  const older = await directorySink(parent, "street");
  await older.write("a", bytes("old"));
  await older.close();
  const newer = await directorySink(parent, "street");
  await newer.write("a", bytes("new"));
  await newer.close();
  expect([older.folder, newer.folder]).toEqual(["street", "street-2"]);
  expect(await contentsOf(parent)).toEqual({ "street/a": "old", "street-2/a": "new" });
});

test("abort leaves nothing, and misuse is a sentence", async () => {
  const sink = await directorySink(parent, "street");
  await sink.write("images/0.png", bytes("zero"));
  await sink.open("list.txt");
  await expect(sink.write("images/0.png", bytes("again"))).rejects.toThrow("images/0.png was written to the folder");
  await expect(sink.write("../x", bytes("x"))).rejects.toThrow("cannot be a file's path in a dataset");
  await sink.abort();
  expect(await contentsOf(parent)).toEqual({});
  await expect(sink.write("a", bytes("x"))).rejects.toThrow('The folder "street" is aborted already');
});
