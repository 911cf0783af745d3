import type { Command } from "commander";
import { qualities } from "../recipe/schema";
import { parseOne, parseSize, parseWhole } from "./args";
import { coverageLines, MOST_COVERED } from "./coverage";
import { environment } from "./environment";
import { type ExperimentOptions, experiment } from "./experiment";
import { PATIENCE_SECONDS } from "./generate";
import { type MixOptions, mix, parseAugmentation, parseHoldout, parseOversample, parseRatio } from "./mix";
import { scenesFolder } from "./places";
import { readRecipe } from "./recipe-file";
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
    .option("--size <WxH>", "another size of the images in pixels  (--size 320x240)", parseSize)
    .option(
      "--quality <name>",
      "in place of the recipe's: draft, normal or high  (--quality draft)",
      parseOne("--quality", qualities),
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
    .option(
      "--classes <names>",
      "score these classes only, in place of all that the truth shows  (--classes car,person)",
      (text: string) => text.split(",").map((name) => name.trim()),
    )
    .option("--out <FILE>", "also write the table as JSON  (--out out/score.json)")
    .addHelpText(
      "after",
      "\nExample:\n  npm run score -- --truth out/fog --results results.json --bins amodal.visible_fraction:0,0.3,0.7,1\n\n" +
        "Results are those of the images in instances.json (an experiment) or annotations/instances_*.json (a dataset), by their image ids.",
    )
    .action((options: ScoreOptions) => score(options));

  program
    .command("mix")
    .description("Joins a real and a synthetic dataset for training on both, and writes down where every image is from.")
    .requiredOption("--real <DIR>", "real images with labels in the format of COCO, YOLO or Pascal VOC  (--real photos)")
    .requiredOption("--synthetic <DIR>", "dataset of plain files in one of these formats  (--synthetic out/street)")
    .requiredOption("--ratio <R>", "synthetic images for each real one in the training split  (--ratio 0.5)", parseRatio)
    .requiredOption("--out <DIR>", "new folder  (--out out/mix)")
    .option("--seed <S>", "another seed, other synthetic images  (--seed 7)", parseWhole("--seed", 0, 2 ** 32 - 1), 1)
    .option("--train <split>", "name of the training split in both  (--train train)", "train")
    .option(
      "--holdout <factor=value>",
      "synthetic images with this value go to the split test-heldout only; may be given several times  (--holdout weather.kind=fog)",
      parseHoldout,
    )
    .option(
      "--oversample <share>",
      "list training images again that show a class which fewer than this share of them show  (--oversample 0.2)",
      parseOversample,
    )
    .option("--copy", "copy the images; they stay where they are when left out, and are referred to  (--copy)")
    .option(
      "--augment <amounts>",
      "copy, and change each training image by amounts of its own, up to these  (--augment noise=0.02,brightness=0.2,contrast=0.2)",
      parseAugmentation,
    )
    .addHelpText(
      "after",
      "\nExample:\n  npm run mix -- --real photos --synthetic out/street --ratio 1 --holdout weather.kind=fog --out out/mix",
    )
    .action((options: MixOptions) => mix(signal, options));

  program
    .command("coverage")
    .description("Says how evenly the plan of a recipe covers what it leaves to chance, without rendering it.")
    .argument("<recipe>", "as for generate")
    .option(
      "--count <N>",
      "how many images are planned, in place of the recipe's count  (--count 256)",
      parseWhole("--count", 1, MOST_COVERED),
    )
    .addHelpText("after", "\nExample:\n  npm run coverage -- street/weather --count 256")
    .action((name: string, { count }: { readonly count?: number }) => {
      const { recipe } = readRecipe(name, scenesFolder);
      for (const line of coverageLines(recipe, count ?? Math.min(recipe.count, MOST_COVERED))) console.log(line);
    });

  program
    .command("environment")
    .description("Serves a recipe as an environment for agents that look around: JSON lines on standard input and output.")
    .argument("<recipe>", "as for generate")
    .addHelpText(
      "after",
      "\nExample:\n  echo '{\"reset\": 7}' | npm run -s environment -- street/quick\n\nexamples/environment has a client and an agent in Python.",
    )
    .action((recipe: string) => environment(signal, recipe));
}
