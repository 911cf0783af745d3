/** The dataset in the making, as signals. */
import { computed, signal } from "@preact/signals";
import type { ClassCount } from "../widgets/counts";

export type Part = { readonly name: string; readonly url: string; readonly bytes: number };
export type Thumbnail = { readonly index: number; readonly url: string };
/** One generation of a dataset, from the first image to the downloads. */
export type Run = {
  readonly is: "running" | "done" | "cancelled" | "failed";
  readonly name: string;
  readonly total: number;
  readonly done: number;
  readonly imagesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
  /** Newest first. */
  readonly thumbnails: readonly Thumbnail[];
  readonly instances: readonly ClassCount[];
  readonly parts: readonly Part[];
  /** Name of the folder that plain files were written into. */
  readonly folder?: string;
  /** A sentence for each of the user's files that was left out. */
  readonly leftOut: readonly string[];
  readonly problem?: string;
};
export const run = signal<Run | undefined>(undefined);
export const isRunning = computed(() => run.value?.is === "running");
