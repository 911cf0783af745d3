/** The same image under several values of one factor, as small drafts, one after the other. */
import { computed, effect, signal } from "@preact/signals";
import { withValueAt } from "../../plan/values";
import type { Pool } from "../../pool";
import type { Recipe } from "../../recipe/schema";
import { recipe } from "../recipe/state";
import { asDraft, sampleOf, withGrace } from "./samples";
import { hasPicture, index } from "./state";

export type Variant = {
  readonly value: number | string;
  /** Of its picture, once that is there. */
  readonly url?: string;
  /** Why there is none. */
  readonly problem?: string;
};

/** What is varied: the factor's path in the recipe, and the values to try; chosen once, so that taking one over leaves the strip as it is. */
export const varied = signal<{ readonly path: string; readonly values: readonly (number | string)[] } | undefined>(undefined);
export const strip = signal<readonly Variant[]>([]);

const widthPixels = 224;

/** All that decides on the pictures of the strip: the factor's own value in the recipe does not. */
const key = computed(() => {
  const [wanted, factor] = [recipe.value, varied.value];
  return wanted && factor ? JSON.stringify([withValueAt(wanted, factor.path, null), index.value, factor]) : "";
});

/** Fills the strip when the image itself is there; whatever changes that ends it, and pictures that are still right stay. */
export function startVarying(pool: Pool): void {
  let last = "";
  effect(() => {
    const [now, isThere] = [key.value, hasPicture.value];
    if (now !== last) {
      for (const { url } of strip.peek()) if (url !== undefined) URL.revokeObjectURL(url);
      strip.value = (varied.peek()?.values ?? []).map((value) => ({ value }));
      last = now;
    }
    const [wanted, factor] = [recipe.peek(), varied.peek()];
    if (!isThere || !wanted || !factor) return;
    const wish = new AbortController();
    void fill(pool, wish.signal, wanted, factor.path);
    return () => wish.abort();
  });
}

async function fill(pool: Pool, wish: AbortSignal, wanted: Recipe, path: string): Promise<void> {
  const at = index.peek();
  for (const [place, { value, url, problem }] of strip.peek().entries()) {
    if (url !== undefined || problem !== undefined) continue;
    const found = await pictureOf(pool, withGrace(wish), withValueAt(small(wanted), path, value), at);
    if (wish.aborted) return;
    strip.value = strip.peek().with(place, { value, ...found });
  }
}

async function pictureOf(pool: Pool, signal: AbortSignal, wanted: Recipe, at: number): Promise<Omit<Variant, "value">> {
  try {
    const { files } = await sampleOf(pool, signal, wanted, at);
    return files.image ? { url: URL.createObjectURL(new Blob([files.image])) } : { problem: "There is no picture of it." };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Only the picture, at a size to compare at a glance. */
function small(wanted: Recipe): Recipe {
  const { width, height } = wanted.image;
  const scale = Math.min(1, widthPixels / width);
  const image = { ...wanted.image, width: Math.round(scale * width), height: Math.max(16, Math.round(scale * height)) };
  return asDraft({ ...wanted, image, labels: { ...wanted.labels, include: [] }, layers: ["image"], formats: ["coco"] });
}
