/** Makes the images of a run and keeps them; goes on where an earlier page stopped. Runs in the worker of all runs. */
import type { Sample } from "../../encode/sample";
import { keepSamples } from "../../export";
import { createPool, type WorkerState } from "../../pool";
import { factsOf } from "../../run-facts";
import type { ImageRow } from "./image-row";
import { openKept } from "./kept";
import { type Rate, rateOf, startPace, withImage } from "./progress";
import { type RunRecord, totalOf } from "./record";
import { addRow, readRows } from "./rows";
import { readOwnFiles, writeRecord } from "./store";

/** How far a run is. */
export type Progress = {
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly rate: Rate | undefined;
  readonly workers: readonly WorkerState[];
  /** Of the image that was finished just now. */
  readonly row?: ImageRow;
};

export type Work = {
  /** Resolves at once, or when a pause is over. */
  readonly gate: () => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
};

/** How often, in milliseconds, it is written down how many images there are. Only the list of runs depends on it. */
const RECORD_PAUSE = 1000;

/** Makes what is missing. Returns the record of the complete run; throws what `exportDataset` throws. */
export async function makeImages(signal: AbortSignal, started: RunRecord, { gate, onProgress }: Work): Promise<RunRecord> {
  const { id, recipe } = started;
  const total = totalOf(started);
  const files = await readOwnFiles(id);
  let record = started;
  let workers: readonly WorkerState[] = [];
  let done = 0;
  let writtenAt = performance.now();
  let pace = startPace(performance.now());
  let bytes = () => 0;
  const tell = (row?: ImageRow) =>
    onProgress({ done, total, bytes: bytes(), rate: rateOf(pace, total - done), workers, ...(row && { row }) });
  const onChange = (states: readonly WorkerState[]) => {
    workers = states;
    tell();
  };
  await using pool = createPool({ workers: record.workers, assets: files, onChange });
  const facts = JSON.stringify(await factsOf({ recipe, pool }, files));
  const journal = await openKept(id, facts, record.kept);
  bytes = journal.bytes;
  const rows = await readRows(id);
  let rendered = 0;
  const keep = async (sample: Sample) => {
    await journal.keep(sample);
    rendered++;
  };
  const leftOut = await keepSamples(signal, {
    recipe,
    indices: { from: 0, to: total },
    pool,
    journal: { read: journal.read, keep },
    async onSample(sample, count) {
      const row = rows.get(sample.index) ?? (await addRow(id, sample));
      done = count;
      pace = rendered > 0 ? withImage(pace, performance.now()) : startPace(performance.now());
      tell(row);
      if (performance.now() - writtenAt > RECORD_PAUSE) {
        writtenAt = performance.now();
        record = { ...record, kept: done, bytes: journal.bytes() };
        await writeRecord(record);
      }
      await gate();
    },
  });
  const { problem: _, ...rest } = record;
  record = { ...rest, state: "made", kept: total, bytes: journal.bytes(), leftOut };
  await writeRecord(record);
  return record;
}
