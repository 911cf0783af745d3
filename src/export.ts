import { dependencies, version } from "../package.json";
import { formats } from "./dataset/formats";
import { hashingSink, manifestJson } from "./dataset/manifest";
import type { Dataset, Sink } from "./dataset/sink";
import { zipSink } from "./dataset/zip";
import type { Sample } from "./encode/sample";
import type { Pool } from "./pool";
import { resolvedYaml } from "./recipe/resolve";
import type { Recipe } from "./recipe/schema";
import { conditionsOf } from "./recipe/weather";
import type { AdapterInfo } from "./render/gpu";

export type ExportJob = {
  readonly recipe: Recipe;
  /** Indices to make: from the first to before the second. */
  readonly indices: { readonly from: number; readonly to: number };
  readonly pool: Pool;
  /** Takes the finished zip parts. Closed when all is well, else aborted. */
  readonly parts: Sink;
  /** Called after a sample was written; the next one is not written before it settles. */
  readonly onSample?: (sample: Sample, done: number, total: number) => void | Promise<void>;
};

/** What a finished dataset holds. */
export type Summary = {
  readonly images: number;
  readonly instances: number;
  /** Instances of each class that has any. */
  readonly perClass: Readonly<Record<string, number>>;
  /** Images of each kind of weather; `indoors` under a roof. */
  readonly perWeather: Readonly<Record<string, number>>;
  readonly parts: readonly string[];
  readonly bytes: number;
  /** A sentence for each of the user's models that had to be left out. */
  readonly problems: readonly string[];
};

/** Makes a dataset and writes it as zip parts: the only loop over samples. Leaves nothing behind when it throws or is aborted. */
export async function exportDataset(
  signal: AbortSignal,
  { recipe, indices, pool, parts, onSample }: ExportJob,
): Promise<Summary> {
  const counted = countingSink(parts);
  const sink = hashingSink(zipSink(recipe.name, recipe.output.partMegabytes * 2 ** 20, counted));
  const tally = newTally();
  const problems: string[] = [];
  try {
    const adapter = await pool.adapter();
    problems.push(...(await pool.checkAssets(signal, recipe)));
    let datasets: readonly Dataset[] = [];
    for await (const sample of pool.samples(signal, recipe, range(indices))) {
      if (datasets.length === 0) datasets = openDatasets(recipe, sample, sink);
      for (const dataset of datasets) await dataset.add(sample);
      count(tally, sample);
      await onSample?.(sample, tally.images, indices.to - indices.from);
    }
    for (const dataset of datasets) await dataset.finish();
    await sink.write("recipe.yaml", bytesOf(resolvedYaml(recipe)));
    await sink.write("manifest.json", bytesOf(manifest(recipe, indices, adapter, problems, sink.hashes)));
    signal.throwIfAborted();
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  return { ...tally, ...counted.written, problems };
}

function openDatasets(recipe: Recipe, { spec }: Sample, sink: Sink): Dataset[] {
  const splits = Object.keys(recipe.splits);
  return recipe.formats.map((format) => formats[format]({ name: recipe.name, classes: spec.classes, splits, sink }));
}

function* range({ from, to }: ExportJob["indices"]): Generator<number> {
  for (let index = from; index < to; index++) yield index;
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

function countingSink(inner: Sink): Sink & { readonly written: { parts: string[]; bytes: number } } {
  const written = { parts: [] as string[], bytes: 0 };
  return {
    written,
    async write(path, bytes) {
      written.parts.push(path);
      written.bytes += bytes.byteLength;
      await inner.write(path, bytes);
    },
    close: () => inner.close(),
    abort: () => inner.abort(),
  };
}

/** What the files depend on, so that they can be made and checked again. */
function manifest(
  recipe: Recipe,
  indices: ExportJob["indices"],
  adapter: AdapterInfo,
  problems: readonly string[],
  hashes: ReadonlyMap<string, string>,
): string {
  const versions = { diorama: version, three: dependencies.three, browser: browserVersion() };
  const facts = { versions, adapter, recipe: recipe.name, seed: recipe.seed, range: [indices.from, indices.to] } as const;
  return manifestJson(problems.length > 0 ? { ...facts, problems } : facts, hashes);
}

function browserVersion(): string {
  return /(?:Chrome|Firefox|Version)\/\d+/.exec(navigator.userAgent)?.[0] ?? "unknown";
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
