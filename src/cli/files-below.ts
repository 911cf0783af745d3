import { type Dirent, readdirSync } from "node:fs";
import path from "node:path";

/** Paths of the files in a folder and in all below it, relative to it, with slashes, in no order. Links are no files. Throws what the system says of the folder. */
export function filesBelow(folder: string, counts: (entry: Dirent) => boolean = (entry) => entry.isFile()): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(counts);
  return entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}
