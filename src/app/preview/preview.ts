/** Renders the image on show. A preview is a sample from the pool, like any image of a dataset. */
import { effect, signal } from "@preact/signals";
import type { Sample } from "../../encode/sample";
import { isNamed } from "../../errors";
import { createPool, type Pool } from "../../pool";
import type { LabelKind } from "../../recipe/labels";
import { pictureReferences } from "../../recipe/pictures";
import type { Recipe } from "../../recipe/schema";
import { assetFiles, assetProblems } from "../assets/state";
import { isRunning } from "../generate/state";
import { recipe } from "../recipe/state";
import { adapter } from "../shell/state";
import { hovered, index, inspected, preview, shown } from "./state";

/** An outdated draft may run on for so long, since it costs less than the new worker that an abort would need. */
const graceMilliseconds = 4000;
/** The full quality starts when index and recipe have rested for so long. */
const restMilliseconds = 500;

const attempt = signal(0);

/** Renders the same image again after a failure. */
export function retryPreview(): void {
  attempt.value += 1;
}

/**
 * Keeps the preview in step with recipe and index: a draft at once, the recipe's own quality when nothing changes any more. A newer wish
 * ends the older one. Drafts and full quality have a worker each, so that ending a long rendering leaves a warm worker for the next draft.
 */
export function startPreview(): void {
  const drafts = createPool({ workers: 1 });
  const finals = createPool({ workers: 1 });
  let drafting = Promise.resolve();

  effect(() => {
    for (const pool of [drafts, finals]) pool.takeAssets(assetFiles.value);
  });
  effect(() => {
    const [wanted, at] = [recipe.value, index.value, attempt.value];
    if (!wanted) return;
    if (wanted.assets.length > 0 || pictureReferences(wanted).length > 0) assetFiles.value;
    [hovered.value, inspected.value] = [undefined, undefined];
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
      if (!wish.signal.aborted) await show(finals, wish.signal, wish.signal, withAllLayers(wanted), at, "ready");
    };
    drafting = draft().catch((error: unknown) => fail(wish.signal, error));
    void drafting.then(refine).catch((error: unknown) => fail(wish.signal, error));
    return () => wish.abort();
  });
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
  const sample = await sampleOf(pool, signal, wanted, at);
  if (wish.aborted) return;
  shown.value = { sample, seconds: (performance.now() - start) / 1000 };
  preview.value = { is: then };
}

async function sampleOf(pool: Pool, signal: AbortSignal, wanted: Recipe, at: number): Promise<Sample> {
  for await (const sample of pool.samples(signal, wanted, [at])) return sample;
  throw new Error(`The pool ended without image ${at}`);
}

function fail(wish: AbortSignal, error: unknown): void {
  if (wish.aborted || isNamed(error, "AbortError")) return;
  const canRetry = !isNamed(error, "RecipeError");
  preview.value = { is: "failed", canRetry, problem: error instanceof Error ? error.message : String(error) };
}

/** Aborts some time after the given signal does. */
function withGrace(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  signal.addEventListener("abort", () => setTimeout(() => late.abort(), graceMilliseconds), { once: true });
  return late.signal;
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

/** Labels that are drawn over the picture or told of its objects. */
const drawnLabels: readonly LabelKind[] = ["oriented-box", "box-3d", "keypoints", "distance", "amodal"];

/** The same recipe, asking for every layer and label that the preview can lay over the image, and no others. */
function withAllLayers(wanted: Recipe): Recipe {
  return {
    ...wanted,
    labels: { ...wanted.labels, include: [...drawnLabels] },
    layers: ["image", "instance", "semantic", "depth"],
    formats: ["coco"],
  };
}

/** With one sub-frame an image. Labels do not depend on the quality. */
function asDraft(wanted: Recipe): Recipe {
  return withAllLayers({ ...wanted, image: { ...wanted.image, quality: "draft" } });
}
