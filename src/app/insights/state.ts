/** What the charts are made of: the images of the run on show that will be in its dataset, of one split or of all. */
import { computed, signal } from "@preact/signals";
import { targetRows } from "../../plan/targets";
import { type Filter, matches, noFilter } from "../review/filter";
import { currentRun, findImages, review, rows } from "../review/state";
import { classChart, coverageGrid, type NumbersChart, numbersChart, perClassOf, positionGrid } from "./charts";

/** Name of the split to count; empty for all. */
export const split = signal("");

export const splits = computed(() => [...new Set(rows.value.map((row) => row.split))].sort());
const isRejected = (index: number) => review.value.review[index]?.verdict === "rejected";
export const rejectedCount = computed(() => rows.value.filter(({ index }) => isRejected(index)).length);

/** What is counted at all, as a filter. */
const base = computed(
  (): Filter => ({
    ...noFilter,
    splits: splits.value.includes(split.value) ? [split.value] : [],
    judged: rejectedCount.value > 0 ? ["not judged", "accepted"] : [],
  }),
);

/** The images that are counted. */
export const counted = computed(() => rows.value.filter((row) => matches(row, base.value, review.value.review[row.index] ?? {})));

/** Shows the images that a bar or a cell counts, in Review. */
export function showImages(find: Partial<Filter>): void {
  findImages({ ...base.peek(), ...find });
}

const structured = computed(() => {
  const objective = currentRun.value?.recipe.objective;
  return typeof objective === "object" ? objective : undefined;
});

export const perClass = computed(() => perClassOf(counted.value));
export const classes = computed(() => classChart(perClass.value, split.value === "" ? (structured.value?.instances ?? {}) : {}));
export const positions = computed(() => positionGrid(counted.value));
export const coverage = computed(() => coverageGrid(counted.value));

/** The objective beside what the finished images have. */
export const targets = computed(() => {
  const run = currentRun.value;
  if (!run || !structured.value || rows.value.length === 0) return [];
  const kept = rows.value.filter(({ index }) => !isRejected(index));
  return targetRows(run.recipe, { from: 0, to: Math.min(rows.value.length, run.recipe.count) }, perClassOf(kept));
});

/** COCO's evaluation divides by area; these are the sides of such squares. */
const sizeLimits = [
  { at: 32, name: "medium" },
  { at: 96, name: "large" },
];

export const distributions = computed((): readonly NumbersChart[] => {
  const of = counted.value;
  const charts = [
    numbersChart(of, "side", { title: "Sizes of boxes", perDoubling: 2, limits: sizeLimits }),
    numbersChart(of, "aspect", { title: "Shapes of boxes", perDoubling: 2, limits: [{ at: 1, name: "wide" }] }),
    numbersChart(of, "objects", { title: "Objects per image", isWhole: true }),
    numbersChart(of, "visible", { title: "Occlusion" }),
    numbersChart(of, "truncation", { title: "Truncation" }),
    numbersChart(of, "brightness", { title: "Brightness" }),
    numbersChart(of, "contrast", { title: "Contrast" }),
  ];
  return charts.filter((chart) => chart !== undefined);
});

/** Occlusion and truncation are known with the label `amodal` only. */
export const lacksAmodal = computed(() => {
  const objects = counted.value.flatMap((row) => row.objects);
  return objects.length > 0 && objects.every(({ visible }) => visible === undefined);
});
