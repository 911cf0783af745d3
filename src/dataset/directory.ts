import { isNamed } from "../errors";
import { expectOpen, type LifeCycle } from "./life-cycle";
import { checkPath } from "./path";
import type { FileWriter, Sink } from "./sink";

export type DirectorySink = Sink & {
  /** Name of the new folder. */
  readonly folder: string;
};

/**
 * Writes plain files into a new folder inside of `parent`, which the browser has given access to (https://fs.spec.whatwg.org). It is
 * called `name`, or `name-2` and so on where that is taken: nothing that was there before is touched. A file has its name only when
 * all of it is written; `abort` removes the folder. Throws on unsafe or repeated paths.
 */
export async function directorySink(parent: FileSystemDirectoryHandle, name: string): Promise<DirectorySink> {
  const folder = await freeName(parent, name);
  const root = await parent.getDirectoryHandle(folder, { create: true });
  const title = `The folder "${folder}"`;
  const written = new Set<string>();
  const growing = new Map<string, FileSystemWritableFileStream>();
  const folders = new Map<string, Promise<FileSystemDirectoryHandle>>([["", Promise.resolve(root)]]);
  let state: LifeCycle = "open";

  function take(path: string): void {
    expectOpen(title, state, `write ${path} to it`);
    checkPath(path);
    if (written.has(path))
      throw new Error(`${path} was written to the folder "${folder}" before. Every path can be written once.`);
    written.add(path);
  }

  /** The folder at a path, made together with those above it. */
  function folderAt(path: string): Promise<FileSystemDirectoryHandle> {
    const known = folders.get(path);
    if (known) return known;
    const cut = path.lastIndexOf("/");
    const made = folderAt(path.slice(0, Math.max(cut, 0))).then((above) =>
      above.getDirectoryHandle(path.slice(cut + 1), { create: true }),
    );
    folders.set(path, made);
    return made;
  }

  async function start(path: string): Promise<FileSystemWritableFileStream> {
    const cut = path.lastIndexOf("/");
    const above = await folderAt(path.slice(0, Math.max(cut, 0)));
    const file = await above.getFileHandle(path.slice(cut + 1), { create: true });
    return file.createWritable();
  }

  return {
    folder,
    async write(path, bytes) {
      take(path);
      const stream = await start(path);
      await stream.write(bytes);
      await stream.close();
    },
    async open(path): Promise<FileWriter> {
      take(path);
      const stream = await start(path);
      growing.set(path, stream);
      return {
        write: (bytes) => stream.write(bytes),
        async close() {
          await stream.close();
          growing.delete(path);
        },
      };
    },
    async close() {
      expectOpen(title, state, "close it");
      const [path] = growing.keys();
      if (path !== undefined) throw new Error(`${title} cannot be closed while ${path} is being written. Close that file first.`);
      state = "closed";
    },
    async abort() {
      expectOpen(title, state, "abort it");
      state = "aborted";
      for (const stream of growing.values()) await stream.abort();
      await removeWhenFree(parent, folder);
    },
  };
}

/** Attempts to remove a folder, and milliseconds between them. */
const ATTEMPTS = 40;
const PAUSE = 25;

/** Chromium lets go of a file a little after its stream was closed or aborted, and until then removes nothing above it. */
async function removeWhenFree(parent: FileSystemDirectoryHandle, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await parent.removeEntry(folder, { recursive: true });
    } catch (error) {
      if (attempt === ATTEMPTS || !isNamed(error, "NoModificationAllowedError")) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** The name, with a number behind it where there is a file or folder of that name. */
async function freeName(parent: FileSystemDirectoryHandle, name: string): Promise<string> {
  const taken = new Set<string>();
  for await (const key of parent.keys()) taken.add(key.toLowerCase());
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}
