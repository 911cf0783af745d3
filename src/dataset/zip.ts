import JSZip from "jszip";
import { RecipeError } from "../errors";
import { growingFiles } from "./growing";
import { expectOpen, type LifeCycle } from "./life-cycle";
import { checkPath } from "./path";
import type { Sink } from "./sink";

/** Limit of a zip without ZIP64 (PKWARE APPNOTE 6.3.10, 4.4.1.4), which jszip does not write. */
const MAXIMUM_ZIP_BYTES = 2 ** 32 - 1;

/** The fixed sizes of the records around a stored file: local header and central directory entry, and the end of the directory. */
const ENTRY_BYTES = 30 + 46;
const END_BYTES = 22;

/** The first moment that a zip can express. jszip writes its UTC fields. */
const NO_TIME = new Date("1980-01-01T00:00:00Z");

type Part = { readonly zip: JSZip; bytes: number; files: number };

/**
 * Packs files into `<name>-000.zip`, `<name>-001.zip`, ... without compression (pictures are compressed already), and writes each part to
 * `parts` as soon as the next file would make it larger than `maximumPartBytes`, or count more than
 * `maximumPartFiles` (65,535 is all that a zip without ZIP64 can count; far fewer keep jszip quick). Only one part is in memory. A single file that
 * is larger gets a part of its own. A file that grows is kept in memory until it is closed. The same files in the same order give the same bytes: no time, no folder entries, no permissions.
 * Throws on unsafe or repeated paths. One call at a time; a failed call leaves the sink open, to be aborted.
 */
export function zipSink(name: string, maximumPartBytes: number, parts: Sink, maximumPartFiles = 10_000): Sink {
  checkLimit(maximumPartBytes);
  const title = `The zip "${name}"`;
  const paths = new Set<string>();
  const growing = growingFiles(title);
  let state: LifeCycle = "open";
  let part = emptyPart();
  let count = 0;

  async function flush(): Promise<void> {
    const full = part;
    part = emptyPart();
    const bytes = await pack(full.zip);
    // Packing takes a while; an abort meanwhile must not be followed by one more part.
    expectOpen(title, state, "write a part of it");
    await parts.write(`${name}-${String(count++).padStart(3, "0")}.zip`, bytes);
  }

  function take(path: string): void {
    expectOpen(title, state, `write ${path} to it`);
    checkPath(path);
    if (paths.has(path)) throw new Error(`${path} was written to the zip "${name}" before. Every path can be written once.`);
    paths.add(path);
  }

  async function add(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const size = entryBytes(path, bytes);
    const isFull = part.bytes + size > maximumPartBytes || part.files === maximumPartFiles;
    if (part.files > 0 && isFull) await flush();
    addEntry(part, path, bytes, size);
  }

  return {
    async write(path, bytes) {
      take(path);
      await add(path, bytes);
    },
    async open(path) {
      take(path);
      return growing.open(path, (bytes) => add(path, bytes));
    },
    async close() {
      expectOpen(title, state, "close it");
      growing.expectNone();
      if (part.files > 0) await flush();
      await parts.close();
      state = "closed";
    },
    async abort() {
      expectOpen(title, state, "abort it");
      state = "aborted";
      part = emptyPart();
      await parts.abort();
    },
  };
}

function checkLimit(bytes: number): void {
  if (Number.isInteger(bytes) && bytes > 0 && bytes <= MAXIMUM_ZIP_BYTES) return;
  throw new RecipeError(
    `The size limit of a zip part is ${bytes} bytes, but it must be a whole number from 1 to ${MAXIMUM_ZIP_BYTES} (4 GiB), such as 268435456 (256 MiB).`,
  );
}

function emptyPart(): Part {
  return { zip: new JSZip(), bytes: END_BYTES, files: 0 };
}

function addEntry(part: Part, path: string, bytes: Uint8Array<ArrayBuffer>, size: number): void {
  part.zip.file(path, bytes, { binary: true, createFolders: false, date: NO_TIME, compression: "STORE" });
  part.bytes += size;
  part.files++;
}

async function pack(zip: JSZip): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await zip.generateAsync({ type: "arraybuffer", compression: "STORE", platform: "DOS", streamFiles: false }),
  );
}

/** Bytes that a stored file takes in a part, with its records. A name beyond ASCII is written again, in an extra field of each record. */
function entryBytes(path: string, bytes: Uint8Array): number {
  const nameBytes = new TextEncoder().encode(path).length;
  const isAscii = nameBytes === path.length;
  return bytes.length + ENTRY_BYTES + 2 * (isAscii ? nameBytes : 2 * nameBytes + 9);
}
