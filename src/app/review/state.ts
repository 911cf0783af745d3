/** The run on show in Review and Insights: its rows, what somebody thinks of its images, and what is looked for. */
import { computed, effect, signal } from "@preact/signals";
import { runsWorker } from "../generate/run";
import { live, runs } from "../generate/state";
import type { ImageRow } from "../runs/image-row";
import { readRows } from "../runs/rows";
import { unlessGone } from "../runs/store";
import { type Workspace, workspace } from "../shell/state";
import { type Filter, matches, noFilter } from "./filter";
import { type Opinion, type Review, withOpinion } from "./review";

const chosenRun = signal<string | undefined>(undefined);

/** The run that was chosen, or the newest that has an image. */
export const currentRun = computed(() => {
  const chosen = runs.value.find(({ id }) => id === chosenRun.value);
  return chosen ?? runs.value.findLast(({ kept }) => kept > 0) ?? runs.value.at(-1);
});
const currentId = computed(() => currentRun.value?.id);

/** The rows of the current run, in the order of their indices. */
export const rows = signal<readonly ImageRow[]>([]);
/** What is thought of the images of a run. */
export const review = signal<{ readonly id: string | undefined; readonly review: Review }>({ id: undefined, review: {} });
export const filter = signal<Filter>(noFilter);
/** Index of the image that keys act on. */
export const selected = signal<number | undefined>(undefined);
/** True while that image fills the page. */
export const isLarge = signal(false);

export const shownRows = computed(() =>
  rows.value.filter((row) => matches(row, filter.value, review.value.review[row.index] ?? {})),
);

export function chooseRun(id: string): void {
  chosenRun.value = id;
  filter.value = noFilter;
  selected.value = undefined;
  isLarge.value = false;
}

/** Shows a run in another workspace, at one of its images if wanted. */
export function openRun(id: string, way: Workspace, index?: number): void {
  chooseRun(id);
  selected.value = index;
  workspace.value = way;
}

/** Shows the images in Review that a filter lets through. */
export function findImages(wanted: Filter): void {
  filter.value = wanted;
  selected.value = undefined;
  isLarge.value = false;
  workspace.value = "review";
}

/** Shows an image large. */
export function openLarge(index: number): void {
  selected.value = index;
  isLarge.value = true;
}

/** Changes the opinion on an image and keeps it with the run. */
export function setOpinion(index: number, change: { readonly [part in keyof Opinion]?: Opinion[part] | undefined }): void {
  const { id, review: before } = review.peek();
  if (id === undefined) return;
  const after = withOpinion(before, index, change);
  review.value = { id, review: after };
  void unlessGone(runsWorker().writeReview(id, after), undefined);
}

/** Keeps rows and review in step with the run on show. */
export function startReview(): void {
  effect(() => {
    const id = currentId.value;
    rows.value = [];
    review.value = { id, review: {} };
    if (id === undefined) return;
    const isStill = () => currentId.peek() === id;
    void unlessGone(readRows(id), new Map()).then((read) => isStill() && add([...read.values()]));
    void unlessGone(runsWorker().review(id), {}).then((read) => {
      if (isStill()) review.value = { id, review: { ...read, ...review.peek().review } };
    });
  });
  effect(() => {
    const row = live.value?.id === currentId.value ? live.value?.progress?.row : undefined;
    if (row && rows.peek().at(-1) !== row) add([row]);
  });
}

function add(more: readonly ImageRow[]): void {
  const byIndex = new Map([...rows.peek(), ...more].map((row) => [row.index, row]));
  rows.value = [...byIndex.values()].sort((a, b) => a.index - b.index);
}
