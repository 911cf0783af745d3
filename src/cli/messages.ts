import type { SheetName } from "../app/draw/sheet-names";
import type { Rejected } from "../dataset/dataset";
import type { SinkName } from "../dataset/sinks";
import type { Summary } from "../export";
import type { Recipe } from "../recipe/schema";
import type { SceneSpec } from "../recipe/spec";

/** What the command line asks of the page. */
export type Job = {
  /** The datasets to make, one after the other; their recipes have different names. */
  readonly datasets: readonly DatasetJob[];
  readonly sink: SinkName;
  readonly workers: number | "auto";
  /** Only make and keep these of all images, counted from the first dataset to the last: another browser goes on, and the last one writes. */
  readonly keepOnly?: { readonly from: number; readonly to: number };
  /** Also write one contact sheet of all images, of this kind. */
  readonly contactSheet?: SheetName;
  /** Paths of the files of the recipes' assets; the bytes of number n are at `assets/n`. */
  readonly assets?: readonly string[];
  /** Files of the assets that cannot be used, and why. */
  readonly unusableAssets?: { readonly [path: string]: string };
};

/** The other thing that the command line asks of the page: to keep a recipe as an environment. */
export type EnvironmentJob = { readonly environment: Recipe };

/** A recipe and which of its images to make: from the first to before the second index. */
export type DatasetJob = {
  readonly recipe: Recipe;
  readonly indices: { readonly from: number; readonly to: number };
  /** Render these in place of what the recipe chooses. */
  readonly specs?: readonly SceneSpec[];
  /** Images of the range that are left out. */
  readonly rejected?: readonly Rejected[];
  /** Where its plain files go if there are several datasets; the name of the recipe when left out. */
  readonly folder?: string;
};

/** What the page tells the command line. Plain JSON; errors keep their name, which decides the exit code. */
export type Report =
  | { readonly kind: "started"; readonly adapter: string; readonly problems: readonly string[] }
  | { readonly kind: "replaced"; readonly why: string }
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "finished"; readonly summaries: readonly Summary[] }
  | { readonly kind: "failed"; readonly name: string; readonly message: string; readonly stack: string };

/** The function on the page's window through which it reports. */
export const REPORT = "reportToCommandLine";
