import { proxy, type Remote, releaseProxy, wrap } from "comlink";
import type { Surface } from "./encode/ply";
import type { Sample } from "./encode/sample";
import { GpuError, isNamed } from "./errors";
import type { AssetFiles } from "./recipe/assets";
import { pictureReferences } from "./recipe/pictures";
import type { Recipe } from "./recipe/schema";
import type { InstanceSpec, SceneSpec } from "./recipe/spec";
import type { AdapterInfo } from "./render/gpu";
import type { Pose } from "./scene/assets/measure";
import type { WorkerApi } from "./worker";
import { afterDeath } from "./worker-death";

/** Workers that make samples. Dispose it to end them. */
export type Pool = AsyncDisposable & {
  /** Gives all workers other files for what recipes name. Samples in the making may have the old ones or the new ones. */
  takeAssets(files: AssetFiles): void;
  /** What renders; opens a worker when none is. */
  adapter(): Promise<AdapterInfo>;
  /**
   * A sentence for each of the user's files that cannot be used; samples are made without it, the same on every worker.
   * Throws a RecipeError when a file is missing or none can be used.
   */
  checkAssets(signal: AbortSignal, recipe: Recipe): Promise<readonly string[]>;
  /** Builds the model of an instance of a recipe, in its own space. */
  mesh(signal: AbortSignal, recipe: Recipe, instance: InstanceSpec): Promise<Surface>;
  /** The poses that instances of the recipe's first model can take: moments of its animation clips, or how it stands in its file. */
  poses(signal: AbortSignal, recipe: Recipe): Promise<readonly Pose[]>;
  /**
   * Samples in the order of `items`: images of the recipe by index, or specs to render as they are. At most two for each worker are made ahead of the reader, so awaiting is the back-pressure.
   * A worker that dies or loses its device is replaced and its sample made again, three times at most. Abort ends all workers at once. `onSketch` is for pictures that somebody waits for:
   * a worker that has much to compile first gives a sketch, with the labels of the sample in plain colours.
   */
  samples(
    signal: AbortSignal,
    recipe: Recipe,
    items: Iterable<number | SceneSpec>,
    onSketch?: (sketch: Sample) => void,
  ): AsyncGenerator<Sample, void, undefined>;
};

/** A worker that starts up, waits, or works on something. */
export type WorkerState = {
  readonly is: "starting" | "idle" | "working" /** Index of the image that it makes. */;
  readonly image?: number;
};

export type PoolOptions = {
  /** How many workers. `auto` is one on a software adapter, which uses all cores by itself, else one for each core, four at most. */
  readonly workers: number | "auto";
  /** Files that recipes name; `takeAssets` gives others. Each worker gets a copy. */
  readonly assets?: AssetFiles;
  /** Another worker script, for tests. */
  readonly createWorker?: () => Worker;
  /** Told what every worker is doing, whenever that changes. */
  readonly onChange?: (workers: readonly WorkerState[]) => void;
  /** Told why a worker was lost: another one takes its place and makes its samples again. */
  readonly onLost?: (why: Error) => void;
  /** A worker that has been silent for so long on one sample counts as dead. */
  readonly patienceMilliseconds?: number;
};

const ATTEMPTS = 3;
const MOST_WORKERS = 4;
const PATIENCE = 300_000;

/** Calls that a worker works on at a time: while the GPU draws one image, the worker builds the next, or labels and encodes the one before. */
const SEATS = 2;

/** One worker with the calls that it works on. A worker that dies rejects them: comlink alone would leave them hanging. */
type Slot = {
  readonly worker: Worker;
  readonly remote: Remote<WorkerApi>;
  /** Seats that are taken. */
  taken: number;
  readonly rejects: Set<(error: Error) => void>;
  fail(error: Error): void;
  state: WorkerState;
};

export function createPool(options: PoolOptions): Pool {
  const { createWorker = startWorker, patienceMilliseconds = PATIENCE } = options;
  let size = options.workers === "auto" ? 1 : Math.max(1, Math.floor(options.workers));
  const slots = new Set<Slot>();
  const waiting: ((slot: Slot) => void)[] = [];

  let { assets } = options;

  const tell = (slot: Slot, state: WorkerState) => {
    slot.state = state;
    options.onChange?.([...slots].map((one) => one.state));
  };

  /** Messages arrive in order, so the files are there before the next sample is asked for. */
  const giveAssets = (slot: Slot, files: AssetFiles) => {
    slot.remote.takeAssets(files).catch((error) => slot.fail(error));
  };
  const open = (): Slot => {
    const worker = createWorker();
    const rejects: Slot["rejects"] = new Set();
    const fail = (error: Error) => {
      for (const reject of rejects) reject(error);
    };
    const slot: Slot = { worker, remote: wrap<WorkerApi>(worker), taken: 0, rejects, fail, state: { is: "starting" } };
    worker.onerror = (event) => lose(slot, new GpuError(`A render worker died: ${event.message || "no reason given"}`));
    worker.onmessageerror = () => lose(slot, new GpuError("A render worker sent a message that cannot be read"));
    slots.add(slot);
    const died = () => lose(slot, new GpuError("A render worker died without a word"));
    // One that cannot say that it lives is waited for with patience.
    afterDeath((name) => slot.remote.holdLock(name), died).catch(() => {});
    tell(slot, slot.state);
    if (assets) giveAssets(slot, assets);
    return slot;
  };
  const close = (slot: Slot, why: Error) => {
    if (!slots.delete(slot)) return;
    slot.fail(why);
    slot.remote[releaseProxy]();
    slot.worker.terminate();
    options.onChange?.([...slots].map((one) => one.state));
  };
  const lose = (slot: Slot, why: Error) => {
    if (slots.has(slot)) options.onLost?.(why);
    close(slot, why);
  };
  /** A free seat: with a worker that does nothing, else with a new one, else beside a call. */
  const seat = (): Slot | undefined => {
    const all = [...slots];
    const slot = all.find(({ taken }) => taken === 0) ?? (all.length < size ? open() : all.find(({ taken }) => taken < SEATS));
    if (slot) slot.taken++;
    return slot;
  };
  const take = async (): Promise<Slot> => seat() ?? new Promise((resolve) => waiting.push(resolve));
  /** Hands free seats to the next in line. */
  const give = (slot: Slot) => {
    slot.taken--;
    while (waiting.length > 0) {
      const free = seat();
      if (!free) return;
      waiting.shift()?.(free);
    }
  };
  const closeAll = (why: Error) => {
    for (const slot of [...slots]) close(slot, why);
  };

  /** Runs one call on a slot; settles also when the worker dies or stays silent. */
  const call = async <T>(slot: Slot, work: (remote: Remote<WorkerApi>) => Promise<T>): Promise<T> => {
    let leave: () => unknown = () => {};
    const failed = new Promise<never>((_, reject) => {
      slot.rejects.add(reject);
      leave = () => slot.rejects.delete(reject);
    });
    const silent = new GpuError(`A render worker was silent for ${patienceMilliseconds / 1000} s`);
    const patience = setTimeout(() => slot.fail(silent), patienceMilliseconds);
    try {
      return await Promise.race([work(slot.remote), failed]);
    } finally {
      clearTimeout(patience);
      leave();
    }
  };

  const attempt = async <T>(signal: AbortSignal, work: (remote: Remote<WorkerApi>) => Promise<T>, image?: number): Promise<T> => {
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      const slot = await take();
      try {
        signal.throwIfAborted();
        if (image !== undefined) tell(slot, { is: "working", image });
        return await call(slot, work);
      } catch (error) {
        if (!isNamed(error, "GpuError")) throw error;
        lose(slot, error);
        if (tries >= ATTEMPTS || signal.aborted) throw error;
      } finally {
        give(slot);
        if (slots.has(slot) && slot.taken === 0) tell(slot, { is: "idle" });
      }
    }
  };

  const adapter = async (signal: AbortSignal): Promise<AdapterInfo> => {
    const info = await attempt(signal, (remote) => remote.adapter());
    if (options.workers === "auto" && !info.software) size = Math.min(MOST_WORKERS, navigator.hardwareConcurrency);
    return info;
  };

  return {
    adapter: () => adapter(new AbortController().signal),
    takeAssets(files) {
      assets = files;
      for (const slot of slots) giveAssets(slot, files);
    },
    async checkAssets(signal, recipe) {
      if (recipe.assets.length === 0 && pictureReferences(recipe).length === 0) return [];
      return attempt(signal, (remote) => remote.checkAssets(recipe));
    },
    mesh: (signal, recipe, instance) => attempt(signal, (remote) => remote.mesh(recipe, instance)),
    poses: (signal, recipe) => attempt(signal, (remote) => remote.poses(recipe)),
    async *samples(signal, recipe, items, onSketch) {
      if (options.workers === "auto") await adapter(signal);
      const stop = new AbortController();
      const stopped = AbortSignal.any([signal, stop.signal]);
      const abort = () => closeAll(abortError(signal));
      signal.addEventListener("abort", abort, { once: true });
      const ahead: Promise<Sample>[] = [];
      try {
        for (const item of items) {
          signal.throwIfAborted();
          const index = typeof item === "number" ? item : item.index;
          const generate = (remote: Remote<WorkerApi>) => remote.generate(recipe, item, onSketch && proxy(onSketch));
          const made = attempt(stopped, generate, index).catch((error: unknown) => {
            throw located(error, recipe, index);
          });
          made.catch(() => {});
          ahead.push(made);
          if (ahead.length >= size * 2) yield await (ahead.shift() as Promise<Sample>);
        }
        for (let next = ahead.shift(); next; next = ahead.shift()) yield await next;
      } catch (error) {
        throw signal.aborted ? abortError(signal) : error;
      } finally {
        signal.removeEventListener("abort", abort);
        stop.abort();
        await Promise.allSettled(ahead);
      }
    },
    async [Symbol.asyncDispose]() {
      closeAll(new DOMException("The pool was closed", "AbortError"));
    },
  };
}

function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "diorama render" });
}

function abortError(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError");
}

/** Says which image an error belongs to, so that it can be made again alone. Keeps the name, which is what callers compare. */
function located(error: unknown, recipe: Recipe, index: number): unknown {
  if (isNamed(error, "AbortError") || !(error instanceof Error)) return error;
  error.message = `Image ${index} of recipe "${recipe.name}" (seed ${recipe.seed}): ${error.message}`;
  return error;
}
