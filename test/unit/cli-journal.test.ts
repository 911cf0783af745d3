import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { expectNobodyAtWork, JOURNAL, keptImages, openJournal } from "../../src/cli/journal";
import { expectReplaceable } from "../../src/cli/older-dataset";
import { stageFolder } from "../../src/cli/stage";
import { WriteError, writeFailure } from "../../src/cli/write-failure";

let out: string;
beforeEach(async () => {
  out = await mkdtemp(path.join(tmpdir(), "diorama-journal-"));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const bytes = (content: string) => Readable.from([Buffer.from(content)]);

async function keepOne(): Promise<void> {
  using journal = openJournal(out, "refuse");
  await journal.begin("street", `{"seed":1}`);
  await journal.keep("street", "3", bytes("three"), 100);
}

test("what is kept outlives the run and is read by the next, until it is removed", async () => {
  await keepOne();
  expect(keptImages(out)).toBe(1);
  {
    using journal = openJournal(out, "resume");
    await journal.begin("street", `{"seed":1}`);
    expect(journal.found).toBe(1);
    expect(await text(journal.read("street", "3") ?? bytes(""))).toBe("three");
    expect(journal.read("street", "4")).toBeUndefined();
    await journal.remove();
  }
  expect(await readdir(out)).toEqual([]);
});

test("a run that kept nothing leaves nothing", async () => {
  {
    using journal = openJournal(out, "refuse");
    await journal.begin("street", `{"seed":1}`);
    await expect(journal.keep("street", "3", bytes("too much"), 3)).rejects.toThrow("at most 3 bytes");
  }
  expect(await readdir(out)).toEqual([]);
});

test("an unfinished run is refused, deleted or gone on with, as asked", async () => {
  await keepOne();
  expect(() => openJournal(out, "refuse")).toThrow(/unfinished run with 1 finished images.*--resume/);
  {
    using journal = openJournal(out, "resume");
    await expect(journal.begin("street", `{"seed":2}`)).rejects.toThrow(/seed differ.*the same command/);
  }
  expect(keptImages(out)).toBe(1);
  {
    using journal = openJournal(out, "either");
    await journal.begin("street", `{"seed":2}`);
  }
  expect(keptImages(out)).toBe(0);
  await keepOne();
  openJournal(out, "restart")[Symbol.dispose]();
  expect(await readdir(out)).toEqual([]);
});

test("one run at a time: a living one is named, a killed one does not count", async () => {
  await mkdir(path.join(out, JOURNAL));
  const lock = path.join(out, JOURNAL, "lock");
  const holder = (host: string, pid: number) => writeFile(lock, JSON.stringify({ host, pid, beat: 0 }));
  await holder(hostname(), process.ppid);
  expect(() => openJournal(out, "resume")).toThrow(`Another run (process ${process.ppid}) is at work`);
  expect(() => expectNobodyAtWork(out)).toThrow("Another run");
  await holder(hostname(), 2 ** 22 + 1);
  openJournal(out, "resume")[Symbol.dispose]();
  expect(await readdir(out)).toEqual([]);
});

test("on a shared disk a run of another machine counts by when it last wrote to its lock, whatever its process number", async () => {
  await mkdir(path.join(out, JOURNAL));
  const lock = path.join(out, JOURNAL, "lock");
  // A container's process has the number 1 on every machine.
  await writeFile(lock, JSON.stringify({ host: "node-7", pid: process.pid, beat: 3 }));
  expect(() => openJournal(out, "resume")).toThrow(
    new RegExp(`Another run \\(process ${process.pid} on node-7\\).*counts as dead 90 s after its last word, \\d s ago`),
  );
  const { mtimeMs } = await stat(lock);
  await utimes(lock, new Date(mtimeMs - 60_000), new Date(mtimeMs - 60_000));
  expect(() => openJournal(out, "resume")).toThrow("node-7");
  await utimes(lock, new Date(mtimeMs - 120_000), new Date(mtimeMs - 120_000));
  using journal = openJournal(out, "resume");
  await journal.begin("street", "{}");
  await journal.keep("street", "1", bytes("one"), 100);
  // The other one wakes up and writes: we find out before we keep anything more.
  await writeFile(lock, JSON.stringify({ host: "node-7", pid: 12, beat: 9 }));
  await expect(journal.keep("street", "2", bytes("two"), 100)).rejects.toThrow(/Another run has taken/);
});

test("a run says again and again that it lives", async () => {
  vi.useFakeTimers();
  try {
    using journal = openJournal(out, "refuse");
    const beat = async () => JSON.parse(await readFile(path.join(out, JOURNAL, "lock"), "utf8"));
    expect(await beat()).toEqual({ host: hostname(), pid: process.pid, beat: 0 });
    vi.advanceTimersByTime(31_000);
    expect(await beat()).toMatchObject({ beat: 2 });
    expect(journal.found).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a journal is no stranger to an older dataset, and what was left of its removal goes", async () => {
  await keepOne();
  expect(() => expectReplaceable(out)).not.toThrow();
  await mkdir(path.join(out, `${JOURNAL}.${2 ** 22 + 1}.partial`));
  await stageFolder(out);
  expect(await readdir(out)).toEqual([JOURNAL]);
});

test.each([
  ["ENOSPC", /the disk is full/],
  ["EROFS", /can only be read/],
  ["EACCES", /you may not write there/],
])("%s is a sentence without a stack", (code, sentence) => {
  const told = writeFailure(Object.assign(new Error(`${code}: whatever`), { code }), "/data/x");
  expect(told).toBeInstanceOf(WriteError);
  expect(told.message).toMatch(/^\/data\/x cannot be written: /);
  expect(told.message).toMatch(sentence);
  const other = Object.assign(new Error("odd"), { code: "EODD" });
  expect(writeFailure(other, "/data/x")).toBe(other);
});
