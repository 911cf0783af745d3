/** Files in the browser's own storage (https://fs.spec.whatwg.org), written by a worker: only there they can be written at once and flushed. */

type SyncHandle = {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  getSize(): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
};

/** What workers can do with a file, and the types of the DOM do not say. */
type SyncFile = FileSystemFileHandle & {
  createSyncAccessHandle(): Promise<SyncHandle>;
  move(name: string): Promise<void>;
};

/** Writes a file that has its name only when all of it is there. */
export function writeFile(folder: FileSystemDirectoryHandle, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  return inTurn(folder, name, async () => {
    const file = await fileIn(folder, `${name}.part`);
    await withHandle(file, (handle) => {
      handle.truncate(0);
      writeAll(handle, bytes, 0);
    });
    await file.move(name);
  });
}

/** Adds to the end of a file. What a crash leaves of it may be cut off. */
export function appendFile(folder: FileSystemDirectoryHandle, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  return inTurn(folder, name, async () =>
    withHandle(await fileIn(folder, name), (handle) => writeAll(handle, bytes, handle.getSize())),
  );
}

/** A file that somebody writes refuses all others: two verdicts in a row, or a page that was just reloaded, would lose one. */
async function inTurn(folder: FileSystemDirectoryHandle, name: string, write: () => Promise<void>): Promise<void> {
  await navigator.locks.request(`diorama-file-${folder.name}/${name}`, write);
}

/** Bytes of a file; undefined when there is none. */
export async function readFile(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return undefined;
    throw error;
  }
}

async function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<SyncFile> {
  return (await folder.getFileHandle(name, { create: true })) as SyncFile;
}

async function withHandle(file: SyncFile, work: (handle: SyncHandle) => void): Promise<void> {
  const handle = await file.createSyncAccessHandle();
  try {
    work(handle);
    handle.flush();
  } finally {
    handle.close();
  }
}

function writeAll(handle: SyncHandle, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const written = handle.write(bytes, { at });
  if (written === bytes.length) return;
  throw new DOMException(`Only ${written} of ${bytes.length} bytes could be written`, "QuotaExceededError");
}
