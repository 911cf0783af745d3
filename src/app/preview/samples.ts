/** Asking the pool for single pictures that may be outdated before they are there. */
import type { Sample } from "../../encode/sample";
import type { Pool } from "../../pool";
import type { Recipe } from "../../recipe/schema";

/** An outdated draft may run on for so long, since it costs less than the new worker that an abort would need. */
const graceMilliseconds = 4000;

/** One image of a recipe; a sketch of it first where the worker has much to compile. */
export async function sampleOf(
  pool: Pool,
  signal: AbortSignal,
  wanted: Recipe,
  at: number,
  onSketch?: (sketch: Sample) => void,
): Promise<Sample> {
  for await (const sample of pool.samples(signal, wanted, [at], onSketch)) return sample;
  throw new Error(`The pool ended without image ${at}`);
}

/** Aborts some time after the given signal does. */
export function withGrace(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  signal.addEventListener("abort", () => setTimeout(() => late.abort(), graceMilliseconds), { once: true });
  return late.signal;
}

/** With one sub-frame an image. Labels do not depend on the quality. */
export function asDraft(wanted: Recipe): Recipe {
  return { ...wanted, image: { ...wanted.image, quality: "draft" } };
}
