import type { Command } from "commander";
import { parseWhole } from "./args";
import { type ExperimentOptions, experiment } from "./experiment";
import { PATIENCE_SECONDS } from "./generate";
import { parseBins, type ScoreOptions, score } from "./score";

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
    .option(
      "--count <N>",
      "images of each arm, in place of what the experiment says  (--count 4)",
      parseWhole("--count", 1, 1_000_000),
    )
    .option("--json", "tell the progress as lines of JSON on standard output, for programs  (--json)")
    .addHelpText(
      "after",
      "\nExample:\n  npm run experiment -- examples/experiments/weather-and-light.yaml --out out/weather-and-light",
    )
    .action((file: string, options: ExperimentOptions) => experiment(signal, file, options));

  program
    .command("score")
    .description(
      "Scores the detections of any detector: COCO's average precision for each level of each factor of an experiment.",
    )
    .requiredOption(
      "--truth <DIR>",
      "folder of an experiment, or of a dataset of plain files in COCO's format  (--truth out/fog)",
    )
    .requiredOption("--results <FILE>", "COCO results for the images of the truth  (--results results.json)")
    .option(
      "--bins <field:edges>",
      "also score things by a field of their labels; may be given several times  (--bins distance.centre_metres:0,10,20,40)",
      parseBins,
    )
    .option("--out <FILE>", "also write the table as JSON  (--out out/score.json)")
    .addHelpText(
      "after",
      "\nExample:\n  npm run score -- --truth out/fog --results results.json --bins amodal.visible_fraction:0,0.3,0.7,1\n\n" +
        "Results are those of the images in instances.json (an experiment) or annotations/instances_*.json (a dataset), by their image ids.",
    )
    .action((options: ScoreOptions) => score(options));
}
