/** Writes the dataset of a run from its kept samples: zips that the browser keeps, or plain files in a folder. Runs in the worker of all runs. */
import { directorySink } from "../../dataset/directory";
import type { Sink } from "../../dataset/sink";
import { exportDataset } from "../../export";
import { createPool } from "../../pool";
import type { RunFacts } from "../../run-facts";
import { rejectedIn, rejectedKey } from "../review/review";
import { writeFile } from "./files";
import { keptSamples } from "./kept";
import { type Exported, type Part, type RunRecord, totalOf } from "./record";
import { emptyPartsFolder, readFacts, readOwnFiles, readReview, writeRecord } from "./store";

export type Writing = { readonly done: number; readonly total: number };

/** Writes all images that are there and were not rejected. Leaves nothing behind when it throws or is aborted. */
export async function writeDataset(
  signal: AbortSignal,
  record: RunRecord,
  place: FileSystemDirectoryHandle | undefined,
  onProgress: (writing: Writing) => void,
): Promise<RunRecord> {
  const { id, recipe } = record;
  const to = record.state === "made" ? totalOf(record) : record.kept;
  const review = await readReview(id);
  const rejected = rejectedIn(review, to);
  const facts: RunFacts = JSON.parse((await readFacts(id)) ?? "null");
  await using pool = createPool({ workers: record.workers, assets: await readOwnFiles(id) });
  const folder = place && (await directorySink(place, recipe.name));
  const zips: Part[] = [];
  const { images } = await exportDataset(signal, {
    recipe,
    indices: { from: 0, to },
    ...(rejected.length > 0 && { rejected }),
    pool,
    packing: folder ? "dir" : "zip",
    parts: folder ?? partsSink(await emptyPartsFolder(id), zips),
    journal: await keptSamples(id),
    made: { versions: facts.versions, adapter: facts.adapter },
    onSample: (_, done, total) => onProgress({ done, total }),
  });
  const exported: Exported = {
    parts: zips,
    images,
    rejected: rejectedKey(review, to),
    ...(folder && { folder: folder.folder }),
  };
  const written = { ...record, exported };
  await writeRecord(written);
  return written;
}

/** Takes zips as they are done, and keeps none of them in memory. */
function partsSink(folder: FileSystemDirectoryHandle, parts: Part[]): Sink {
  return {
    async write(name, bytes) {
      await writeFile(folder, name, bytes);
      parts.push({ name, bytes: bytes.length });
    },
    open: (name) => Promise.reject(new Error(`${name} cannot grow: a zip is written at once`)),
    close: async () => {},
    async abort() {
      for (const { name } of parts) await folder.removeEntry(name);
      parts.length = 0;
    },
  };
}
