/** The experiment in the making, as signals. Its text is what the command line reads; `edit.ts` writes it, `plan.ts` plans it. */
import { computed, signal } from "@preact/signals";
import type { PlannedExperiment } from "../../plan/experiment";
import type { StripPicture } from "../preview/strip";
import type { Problem } from "../recipe/problems";
import { valueIn, valuesIn } from "../recipe/recipe-edit";

/** The experiment as YAML; empty until there is a recipe to begin with. */
export const experimentText = signal("");
export const experimentView = signal<"form" | "yaml">("form");
/** What is wrong with the text. */
export const experimentProblems = signal<readonly Problem[]>([]);
/** The arms of the last text that could be planned. */
export const planned = signal<PlannedExperiment | undefined>(undefined);

/** A picture for each arm that is looked at, in their order. */
export const armPictures = signal<readonly StripPicture[]>([]);
/** Arms beyond the first few are only rendered when somebody wants to see them. */
export const isEveryArmSeen = signal(false);

const written = computed(() => valuesIn(experimentText.value));

/** What the text says at a path, without defaults. */
export function writtenAt(path: readonly string[]): unknown {
  return valueIn(written.value, path);
}

/** A factor and its levels as they are written, which may be anything. */
export type WrittenFactor = { readonly name: string; readonly levels: readonly unknown[] };

export const factors = computed((): readonly WrittenFactor[] => {
  const given = writtenAt(["factors"]);
  if (typeof given !== "object" || given === null) return [];
  return Object.entries(given).map(([name, levels]) => ({ name, levels: Array.isArray(levels) ? levels : [] }));
});

export const designs = {
  full: "Every combination",
  "one-factor": "One factor at a time",
  orthogonal: "Orthogonal: pairs of levels equally often",
  fractional: "Fractional: some factors are products",
} as const;
export type DesignName = keyof typeof designs;

export const design = computed((): DesignName => {
  const given = writtenAt(["design"]);
  if (typeof given === "object" && given !== null) return "fractional";
  return typeof given === "string" && Object.hasOwn(designs, given) ? (given as DesignName) : "full";
});
export const generators = computed(() => namesAt(["design", "fractional"]));

/** "all", or the factors and groups that are left out one at a time. */
export const ablations = computed(() => (writtenAt(["ablations"]) === "all" ? "all" : namesAt(["ablations"])));

function namesAt(path: readonly string[]): readonly string[] {
  const given = writtenAt(path);
  return Array.isArray(given) ? given.filter((name) => typeof name === "string") : [];
}
