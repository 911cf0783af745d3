/** Everything the studio shows, as signals. Components read them; `recipes.ts`, `preview.ts` and `run.ts` write them. */
import { computed, signal } from "@preact/signals";
import type { Sample } from "../encode/sample";
import type { Pool } from "../pool";
import type { AssetFiles } from "../recipe/assets";
import type { Recipe } from "../recipe/schema";
import type { ClassCount } from "./counts";
import type { Problem } from "./problems";

/** Name of a built-in recipe: "<scene>/<file>", as in "street/weather". */
export const recipeName = signal("");
/** The recipe as YAML, as it stands in the editor. */
export const recipeText = signal("");
/** The last text that could be read. A bad recipe leaves it, and so the picture, as it was. */
export const recipe = signal<Recipe | undefined>(undefined);
/** What is wrong with the text in the editor. */
export const recipeProblems = signal<readonly Problem[]>([]);

/** Files that the user dropped, by the path that recipes call them by. They stay in this page. */
export const assetFiles = signal<AssetFiles>({});
/** A sentence for each of the user's files that cannot be used. */
export const assetProblems = signal<readonly string[]>([]);
/** What to say about the last drop, and what could be done about it. */
export const modelsNotice = signal<ModelsNotice | undefined>(undefined);
type ModelsNotice = { readonly text: string; readonly offer?: string; readonly accept?: () => void };

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

/** The GPU that renders; undefined until it has answered. */
export const adapter = signal<Awaited<ReturnType<Pool["adapter"]>> | undefined>(undefined);

export type Part = { readonly name: string; readonly url: string; readonly bytes: number };
export type Thumbnail = { readonly index: number; readonly url: string };
/** One generation of a dataset, from the first image to the downloads. */
export type Run = {
  readonly is: "running" | "done" | "cancelled" | "failed";
  readonly name: string;
  readonly total: number;
  readonly done: number;
  readonly imagesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
  /** Newest first. */
  readonly thumbnails: readonly Thumbnail[];
  readonly instances: readonly ClassCount[];
  readonly parts: readonly Part[];
  /** Name of the folder that plain files were written into. */
  readonly folder?: string;
  /** A sentence for each of the user's files that was left out. */
  readonly leftOut: readonly string[];
  readonly problem?: string;
};
export const run = signal<Run | undefined>(undefined);
export const isRunning = computed(() => run.value?.is === "running");
