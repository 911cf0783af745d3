/** The command line: reads the arguments, runs the job in a headless browser, decides the exit code. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { sceneParameters } from "../../scenes/parameters";
import { type SheetName, sheetNames } from "../app/sheet-names";
import { type SinkName, sinks } from "../dataset/sinks";
import { isNamed } from "../errors";
import { recipeJsonSchema } from "../recipe/json-schema";
import { formatNames, type Recipe } from "../recipe/schema";
import { weatherKinds } from "../recipe/weather-kinds";
import { closeRange, type ImageSize, type OpenRange, parseNames, parseOne, parseRange, parseSize, parseWhole } from "./args";
import type { DatasetJob } from "./messages";
import { expectReplaceable } from "./older-dataset";
import { createProgress } from "./progress";
import { knownRecipes, type RecipeFile, readRecipe } from "./recipe-file";
import { runHeadless } from "./run";
import { summaryLines } from "./summary";

/** The built command line is `dist/cli/main.js`. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const scenesFolder = path.join(root, "scenes");

const EXIT = { fine: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

const sinkNames = Object.keys(sinks) as SinkName[];

type GenerateOptions = {
  readonly count?: number;
  readonly seed?: number;
  readonly range?: OpenRange;
  readonly out?: string;
  readonly workers?: number;
  readonly format?: Recipe["formats"];
  readonly sink?: SinkName;
  readonly contactSheet?: SheetName | true;
  readonly size?: ImageSize;
  readonly patience: number;
};

type MatrixOptions = { readonly index: number; readonly size?: ImageSize; readonly out?: string };

function commandLine(signal: AbortSignal): Command {
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
    .option("--out <DIR>", "folder for the files, default out/<name of the recipe>  (--out /data/street)")
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
      600,
    )
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
    .option("--out <DIR>", "folder for the sheet and the datasets, default out/weather-matrix  (--out /tmp/matrix)")
    .addHelpText("after", "\nExample:\n  npm run weather-matrix -- street/quick --index 3 --size 480x360")
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
    .description("Writes the JSON Schema of recipes, with which editors complete and check them.")
    .argument("[file]", "where to; standard output when left out")
    .addHelpText("after", "\nExample:\n  npm run schema")
    .action(writeSchema);
  return program;
}

/** How many images of each recipe the demo shows. */
const demoImages = {
  "street/weather": 8,
  "warehouse/safety": 4,
  "aerial/suburb": 4,
  "tabletop/household": 4,
  "shelf/planogram": 4,
} as const;

async function generate(signal: AbortSignal, recipeName: string, options: GenerateOptions): Promise<void> {
  const { recipe: read, assets } = readRecipe(recipeName, scenesFolder);
  const recipe = withOptions(read, options);
  const out = path.resolve(options.out ?? path.join("out", recipe.name));
  await render(signal, [{ recipe, indices: closeRange(options.range, recipe.count) }], assets, { ...options, out });
}

async function demo(signal: AbortSignal): Promise<void> {
  const datasets = Object.entries(demoImages).map(([name, count]) => {
    const recipe = { ...readRecipe(name, scenesFolder).recipe, count };
    return { recipe, indices: { from: 0, to: count } };
  });
  const noAssets = { places: new Map(), unusable: {} };
  await render(signal, datasets, noAssets, { out: path.join(root, "out/demo"), contactSheet: "labels", patience: 600 });
}

/** The same image in all kinds of weather: each is a dataset of its own with one image. */
async function weatherMatrix(signal: AbortSignal, recipeName: string, { index, size, out }: MatrixOptions): Promise<void> {
  const { recipe: read, assets } = readRecipe(recipeName, scenesFolder);
  const recipe = withOptions(read, size ? { size, patience: 0 } : { patience: 0 });
  const datasets = weatherKinds.map((kind) => ({
    recipe: { ...recipe, name: `${recipe.name}-${kind}`, count: index + 1, weather: { ...recipe.weather, kind } },
    indices: { from: index, to: index + 1 },
  }));
  await render(signal, datasets, assets, {
    out: path.resolve(out ?? path.join(root, "out/weather-matrix")),
    contactSheet: "captions",
    patience: 600,
  });
}

/** Makes datasets in one browser and says what was made. */
async function render(
  signal: AbortSignal,
  datasets: readonly DatasetJob[],
  assets: RecipeFile["assets"],
  { out, workers, sink = "zip", contactSheet, patience }: Omit<GenerateOptions, "out"> & { readonly out: string },
): Promise<void> {
  if (sink === "dir") for (const place of foldersOf(datasets, out)) expectReplaceable(place);
  const images = datasets.reduce((sum, { indices: { from, to } }) => sum + to - from, 0);
  const names = datasets.map(({ recipe }) => recipe.name).join(", ");
  const progress = createProgress(process.stderr);
  let startMs = Date.now();
  try {
    const { summaries, files } = await runHeadless(signal, {
      job: {
        datasets,
        sink,
        workers: workers ?? "auto",
        ...(contactSheet ? { contactSheet: contactSheet === true ? "labels" : contactSheet } : {}),
        assets: [...assets.places.keys()],
        unusableAssets: assets.unusable,
      },
      assets: [...assets.places.values()],
      out,
      pages: path.join(root, "dist/app"),
      patienceSeconds: patience,
      onStart(adapter, problems) {
        for (const problem of problems) console.error(`Warning: ${problem}`);
        console.error(`Rendering ${images} images of ${names} on ${adapter}`);
        startMs = Date.now();
      },
      onProgress: progress.show,
    });
    progress.end();
    for (const line of summaryLines(summaries, files, path.relative("", out), Date.now() - startMs)) console.log(line);
  } finally {
    progress.end();
  }
}

/** Where the plain files of each dataset go. */
function foldersOf(datasets: readonly DatasetJob[], out: string): string[] {
  return datasets.length === 1 ? [out] : datasets.map(({ recipe }) => path.join(out, recipe.name));
}

function withOptions(recipe: Recipe, { count, seed, format, size }: GenerateOptions): Recipe {
  return {
    ...recipe,
    count: count ?? recipe.count,
    seed: seed ?? recipe.seed,
    formats: [...(format ?? recipe.formats)],
    image: { ...recipe.image, ...size },
  };
}

/** Prints how often each class is placed, as a table. Loads the scenes only now: `generate` leaves them to the browser. */
async function classes(recipeName: string, { count }: { readonly count: number }): Promise<void> {
  const { classTable, countClasses, sampleSpecs } = await import("./classes");
  const specs = await sampleSpecs(readRecipe(recipeName, scenesFolder).recipe, count);
  for (const line of classTable(countClasses(specs), specs.length)) console.log(line);
}

function writeSchema(file: string | undefined): void {
  const text = `${JSON.stringify(recipeJsonSchema(sceneParameters), null, 2)}\n`;
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, text);
}

/** Runs a command line and returns the exit code; what went wrong is said in a sentence on standard error. */
async function main(signal: AbortSignal, programArguments: readonly string[]): Promise<number> {
  try {
    await commandLine(signal).parseAsync(programArguments, { from: "user" });
    return EXIT.fine;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    if (signal.aborted) return interrupted();
    if (isNamed(error, "RecipeError")) return failed(error.message, EXIT.badInput);
    if (isNamed(error, "GpuError")) return failed(error.message, EXIT.failed);
    return failed(error instanceof Error ? (error.stack ?? error.message) : String(error), EXIT.failed);
  }
}

function failed(message: string, code: number): number {
  console.error(message);
  return code;
}

function interrupted(): number {
  return failed("Interrupted; nothing was written.", EXIT.interrupted);
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
