/** The browser side of the command line: gets the job, renders it, sends the parts back. Loaded by headless.html. */
import { createContactSheet } from "../app/draw/contact-sheet";
import { workBehind } from "../behind";
import { inFolder, type Sink } from "../dataset/sink";
import type { Sample } from "../encode/sample";
import { exportDataset, keepSamples, type Summary } from "../export";
import { createPool, type Pool } from "../pool";
import type { AssetFiles } from "../recipe/assets";
import { send } from "./courier";
import { serveEnvironment } from "./environment-page";
import { httpJournal } from "./http-journal";
import { type DatasetJob, type EnvironmentJob, type Job, REPORT, type Report } from "./messages";

declare global {
  interface Window {
    [REPORT](report: Report): Promise<void>;
  }
}

async function runJob(): Promise<void> {
  const response = await fetch("job");
  const job: Job | EnvironmentJob = await response.json();
  if ("environment" in job) {
    const adapter = await serveEnvironment(job.environment);
    return await window[REPORT]({ kind: "started", adapter, problems: [] });
  }
  const files = await assetFiles(job);
  const onLost = ({ message }: Error) => void window[REPORT]({ kind: "replaced", why: message });
  await using pool = createPool({ workers: job.workers, assets: files, onLost });
  const { vendor, architecture, description, software } = await pool.adapter();
  const adapter = description || [vendor, architecture].filter(Boolean).join(" ") || "an unnamed adapter";
  const { signal } = new AbortController();
  const problems: string[] = [];
  for (const { recipe } of job.datasets) problems.push(...(await pool.checkAssets(signal, recipe)));
  await window[REPORT]({ kind: "started", adapter: software ? `${adapter} (on the CPU)` : adapter, problems });
  if (job.keepOnly) {
    await keepOnly(signal, { ...job, keepOnly: job.keepOnly }, pool, files);
    return await window[REPORT]({ kind: "finished", summaries: [] });
  }

  const sheet = job.contactSheet ? createContactSheet(job.contactSheet) : undefined;
  const parts = httpSink("parts");
  const total = imagesOf(job);
  const summaries: Summary[] = [];
  let done = 0;
  const onSample = async (sample: Sample) => {
    await sheet?.add(sample);
    done++;
    await window[REPORT]({ kind: "progress", done, total });
  };
  for (const dataset of job.datasets) {
    const place = job.sink === "dir" && job.datasets.length > 1 ? folderOf(parts, nameOf(dataset)) : parts;
    const journal = await httpJournal(nameOf(dataset), { ...dataset, pool }, files);
    summaries.push(await exportDataset(signal, { ...dataset, pool, packing: job.sink, parts: place, journal, onSample }));
  }
  const file = await sheet?.toFile();
  if (file) await parts.write(file.name, file.bytes);
  await parts.close();
  await window[REPORT]({ kind: "finished", summaries });
}

function imagesOf({ datasets }: Job): number {
  return datasets.reduce((sum, { indices: { from, to } }) => sum + to - from, 0);
}

/** Makes some of the images, and leaves the writing to a later browser. */
async function keepOnly(
  signal: AbortSignal,
  job: Job & { readonly keepOnly: NonNullable<Job["keepOnly"]> },
  pool: Pool,
  files: AssetFiles,
): Promise<void> {
  const total = imagesOf(job);
  let [before, done] = [0, job.keepOnly.from];
  const onSample = () => window[REPORT]({ kind: "progress", done: ++done, total });
  for (const dataset of job.datasets) {
    const { from: first, to: end } = dataset.indices;
    const from = Math.max(first, first + job.keepOnly.from - before);
    const to = Math.min(end, first + job.keepOnly.to - before);
    before += end - first;
    if (from >= to) continue;
    const journal = await httpJournal(nameOf(dataset), { ...dataset, pool }, files);
    await keepSamples(signal, { recipe: dataset.recipe, indices: { from, to }, pool, journal, onSample });
  }
}

/** The bytes of the recipe's assets, from the command line. */
async function assetFiles({ assets = [], unusableAssets = {} }: Job): Promise<AssetFiles> {
  const files = assets.map(async (path, at) => {
    const response = await fetch(`assets/${at}`);
    if (!response.ok) throw new Error(`Reading ${path} failed (${response.status}): ${await response.text()}`);
    return [path, new Uint8Array(await response.arrayBuffer())] as const;
  });
  return { ...unusableAssets, ...Object.fromEntries(await Promise.all(files)) };
}

function nameOf({ folder, recipe }: DatasetJob): string {
  return folder ?? recipe.name;
}

/** A sink for one of several datasets. */
function folderOf(parts: Sink, name: string): Sink {
  return { ...parts, ...inFolder(parts, name) };
}

/** Files on their way at a time: each waits for the disk. Large ones, such as zips, go in pieces that are waited for, or they would fill the memory. */
const SENT_AT_A_TIME = 8;
const LARGE_BYTES = 2 ** 22;

/** Sends files to the command line, which publishes them when the page reports the end, and discards them otherwise. All are there after `close`. */
function httpSink(folder: string): Sink {
  const sending = workBehind(SENT_AT_A_TIME);
  const put = async (method: "PUT" | "PATCH", path: string, bytes: Uint8Array<ArrayBuffer>) => {
    const { ok, status, text } = await send(`${folder}/${path}`, method, bytes);
    if (!ok) throw new Error(`Sending ${path} failed (${status}): ${text}`);
  };
  return {
    async write(path, bytes) {
      if (bytes.byteLength <= LARGE_BYTES) return await sending.start(() => put("PUT", path, bytes));
      for (let from = 0; from < bytes.byteLength; from += LARGE_BYTES)
        await put("PATCH", path, bytes.subarray(from, from + LARGE_BYTES));
    },
    async open(path) {
      // What is added to a file has to arrive in order.
      let last = Promise.resolve();
      const add = (bytes: Uint8Array<ArrayBuffer>) => {
        last = last.then(() => put("PATCH", path, bytes));
        return last;
      };
      return { write: (bytes) => sending.start(() => add(bytes)), close: async () => {} };
    },
    close: () => sending.settle(),
    abort: async () => {},
  };
}

runJob().catch((error: unknown) => {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  return window[REPORT]({ kind: "failed", name, message, stack });
});
