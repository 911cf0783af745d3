/** The picture on show, as signals. */
import { signal } from "@preact/signals";
import type { Sample } from "../../encode/sample";

/** Number of the image in the preview. */
export const index = signal(0);

/** What is drawn over the preview. */
export const overlays = signal({ boxes: true, masks: true, semantic: false, depth: false });
export type OverlayName = keyof typeof overlays.value;

export type Shown = { readonly sample: Sample; readonly seconds: number };
/** The picture on show; it stays while the next one renders and when that fails. */
export const shown = signal<Shown | undefined>(undefined);
export type PreviewState =
  /** "refining": a draft is on show, the recipe's own quality is on its way. */
  | { readonly is: "rendering" | "refining" | "ready" }
  | { readonly is: "failed"; readonly problem: string; readonly canRetry: boolean };
export const preview = signal<PreviewState>({ is: "rendering" });
