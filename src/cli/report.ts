import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stem } from "../dataset/names";
import { RecipeError } from "../errors";
import { type Audited, audit, audited } from "../lab/audit";
import { type Conditions, conditionsIn } from "../lab/breakdown";
import { embeddingDistance, MOST_EMBEDDED, type PixelRange } from "../lab/embedding";
import { findBoxes } from "../lab/label-files";
import { type Measured, measured } from "../lab/measured";
import { sampled } from "../lab/mmd";
import { type Known, reportOf } from "../lab/report";
import { reportHtml } from "../lab/report-html";
import { spreadOf } from "../lab/spread";
import { targetRows } from "../plan/targets";
import { type Embedding, openEmbedding } from "./embedding";
import { labelProblems } from "./label-problems";
import type { OpenedDataset } from "./opened-dataset";
import { openPictures, type PictureFiles, pixelsOf } from "./picture-files";
import { readSpecText } from "./render-specs";

export type ReportOptions = {
  readonly reference?: string;
  readonly audit?: string;
  readonly embedding?: string;
  readonly embeddingRange?: PixelRange;
  readonly out?: string;
};

/** Fewer pictures than this have no covariance and no folds. */
const FEWEST = 10;

/** Writes report.html and report.json about a dataset, or the pictures of a folder. */
export async function report(signal: AbortSignal, folder: string, options: ReportOptions): Promise<void> {
  const { reference, audit: inputs, out = "." } = options;
  const files = await openPictures(folder);
  const real = reference === undefined ? undefined : await openPictures(reference);
  for (const one of real ? [files, real] : [])
    if (one.pictures.length < FEWEST)
      throw new RecipeError(
        `${one.place} has ${one.pictures.length} pictures; expected at least ${FEWEST} on both sides of a comparison.`,
      );
  const brought = inputs === undefined ? undefined : await openPictures(inputs);
  const embed = await embeddingOf(options);
  const made = await measuredIn(signal, files);
  const result = reportOf(made, {
    reference: real && (await measuredIn(signal, real)),
    known: files.dataset && (await knownOf(signal, files, files.dataset)),
    embedding: real &&
      embed && {
        network: path.basename(options.embedding ?? ""),
        ...embeddingDistance(await embedded(signal, embed, real), await embedded(signal, embed, files)),
      },
    audit: brought && {
      inputs: brought.pictures.length,
      remembered: audit(await auditedIn(signal, files), await auditedIn(signal, brought)),
    },
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "report.json"), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(path.join(out, "report.html"), reportHtml(path.basename(path.resolve(folder)), result));
  console.log(`${path.join(out, "report.html")}: ${made.length} pictures${real ? ` against ${real.pictures.length}` : ""}`);
}

/** Measures all pictures, one after another, in the order of their paths. */
async function measuredIn(signal: AbortSignal, { paths, pictures, read }: PictureFiles): Promise<Measured[]> {
  const labels = await findBoxes(paths, async (file) => (await read(file)).toString());
  const rows: Measured[] = [];
  for (const file of pictures) {
    signal.throwIfAborted();
    rows.push(measured(file, await pixelsOf(file, await read(file)), labels?.boxesOf(file)));
  }
  return rows;
}

async function embeddingOf({ embedding, embeddingRange = "signed", reference }: ReportOptions): Promise<Embedding | undefined> {
  if (embedding === undefined) return undefined;
  if (reference === undefined)
    throw new RecipeError("--embedding compares with a reference, and none was given; expected for example --reference photos.");
  return openEmbedding(embedding, embeddingRange);
}

/** Features of the pictures by a network; of a sample by chance where there are many. */
async function embedded(signal: AbortSignal, embed: Embedding, { pictures, read }: PictureFiles): Promise<number[][]> {
  const rows: number[][] = [];
  for (const file of sampled(pictures, MOST_EMBEDDED).sort()) {
    signal.throwIfAborted();
    rows.push(await embed(await pixelsOf(file, await read(file))));
  }
  return rows;
}

/** What an audit needs of all pictures. */
async function auditedIn(signal: AbortSignal, { pictures, read }: PictureFiles): Promise<Audited[]> {
  const all: Audited[] = [];
  for (const file of pictures) {
    signal.throwIfAborted();
    all.push(audited(file, await pixelsOf(file, await read(file))));
  }
  return all;
}

/** What the recipe, the manifest and the specs of a dataset of ours tell. */
async function knownOf(signal: AbortSignal, { pictures }: PictureFiles, dataset: OpenedDataset): Promise<Known> {
  const { recipe, manifest, paths, read } = dataset;
  const [from, to] = manifest.range;
  const perClass = new Map(Object.entries(manifest.counts.classes));
  const conditions = new Map<string, Conditions>();
  const present = new Set(paths);
  for (const file of pictures) {
    const spec = `specs/${stem(Number(path.posix.parse(file).name))}.json`;
    if (present.has(spec)) conditions.set(file, conditionsIn(readSpecText((await read(spec)).toString(), spec)));
  }
  return {
    conditions,
    targets: targetRows(recipe, { from, to }, perClass),
    spread: spreadOf(recipe, { from, to }),
    labelProblems: await labelProblems(signal, dataset),
  };
}
