/** The same image under several values of one factor. */
import { computed, signal } from "@preact/signals";
import { withValueAt } from "../../plan/values";
import type { Pool } from "../../pool";
import { recipe } from "../recipe/state";
import { index } from "./state";
import { type StripPicture, type StripWish, startStrip } from "./strip";

export type Variant = StripPicture & { readonly value: number | string };

/** What is varied: the factor's path in the recipe, and the values to try; chosen once, so that taking one over leaves the strip as it is. */
export const varied = signal<{ readonly path: string; readonly values: readonly (number | string)[] } | undefined>(undefined);

const pictures = signal<readonly StripPicture[]>([]);
export const strip = computed((): readonly Variant[] =>
  (varied.value?.values ?? []).map((value, at) => ({ value, ...pictures.value[at] })),
);

const wish = computed((): StripWish | undefined => {
  const [wanted, factor] = [recipe.value, varied.value];
  if (!wanted || !factor) return undefined;
  const recipes = factor.values.map((value) => withValueAt(wanted, factor.path, value));
  return { recipes, index: index.value, widthPixels: 224 };
});

/** Renders the strip in a pool. */
export function startVarying(pool: Pool): void {
  startStrip(pool, wish, pictures);
}
