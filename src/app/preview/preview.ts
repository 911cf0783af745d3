/** Renders the image on show. A preview is a sample from the pool, like any image of a dataset. */
import { effect, signal } from "@preact/signals";
import type { Sample } from "../../encode/sample";
import { isNamed } from "../../errors";
import { createPool, type Pool } from "../../pool";
import type { LabelKind } from "../../recipe/labels";
import { pictureReferences } from "../../recipe/pictures";
import type { Recipe } from "../../recipe/schema";
import { assetFiles, assetProblems } from "../assets/state";
import { startArmPictures } from "../experiment/arm-pictures";
import { isRunning } from "../generate/state";
import { recipe } from "../recipe/state";
import { adapter } from "../shell/state";
import { asDraft, sampleOf, withGrace } from "./samples";
import {
  type Extra,
  hasPicture,
  hovered,
  index,
  inspected,
  isAskedForFacts,
  preview,
  type Shown,
  shown,
  wantedExtras,
} from "./state";
import { startVarying } from "./vary";

/** The full quality starts when index and recipe have rested for so long. */
const restMilliseconds = 500;

const attempt = signal(0);

/** Renders the same image again after a failure. */
export function retryPreview(): void {
  attempt.value += 1;
}

/**
 * Keeps the preview in step with recipe and index: a draft at once, from a cold worker a sketch before it, the recipe's own quality when nothing changes any more. A newer wish
 * ends the older one. Drafts and full quality have a worker each, so that ending a long rendering leaves a warm worker for the next draft.
 */
export function startPreview(): void {
  const drafts = createPool({ workers: 1 });
  const finals = createPool({ workers: 1 });
  let drafting = Promise.resolve();

  effect(() => {
    for (const pool of [drafts, finals]) pool.takeAssets(assetFiles.value);
  });
  // At once, since the page is still to be built; whoever wants a picture is told what goes wrong.
  drafts.adapter().catch(() => {});
  effect(() => {
    const [wanted, at] = [recipe.value, index.value, attempt.value];
    if (!wanted) return;
    if (wanted.assets.length > 0 || pictureReferences(wanted).length > 0) assetFiles.value;
    [hovered.value, inspected.value, isAskedForFacts.value] = [undefined, undefined, false];
    const wish = new AbortController();
    const before = drafting;
    const draft = async () => {
      preview.value = { is: "rendering" };
      await before;
      if (wish.signal.aborted) return;
      await checkAssets(drafts, wish.signal, wanted);
      const isLast = wanted.image.quality === "draft" || isRunning.peek();
      await show(drafts, withGrace(wish.signal), wish.signal, asDraft(wanted), at, isLast ? "ready" : "refining");
      adapter.value ??= await drafts.adapter();
    };
    const refine = async () => {
      if (wish.signal.aborted || preview.peek().is !== "refining") return;
      await rest(wish.signal);
      if (!wish.signal.aborted) await show(finals, wish.signal, wish.signal, wanted, at, "ready");
    };
    drafting = draft().catch((error: unknown) => fail(wish.signal, error));
    void drafting.then(refine).catch((error: unknown) => fail(wish.signal, error));
    return () => wish.abort();
  });
  effect(() => {
    if (hovered.value !== undefined || inspected.value !== undefined) isAskedForFacts.value = true;
  });
  effect(() => {
    const [now, extras, isThere] = [shown.value, wantedExtras.value, hasPicture.value];
    const wanted = recipe.peek();
    if (!now || !wanted || !isThere || extras.every((name) => now.extras.includes(name))) return;
    const wish = new AbortController();
    addExtras(drafts, wish.signal, wanted, now, extras).catch((error: unknown) => fail(wish.signal, error));
    return () => wish.abort();
  });
  startVarying(drafts);
  startArmPictures(drafts);
}

/** Labels and layers are the same in every quality, so a draft gives those that the image on show was made without. */
async function addExtras(
  pool: Pool,
  wish: AbortSignal,
  wanted: Recipe,
  { sample, seconds }: Shown,
  extras: readonly Extra[],
): Promise<void> {
  const { labels, files } = await sampleOf(pool, withGrace(wish), withLayers(asDraft(wanted), extras), sample.index);
  if (wish.aborted) return;
  shown.value = { sample: { ...sample, labels, files: { ...files, ...sample.files } }, seconds, extras };
}

/** Says which of the user's files cannot be used. Throws when none can be. */
async function checkAssets(pool: Pool, wish: AbortSignal, wanted: Recipe): Promise<void> {
  try {
    const problems = await pool.checkAssets(wish, wanted);
    if (!wish.aborted) assetProblems.value = problems;
  } catch (error) {
    if (isNamed(error, "RecipeError") && !wish.aborted) assetProblems.value = error.message.split("\n");
    throw error;
  }
}

/** Renders one image; `wish` says whether it is still wanted when it is there. */
async function show(
  pool: Pool,
  signal: AbortSignal,
  wish: AbortSignal,
  wanted: Recipe,
  at: number,
  then: "ready" | "refining",
): Promise<void> {
  const start = performance.now();
  const extras = wantedExtras.peek();
  const put = (sample: Sample, is: "sketched" | typeof then) => {
    if (wish.aborted) return;
    shown.value = { sample, seconds: (performance.now() - start) / 1000, extras };
    preview.value = { is };
  };
  // The recipe's own quality comes after a draft, which is better than a sketch.
  const onSketch = (sketch: Sample) => {
    if (preview.peek().is === "rendering") put(sketch, "sketched");
  };
  const isDraft = wanted.image.quality === "draft";
  put(await sampleOf(pool, signal, withLayers(wanted, extras), at, isDraft ? onSketch : undefined), then);
}

function fail(wish: AbortSignal, error: unknown): void {
  if (wish.aborted || isNamed(error, "AbortError")) return;
  const canRetry = !isNamed(error, "RecipeError");
  preview.value = { is: "failed", canRetry, problem: error instanceof Error ? error.message : String(error) };
}

/** Resolves after the rest, or at once when the signal aborts. */
function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, restMilliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** Labels that are drawn over the picture or told of its objects, and cost next to nothing. */
const usualLabels: readonly LabelKind[] = ["oriented-box", "box-3d", "keypoints", "distance"];

/** The same recipe, asking for the layers and labels that the preview can lay over the image, and for no others. */
function withLayers(wanted: Recipe, extras: readonly Extra[]): Recipe {
  const layers = extras.filter((name) => name !== "amodal");
  return {
    ...wanted,
    labels: { ...wanted.labels, include: [...usualLabels, ...(extras.includes("amodal") ? (["amodal"] as const) : [])] },
    layers: ["image", "semantic", "depth", ...layers],
    formats: ["coco"],
  };
}
