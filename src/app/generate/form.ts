/** What the form of the Generate workspace changes about the recipe on show. */
import { computed, effect, signal } from "@preact/signals";
import type { Recipe } from "../../recipe/schema";
import { splitOf } from "../../recipe/splits";
import { recipe, recipeName } from "../recipe/state";
import type { Destination } from "../runs/record";
import { adapter } from "../shell/state";

type Changes = Partial<Pick<Recipe, "count" | "formats" | "splits">> & { readonly include?: Recipe["labels"]["include"] };

/** What was changed; the recipe says the rest. */
export const changes = signal<Changes>({});
export const chosenWorkers = signal<number | undefined>(undefined);
export const destination = signal<Destination>("zip");

/** Another recipe, other wishes. */
effect(() => {
  recipeName.value;
  changes.value = {};
});

/** The recipe as it will be made. */
export const wanted = computed((): Recipe | undefined => withChanges(recipe.value, changes.value));

function withChanges(before: Recipe | undefined, { include, ...change }: Changes): Recipe | undefined {
  return before && { ...before, ...change, ...(include && { labels: { ...before.labels, include } }) };
}

/** A software adapter keeps every core busy from one worker; a graphics card is faster than one worker can encode. */
export const workers = computed(() => {
  if (chosenWorkers.value !== undefined) return chosenWorkers.value;
  if (adapter.value?.software) return 1;
  return Math.min(4, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));
});

/** Images of which it is worked out exactly how they are split; beyond, shares are close enough. */
const MOST_COUNTED = 2000;

/** How many images each split gets. */
export function imagesPerSplit({ splits, seed, count }: Pick<Recipe, "splits" | "seed" | "count">): ReadonlyMap<string, number> {
  const counts = new Map(Object.keys(splits).map((name) => [name, 0]));
  const tried = Math.min(count, MOST_COUNTED);
  for (let index = 0; index < tried; index++) {
    const split = splitOf(splits, seed, index);
    counts.set(split, (counts.get(split) ?? 0) + 1);
  }
  return new Map([...counts].map(([name, images]) => [name, Math.round((images * count) / tried)]));
}
