/** Keeps the arms in step with the experiment's text and the recipe on show. */
import { batch, effect } from "@preact/signals";
import { type Remote, wrap } from "comlink";
import { stringify } from "yaml";
import { factorsOf } from "../../plan/factors";
import { experimentSchema } from "../../recipe/experiment";
import { parseFile } from "../../recipe/parse";
import type { Recipe } from "../../recipe/schema";
import { problemsIn } from "../recipe/problems";
import { withValue } from "../recipe/recipe-edit";
import { recipe } from "../recipe/state";
import { workspace } from "../shell/state";
import { recipeReference, referenceIn } from "./edit";
import type { PlanApi } from "./plan-worker";
import { experimentProblems, experimentText, planned } from "./state";

const storageKey = "diorama.experiment";
/** Milliseconds without a change before the text is read. */
const typingPause = 200;

/** Takes the kept experiment, and plans as long as somebody is in its workspace. */
export function startExperiment(): void {
  experimentText.value = localStorage.getItem(storageKey) ?? "";
  effect(() => {
    if (experimentText.value !== "") localStorage.setItem(storageKey, experimentText.value);
  });
  effect(() => {
    const [base, reference] = [recipe.value, recipeReference.value];
    if (workspace.value !== "experiment" || !base) return;
    const text = experimentText.peek();
    if (text === "") experimentText.value = newExperiment(base, reference);
    else if (referenceIn(text) !== reference) experimentText.value = withValue(text, ["recipe"], reference) ?? text;
  });
  effect(() => {
    const [base, text] = [recipe.value, experimentText.value];
    if (workspace.value !== "experiment" || !base || text === "") return;
    const pause = setTimeout(() => void plan(text, base), typingPause);
    return () => clearTimeout(pause);
  });
}

/** Something to begin with: three kinds of weather, or two colours of lamps where there is no weather. */
function newExperiment({ scene, name }: Recipe, reference: string): string {
  const lamps = "parameters.lampKelvin";
  const isIndoors = factorsOf(scene).some(({ path }) => path === lamps);
  const factors = isIndoors ? { [lamps]: [3000, 6500] } : { "weather.kind": ["clear", "fog", "night"] };
  return stringify(
    { name: `${name}-arms`, recipe: reference, count: 4, factors, design: "full" },
    { flowCollectionPadding: false },
  );
}

let planner: Remote<PlanApi> | undefined;
let last = 0;
/** The recipe whose arms are on show. */
let shownBase: Recipe | undefined;

async function plan(text: string, base: Recipe): Promise<void> {
  const mine = ++last;
  try {
    const experiment = parseFile(text, { source: "experiment.yaml", what: "experiment", schema: experimentSchema });
    planner ??= wrap<PlanApi>(
      new Worker(new URL("./plan-worker.ts", import.meta.url), { type: "module", name: "diorama experiments" }),
    );
    const arms = await planner.plan(experiment, base);
    if (mine !== last) return;
    shownBase = base;
    batch(() => {
      planned.value = arms;
      experimentProblems.value = [];
    });
  } catch (error) {
    if (mine !== last) return;
    batch(() => {
      experimentProblems.value = problemsIn(error instanceof Error ? error.message : String(error));
      // While somebody types, the last arms stay; those of another recipe would mislead.
      if (base !== shownBase) planned.value = undefined;
    });
  }
}
