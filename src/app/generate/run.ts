/** Generates a dataset in the page and offers its zip parts for download, or writes plain files into a folder. */
import { directorySink } from "../../dataset/directory";
import { memorySink } from "../../dataset/memory";
import type { Sample } from "../../encode/sample";
import { isNamed } from "../../errors";
import { exportDataset } from "../../export";
import { createPool } from "../../pool";
import type { Recipe } from "../../recipe/schema";
import { assetFiles } from "../assets/state";
import { drawOverlay, usualOpacities } from "../draw/overlay";
import { imagePicture } from "../draw/pictures";
import { withLabels } from "../widgets/counts";
import { type Part, type Run, run, type Thumbnail } from "./state";

export type Job = {
  readonly recipe: Recipe;
  readonly workers: number;
  /** Where to make a folder with plain files; zips to download when left out. */
  readonly place?: FileSystemDirectoryHandle | undefined;
};

const thumbnailsKept = 8;
const thumbnailWidth = 240;
/** Thumbnails are decoded and drawn on the main thread: no more than the eye can follow. */
const thumbnailPauseMs = 250;
/** Images over which the rate is taken. */
const rateWindow = 12;

let abort: AbortController | undefined;

/** Stops the run at once. Nothing of it is kept. */
export function cancelRun(): void {
  abort?.abort();
}

/** Makes all images of the recipe and leaves the zip parts, if any, in `run`. Ends with `is` "done", "cancelled" or "failed"; never throws. */
export async function startRun({ recipe, workers, place }: Job): Promise<void> {
  forgetRun();
  abort = new AbortController();
  const { signal } = abort;
  const zips = memorySink();
  const finishedAt = [performance.now()];
  let thumbnailAt = 0;
  run.value = emptyRun(recipe.name, recipe.count);

  const onSample = async (sample: Sample, done: number, total: number) => {
    const now = performance.now();
    finishedAt.push(now);
    if (finishedAt.length > rateWindow + 1) finishedAt.shift();
    const rate = rateOf(finishedAt, total - done);
    update((before) => ({ ...before, ...rate, done, instances: withLabels(before.instances, sample.labels.instances) }));
    if (done < total && now - thumbnailAt < thumbnailPauseMs) return;
    thumbnailAt = now;
    addThumbnail(await thumbnailOf(sample));
  };

  try {
    const folder = place && (await directorySink(place, recipe.name));
    await using pool = createPool({ workers, assets: assetFiles.peek() });
    const { problems } = await exportDataset(signal, {
      recipe,
      indices: { from: 0, to: recipe.count },
      pool,
      packing: folder ? "dir" : "zip",
      parts: folder ?? zips,
      onSample,
    });
    update((before) => ({
      ...before,
      is: "done",
      leftOut: problems,
      parts: [...zips.files].map(([name, bytes]) => partOf(name, bytes)),
      ...(folder ? { folder: folder.folder } : {}),
    }));
  } catch (error) {
    const is = isNamed(error, "AbortError") || signal.aborted ? "cancelled" : "failed";
    update((before) => ({ ...before, is, problem: error instanceof Error ? error.message : String(error) }));
  }
}

/** Clears the finished run and frees its zip parts and thumbnails. */
export function forgetRun(): void {
  for (const { url } of [...(run.value?.parts ?? []), ...(run.value?.thumbnails ?? [])]) URL.revokeObjectURL(url);
  run.value = undefined;
}

function emptyRun(name: string, total: number): Run {
  return {
    is: "running",
    name,
    total,
    done: 0,
    imagesPerSecond: undefined,
    secondsLeft: undefined,
    thumbnails: [],
    instances: [],
    parts: [],
    leftOut: [],
  };
}

function update(change: (now: Run) => Run): void {
  if (run.value) run.value = change(run.value);
}

/** Images a second over the last few, from the times (in milliseconds) at which they were done. */
function rateOf(finishedAt: readonly number[], left: number): Pick<Run, "imagesPerSecond" | "secondsLeft"> {
  const elapsed = (finishedAt.at(-1) ?? 0) - (finishedAt[0] ?? 0);
  if (elapsed <= 0) return { imagesPerSecond: undefined, secondsLeft: undefined };
  const imagesPerSecond = (1000 * (finishedAt.length - 1)) / elapsed;
  return { imagesPerSecond, secondsLeft: left / imagesPerSecond };
}

function addThumbnail(thumbnail: Thumbnail): void {
  const thumbnails = [thumbnail, ...(run.value?.thumbnails ?? [])];
  update((before) => ({ ...before, thumbnails: thumbnails.slice(0, thumbnailsKept) }));
  for (const { url } of thumbnails.slice(thumbnailsKept)) URL.revokeObjectURL(url);
}

async function thumbnailOf(sample: Sample): Promise<Thumbnail> {
  const image = await imagePicture(sample);
  const canvas = new OffscreenCanvas(thumbnailWidth, Math.round((thumbnailWidth * image.height) / image.width));
  const context = canvas.getContext("2d");
  if (context) drawOverlay(context, image, sample, { opacities: { masks: usualOpacities.masks } });
  image.close();
  return { index: sample.index, url: URL.createObjectURL(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 })) };
}

function partOf(name: string, bytes: Uint8Array<ArrayBuffer>): Part {
  return { name, bytes: bytes.length, url: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })) };
}
