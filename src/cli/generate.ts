import path from "node:path";
import process from "node:process";
import type { SheetName } from "../app/draw/sheet-names";
import type { SinkName } from "../dataset/sinks";
import { RecipeError } from "../errors";
import { resolvedJson } from "../recipe/resolve";
import type { Quality, Recipe } from "../recipe/schema";
import { brokenSequence } from "../recipe/sequence";
import { weatherKinds } from "../recipe/weather-kinds";
import { closeRange, type ImageSize, type OpenRange } from "./args";
import { type AskedRun, isFinished } from "./finished-run";
import { expectDecided, keptImages, type Unfinished } from "./journal";
import type { DatasetJob } from "./messages";
import { expectReplaceable } from "./older-dataset";
import { pagesFolder, root, scenesFolder } from "./places";
import { type RecipeFile, readRecipe } from "./recipe-file";
import { runHeadless } from "./run";
import { nameOf, openBucket, parseBucketPlace } from "./s3";
import { folderOfShard, rangeOf, type Shard } from "./shard";
import { type Teller, tellPeople, tellPrograms } from "./teller";
import { waitForUpload } from "./upload";

export type GenerateOptions = {
  readonly count?: number;
  readonly seed?: number;
  readonly range?: OpenRange;
  readonly shard?: Shard;
  readonly out?: string;
  readonly s3Endpoint?: string;
  readonly workers?: number;
  readonly format?: Recipe["formats"];
  readonly sink?: SinkName;
  readonly contactSheet?: SheetName | true;
  readonly size?: ImageSize;
  readonly patience: number;
  readonly freshBrowser?: number;
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
  if (options.range && options.shard)
    throw new RecipeError("--range and --shard were given; expected one of them, for example --shard 3/8");
  const { recipe: read, assets } = readRecipe(recipeName, scenesFolder);
  const recipe = withOptions(read, options);
  const indices = options.shard ? rangeOf(options.shard, recipe.count) : closeRange(options.range, recipe.count);
  const given = options.out ?? path.join("out", recipe.name);
  const out = options.shard ? `${given.replace(/\/+$/, "")}/${folderOfShard(options.shard)}` : given;
  const teller = options.json ? tellPrograms() : tellPeople();
  const unfinished = options.resume ? "resume" : options.restart ? "restart" : "refuse";
  const make = (folder: string, more: Partial<RenderOptions>) =>
    renderDatasets(signal, [{ recipe, indices }], assets, { ...options, out: path.resolve(folder), unfinished, teller, ...more });
  const place = parseBucketPlace(out);
  if (place === undefined) {
    if (
      options.resume &&
      assets.places.size === 0 &&
      (await isFinished(path.resolve(out), await asked(recipe, indices, options)))
    ) {
      teller.alreadyFinished(path.relative("", path.resolve(out)) || ".");
      return;
    }
    await make(out, {});
    return;
  }

  const bucket = openBucket(signal, place, process.env, options.s3Endpoint);
  const { sink, contactSheet } = options;
  const job = JSON.stringify([resolvedJson(recipe), indices, sink, contactSheet]);
  const waiting = waitForUpload(place, path.resolve("out/.s3"), job, unfinished);
  if (waiting.isUploaded) {
    teller.alreadyFinished(nameOf(place));
    return;
  }
  await bucket.check();
  if (!waiting.isWhole) await make(waiting.folder, { shownAs: nameOf(place) });
  current.waiting = waiting.folder;
  const { files, bytes } = await waiting.upload(bucket, teller.uploading);
  current.waiting = undefined;
  teller.uploaded(files, bytes, nameOf(place));
}

/** What has to be there for a command to have nothing to do. Files of the user may have changed: with some, all is made again. */
async function asked(
  recipe: Recipe,
  indices: AskedRun["indices"],
  { sink = "zip", contactSheet }: GenerateOptions,
): Promise<AskedRun> {
  const { ownVersions } = await import("../export");
  return { recipe, indices, sink, withSheet: contactSheet !== undefined, versions: ownVersions() };
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
  readonly freshBrowser?: number;
  readonly unfinished?: Unfinished;
  readonly teller?: Teller;
  /** Where the files go in the end, if not to `out`. */
  readonly shownAs?: string;
};

/** Where files are being written, for whoever has to say what is left of an interrupted run. */
const current: { out?: string; waiting?: string | undefined } = {};

/** What can be done with what an unfinished run has left, in a sentence; undefined when it has left nothing. */
export function whatIsLeft(): string | undefined {
  if (current.waiting !== undefined)
    return `The dataset is finished and waits in ${path.relative("", current.waiting)}: the same command with --resume goes on with the upload.`;
  const kept = current.out === undefined ? 0 : keptImages(current.out);
  return kept > 0 ? `${kept} finished images are kept: the same command with --resume goes on.` : undefined;
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
      ...(options.freshBrowser === undefined ? {} : { freshBrowser: options.freshBrowser }),
      onStart: (adapter, problems) =>
        teller.started(
          images,
          datasets.map(({ recipe }) => recipe.name),
          adapter,
          problems,
        ),
      onProgress: teller.progress,
      onReplaced: teller.replaced,
    });
    teller.finished(summaries, files, options.shownAs ?? path.relative("", out));
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
  const broken = brokenSequence({ count: count ?? recipe.count, sequence: recipe.sequence });
  if (broken) throw new RecipeError(`--count got ${count}; expected ${broken}.`);
  if (format?.includes("mot") && !recipe.sequence)
    throw new RecipeError("--format got mot, and the recipe has no sequences; expected sequence: { frames: 10, fps: 10 } in it.");
  return {
    ...recipe,
    count: count ?? recipe.count,
    seed: seed ?? recipe.seed,
    formats: [...(format ?? recipe.formats)],
    image: { ...recipe.image, ...size },
  };
}
