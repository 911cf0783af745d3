import { Readable } from "node:stream";
import { extract } from "tar-stream";

export type TarEntry = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly time: number;
  readonly owner: number;
};

/** Reads a tar by another program. */
export async function readTar(file: Uint8Array | undefined): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  const reader = Readable.from([Buffer.from(file ?? [])]).pipe(extract());
  for await (const entry of reader) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
    const { name, mode = 0, mtime, uid = -1 } = entry.header;
    entries.push({ path: name, bytes: new Uint8Array(Buffer.concat(chunks)), mode, time: mtime?.getTime() ?? -1, owner: uid });
  }
  return entries;
}
