/** Starts, holds and ends runs. The work is done by the worker of all runs, one run at a time; the others wait for their turn. */
import { proxy, type Remote, wrap } from "comlink";
import { assetFiles } from "../assets/state";
import { failureText } from "../runs/failure";
import { nextRun, type RunRecord, totalOf } from "../runs/record";
import type { NewRun, Outcome, RunsApi } from "../runs/worker";
import { counted } from "../widgets/words";
import { tellTheEnd } from "./notify";
import { continued, elsewhere, type Live, live, runs, runsNotice, storage } from "./state";

let api: Remote<RunsApi> | undefined;

/** The worker; it starts when it is first needed. */
export function runsWorker(): Remote<RunsApi> {
  if (api) return api;
  const worker = new Worker(new URL("../runs/worker.ts", import.meta.url), { type: "module", name: "diorama runs" });
  worker.onerror = (event) => {
    // Calls to a worker that died never settle. What it had finished is in the storage.
    api = undefined;
    live.value = undefined;
    runsNotice.value = `The worker that keeps the runs died (${event.message || "no reason given"}). Reload the page to go on; finished images are kept.`;
  };
  api = wrap<RunsApi>(worker);
  return api;
}

/** Where the files of a run go that was started with a folder; browsers forget it with the page. */
const places = new Map<string, FileSystemDirectoryHandle>();
/** Runs to be deleted as soon as they have stopped. */
const cancelled = new Set<string>();

/** Reads the runs that earlier pages left, and goes on with those that were not finished. */
export async function openRuns(): Promise<void> {
  try {
    runs.value = await runsWorker().list();
  } catch (error) {
    runsNotice.value = failureText(error, 0);
    return;
  }
  const unfinished = runs.value.filter(({ state }) => state === "running").map(({ id }) => id);
  continued.value = new Set(unfinished);
  void measureStorage();
  await pump();
}

/** Makes a run of each; they start when those before them are done. */
export async function startRuns(all: readonly NewRun[], place?: FileSystemDirectoryHandle): Promise<void> {
  await guarded(async () => {
    void navigator.storage.persist();
    for (const wanted of all) {
      const record = await runsWorker().create(wanted, assetFiles.peek(), Date.now());
      if (place) places.set(record.id, place);
      runs.value = [...runs.peek(), record];
    }
    await pump();
  });
}

export async function pauseRun(id: string): Promise<void> {
  await guarded(async () => {
    if (live.peek()?.id === id) await runsWorker().pause(id);
    else await runsWorker().change(id, { state: "paused" });
    patch(id, { state: "paused" });
  });
}

/** Goes on with a run that was paused, or failed. */
export async function resumeRun(id: string): Promise<void> {
  await guarded(async () => {
    if (live.peek()?.id === id) {
      await runsWorker().resume(id);
      patch(id, { state: "running" });
      return;
    }
    elsewhere.value = new Set([...elsewhere.peek()].filter((other) => other !== id));
    replace(await runsWorker().change(id, { state: "waiting" }));
    await pump();
  });
}

/** Ends a run and deletes what it has made. */
export async function cancelRun(id: string): Promise<void> {
  if (live.peek()?.id !== id) return removeRun(id);
  cancelled.add(id);
  update(id, { is: "stopping" });
  await runsWorker().stop();
}

/** Deletes a run with all its images. */
export async function removeRun(id: string): Promise<void> {
  await guarded(async () => {
    const gone = await runsWorker().remove(id);
    if (gone) runs.value = runs.peek().filter((run) => run.id !== id);
    else runsNotice.value = "Another tab works on this run; it can be deleted there.";
    void measureStorage();
  });
}

/** Makes so many more images: the next indices of the recipe. */
export async function extendRun(id: string, more: number): Promise<void> {
  const run = runs.peek().find((one) => one.id === id);
  if (!run) return;
  await guarded(async () => {
    replace(await runsWorker().change(id, { state: "waiting", extra: run.extra + more }));
    await pump();
  });
}

/** Writes the files of a run: into a folder, or zips to download. */
export async function writeRun(id: string, place?: FileSystemDirectoryHandle): Promise<void> {
  if (live.peek()) return;
  live.value = { id, is: "writing" };
  await guarded(async () => {
    const onProgress = proxy((writing: Live["writing"]) => update(id, { is: "writing", ...(writing && { writing }) }));
    settle(id, await runsWorker().write(id, place, onProgress));
  });
  live.value = undefined;
  void measureStorage();
}

/** Works on the next run, and on those after it. */
async function pump(): Promise<void> {
  for (;;) {
    const next = live.peek() ? undefined : nextRun(runs.peek(), elsewhere.peek());
    if (!next) return;
    await make(next);
  }
}

async function make({ id, destination, recipe }: RunRecord): Promise<void> {
  live.value = { id, is: "making" };
  patch(id, { state: "running" });
  let isDone = false;
  // What was said of the run before stays: nobody asked for this one just now.
  await told(async () => {
    const onProgress = proxy((progress: Live["progress"]) => progress && update(id, { progress }));
    const outcome = await runsWorker().make(id, onProgress);
    settle(id, outcome);
    isDone = outcome.is === "done";
  });
  live.value = undefined;
  if (cancelled.delete(id)) {
    const kept = runs.peek().find((run) => run.id === id)?.kept ?? 0;
    await removeRun(id);
    runsNotice.value = `Cancelled after ${counted(kept, "image")}; nothing was kept.`;
    return;
  }
  if (isDone && destination === "zip") await writeRun(id);
  if (isDone && destination === "folder" && places.has(id)) await writeRun(id, places.get(id));
  const run = runs.peek().find((one) => one.id === id);
  if (run && (isDone || run.state === "failed")) tellTheEnd(recipe.name, isDone ? totalOf(run) : undefined);
  void measureStorage();
}

function settle(id: string, outcome: Outcome): void {
  if (outcome.is === "elsewhere") elsewhere.value = new Set([...elsewhere.peek(), id]);
  else replace(outcome.record);
}

function replace(record: RunRecord): void {
  runs.value = runs.peek().map((run) => (run.id === record.id ? record : run));
}

function patch(id: string, change: Partial<RunRecord>): void {
  runs.value = runs.peek().map((run) => (run.id === id ? { ...run, ...change } : run));
}

function update(id: string, change: Partial<Live>): void {
  const now = live.peek();
  if (now?.id === id) live.value = { ...now, ...change };
}

/** Does what somebody asked for; what was said before is out of date. */
function guarded(work: () => Promise<void>): Promise<void> {
  runsNotice.value = undefined;
  return told(work);
}

/** Says what went wrong in place of throwing it at a button. */
async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    runsNotice.value = failureText(error, 0);
  }
}

async function measureStorage(): Promise<void> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  storage.value = { used: usage, most: quota };
}
