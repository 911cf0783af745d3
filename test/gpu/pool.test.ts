import { wrap } from "comlink";
import { describe, expect, test, vi } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { createPool, type Pool } from "../../src/pool";
import { parseRecipe } from "../../src/recipe/parse";
import type { WorkerApi } from "../../src/worker";

const recipe = parseRecipe("scene: street\nimage: { width: 64, height: 48, quality: draft }", {
  source: "test",
  scenes: sceneParameters,
});
const obedient = () => new Worker(new URL("./obedient-worker.ts", import.meta.url), { type: "module" });
const doomed = () => new Worker(new URL("./doomed-worker.ts", import.meta.url), { type: "module" });
/** The first worker is doomed, those that replace it are not. */
const firstDoomed = () => {
  let count = 0;
  return () => (count++ === 0 ? doomed() : obedient());
};

async function indicesOf(pool: Pool, indices: readonly number[], signal = new AbortController().signal): Promise<number[]> {
  const made: number[] = [];
  for await (const { index } of pool.samples(signal, recipe, indices)) made.push(index);
  return made;
}

/** The indices that workers say they have started. */
function listening(): { readonly started: readonly number[] } & Disposable {
  const started: number[] = [];
  const channel = new BroadcastChannel("started");
  channel.onmessage = ({ data }) => started.push(data);
  return { started, [Symbol.dispose]: () => channel.close() };
}

/** A limit only for what hangs, milliseconds. */
const patience = { timeout: 60_000 };

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

describe("the pool", () => {
  test.each([1, 2, 3])("gives samples in order with %i workers", async (workers) => {
    await using pool = createPool({ workers, createWorker: obedient });
    expect(await indicesOf(pool, upTo(20))).toEqual(upTo(20));
  });

  test("works no more than two samples a worker ahead of a slow reader", async () => {
    await using pool = createPool({ workers: 2, createWorker: obedient });
    using workers = listening();
    const samples = pool.samples(new AbortController().signal, recipe, upTo(40));
    await samples.next();
    await expect.poll(() => workers.started.length, patience).toBe(4);
    // A fifth would come now.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(workers.started.length).toBe(4);
    await samples.return();
  });

  test("replaces a worker that dies and makes its sample again", async () => {
    await using pool = createPool({ workers: 1, createWorker: firstDoomed() });
    expect(await indicesOf(pool, [1, 3, 7])).toEqual([1, 3, 7]);
  });

  test("replaces a worker that falls silent", async () => {
    // The clock goes on only when the worker has fallen silent: in real time, one that starts slowly would count as silent, too.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      using workers = listening();
      await using pool = createPool({ workers: 1, createWorker: firstDoomed(), patienceMilliseconds: 300 });
      const made = indicesOf(pool, [1, 4, 7]);
      await expect.poll(() => workers.started.includes(4), patience).toBe(true);
      await vi.advanceTimersByTimeAsync(300);
      expect(await made).toEqual([1, 4, 7]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("learns at once that a worker ended without a word, and says so", async () => {
    const lost: string[] = [];
    const onLost = ({ message }: Error) => lost.push(message);
    await using pool = createPool({ workers: 1, createWorker: firstDoomed(), onLost });
    expect(await indicesOf(pool, [1, 6, 7])).toEqual([1, 6, 7]);
    expect(lost).toEqual(["A render worker died without a word"]);
  });

  test("gives up after three attempts and says which image", async () => {
    await using pool = createPool({ workers: 1, createWorker: obedient });
    await expect(indicesOf(pool, [1, 1000])).rejects.toMatchObject({
      name: "GpuError",
      message: 'Image 1000 of recipe "street" (seed 1): the GPU is on fire',
    });
  });

  test("does not repeat what the user got wrong", async () => {
    await using pool = createPool({ workers: 2, createWorker: obedient });
    await expect(indicesOf(pool, [500])).rejects.toMatchObject({ name: "RecipeError" });
    expect(await indicesOf(pool, [2]), "and can still be used").toEqual([2]);
  });

  test("stops at once when aborted, even if a worker hangs", async () => {
    await using pool = createPool({ workers: 2, createWorker: doomed });
    const abort = new AbortController();
    const run = indicesOf(pool, [5, 1, 2, 5], abort.signal);
    setTimeout(() => abort.abort(), 100);
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
  });

  test("survives the loss of the GPU device", async () => {
    const workers: Worker[] = [];
    const createWorker = () => {
      const worker = new Worker(new URL("../../src/worker.ts", import.meta.url), { type: "module" });
      workers.push(worker);
      return worker;
    };
    await using pool = createPool({ workers: 1, createWorker });
    expect(await indicesOf(pool, [0])).toEqual([0]);
    const [first] = workers;
    if (first) await wrap<WorkerApi>(first).loseDevice();
    expect(await indicesOf(pool, [1, 2])).toEqual([1, 2]);
    expect(workers.length).toBe(2);
  });
});
