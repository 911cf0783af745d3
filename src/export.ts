import { dependencies, version } from "../package.json";
import type { CardFacts } from "./dataset/card";
import { croissantJson } from "./dataset/croissant";
import type { DatasetOptions, Rejected } from "./dataset/dataset";
import { openFormats } from "./dataset/formats";
import { asKept, type Journal } from "./dataset/kept-sample";
import { hashingSink, type ManifestFacts, manifestJson } from "./dataset/manifest";
import type { Sink } from "./dataset/sink";
import { type SinkName, sinks } from "./dataset/sinks";
import { utf8 } from "./dataset/text";
import type { Sample } from "./encode/sample";
import { targetRows } from "./plan/targets";
import type { Pool } from "./pool";
import { purposeOf } from "./recipe/objective";
import { pictureReferences } from "./recipe/pictures";
import { resolvedJson } from "./recipe/resolve";
import type { Recipe } from "./recipe/schema";
import type { SceneSpec } from "./recipe/spec";
import { conditionsOf } from "./recipe/weather";
import type { AdapterInfo } from "./render/gpu";

export type ExportJob = {
  readonly recipe: Recipe;
  /** Indices to make: from the first to before the second. */
  readonly indices: { readonly from: number; readonly to: number };
  /** Images to make in place of those that the recipe chooses: in the order of their indices, all of them. */
  readonly specs?: readonly SceneSpec[];
  /** Images of the range that are left out, in the order of their indices. */
  readonly rejected?: readonly Rejected[];
  readonly pool: Pool;
  /** What the files are packed in. */
  readonly packing: SinkName;
  /** Takes the finished zips or tars, or the files themselves. Closed when all is well, else aborted. */
  readonly parts: Sink;
  /** Keeps finished samples, and has those of a run that was killed. */
  readonly journal?: Journal;
  /** What made the kept samples, where they were all made before: by another version perhaps, on another adapter. */
  readonly made?: Maker;
  /** Called after a sample was written; the next one is not written before it settles. */
  readonly onSample?: (sample: Sample, done: number, total: number) => void | Promise<void>;
};

/** The versions and the adapter that samples are made by. */
export type Maker = { readonly versions: ReturnType<typeof versions>; readonly adapter: AdapterInfo };

/** What a finished dataset holds. */
export type Summary = {
  readonly images: number;
  readonly instances: number;
  /** Instances of each class that has any. */
  readonly perClass: Readonly<Record<string, number>>;
  /** Images of each kind of weather; `indoors` under a roof. */
  readonly perWeather: Readonly<Record<string, number>>;
  /** Of the finished files. */
  readonly bytes: number;
  /** A sentence for each of the user's models that had to be left out. */
  readonly problems: readonly string[];
};

/** Makes a dataset and writes it to its files: the only loop over samples. Leaves nothing behind when it throws or is aborted. */
export async function exportDataset(signal: AbortSignal, job: ExportJob): Promise<Summary> {
  const { recipe, pool, packing, parts, onSample } = job;
  const total = job.specs?.length ?? job.indices.to - job.indices.from - (job.rejected?.length ?? 0);
  const counted = countingSink(parts);
  const sink = hashingSink(sinks[packing](recipe.name, partBytesOf(recipe), counted));
  const tally = newTally();
  const problems: string[] = [];
  try {
    const made = job.made ?? { versions: versions(), adapter: await pool.adapter() };
    problems.push(...(await pool.checkAssets(signal, recipe)));
    let dataset: ReturnType<typeof openDataset> | undefined;
    for await (const sample of finishedSamples(signal, job)) {
      dataset ??= openDataset(job, sample, sink, (instance) => pool.mesh(signal, recipe, instance));
      await dataset.add(sample);
      count(tally, sample);
      await onSample?.(sample, tally.images, total);
    }
    await dataset?.finish();
    await sink.write("recipe.json", utf8(resolvedJson(recipe)));
    const facts = dataset?.facts();
    if (facts)
      await sink.write("croissant.json", utf8(croissantJson({ ...facts, hashes: sink.hashes, released: __COMMIT_DAY__ })));
    await sink.write("manifest.json", utf8(manifest(job, made, problems, countsOf(facts), sink.hashes)));
    signal.throwIfAborted();
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  return { ...tally, bytes: counted.written(), problems };
}

/** Makes the samples of a job and keeps them, for a dataset to be written later. Returns a sentence for each of the user's files that was left out. */
export async function keepSamples(
  signal: AbortSignal,
  job: Pick<ExportJob, "recipe" | "indices" | "pool" | "onSample"> & { readonly journal: Journal },
): Promise<readonly string[]> {
  const problems = await job.pool.checkAssets(signal, job.recipe);
  let done = 0;
  for await (const sample of finishedSamples(signal, job))
    await job.onSample?.(sample, ++done, job.indices.to - job.indices.from);
  return problems;
}

/** The samples that are kept, then those that are missing; the latter are kept, too. */
async function* finishedSamples(
  signal: AbortSignal,
  job: Pick<ExportJob, "recipe" | "indices" | "specs" | "rejected" | "pool" | "journal">,
): AsyncGenerator<Sample, void, undefined> {
  const { recipe, pool, journal } = job;
  let kept = 0;
  for (const item of wanted(job)) {
    signal.throwIfAborted();
    const sample = await journal?.read(typeof item === "number" ? item : item.index);
    if (sample === undefined) break;
    kept++;
    yield asKept(sample);
  }
  for await (const sample of pool.samples(signal, recipe, wanted(job, kept))) {
    // Before anybody is told that it is done. Workers go on meanwhile.
    await journal?.keep(sample);
    yield asKept(sample);
  }
}

/** What to make, in order and from some item on: images by their index, or specs. */
function* wanted({ indices, specs, rejected = [] }: Pick<ExportJob, "indices" | "specs" | "rejected">, from = 0) {
  if (specs) return yield* specs.slice(from);
  const leftOut = new Set(rejected.map(({ index }) => index));
  let at = 0;
  for (let index = indices.from; index < indices.to; index++) if (!leftOut.has(index) && at++ >= from) yield index;
}

function openDataset(
  { recipe, indices, rejected = [] }: ExportJob,
  { spec: { classes } }: Sample,
  sink: Sink,
  meshOf: DatasetOptions["meshOf"],
) {
  const { name, formats, layers, objective, output } = recipe;
  const splits = Object.keys(recipe.splits);
  const targets: DatasetOptions["about"]["targets"] = (perClass) => targetRows(recipe, indices, perClass);
  const about = {
    objective: purposeOf(objective),
    version,
    pictures: pictureReferences(recipe),
    ...(typeof objective === "object" ? { targets } : {}),
    ...(rejected.length > 0 && { rejected }),
  };
  return openFormats(formats, {
    name,
    classes,
    splits,
    layers,
    cocoMasks: output.cocoMasks,
    partBytes: partBytesOf(recipe),
    about,
    meshOf,
    sink,
  });
}

function partBytesOf({ output }: Recipe): number {
  return output.partMegabytes * 2 ** 20;
}

type Tally = { images: number; instances: number; perClass: Record<string, number>; perWeather: Record<string, number> };

function newTally(): Tally {
  return { images: 0, instances: 0, perClass: {}, perWeather: {} };
}

function count(tally: Tally, { labels, spec }: Sample): void {
  tally.images++;
  tally.instances += labels.instances.length;
  const conditions = conditionsOf(spec);
  tally.perWeather[conditions] = (tally.perWeather[conditions] ?? 0) + 1;
  for (const { class: name } of labels.instances) tally.perClass[name] = (tally.perClass[name] ?? 0) + 1;
}

function countingSink(inner: Sink): Sink & { written(): number } {
  let bytes = 0;
  return {
    ...inner,
    written: () => bytes,
    async write(path, content) {
      bytes += content.byteLength;
      await inner.write(path, content);
    },
    async open(path) {
      const writer = await inner.open(path);
      return {
        ...writer,
        async write(content) {
          bytes += content.byteLength;
          await writer.write(content);
        },
      };
    },
  };
}

function countsOf(facts: CardFacts | undefined): ManifestFacts["counts"] {
  return {
    splits: Object.fromEntries(facts?.imagesPerSplit ?? []),
    weather: Object.fromEntries(facts?.imagesPerWeather ?? []),
    classes: Object.fromEntries(facts?.perClass ?? []),
  };
}

/** What the files depend on, so that they can be made and checked again. */
function manifest(
  { recipe, indices, rejected = [] }: ExportJob,
  made: Maker,
  problems: readonly string[],
  counts: ManifestFacts["counts"],
  hashes: ReadonlyMap<string, string>,
): string {
  const facts = {
    ...made,
    recipe: recipe.name,
    seed: recipe.seed,
    range: [indices.from, indices.to],
    counts,
    ...(rejected.length > 0 && { rejected }),
  } as const;
  return manifestJson(problems.length > 0 ? { ...facts, problems } : facts, hashes);
}

/** Of this program and of what else shapes the output. */
export function versions() {
  return { ...ownVersions(), browser: browserVersion() };
}

/** Those that are known without a browser. */
export function ownVersions() {
  return { diorama: version, commit: __COMMIT__, three: dependencies.three };
}

function browserVersion(): string {
  return /(?:Chrome|Firefox|Version)\/\d+/.exec(navigator.userAgent)?.[0] ?? "unknown";
}
