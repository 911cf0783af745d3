/** One run as it is kept in the browser: what to make, how far it is, and what became of it. Plain JSON. */
import type { Recipe } from "../../recipe/schema";

export type Destination = "zip" | "folder" | "browser";

export type RunState =
  /** Its turn comes after the runs before it. */
  | "waiting"
  /** Images are being made; or were, when the page was closed. */
  | "running"
  | "paused"
  /** All images are there. */
  | "made"
  | "failed";

export type Part = { readonly name: string; readonly bytes: number };

/** The files that were written last. */
export type Exported = {
  /** Zips that the browser keeps, to be downloaded. */
  readonly parts: readonly Part[];
  /** Name of the folder that plain files were written into. */
  readonly folder?: string;
  /** Images in it. */
  readonly images: number;
  /** What was rejected then, as `rejectedKey` says it. */
  readonly rejected: string;
};

export type RunRecord = {
  /** Name of its folder; runs are in the order of their ids. */
  readonly id: string;
  readonly recipe: Recipe;
  readonly workers: number;
  readonly destination: Destination;
  /** Milliseconds since 1970, for people. */
  readonly createdAt: number;
  readonly state: RunState;
  /** Images that take the place of rejected ones: the indices from `recipe.count` on. */
  readonly extra: number;
  /** Finished images and their bytes, when it was last written down. */
  readonly kept: number;
  readonly bytes: number;
  /** Why it failed, in a sentence. */
  readonly problem?: string;
  /** A sentence for each of the user's files that was left out. */
  readonly leftOut: readonly string[];
  readonly exported?: Exported;
};

/** Images that a run makes. */
export function totalOf({ recipe, extra }: Pick<RunRecord, "recipe" | "extra">): number {
  return recipe.count + extra;
}

/** The id of the next run: a number that makes it the last one, and the name of the recipe. */
export function nextId(ids: readonly string[], name: string): string {
  const last = Math.max(0, ...ids.map((id) => Number.parseInt(id, 10) || 0));
  return `${String(last + 1).padStart(4, "0")}-${name}`;
}

/** The run whose turn it is: the first that waits, or was interrupted. Runs at work elsewhere are not ours to take. */
export function nextRun(runs: readonly RunRecord[], elsewhere: ReadonlySet<string>): RunRecord | undefined {
  return runs.find(({ id, state }) => (state === "waiting" || state === "running") && !elsewhere.has(id));
}
