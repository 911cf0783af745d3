import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * An output folder that shows nothing until all of it is there. Files gather under hidden names; `commit` gives them their
 * names, all or none; disposing without it deletes them, and the folder too if this run made it.
 */
export type StagedFolder = AsyncDisposable & {
  /** Takes in one file. Rejects a name that was taken in before, and a file over `mostBytes`. */
  receive(name: string, bytes: Readable, mostBytes: number): Promise<void>;
  /** Publishes everything and returns the names. `replaces` says which older files in the folder the new ones stand for. */
  commit(replaces: (name: string) => boolean): Promise<readonly string[]>;
};

/** A file name that cannot leave its folder or hide in it: letters, digits, dot, dash, underscore; not starting with a dot. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(name);
}

/** Opens a folder for one run, making it when needed, and clears what a killed run left in it. */
export async function stageFolder(folder: string): Promise<StagedFolder> {
  const firstMade = await mkdir(folder, { recursive: true });
  await removeStalePartials(folder);
  const received = new Set<string>();
  const arriving = new Set<Promise<void>>();
  const discarding = new AbortController();
  let state: "open" | "committed" | "discarded" = "open";
  const hidden = (name: string, ending: string) => path.join(folder, `.${name}.${process.pid}.${ending}`);

  return {
    async receive(name, bytes, mostBytes) {
      if (state !== "open") throw new Error(`The output folder takes no file after it was ${state} (${name})`);
      if (!isPlainName(name)) throw new Error(`"${name}" cannot be a file name here; expected for example street-000.zip`);
      if (received.has(name)) throw new Error(`The file ${name} was sent twice`);
      received.add(name);
      const file = createWriteStream(hidden(name, "partial"), { flush: true });
      const arrival = pipeline(bytes, limit(mostBytes), file, { signal: discarding.signal });
      arriving.add(arrival);
      try {
        await arrival;
      } catch (error) {
        received.delete(name);
        await rm(hidden(name, "partial"), { force: true });
        throw error;
      } finally {
        arriving.delete(arrival);
      }
    },

    async commit(replaces) {
      if (state !== "open") throw new Error(`The output folder was ${state} already`);
      if (arriving.size > 0) throw new Error("The output folder cannot be committed while files are arriving");
      const older = (await readdir(folder)).filter((name) => received.has(name) || replaces(name));
      await renameAll([
        ...older.map((name) => ({ from: path.join(folder, name), to: hidden(name, "old.partial") })),
        ...[...received].map((name) => ({ from: hidden(name, "partial"), to: path.join(folder, name) })),
      ]);
      state = "committed";
      for (const name of older) await rm(hidden(name, "old.partial"), { force: true });
      return [...received].sort();
    },

    async [Symbol.asyncDispose]() {
      if (state !== "open") return;
      state = "discarded";
      const names = [...received];
      discarding.abort();
      await Promise.allSettled(arriving);
      for (const name of names) await rm(hidden(name, "partial"), { force: true });
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

function limit(mostBytes: number): (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array> {
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
    if (Number.isInteger(pid) && (pid === process.pid || !isAlive(pid))) await rm(path.join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
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
