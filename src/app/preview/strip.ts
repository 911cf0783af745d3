/** Small drafts of one image under several recipes, one after the other: pictures to compare at a glance. */
import { effect, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Pool } from "../../pool";
import type { Recipe } from "../../recipe/schema";
import { asDraft, sampleOf, withGrace } from "./samples";
import { hasPicture } from "./state";

export type StripPicture = {
  /** Of the picture, once that is there. */
  readonly url?: string;
  /** Why there is none. */
  readonly problem?: string;
};

/** What is to be seen: one image of each recipe, in pictures so many pixels wide at most. */
export type StripWish = { readonly recipes: readonly Recipe[]; readonly index: number; readonly widthPixels: number };

/**
 * Fills `pictures` when the preview has its own; whatever changes ends that, and pictures that are still right stay. A picture depends on all
 * of its recipe but the name and what is written beside the picture.
 */
export function startStrip(
  pool: Pool,
  wish: ReadonlySignal<StripWish | undefined>,
  pictures: Signal<readonly StripPicture[]>,
): void {
  const known = new Map<string, StripPicture>();
  effect(() => {
    const { recipes, index, widthPixels } = wish.value ?? nothing;
    const wanted = recipes.map((recipe) => small(recipe, widthPixels));
    const keys = wanted.map((recipe) => keyOf([index, recipe]));
    for (const [key, { url }] of known) {
      if (keys.includes(key)) continue;
      if (url !== undefined) URL.revokeObjectURL(url);
      known.delete(key);
    }
    const show = () => {
      pictures.value = keys.map((key) => known.get(key) ?? {});
    };
    show();
    if (!hasPicture.value) return;
    const end = new AbortController();
    const fill = async () => {
      for (const [at, recipe] of wanted.entries()) {
        const key = keys[at] ?? "";
        if (known.has(key)) continue;
        const picture = await pictureOf(pool, end.signal, recipe, index);
        if (!picture) return;
        known.set(key, picture);
        show();
      }
    };
    void fill();
    return () => end.abort();
  });
}

/** The same text for what is equal, in whatever order its fields stand: one that is written into a recipe comes before those that are left out. */
function keyOf(wanted: unknown): string {
  return JSON.stringify(wanted, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const nothing: StripWish = { recipes: [], index: 0, widthPixels: 1 };

/** Undefined when it is no longer wanted. */
async function pictureOf(pool: Pool, end: AbortSignal, wanted: Recipe, index: number): Promise<StripPicture | undefined> {
  try {
    const { files } = await sampleOf(pool, withGrace(end), wanted, index);
    if (end.aborted) return undefined;
    return files.image ? { url: URL.createObjectURL(new Blob([files.image])) } : { problem: "There is no picture of it." };
  } catch (error) {
    return end.aborted ? undefined : { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Only the picture, at a size to compare at a glance. */
function small(wanted: Recipe, widthPixels: number): Recipe {
  const { width, height } = wanted.image;
  const scale = Math.min(1, widthPixels / width);
  const image = { ...wanted.image, width: Math.round(scale * width), height: Math.max(16, Math.round(scale * height)) };
  const labels = { ...wanted.labels, include: [] };
  return asDraft({ ...wanted, name: "strip", image, labels, layers: ["image"], formats: ["coco"] });
}
