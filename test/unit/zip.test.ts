import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { memorySink } from "../../src/dataset/memory";
import type { Sink } from "../../src/dataset/sink";
import { tarSink } from "../../src/dataset/tar";
import { zipSink } from "../../src/dataset/zip";
import { stream } from "../../src/recipe/random";
import { readZip } from "./zip-read";

function randomBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = stream(seed, 0, "bytes");
  return Uint8Array.from({ length }, () => random() * 256);
}

const files = Array.from({ length: 20 }, (_, at) => [`images/train/${at}.png`, randomBytes(at * 100, at)] as const);

async function writeAll(sink: Sink): Promise<void> {
  for (const [path, bytes] of files) await sink.write(path, bytes);
}

async function zipped(maximumPartBytes: number): Promise<ReadonlyMap<string, Uint8Array>> {
  const parts = memorySink();
  const sink = zipSink("demo", maximumPartBytes, parts);
  await writeAll(sink);
  await sink.close();
  return parts.files;
}

describe("zipSink", () => {
  test("holds every file, stored, in order, without folders, time or permissions", async () => {
    const entries = readZip((await zipped(1e6)).get("demo-000.zip"));
    expect(entries.map(({ path, bytes }) => [path, bytes])).toEqual(files);
    for (const { method, dosDate, dosTime, madeBy, attributes } of entries) {
      // 1980-01-01 is year 0, month 1, day 1.
      expect({ method, dosDate, dosTime, madeBy, attributes }).toEqual({
        method: 0,
        dosDate: 33,
        dosTime: 0,
        madeBy: 0,
        attributes: 0,
      });
    }
  });

  test("gives the same bytes twice", async () => {
    expect(await zipped(5000)).toEqual(await zipped(5000));
  });

  test("starts a part when the next file would overflow it, at the exact byte", async () => {
    const whole = (await zipped(1e6)).get("demo-000.zip")?.length ?? 0;
    expect([...(await zipped(whole)).keys()]).toEqual(["demo-000.zip"]);
    expect([...(await zipped(whole - 1)).keys()]).toEqual(["demo-000.zip", "demo-001.zip"]);
  });

  test("parts are bounded and together hold every file once", async () => {
    const parts = [...(await zipped(5000)).values()];
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(5000);
    expect(parts.flatMap((part) => readZip(part)).map(({ path, bytes }) => [path, bytes])).toEqual(files);
  });

  test("a file larger than a part gets a part of its own", async () => {
    const parts = await zipped(1000);
    const lengths = [...parts.values()].map((part) => readZip(part).length);
    expect(lengths.slice(-3)).toEqual([1, 1, 1]);
  });

  test("writes names beyond ASCII as UTF-8, and counts their bytes exactly", async () => {
    const names = [0, 1, 2].map((at) => `straße/日本-${at}.json`);
    const partsOf = async (maximumPartBytes: number) => {
      const parts = memorySink();
      const sink = zipSink("demo", maximumPartBytes, parts);
      for (const name of names) await sink.write(name, randomBytes(50, 1));
      await sink.close();
      return [...parts.files.values()];
    };
    const [whole] = await partsOf(1e6);
    const bytes = whole?.length ?? 0;
    expect(readZip(whole).map((entry) => entry.path)).toEqual(names);
    expect(await partsOf(bytes)).toHaveLength(1);
    expect(await partsOf(bytes - 1)).toHaveLength(2);
  });

  test("a part holds a bounded number of files", async () => {
    const parts = memorySink();
    const sink = zipSink("demo", 1e6, parts, 7);
    await writeAll(sink);
    await sink.close();
    expect([...parts.files.values()].map((part) => readZip(part).length)).toEqual([7, 7, 6]);
  });

  const hasUnzip = spawnSync("unzip", ["-v"]).error === undefined;
  if (hasUnzip)
    test("passes unzip -t", async () => {
      const folder = await mkdtemp(join(tmpdir(), "diorama-zip-"));
      try {
        for (const [name, bytes] of await zipped(5000)) {
          await writeFile(join(folder, name), bytes);
          const { status, stdout } = spawnSync("unzip", ["-t", join(folder, name)], { encoding: "utf8" });
          expect(stdout).toContain("No errors detected");
          expect(status).toBe(0);
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    });

  test("hands a part over as soon as it is full", async () => {
    const seen: string[] = [];
    const parts: Sink = { ...memorySink(), write: async (path) => void seen.push(path) };
    const sink = zipSink("demo", 5000, parts);
    await writeAll(sink);
    expect(seen.length).toBeGreaterThan(3);
  });

  test("abort leaves nothing, and ends the inner sink too", async () => {
    const parts = memorySink();
    const sink = zipSink("demo", 5000, parts);
    await writeAll(sink);
    await sink.abort();
    expect(parts.files.size).toBe(0);
    await expect(parts.write("a", new Uint8Array(1))).rejects.toThrow("This memory sink is aborted already");
  });

  test("an abort while a part is being packed publishes nothing more", async () => {
    const seen: string[] = [];
    const sink = zipSink("demo", 1000, { ...memorySink(), write: async (path) => void seen.push(path) });
    await sink.write("a", randomBytes(800, 1));
    const second = sink.write("b", randomBytes(800, 2));
    await sink.abort();
    await expect(second).rejects.toThrow('The zip "demo" is aborted already');
    expect(seen).toEqual([]);
  });

  test("a part that cannot be written fails the write and leaves the sink to be aborted", async () => {
    const full: Sink = { ...memorySink(), write: () => Promise.reject(new Error("the disk is full")) };
    const sink = zipSink("demo", 1000, full);
    await sink.write("a", randomBytes(800, 1));
    await expect(sink.write("b", randomBytes(800, 2))).rejects.toThrow("the disk is full");
    await sink.abort();
  });

  test("misuse is a sentence", async () => {
    const sink = zipSink("demo", 5000, memorySink());
    await sink.close();
    await expect(sink.write("a.png", new Uint8Array(1))).rejects.toThrow(
      'The zip "demo" is closed already, so nobody can write a.png to it.',
    );
    await expect(sink.close()).rejects.toThrow("is closed already");
    await expect(sink.abort()).rejects.toThrow("is closed already");
    for (const limit of [0, -1, 1.5, Number.NaN, 2 ** 32]) {
      expect(() => zipSink("demo", limit, memorySink())).toThrow(expect.objectContaining({ name: "RecipeError" }));
    }
  });
});

const sinks = {
  zip: () => zipSink("demo", 5000, memorySink()),
  tar: () => tarSink("demo", 5000, memorySink()),
  memory: memorySink,
};

describe.each(["zip", "tar", "memory"] as const)("paths of the %s sink", (kind) => {
  test.each([
    "",
    "/a",
    "a\\b",
    "../a",
    "a/../b",
    "a/..",
    "./a",
    "a//b",
    "a/",
    "C:/a",
    "c:a",
    "a\nb",
    "a\0b",
    "a?",
    "a:b",
    "a.",
    "a /b",
    "nul.txt",
    "x/COM1",
  ])("%j is unsafe", async (path) => {
    await expect(sinks[kind]().write(path, new Uint8Array(1))).rejects.toThrow("cannot be a file's path in a dataset");
  });

  test.each(["a", "a/b.png", "a..b", ".hidden/x", "a b"])("%j is safe", async (path) => {
    await sinks[kind]().write(path, new Uint8Array(1));
  });

  test("a path cannot be written twice", async () => {
    const sink = sinks[kind]();
    await sink.write("a/b.png", new Uint8Array(1));
    await expect(sink.write("a/b.png", new Uint8Array(1))).rejects.toThrow("a/b.png was written to");
    await expect(sink.open("a/b.png")).rejects.toThrow("a/b.png was written to");
  });

  test("a file that grows keeps its path, and the sink waits for it", async () => {
    const sink = sinks[kind]();
    const writer = await sink.open("list.txt");
    await writer.write(Uint8Array.of(1));
    await expect(sink.write("list.txt", new Uint8Array(1))).rejects.toThrow("list.txt was written to");
    await expect(sink.close()).rejects.toThrow("cannot be closed while list.txt is being written");
    await writer.close();
    await sink.close();
  });
});

test.each(["zip", "memory"] as const)("a file that grew is in the %s sink as a whole", async (kind) => {
  const parts = memorySink();
  const sink = kind === "zip" ? zipSink("demo", 5000, parts) : parts;
  const writer = await sink.open("list.txt");
  await sink.write("a", Uint8Array.of(9));
  for (const byte of [1, 2, 3]) await writer.write(Uint8Array.of(byte));
  await writer.close();
  await sink.close();
  const found =
    kind === "zip" ? readZip(parts.files.get("demo-000.zip")).map(({ path, bytes }) => [path, bytes]) : [...parts.files];
  expect(found).toEqual([
    ["a", Uint8Array.of(9)],
    ["list.txt", Uint8Array.of(1, 2, 3)],
  ]);
});

test("a memory sink shows its files once it is closed", async () => {
  const sink = memorySink();
  await sink.write("a", Uint8Array.of(1));
  expect(sink.files.size).toBe(0);
  await sink.close();
  expect([...sink.files]).toEqual([["a", Uint8Array.of(1)]]);
  await expect(sink.close()).rejects.toThrow("is closed already");
});
