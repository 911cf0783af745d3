/** The user's own models in a recipe: which files, what class they are, how large and how many. */
import { z } from "zod";
import { count } from "./quantity";

/**
 * Bytes of the files that a recipe's `assets` need, by path relative to the recipe, with `/` between folders. A text stands for a file
 * that cannot be used and says why: "it has 300 MB; at most 200 MB can be used".
 */
export type AssetFiles = { readonly [path: string]: Uint8Array<ArrayBuffer> | string };

/** More bytes in one file than this are refused. */
export const MOST_BYTES = 200_000_000;

/** What to say of a file with more than MOST_BYTES. */
export function tooLarge(bytes: number): string {
  return `it has ${Math.round(bytes / 1e6)} MB; at most ${MOST_BYTES / 1e6} MB can be used`;
}

/** Schema of where a file or folder of the user's is. */
export function relativePath() {
  return z.string().regex(/^(?![a-z][a-z0-9+.-]*:|[/\\])[^\\]+$/i, "a path relative to the recipe, with / between folders");
}

const asset = z.strictObject({
  file: relativePath().meta({
    description: "A .glb, .gltf or .obj file beside the recipe, or a folder of them: each thing is one of its files.",
    examples: ["models/mug.glb"],
  }),
  class: z
    .string()
    .regex(/^\S(.{0,62}\S)?$/, "a name of up to 64 letters")
    .meta({ description: "Class of the things in the labels.", examples: ["mug"] }),
  scale: z
    .union([z.number().positive(), z.enum(["auto", "metres"])])
    .default("auto")
    .meta({
      description: "How long a unit of the file is in metres; metres is 1, auto makes the longest side 0.2 to 0.4 metres.",
    }),
  upAxis: z.enum(["y", "z"]).default("y").meta({ description: "Which axis of the file points up. It is y in glTF." }),
  count: count({ min: 0, max: 100, unit: "things", default: { uniform: [1, 3] }, description: "How many in an image." }),
});

/** One entry of `assets`. */
export type AssetEntry = z.output<typeof asset>;

/** Schema of `assets`. */
export const assets = z
  .array(asset)
  .default([])
  .meta({ description: "Models of your own. Scenes that have a place for them put them there." });

/** Paths of an entry's models among the files, sorted: the file itself, or all models directly in the folder. */
export function modelsOf({ file }: AssetEntry, files: Iterable<string>): string[] {
  return filesAt(file, files).filter(isModel);
}

/** The file at a path, or all files directly in the folder at this path, sorted. */
export function filesAt(file: string, files: Iterable<string>): string[] {
  const wanted = plainPath(file);
  return [...files].filter((path) => path === wanted || folderOf(path) === wanted).sort();
}

/** True for a file that can be an asset, by its ending. */
export function isModel(path: string): boolean {
  return /\.(glb|gltf|obj)$/i.test(path);
}

/** A path without `./` in front and `/` at the end: `./models/` is `models`. */
export function plainPath(path: string): string {
  const steps = path.split("/").filter((step) => step !== "" && step !== ".");
  return steps.join("/") || ".";
}

function folderOf(path: string): string {
  return plainPath(path.split("/").slice(0, -1).join("/"));
}
