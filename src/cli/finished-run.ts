import { existsSync, readdirSync } from "node:fs";
import { resolvedJson } from "../recipe/resolve";
import type { Recipe } from "../recipe/schema";
import { keptImages } from "./journal";
import { openDataset } from "./opened-dataset";

/** What a command asks for. */
export type AskedRun = {
  readonly recipe: Recipe;
  readonly indices: { readonly from: number; readonly to: number };
  readonly sink: "zip" | "tar" | "dir";
  readonly withSheet: boolean;
  /** Of this program and what it is built of; the browser is known only when it runs. */
  readonly versions: { readonly [name: string]: string };
};

/**
 * True when a folder holds all that a command asks for: a finished dataset of the same recipe, images, packing and version with every file that its
 * manifest lists. A job that is started again after its end then has nothing to do.
 */
export async function isFinished(out: string, { recipe, indices, sink, withSheet, versions }: AskedRun): Promise<boolean> {
  if (!existsSync(out) || keptImages(out) > 0) return false;
  const dataset = await openDataset(out).catch(() => undefined);
  if (dataset === undefined || dataset.packing !== sink) return false;
  const { manifest, paths } = dataset;
  const present = new Set(paths);
  return (
    resolvedJson(dataset.recipe) === resolvedJson(recipe) &&
    manifest.range[0] === indices.from &&
    manifest.range[1] === indices.to &&
    (manifest.rejected ?? []).length === 0 &&
    Object.entries(versions).every(([name, version]) => manifest.versions[name] === version) &&
    Object.keys(manifest.files).every((file) => present.has(file)) &&
    (!withSheet || readdirSync(out).some((name) => /^contact-sheet\.(png|jpg)$/.test(name)))
  );
}
