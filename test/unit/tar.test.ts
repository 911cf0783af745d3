import { describe, expect, test } from "vitest";
import { memorySink } from "../../src/dataset/memory";
import { tarSink } from "../../src/dataset/tar";
import { readTar, type TarEntry } from "./tar-read";

const samples = Array.from({ length: 9 }, (_, at) => {
  const stem = `train/00000${at}`;
  return [
    [`${stem}.png`, new Uint8Array(at * 300).fill(at)],
    [`${stem}.seg.png`, new Uint8Array(511 + at).fill(1)],
    [`${stem}.json`, new Uint8Array(512)],
  ] as const;
}).flat();

async function shardsOf(maximumBytes: number): Promise<ReadonlyMap<string, Uint8Array>> {
  const parts = memorySink();
  const sink = tarSink("demo", maximumBytes, parts);
  for (const [path, bytes] of samples) await sink.write(path, bytes);
  await sink.close();
  return parts.files;
}

describe("tarSink", () => {
  test("holds every file, in order, without time and owner", async () => {
    const shards = await shardsOf(1e6);
    expect([...shards.keys()]).toEqual(["demo-000000.tar"]);
    const entries = await readTar(shards.get("demo-000000.tar"));
    expect(entries.map(({ path, bytes }) => [path, bytes])).toEqual(samples);
    for (const { mode, time, owner } of entries) expect({ mode, time, owner }).toEqual({ mode: 0o644, time: 0, owner: 0 });
  });

  test("a shard is bounded, whole in blocks, and no sample is torn apart", async () => {
    const shards = [...(await shardsOf(12_000)).values()];
    expect(shards.length).toBeGreaterThan(2);
    const all: TarEntry[] = [];
    for (const shard of shards) {
      expect(shard.length).toBeLessThanOrEqual(12_000);
      expect(shard.length % 512).toBe(0);
      const entries = await readTar(shard);
      expect(entries.length % 3).toBe(0);
      for (let at = 0; at < entries.length; at += 3)
        expect(new Set(entries.slice(at, at + 3).map(({ path }) => path.split(".")[0])).size).toBe(1);
      all.push(...entries);
    }
    expect(all.map(({ path, bytes }) => [path, bytes])).toEqual(samples);
  });

  test("starts a shard at the exact byte", async () => {
    const whole = (await shardsOf(1e6)).get("demo-000000.tar")?.length ?? 0;
    expect((await shardsOf(whole)).size).toBe(1);
    expect((await shardsOf(whole - 1)).size).toBe(2);
  });

  test("long paths are split as ustar wants it, and what is too long is refused", async () => {
    const long = `${"folder/".repeat(20)}${"x".repeat(90)}.png`;
    const parts = memorySink();
    const sink = tarSink("demo", 1e6, parts);
    await sink.write(long, Uint8Array.of(1));
    await sink.write("straße/日本.png", Uint8Array.of(2));
    await expect(sink.write(`${"x".repeat(101)}.png`, Uint8Array.of(1))).rejects.toThrow("too long for a tar");
    await sink.close();
    const entries = await readTar(parts.files.get("demo-000000.tar"));
    expect(entries.map(({ path }) => path)).toEqual([long, "straße/日本.png"]);
  });

  test("abort leaves nothing", async () => {
    const parts = memorySink();
    const sink = tarSink("demo", 1000, parts);
    for (const [path, bytes] of samples) await sink.write(path, bytes);
    await sink.abort();
    expect(parts.files.size).toBe(0);
    await expect(sink.write("a", new Uint8Array(1))).rejects.toThrow('The tar "demo" is aborted already');
  });
});
