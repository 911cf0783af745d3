/** The runs in this browser, as signals. `run.ts` writes them. */
import { computed, signal } from "@preact/signals";
import type { Progress } from "../runs/make";
import type { RunRecord } from "../runs/record";
import type { Writing } from "../runs/write";

/** All runs, oldest first. */
export const runs = signal<readonly RunRecord[]>([]);

/** The run that this page works on. */
export type Live = {
  readonly id: string;
  readonly is: "making" | "writing" | "stopping";
  readonly progress?: Progress;
  readonly writing?: Writing;
};
export const live = signal<Live | undefined>(undefined);

/** Runs that another tab works on. */
export const elsewhere = signal<ReadonlySet<string>>(new Set());
/** Runs that this page found unfinished and went on with. */
export const continued = signal<ReadonlySet<string>>(new Set());

/** What to say of all runs, such as why none can be kept. */
export const runsNotice = signal<string | undefined>(undefined);

/** Bytes that this page has in the browser's storage, and that it may have. */
export const storage = signal<{ readonly used: number; readonly most: number } | undefined>(undefined);

/** True while images are being made, which is when the preview should not take much. */
export const isRunning = computed(() => {
  const now = live.value;
  return now !== undefined && runs.value.some(({ id, state }) => id === now.id && state === "running");
});
