/** The command line: reads the arguments, runs the job in a headless browser, decides the exit code. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { Command, CommanderError } from "commander";
import { sceneParameters } from "../../scenes/parameters";
import { sheetNames } from "../app/draw/sheet-names";
import { type SinkName, sinks } from "../dataset/sinks";
import { isNamed } from "../errors";
import { experimentJsonSchema } from "../recipe/experiment-json-schema";
import { recipeJsonSchema } from "../recipe/json-schema";
import { formatNames, qualities } from "../recipe/schema";
import { parseNames, parseOne, parseRange, parseSize, parseWhole } from "./args";
import { addCompletion } from "./completion";
import { addDatasetCommands } from "./dataset-commands";
import {
  demo,
  type GenerateOptions,
  generate,
  type MatrixOptions,
  PATIENCE_SECONDS,
  weatherMatrix,
  whatIsLeft,
} from "./generate";
import { addLabCommands } from "./lab-commands";
import { scenesFolder } from "./places";
import { knownRecipes, readRecipe } from "./recipe-file";
import { parseShard } from "./shard";
import { WriteError } from "./write-failure";

const EXIT = { fine: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

const sinkNames = Object.keys(sinks) as SinkName[];

/** `fail` makes the exit code 1 although the command ran to its end. */
function commandLine(signal: AbortSignal, fail: () => void): Command {
  const program = new Command("diorama")
    .description("Makes labelled images of randomized 3D scenes, rendered with WebGPU in a headless browser.")
    .exitOverride()
    .showHelpAfterError("(--help shows the options, each with an example)")
    .addHelpText(
      "after",
      `
Examples:
  npm run demo                                               24 images of five scenes with a contact sheet, in out/demo
  npm run generate -- street/weather --count 100             100 images of a recipe that comes with Diorama
  npm run generate -- my-recipe.yaml --out out/night --seed 7
  npm run generate -- my-recipe.yaml --range 0:500           one share of a big dataset; 500:1000 may run elsewhere
  npm run generate -- --help                                 every option, with an example

Exit codes: 0 done, 2 the recipe or an argument is wrong (nothing was written), 130 interrupted, 1 anything else.`,
    );

  program
    .command("generate")
    .description("Renders the images of a recipe and writes them, with their labels, in one or more dataset formats.")
    .argument("<recipe>", `a .yaml or .json file, or one of: ${knownRecipes(scenesFolder).join(", ")}`)
    .option("--count <N>", "how many images, instead of the recipe's count  (--count 100)", parseWhole("--count", 1, 10_000_000))
    .option("--seed <S>", "another seed, other images  (--seed 7)", parseWhole("--seed", 0, 2 ** 32 - 1))
    .option(
      "--range <a:b>",
      "only the images a to b-1, the same as in the whole dataset; one share, one --out  (--range 100:200)",
      parseRange,
    )
    .option(
      "--shard <i/n>",
      "only the i-th of n shares, counted from 1, into a folder of its own in --out; auto on a cluster  (--shard 3/8)",
      parseShard(process.env),
    )
    .option("--out <DIR>", "folder for the files, or s3://bucket/folder; default out/<name of the recipe>  (--out /data/street)")
    .option("--s3-endpoint <URL>", "storage other than Amazon's for s3://  (--s3-endpoint https://storage.example.org)")
    .option(
      "--workers <N>",
      "images in the making at the same time; when left out, as many as the adapter can use  (--workers 2)",
      parseWhole("--workers", 1, 64),
    )
    .option(
      "--format <names>",
      `dataset formats, with commas between them: ${formatNames.join(", ")}  (--format coco,yolo-detect)`,
      parseNames("--format", formatNames),
    )
    .option(
      "--sink <kind>",
      "what the files are packed in: zip files, tar files, or dir for plain files in the folder  (--sink dir)",
      parseOne("--sink", sinkNames),
    )
    .option("--size <WxH>", "another size of the images in pixels  (--size 320x240)", parseSize)
    .option(
      "--contact-sheet [kind]",
      "also write contact-sheet.png: the images with boxes and masks drawn on; or, with plain, contact-sheet.jpg: small and without labels  (--contact-sheet)",
      parseOne("--contact-sheet", sheetNames),
    )
    .option(
      "--patience <seconds>",
      "give up when no image is finished for this long  (--patience 1200)",
      parseWhole("--patience", 1),
      PATIENCE_SECONDS,
    )
    .option(
      "--fresh-browser <N>",
      "start a new browser after so many images, in long runs; the same files  (--fresh-browser 5000)",
      parseWhole("--fresh-browser", 1),
    )
    .option(
      "--resume",
      "go on with a run in this folder that was stopped or killed; the same files as without the stop  (--resume)",
    )
    .option("--restart", "delete what a run in this folder has kept that was stopped or killed  (--restart)")
    .option("--json", "tell the progress as lines of JSON on standard output, for programs  (--json)")
    .addHelpText(
      "after",
      "\nExample:\n  npm run generate -- street/weather --count 100 --seed 7 --workers 2 --out out/weather --contact-sheet",
    )
    .action((recipe: string, options: GenerateOptions) => generate(signal, recipe, options));

  program
    .command("demo")
    .description("Renders 24 images of all five scenes into out/demo, with a contact sheet.")
    .addHelpText("after", "\nExample:\n  npm run demo")
    .action(() => demo(signal));

  program
    .command("weather-matrix")
    .description(
      "Renders one image of a recipe in all kinds of weather, on one sheet, contact-sheet.jpg. Nothing but the weather differs.",
    )
    .argument("[recipe]", "as for generate", "street/quick")
    .option("--index <N>", "which image of the recipe  (--index 3)", parseWhole("--index", 0), 0)
    .option("--size <WxH>", "another size of the images in pixels  (--size 320x240)", parseSize)
    .option(
      "--quality <name>",
      "in place of the recipe's: draft, normal or high  (--quality normal)",
      parseOne("--quality", qualities),
    )
    .option("--out <DIR>", "folder for the sheet and the datasets, default out/weather-matrix  (--out /tmp/matrix)")
    .addHelpText("after", "\nExample:\n  npm run weather-matrix -- street/quick --index 3 --size 308x231 --quality normal")
    .action((recipe: string, options: MatrixOptions) => weatherMatrix(signal, recipe, options));

  program
    .command("classes")
    .description("Counts what a recipe puts into its images, without rendering them.")
    .argument("<recipe>", "as for generate")
    .option("--count <N>", "how many images to look at  (--count 500)", parseWhole("--count", 1, 100_000), 200)
    .addHelpText("after", "\nExample:\n  npm run classes -- street/weather --count 200")
    .action(classes);

  program
    .command("schema")
    .description("Writes the JSON Schemas of recipes and experiments, with which editors complete and check them.")
    .argument("[folder]", "where to; the schema of recipes on standard output when left out")
    .addHelpText("after", "\nExample:\n  npm run schema")
    .action(writeSchema);
  addDatasetCommands(program, signal, fail);
  addLabCommands(program, signal);
  addCompletion(program);
  return program;
}

/** Prints how often each class is placed, as a table. Loads the scenes only now: `generate` leaves them to the browser. */
async function classes(recipeName: string, { count }: { readonly count: number }): Promise<void> {
  const { classTable, countClasses, sampleSpecs } = await import("./classes");
  const specs = await sampleSpecs(readRecipe(recipeName, scenesFolder).recipe, count);
  for (const line of classTable(countClasses(specs), specs.length)) console.log(line);
}

function writeSchema(folder: string | undefined): void {
  const text = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;
  if (folder === undefined) {
    process.stdout.write(text(recipeJsonSchema(sceneParameters)));
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "recipe.schema.json"), text(recipeJsonSchema(sceneParameters)));
  writeFileSync(path.join(folder, "experiment.schema.json"), text(experimentJsonSchema(sceneParameters)));
}

/** Runs a command line and returns the exit code; what went wrong is said in a sentence on standard error. */
async function main(signal: AbortSignal, programArguments: readonly string[]): Promise<number> {
  try {
    let code: number = EXIT.fine;
    const fail = () => {
      code = EXIT.failed;
    };
    await commandLine(signal, fail).parseAsync(programArguments, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    if (signal.aborted) return interrupted();
    if (isNamed(error, "RecipeError")) return failed(error.message, EXIT.badInput);
    return failed([messageOf(error), whatIsLeft()].filter(Boolean).join(" "), EXIT.failed);
  }
}

/** A sentence; a bug has its stack with it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === "GpuError" || error instanceof WriteError ? error.message : (error.stack ?? error.message);
}

function failed(message: string, code: number): number {
  console.error(message);
  return code;
}

function interrupted(): number {
  const left = whatIsLeft();
  return failed(left === undefined ? "Interrupted; nothing was written." : `Interrupted. ${left}`, EXIT.interrupted);
}

const interruption = new AbortController();
const DEADLINE_MS = 1500;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (interruption.signal.aborted) return;
    interruption.abort();
    setTimeout(() => process.exit(interrupted()), DEADLINE_MS).unref();
  });
}
process.exit(await main(interruption.signal, process.argv.slice(2)));
