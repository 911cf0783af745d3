import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * An output folder that shows nothing until all of it is there. Files and folders gather under hidden names; `commit` gives them
 * their names, all or none; disposing without it deletes them, and the folder too if this run made it.
 */
export type StagedFolder = AsyncDisposable & {
  /** Takes in one file, by its path in the folder. Rejects a path that was taken in before, and a file over `mostBytes`. */
  receive(file: string, bytes: Readable, mostBytes: number): Promise<void>;
  /** Adds to the end of a file that grows; starts it the first time. */
  append(file: string, bytes: Readable, mostBytes: number): Promise<void>;
  /** Publishes everything and returns the names of what is directly in the folder. `replaces` says which older names the new ones stand for. */
  commit(replaces: (name: string) => boolean): Promise<readonly string[]>;
};

/** A file name that cannot leave its folder or hide in it: letters, digits, dot, dash, underscore; not starting with a dot. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(name);
}

/** Plain names with slashes between them. */
export function isPlainPath(file: string): boolean {
  return file.length <= 1000 && file.split("/").every(isPlainName);
}

/** Opens a folder for one run, making it when needed, and clears what a killed run left in it. */
export async function stageFolder(folder: string): Promise<StagedFolder> {
  const firstMade = await mkdir(folder, { recursive: true });
  await removeStalePartials(folder);
  const received = new Map<string, "whole" | "growing">();
  const tops = new Set<string>();
  const folders = new Set<string>();
  const arriving = new Set<Promise<void>>();
  const discarding = new AbortController();
  let state: "open" | "committed" | "discarded" = "open";
  const hidden = (name: string, ending: string) => path.join(folder, `.${name}.${process.pid}.${ending}`);

  /** Where a file gathers. */
  function placeOf(file: string): string {
    const [top = "", ...rest] = file.split("/");
    tops.add(top);
    return path.join(hidden(top, "partial"), ...rest);
  }

  async function gather(place: string, bytes: Readable, mostBytes: number, flags: "w" | "a"): Promise<void> {
    const parent = path.dirname(place);
    if (parent !== folder && !folders.has(parent)) await mkdir(parent, { recursive: true });
    folders.add(parent);
    const stream = createWriteStream(place, { flags, flush: true });
    await pipeline(bytes, limit(mostBytes), stream, { signal: discarding.signal });
  }

  async function take(file: string, bytes: Readable, mostBytes: number, flags: "w" | "a"): Promise<void> {
    const place = placeOf(file);
    const arrival = gather(place, bytes, mostBytes, flags);
    arriving.add(arrival);
    try {
      await arrival;
    } catch (error) {
      received.delete(file);
      await rm(place, { force: true });
      if (!file.includes("/")) tops.delete(file);
      throw error;
    } finally {
      arriving.delete(arrival);
    }
  }

  function expectOpen(file: string): void {
    if (state !== "open") throw new Error(`The output folder takes no file after it was ${state} (${file})`);
    if (!isPlainPath(file)) throw new Error(`"${file}" cannot be a file here; expected for example images/train/000000.png`);
  }

  return {
    async receive(file, bytes, mostBytes) {
      expectOpen(file);
      if (received.has(file)) throw new Error(`The file ${file} was sent twice`);
      received.set(file, "whole");
      await take(file, bytes, mostBytes, "w");
    },

    async append(file, bytes, mostBytes) {
      expectOpen(file);
      if (received.get(file) === "whole") throw new Error(`The file ${file} was sent already and cannot grow`);
      received.set(file, "growing");
      await take(file, bytes, mostBytes, "a");
    },

    async commit(replaces) {
      if (state !== "open") throw new Error(`The output folder was ${state} already`);
      if (arriving.size > 0) throw new Error("The output folder cannot be committed while files are arriving");
      const names = [...tops];
      const older = (await readdir(folder)).filter((name) => tops.has(name) || (isPlainName(name) && replaces(name)));
      await renameAll([
        ...older.map((name) => ({ from: path.join(folder, name), to: hidden(name, "old.partial") })),
        ...names.map((name) => ({ from: hidden(name, "partial"), to: path.join(folder, name) })),
      ]);
      state = "committed";
      for (const name of older) await rm(hidden(name, "old.partial"), { force: true, recursive: true });
      return names.sort();
    },

    async [Symbol.asyncDispose]() {
      if (state !== "open") return;
      state = "discarded";
      const names = [...tops];
      discarding.abort();
      await Promise.allSettled(arriving);
      for (const name of names) await rm(hidden(name, "partial"), { force: true, recursive: true });
      if (firstMade !== undefined) await removeEmptyFolders(folder, firstMade);
    },
  };
}

/** Renames in order; when one fails, undoes those before it and throws. */
async function renameAll(moves: readonly { from: string; to: string }[]): Promise<void> {
  const finished: { from: string; to: string }[] = [];
  try {
    for (const move of moves) {
      await rename(move.from, move.to);
      finished.push(move);
    }
  } catch (error) {
    for (const { from, to } of finished.reverse()) await rename(to, from);
    throw error;
  }
}

/** Passes bytes on, and throws when they are too many. */
export function limit(mostBytes: number): (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array> {
  return async function* (source) {
    let total = 0;
    for await (const chunk of source) {
      total += chunk.byteLength;
      if (total > mostBytes) throw new Error(`A file may have at most ${mostBytes} bytes`);
      yield chunk;
    }
  };
}

/** Deletes hidden files of runs that no longer live; their process number is in the name. */
async function removeStalePartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^\..+\.(\d+)\.(?:old\.)?partial$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && (pid === process.pid || !isAlive(pid)))
      await rm(path.join(folder, name), { force: true, recursive: true });
  }
}

/** True while a process has this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Removes `folder` and its parents up to `outermost` as long as they are empty. */
async function removeEmptyFolders(folder: string, outermost: string): Promise<void> {
  const isInside = folder === outermost || folder.startsWith(outermost + path.sep);
  if (!isInside || (await readdir(folder)).length > 0) return;
  await rmdir(folder);
  await removeEmptyFolders(path.dirname(folder), outermost);
}
