/** The arms as datasets: which are there, and making the others. */
import { computed } from "@preact/signals";
import type { Arm } from "../../plan/experiment";
import { workers } from "../generate/form";
import { startRuns } from "../generate/run";
import { runs } from "../generate/state";
import type { RunRecord } from "../runs/record";
import { planned } from "./state";

const byRecipe = computed(() => new Map(runs.value.map((run) => [JSON.stringify(run.recipe), run])));

/** The last run of exactly this arm. */
export function runOf({ recipe }: Arm): RunRecord | undefined {
  return byRecipe.value.get(JSON.stringify(recipe));
}

/** Arms that no run was started for. */
export const missingArms = computed(() => (planned.value?.arms ?? []).filter((arm) => runOf(arm) === undefined));

/** Starts a run for each arm that has none. They are made one after the other, each with zips of its own. */
export function makeMissing(): Promise<void> {
  return startRuns(missingArms.peek().map(({ recipe }) => ({ recipe, workers: workers.peek(), destination: "zip" })));
}
