import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { RecipeError } from "../errors";
import { filesBelow } from "./files-below";
import { JOURNAL } from "./journal";

/** Files of a dataset that its manifest does not list. */
const UNLISTED = ["manifest.json", "contact-sheet.png", "contact-sheet.jpg"];

const manifestSchema = z.object({ files: z.record(z.string(), z.string()) });

/**
 * Throws a RecipeError unless a folder is new, empty, or holds a dataset of Diorama and nothing else: a new dataset takes the place of
 * all that is in it, since files of an older one beside it would be taken for its own.
 */
export function expectReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  const listed = new Set([...UNLISTED, ...filesOfManifest(folder)]);
  const stranger = filesIn(folder).find((file) => !listed.has(file));
  if (stranger === undefined) return;
  throw new RecipeError(
    `${folder} has ${stranger}, which belongs to no dataset there; expected a new folder, an empty one, or one with an ` +
      `older dataset and nothing else, for example --out ${path.join(folder, "dataset")}`,
  );
}

function filesOfManifest(folder: string): string[] {
  const file = path.join(folder, "manifest.json");
  if (!existsSync(file)) return [];
  try {
    return Object.keys(manifestSchema.parse(JSON.parse(readFileSync(file, "utf8"))).files);
  } catch {
    return [];
  }
}

/** Paths of all files below a folder, with slashes. What a run that was killed left hidden does not count. */
function filesIn(folder: string): string[] {
  return filesBelow(folder, (entry) => !entry.isDirectory()).filter(
    (file) => !/^\..+\.partial(\/|$)/.test(file) && !file.startsWith(`${JOURNAL}/`),
  );
}
