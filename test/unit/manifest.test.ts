import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashingSink, manifestJson, sha256 } from "../../src/dataset/manifest";
import { memorySink } from "../../src/dataset/memory";

const facts = {
  versions: { three: "0.187.0", diorama: "0.1.0" },
  adapter: { vendor: "google" },
  recipe: "demo",
  seed: 0,
  range: [0, 24],
  counts: { splits: { train: 24 }, weather: { clear: 24 }, classes: { car: { instances: 3, images: 2 } } },
} as const;

test("sha256 of the standard's example", async () => {
  const hash = await sha256(new TextEncoder().encode("abc"));
  expect(hash).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("every file goes through unchanged and gets its hash", async () => {
  const inner = memorySink();
  const sink = hashingSink(inner);
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at);
  // A view: only its own bytes count.
  await sink.write("b.bin", bytes.subarray(10, 20));
  await sink.write("a.bin", bytes);
  await sink.close();
  expect([...inner.files]).toEqual([
    ["b.bin", bytes.slice(10, 20)],
    ["a.bin", bytes],
  ]);
  const expected = (part: Uint8Array) => createHash("sha256").update(part).digest("hex");
  expect(sink.hashes).toEqual(
    new Map([
      ["b.bin", expected(bytes.slice(10, 20))],
      ["a.bin", expected(bytes)],
    ]),
  );
});

test("a file that grows has the hash of all of it", async () => {
  const inner = memorySink();
  const sink = hashingSink(inner);
  const writer = await sink.open("list.txt");
  for (const piece of ["a", "b", "c"]) await writer.write(new TextEncoder().encode(piece));
  expect(sink.hashes.size).toBe(0);
  await writer.close();
  await sink.close();
  expect(sink.hashes.get("list.txt")).toBe(await sha256(new TextEncoder().encode("abc")));
  expect(new TextDecoder().decode(inner.files.get("list.txt"))).toBe("abc");
});

test("a file that the inner sink refuses has no hash", async () => {
  const sink = hashingSink(memorySink());
  await expect(sink.write("../a", new Uint8Array(1))).rejects.toThrow("cannot be a file's path");
  expect(sink.hashes.size).toBe(0);
});

test("abort reaches the inner sink", async () => {
  const inner = memorySink();
  await hashingSink(inner).abort();
  await expect(inner.close()).rejects.toThrow("aborted");
});

test("the manifest is sorted at every depth, whatever the order of writing", () => {
  const one = manifestJson(
    facts,
    new Map([
      ["b", "2"],
      ["a/z", "1"],
      ["Z", "3"],
    ]),
  );
  const other = manifestJson(
    { ...facts, versions: { diorama: "0.1.0", three: "0.187.0" } },
    new Map([
      ["Z", "3"],
      ["a/z", "1"],
      ["b", "2"],
    ]),
  );
  expect(one).toBe(other);
  const parsed: unknown = JSON.parse(one);
  expect(parsed).toEqual({ ...facts, files: { "a/z": "1", b: "2", Z: "3" } });
  expect(one.indexOf('"Z"')).toBeLessThan(one.indexOf('"a/z"'));
  expect(one.indexOf('"diorama"')).toBeLessThan(one.indexOf('"three"'));
  expect(one.endsWith("}\n")).toBe(true);
});
