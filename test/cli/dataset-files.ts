import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The SHA-256 of all files below a folder that have their names, by path: what is hidden is not there yet. */
export async function hashesIn(folder: string): Promise<Map<string, string>> {
  if (!existsSync(folder)) return new Map();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const named = files.map((file) => path.relative(folder, file)).filter((file) => !file.split(path.sep)[0]?.startsWith("."));
  const hashes = named.sort().map(async (file) => {
    const bytes = await readFile(path.join(folder, file));
    return [file, createHash("sha256").update(bytes).digest("hex")] as const;
  });
  return new Map(await Promise.all(hashes));
}
