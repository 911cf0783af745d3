import path from "node:path";
import type { SheetName } from "../app/draw/sheet-names";
import type { SinkName } from "../dataset/sinks";
import { RecipeError } from "../errors";
import type { Quality, Recipe } from "../recipe/schema";
import { weatherKinds } from "../recipe/weather-kinds";
import { closeRange, type ImageSize, type OpenRange } from "./args";
import { expectDecided, keptImages, type Unfinished } from "./journal";
import type { DatasetJob } from "./messages";
import { expectReplaceable } from "./older-dataset";
import { pagesFolder, root, scenesFolder } from "./places";
import { type RecipeFile, readRecipe } from "./recipe-file";
import { runHeadless } from "./run";
import { type Teller, tellPeople, tellPrograms } from "./teller";

export type GenerateOptions = {
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
  readonly resume?: true;
  readonly restart?: true;
  readonly json?: true;
};

export type MatrixOptions = {
  readonly index: number;
  readonly size?: ImageSize;
  readonly quality?: Quality;
  readonly out?: string;
};

/** Seconds without a finished image after which a run is given up. */
export const PATIENCE_SECONDS = 600;

/** How many images of each recipe the demo shows. */
const demoImages = {
  "street/weather": 8,
  "warehouse/safety": 4,
  "aerial/suburb": 4,
  "tabletop/household": 4,
  "shelf/planogram": 4,
} as const;

export async function generate(signal: AbortSignal, recipeName: string, options: GenerateOptions): Promise<void> {
  if (options.resume && options.restart)
    throw new RecipeError("--resume and --restart were given; expected one of them, for example --resume");
  const { recipe: read, assets } = readRecipe(recipeName, scenesFolder);
  const recipe = withOptions(read, options);
  await renderDatasets(signal, [{ recipe, indices: closeRange(options.range, recipe.count) }], assets, {
    ...options,
    out: path.resolve(options.out ?? path.join("out", recipe.name)),
    unfinished: options.resume ? "resume" : options.restart ? "restart" : "refuse",
    teller: options.json ? tellPrograms() : tellPeople(),
  });
}

export async function demo(signal: AbortSignal): Promise<void> {
  const datasets = Object.entries(demoImages).map(([name, count]) => {
    const recipe = { ...readRecipe(name, scenesFolder).recipe, count };
    return { recipe, indices: { from: 0, to: count } };
  });
  const out = path.join(root, "out/demo");
  await renderDatasets(signal, datasets, noAssets, { out, contactSheet: "labels", unfinished: "either" });
}

/** The same image in all kinds of weather: each is a dataset of its own with one image. */
export async function weatherMatrix(
  signal: AbortSignal,
  recipeName: string,
  { index, size, quality, out }: MatrixOptions,
): Promise<void> {
  const { recipe: read, assets } = readRecipe(recipeName, scenesFolder);
  const recipe = { ...read, image: { ...read.image, ...size, ...(quality && { quality }) } };
  const datasets = weatherKinds.map((kind) => ({
    recipe: {
      ...recipe,
      name: `${recipe.name}-${kind}`,
      count: index + 1,
      weather: { ...recipe.weather, kind },
    },
    indices: { from: index, to: index + 1 },
  }));
  await renderDatasets(signal, datasets, assets, {
    out: path.resolve(out ?? path.join(root, "out/weather-matrix")),
    contactSheet: "captions",
    unfinished: "either",
  });
}

export const noAssets: RecipeFile["assets"] = { places: new Map(), unusable: {} };

type RenderOptions = {
  readonly out: string;
  readonly workers?: number;
  readonly sink?: SinkName;
  readonly contactSheet?: SheetName | true;
  readonly patience?: number;
  readonly unfinished?: Unfinished;
  readonly teller?: Teller;
};

/** Where files are being written, for whoever has to say what is left of an interrupted run. */
const current: { out?: string } = {};

/** How many finished images an interrupted run has left to go on with. */
export function keptOfRun(): number {
  return current.out === undefined ? 0 : keptImages(current.out);
}

/** Makes datasets in one browser and tells what was made. Returns the names of all files in the folder. */
export async function renderDatasets(
  signal: AbortSignal,
  datasets: readonly DatasetJob[],
  assets: RecipeFile["assets"],
  options: RenderOptions,
): Promise<readonly string[]> {
  const { out, workers, sink = "zip", contactSheet, patience = PATIENCE_SECONDS, unfinished = "refuse" } = options;
  const { teller = tellPeople() } = options;
  expectDecided(out, unfinished);
  // An unfinished run may have been stopped while it gave the files their names; it found the folder in order when it began.
  if (sink === "dir" && keptImages(out) === 0) for (const place of foldersOf(datasets, out)) expectReplaceable(place);
  const images = datasets.reduce((sum, { indices: { from, to } }) => sum + to - from, 0);
  current.out = out;
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
      pages: pagesFolder,
      patienceSeconds: patience,
      unfinished,
      onStart: (adapter, problems) =>
        teller.started(
          images,
          datasets.map(({ recipe }) => recipe.name),
          adapter,
          problems,
        ),
      onProgress: teller.progress,
    });
    teller.finished(summaries, files, path.relative("", out));
    return files;
  } finally {
    teller.end();
  }
}

/** Where the plain files of each dataset go. */
function foldersOf(datasets: readonly DatasetJob[], out: string): string[] {
  return datasets.length === 1 ? [out] : datasets.map(({ recipe, folder }) => path.join(out, folder ?? recipe.name));
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
