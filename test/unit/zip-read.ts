import { crc32 } from "node:zlib";

export type ZipEntry = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly method: number;
  readonly dosDate: number;
  readonly dosTime: number;
  readonly madeBy: number;
  readonly attributes: number;
};

/** Reads a zip by its central directory (PKWARE APPNOTE 4.3), checks every checksum, and gives the entries in order. */
export function readZip(file: Uint8Array | undefined): ZipEntry[] {
  const data = Buffer.from(file ?? []);
  const end = data.length - 22;
  if (data.readUInt32LE(end) !== 0x06054b50) throw new Error("no end of central directory");
  const entries: ZipEntry[] = [];
  let at = data.readUInt32LE(end + 16);
  for (let count = data.readUInt16LE(end + 10); count > 0; count--) {
    if (data.readUInt32LE(at) !== 0x02014b50) throw new Error(`no directory entry at ${at}`);
    const nameLength = data.readUInt16LE(at + 28);
    entries.push({
      path: data.toString("utf8", at + 46, at + 46 + nameLength),
      bytes: content(data, at),
      method: data.readUInt16LE(at + 10),
      dosTime: data.readUInt16LE(at + 12),
      dosDate: data.readUInt16LE(at + 14),
      madeBy: data.readUInt8(at + 5),
      attributes: data.readUInt32LE(at + 38),
    });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error("the directory does not end where it should");
  return entries;
}

function content(data: Buffer, directoryEntry: number): Uint8Array {
  const local = data.readUInt32LE(directoryEntry + 42);
  if (data.readUInt32LE(local) !== 0x04034b50) throw new Error(`no local header at ${local}`);
  const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
  const bytes = new Uint8Array(data.subarray(start, start + data.readUInt32LE(directoryEntry + 24)));
  if (crc32(bytes) !== data.readUInt32LE(directoryEntry + 16)) throw new Error("wrong checksum");
  return bytes;
}
