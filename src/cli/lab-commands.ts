import type { Command } from "commander";
import { parseWhole } from "./args";
import { type ExperimentOptions, experiment } from "./experiment";
import { PATIENCE_SECONDS } from "./generate";

/** Adds the commands of the quality lab. */
export function addLabCommands(program: Command, signal: AbortSignal): void {
  program
    .command("experiment")
    .description("Makes a dataset for each arm of an experiment: the same scenes, with chosen factors changed and nothing else.")
    .argument("<experiment>", "a .yaml file; docs/experiments.md says what stands in it")
    .option("--out <DIR>", "folder for the arms and the design table, default out/<name>  (--out out/fog)")
    .option("--plan", "only write the design table, design.csv and design.json  (--plan)")
    .option("--workers <N>", "images in the making at the same time  (--workers 2)", parseWhole("--workers", 1, 64))
    .option(
      "--patience <seconds>",
      "give up when no image is finished for this long  (--patience 1200)",
      parseWhole("--patience", 1),
      PATIENCE_SECONDS,
    )
    .option("--resume", "go on where a run stopped: finished arms and images are kept  (--resume)")
    .option("--restart", "delete what a run has kept that was stopped or killed  (--restart)")
    .option("--json", "tell the progress as lines of JSON on standard output, for programs  (--json)")
    .addHelpText(
      "after",
      "\nExample:\n  npm run experiment -- examples/experiments/weather-and-light.yaml --out out/weather-and-light",
    )
    .action((file: string, options: ExperimentOptions) => experiment(signal, file, options));
}
