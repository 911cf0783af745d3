/** The runs in the browser's own storage: a folder each, with its samples as the command line keeps them. Only a worker writes. */
import { utf8 } from "../../dataset/text";
import { isNamed } from "../../errors";
import type { AssetFiles } from "../../recipe/assets";
import type { Review } from "../review/review";
import { readFile, writeFile } from "./files";
import type { RunRecord } from "./record";

/** Folder of all runs. */
const RUNS = "diorama-runs";
const RECORD = "run.json";
const REVIEW = "review.json";
const FACTS = "facts.json";
const ROWS = "rows.jsonl";
/** Folder with the zips of a run. */
const PARTS = "parts";
/** The user's files that the recipe names: a list of paths, and a file for each. */
const OWN_FILES = "own-files.json";

async function runsFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(RUNS, { create: true });
}

export async function runFolder(id: string, create = false): Promise<FileSystemDirectoryHandle> {
  return (await runsFolder()).getDirectoryHandle(id, { create });
}

/** What is read of a run, or this where the run was deleted meanwhile. */
export async function unlessGone<T>(reading: Promise<T>, gone: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (isNamed(error, "NotFoundError")) return gone;
    throw error;
  }
}

/** All runs, oldest first. A folder without a readable record is what a crash left of a run that began, or of one that was deleted. */
export async function listRuns(): Promise<RunRecord[]> {
  const found: RunRecord[] = [];
  for await (const [id, handle] of (await runsFolder()).entries()) {
    const record = handle.kind === "directory" ? await readRecord(id) : undefined;
    if (record) found.push(record);
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function readRecord(id: string): Promise<RunRecord | undefined> {
  return readJson(await runFolder(id), RECORD);
}

export async function writeRecord(record: RunRecord): Promise<void> {
  await writeJson(await runFolder(record.id, true), RECORD, record);
}

/** Deletes a run. The record goes first: half a run is none. */
export async function removeRun(id: string): Promise<void> {
  const folder = await runFolder(id);
  await folder.removeEntry(RECORD).catch(() => undefined);
  await (await runsFolder()).removeEntry(id, { recursive: true });
}

export async function readReview(id: string): Promise<Review> {
  return (await readJson<Review>(await runFolder(id), REVIEW)) ?? {};
}

export async function writeReview(id: string, review: Review): Promise<void> {
  await writeJson(await runFolder(id), REVIEW, review);
}

/** What the samples were made by, as JSON; undefined before the first. */
export async function readFacts(id: string): Promise<string | undefined> {
  return (await readFile(await runFolder(id), FACTS))?.text();
}

export async function writeFacts(id: string, facts: string): Promise<void> {
  await writeFile(await runFolder(id), FACTS, utf8(facts));
}

/** Keeps the user's files with the run, which goes on without them otherwise. */
export async function writeOwnFiles(id: string, files: AssetFiles): Promise<void> {
  const folder = await runFolder(id, true);
  const entries = Object.entries(files);
  for (const [at, [, content]] of entries.entries())
    if (typeof content !== "string") await writeFile(folder, `own-${at}.bin`, content);
  await writeJson(
    folder,
    OWN_FILES,
    entries.map(([path, content]) => ({ path, ...(typeof content === "string" && { problem: content }) })),
  );
}

export async function readOwnFiles(id: string): Promise<AssetFiles> {
  const folder = await runFolder(id);
  const list = (await readJson<readonly { readonly path: string; readonly problem?: string }[]>(folder, OWN_FILES)) ?? [];
  const files = list.map(async ({ path, problem }, at) => {
    if (problem !== undefined) return [path, problem] as const;
    const file = await readFile(folder, `own-${at}.bin`);
    return [path, file ? new Uint8Array(await file.arrayBuffer()) : "it is no longer in the browser's storage"] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** The folder for the zips of a run, empty. */
export async function emptyPartsFolder(id: string): Promise<FileSystemDirectoryHandle> {
  const folder = await runFolder(id);
  await folder.removeEntry(PARTS, { recursive: true }).catch(() => undefined);
  return folder.getDirectoryHandle(PARTS, { create: true });
}

/** A zip of a run, as a file that stays on the disk until it is read. */
export async function readPart(id: string, name: string): Promise<File | undefined> {
  return readFile(await (await runFolder(id)).getDirectoryHandle(PARTS, { create: true }), name);
}

export { ROWS };

async function readJson<T>(folder: FileSystemDirectoryHandle, name: string): Promise<T | undefined> {
  const text = await (await readFile(folder, name))?.text();
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

async function writeJson(folder: FileSystemDirectoryHandle, name: string, value: unknown): Promise<void> {
  await writeFile(folder, name, utf8(JSON.stringify(value)));
}
