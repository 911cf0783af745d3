/** Makes datasets again, from what they say of themselves. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isOfImage } from "../dataset/names";
import { RecipeError } from "../errors";
import type { Recipe } from "../recipe/schema";
import { findAssets } from "./asset-files";
import { renderDatasets } from "./generate";
import { type OpenedDataset, openDataset } from "./opened-dataset";
import type { Teller } from "./teller";

/** A file that came out otherwise, or is missing on one side. */
export type Difference = { readonly file: string; readonly was: string | undefined; readonly is: string | undefined };

export type AgainOptions = { readonly out?: string; readonly index?: number; readonly assets?: string };

/** Where nothing is to be told. */
const quiet: Teller = {
  started: () => {},
  replaced: () => {},
  progress: () => {},
  finished: () => {},
  alreadyFinished: () => {},
  uploading: () => {},
  uploaded: () => {},
  end: () => {},
};

/** Makes a dataset, or one image of it, again into a new folder, and says whether it came out the same. */
export async function regenerate(signal: AbortSignal, given: string, { out, index, assets }: AgainOptions): Promise<boolean> {
  const dataset = await openDataset(given);
  const { recipe, manifest, packing } = dataset;
  const [from, to] = manifest.range;
  if (index !== undefined && (index < from || index >= to))
    throw new RecipeError(`--index got ${index}, and ${given} has the images ${from} to ${to - 1}, for example --index ${from}`);
  const rejected = manifest.rejected ?? [];
  if (rejected.some((one) => one.index === index))
    throw new RecipeError(`--index got ${index}, which was left out of ${given} by hand; expected an image that is in it`);
  const job =
    index === undefined ? { recipe, indices: { from, to }, rejected } : { recipe, indices: { from: index, to: index + 1 } };
  const place = path.resolve(out ?? `${path.resolve(given).replace(/-\d{3,}\.(zip|tar)$/, "")}-again`);
  const found = findAssets(recipe, assetFolder(given, assets));
  await renderDatasets(signal, [job], found, { out: place, sink: index === undefined ? packing : "dir" });
  const again = await openDataset(place);
  const differences = index === undefined ? allDifferences(dataset, again) : imageDifferences(dataset, again);
  return tellDifferences(differences, `${given} came out the same`, dataset, again);
}

/** Renders the same dataset again and writes it in other formats. */
export async function convert(
  signal: AbortSignal,
  given: string,
  to: Recipe["formats"],
  { out, assets }: AgainOptions,
): Promise<boolean> {
  const dataset = await openDataset(given);
  const { rejected = [], range } = dataset.manifest;
  const [from, end] = range;
  const place = path.resolve(out ?? `${path.resolve(given).replace(/-\d{3,}\.(zip|tar)$/, "")}-${to.join("-")}`);
  const recipe = { ...dataset.recipe, formats: [...to] };
  const found = findAssets(recipe, assetFolder(given, assets));
  await renderDatasets(signal, [{ recipe, indices: { from, to: end }, rejected }], found, { out: place, sink: dataset.packing });
  const again = await openDataset(place);
  const specs = imageDifferences(dataset, again).filter(({ file }) => file.startsWith("specs/"));
  return tellDifferences(specs, `The scenes are those of ${given}`, dataset, again);
}

/** Renders some images of a dataset again, and returns which of their files are others now. */
export async function renderedDifferences(
  signal: AbortSignal,
  dataset: OpenedDataset,
  indices: readonly number[],
  assets: string | undefined,
): Promise<Difference[]> {
  const { recipe, place } = dataset;
  const out = await mkdtemp(path.join(tmpdir(), "diorama-verify-"));
  const folderOf = (index: number) => `image-${index}`;
  try {
    const jobs = indices.map((index) => ({ recipe, indices: { from: index, to: index + 1 }, folder: folderOf(index) }));
    await renderDatasets(signal, jobs, findAssets(recipe, assetFolder(place, assets)), { out, sink: "dir", teller: quiet });
    const differences: Difference[] = [];
    for (const index of indices) {
      const folder = indices.length === 1 ? out : path.join(out, folderOf(index));
      differences.push(...imageDifferences(dataset, await openDataset(folder)));
    }
    return differences;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** The folder that paths in the recipe are relative to. */
function assetFolder(given: string, assets: string | undefined): string {
  return assets ?? (/\.(zip|tar)$/.test(given) ? path.dirname(given) : given);
}

/** Files of images that the second has, and the first has not, or otherwise. */
function imageDifferences(before: OpenedDataset, after: OpenedDataset): Difference[] {
  const images = Object.entries(after.manifest.files).filter(([file]) => isOfImage(file));
  return images.map(([file, is]) => ({ file, was: before.manifest.files[file], is })).filter(({ was, is }) => was !== is);
}

function allDifferences(
  { manifest: { files: before } }: OpenedDataset,
  { manifest: { files: after } }: OpenedDataset,
): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.map((file) => ({ file, was: before[file], is: after[file] })).filter(({ was, is }) => was !== is);
}

function tellDifferences(differences: readonly Difference[], same: string, before: OpenedDataset, after: OpenedDataset): boolean {
  if (differences.length === 0) {
    console.log(`${same}.`);
    return true;
  }
  for (const line of differenceLines(differences)) console.error(line);
  console.error(`It was made by ${circumstances(before)}; now by ${circumstances(after)}.`);
  return false;
}

const MOST_LISTED = 20;

/** A line for each, not too many. */
export function differenceLines(differences: readonly Difference[]): string[] {
  const lines = differences
    .slice(0, MOST_LISTED)
    .map(({ file, was, is }) =>
      was === undefined
        ? `${file} was not there before`
        : is === undefined
          ? `${file} is missing now`
          : `${file} came out otherwise`,
    );
  return differences.length > MOST_LISTED ? [...lines, `… and ${differences.length - MOST_LISTED} more`] : lines;
}

function circumstances({ manifest: { versions, adapter } }: OpenedDataset): string {
  const made = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${made.join(", ")} on ${JSON.stringify(adapter)}`;
}
