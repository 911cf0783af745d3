/** Plans experiments beside the page: a design of many arms checks a recipe for each. */
import { expose } from "comlink";
import { plannedExperiment } from "../../plan/experiment";

const api = { plan: plannedExperiment };

export type PlanApi = typeof api;
expose(api);
