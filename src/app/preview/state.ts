/** The picture on show, as signals. */
import { computed, signal } from "@preact/signals";
import type { Sample } from "../../encode/sample";
import { type OverlayName, usualOpacities, usualOverlays } from "../draw/overlay";
import { paintedNames } from "../draw/pictures";
import { type View, wholeView } from "./view";

/** Number of the image in the preview. */
export const index = signal(0);

/** Whether each layer is drawn over the preview. */
export const overlays = signal(usualOverlays);
/** How much each layer covers, 0 to 1, once it is on. */
export const opacities = signal<Readonly<Record<OverlayName, number>>>(usualOpacities);

/** Sides that are compared: the plain image, the image under the overlays that are on, or one layer. */
export const sides = {
  image: "Picture",
  overlays: "Overlays",
  semantic: "Classes",
  depth: "Depth",
  normals: "Normals",
  parts: "Parts",
} as const;
export type Side = keyof typeof sides;

/** Two sides with an edge between them, at a share of the width; undefined as long as nothing is compared. */
export const comparison = signal<{ readonly left: Side; readonly right: Side; readonly at: number } | undefined>(undefined);

/** The painted layers that are looked at. */
export const paintedOn = computed(() => {
  const { left, right } = comparison.value ?? {};
  const isOn = paintedNames.filter((name) => overlays.value[name]);
  const areOverlaysOn = left === undefined || left === "overlays" || right === "overlays";
  return paintedNames.filter((name) => name === left || name === right || (areOverlaysOn && isOn.includes(name)));
});

/** What takes extra time in every image, and is only asked for when somebody looks at it. */
const extraNames = ["amodal", "normals", "parts"] as const;
export type Extra = (typeof extraNames)[number];

/** `extras` says which of them the sample has. */
export type Shown = { readonly sample: Sample; readonly seconds: number; readonly extras: readonly Extra[] };
/** The picture on show; it stays while the next one renders and when that fails. */
export const shown = signal<Shown | undefined>(undefined);
export type PreviewState =
  /** "sketched": a sketch is on show, with the labels of the draft that is on its way. "refining": a draft is on show, the recipe's own quality is on its way. */
  | { readonly is: "rendering" | "sketched" | "refining" | "ready" }
  | { readonly is: "failed"; readonly problem: string; readonly canRetry: boolean };
export const preview = signal<PreviewState>({ is: "rendering" });
/** True when the image on show is the one that is wanted. */
export const hasPicture = computed(() => preview.value.is === "ready" || preview.value.is === "refining");

/** Numbers of the parts that the image has; undefined as long as its parts are not looked at. */
export const seenParts = signal<readonly number[] | undefined>(undefined);

/** The part of the image on show. */
export const view = signal<View>(wholeView);
/** Where the pointer is on the picture, in shares of its width and height. */
export const pointer = signal<readonly [x: number, y: number]>([0, 0]);
/** Id of the instance under the pointer. */
export const hovered = signal<number | undefined>(undefined);
/** Id of the instance whose entry is open. */
export const inspected = signal<number | undefined>(undefined);
/** Whether somebody looked for the facts of an object of this image, which say how much of it is seen. */
export const isAskedForFacts = signal(false);

/** The extras that somebody looks at, in one word: a signal that only changes when they do. */
const wantedWord = computed(() => {
  const painted: readonly string[] = paintedOn.value;
  const isWanted = (name: Extra) => (name === "amodal" ? overlays.value.amodal || isAskedForFacts.value : painted.includes(name));
  return extraNames.filter(isWanted).join(" ");
});
export const wantedExtras = computed((): readonly Extra[] => extraNames.filter((name) => wantedWord.value.includes(name)));
