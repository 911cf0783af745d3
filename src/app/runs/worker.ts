/** The worker of all runs: it alone writes their files, and it starts the workers that render. */
import { expose } from "comlink";
import { isNamed } from "../../errors";
import type { AssetFiles } from "../../recipe/assets";
import type { Review } from "../review/review";
import { failureText } from "./failure";
import { makeImages, type Progress } from "./make";
import { nextId, type RunRecord } from "./record";
import { listRuns, readRecord, readReview, removeRun, writeOwnFiles, writeRecord, writeReview } from "./store";
import { type Writing, writeDataset } from "./write";

/** What somebody asks for; the rest of a record follows. */
export type NewRun = Pick<RunRecord, "recipe" | "workers" | "destination">;

/** How an attempt at a run ended. */
export type Outcome =
  | { readonly is: "done" | "stopped"; readonly record: RunRecord }
  | { readonly is: "failed"; readonly record: RunRecord }
  /** Another tab is at it. */
  | { readonly is: "elsewhere" };

let abort = new AbortController();
/** What a paused run waits for. */
let pause = { over: Promise.resolve(), end: () => {} };

function startPause(): void {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  pause = { over, end };
}

/** Does something that only one page at a time may do with a run. */
function alone<T>(id: string, work: () => Promise<T>): Promise<T | undefined> {
  return navigator.locks.request(`diorama-run-${id}`, { ifAvailable: true }, async (lock) => (lock ? await work() : undefined));
}

async function recordOf(id: string): Promise<RunRecord> {
  const record = await readRecord(id);
  if (!record) throw new DOMException(`The run ${id} is not in the browser's storage`, "NotFoundError");
  return record;
}

/** Works on a run until it is done, stopped or has failed, which is written down. */
async function attempt(id: string, work: (signal: AbortSignal, record: RunRecord) => Promise<RunRecord>): Promise<Outcome> {
  const outcome = await alone(id, async (): Promise<Outcome> => {
    abort = new AbortController();
    const { signal } = abort;
    try {
      return { is: "done", record: await work(signal, await recordOf(id)) };
    } catch (error) {
      const record = await recordOf(id);
      if (signal.aborted || isNamed(error, "AbortError")) return { is: "stopped", record };
      return { is: "failed", record: { ...record, problem: failureText(error, record.kept) } };
    }
  });
  return outcome ?? { is: "elsewhere" };
}

const api = {
  list: listRuns,
  async create(wanted: NewRun, files: AssetFiles, createdAt: number): Promise<RunRecord> {
    const ids = (await listRuns()).map(({ id }) => id);
    const id = nextId(ids, wanted.recipe.name);
    await writeOwnFiles(id, files);
    const record: RunRecord = { ...wanted, id, createdAt, state: "waiting", extra: 0, kept: 0, bytes: 0, leftOut: [] };
    await writeRecord(record);
    return record;
  },
  /** Makes the images that are missing. One run at a time. */
  make(id: string, onProgress: (progress: Progress) => void): Promise<Outcome> {
    return attempt(id, async (signal, before) => {
      const { problem: _, ...record } = before;
      pause.end();
      let last: Progress | undefined;
      await writeRecord({ ...record, state: "running" });
      try {
        return await makeImages(
          signal,
          { ...record, state: "running" },
          {
            gate: () => pause.over,
            onProgress(progress) {
              last = progress;
              onProgress(progress);
            },
          },
        );
      } catch (error) {
        const far = last && last.done > 0 ? { kept: Math.max(last.done, record.kept), bytes: last.bytes } : {};
        const stopped = signal.aborted || isNamed(error, "AbortError");
        const state = stopped ? "paused" : "failed";
        const told = stopped ? {} : { problem: failureText(error, far.kept ?? record.kept) };
        await writeRecord({ ...record, ...far, ...told, state }).catch(() => undefined);
        throw error;
      }
    });
  },
  /** Holds the run between two images, with its workers ready. A page that is closed meanwhile leaves a run that waits to be resumed. */
  async pause(id: string): Promise<void> {
    startPause();
    await writeRecord({ ...(await recordOf(id)), state: "paused" });
  },
  async resume(id: string): Promise<void> {
    await writeRecord({ ...(await recordOf(id)), state: "running" });
    pause.end();
  },
  /** Ends the work at once; what is finished is kept. */
  async stop(): Promise<void> {
    abort.abort(new DOMException("Stopped", "AbortError"));
    pause.end();
  },
  write(id: string, place: FileSystemDirectoryHandle | undefined, onProgress: (writing: Writing) => void): Promise<Outcome> {
    return attempt(id, (signal, record) => writeDataset(signal, record, place, onProgress));
  },
  async change(id: string, change: Partial<Pick<RunRecord, "state" | "extra">>): Promise<RunRecord> {
    const record = { ...(await recordOf(id)), ...change };
    await writeRecord(record);
    return record;
  },
  async remove(id: string): Promise<boolean> {
    return (await alone(id, () => removeRun(id).then(() => true))) ?? false;
  },
  review: readReview,
  writeReview: (id: string, review: Review) => writeReview(id, review),
};

export type RunsApi = typeof api;
expose(api);
