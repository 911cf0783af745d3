/** The picture on show, as signals. */
import { signal } from "@preact/signals";
import type { Sample } from "../../encode/sample";
import { type OverlayName, usualOpacities } from "../draw/overlay";
import { type View, wholeView } from "./view";

/** Number of the image in the preview. */
export const index = signal(0);

/** Whether each layer is drawn over the preview. */
export const overlays = signal<Readonly<Record<OverlayName, boolean>>>({
  boxes: true,
  masks: true,
  amodal: false,
  oriented: false,
  boxes3d: false,
  keypoints: false,
  semantic: false,
  depth: false,
});
/** How much each layer covers, 0 to 1, once it is on. */
export const opacities = signal<Readonly<Record<OverlayName, number>>>(usualOpacities);

export type Shown = { readonly sample: Sample; readonly seconds: number };
/** The picture on show; it stays while the next one renders and when that fails. */
export const shown = signal<Shown | undefined>(undefined);
export type PreviewState =
  /** "refining": a draft is on show, the recipe's own quality is on its way. */
  | { readonly is: "rendering" | "refining" | "ready" }
  | { readonly is: "failed"; readonly problem: string; readonly canRetry: boolean };
export const preview = signal<PreviewState>({ is: "rendering" });

/** The part of the image on show. */
export const view = signal<View>(wholeView);
/** Where the pointer is on the picture, in shares of its width and height. */
export const pointer = signal<readonly [x: number, y: number]>([0, 0]);
/** Id of the instance under the pointer. */
export const hovered = signal<number | undefined>(undefined);
/** Id of the instance whose entry is open. */
export const inspected = signal<number | undefined>(undefined);
