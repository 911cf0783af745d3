/** Pictures with metadata in them, as cameras and people write it. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";
import encodeJpeg, { init } from "@jsquash/jpeg/encode";

/** A PNG with the text as a comment (tEXt), and in Exif metadata with a position (eXIf; PNG third edition, 11.3.4.5). */
export function pngWithText(png: Uint8Array, text: string): Uint8Array {
  const headerEnd = 8 + 25;
  const chunks = [chunk("tEXt", Buffer.from(`Comment\0${text}`, "latin1")), chunk("eXIf", exif(text))];
  return Buffer.concat([png.subarray(0, headerEnd), ...chunks, png.subarray(headerEnd)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A square JPEG of one colour with Exif metadata: the text as its description, and a position (CIPA DC-008). */
export async function jpegWithPosition(
  side: number,
  colour: readonly [number, number, number],
  text: string,
): Promise<Uint8Array> {
  const wasm = createRequire(import.meta.url).resolve("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm");
  await init(await WebAssembly.compile(await readFile(wasm)));
  const data = Uint8ClampedArray.from({ length: side * side * 4 }, (_, at) => colour[at % 4] ?? 255);
  const jpeg = Buffer.from(await encodeJpeg({ width: side, height: side, data, colorSpace: "srgb" }));
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), exif(text)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** A Radiance picture with the text in a line of its header. */
export function radianceWithText(file: Uint8Array, text: string): Uint8Array {
  const lineEnd = file.indexOf(10) + 1;
  return Buffer.concat([file.subarray(0, lineEnd), Buffer.from(`# ${text}\n`), file.subarray(lineEnd)]);
}

/** Two directories of a TIFF: the description, and 51 degrees 31 minutes 26 seconds north. */
function exif(text: string): Buffer {
  const description = Buffer.from(`${text}\0`, "latin1");
  const [first, position, latitude] = [8, 8 + 2 + 2 * 12 + 4, 8 + 2 + 2 * 12 + 4 + 2 + 2 * 12 + 4];
  const bytes = Buffer.alloc(latitude + 24 + description.length);
  bytes.write("II*\0", 0, "latin1");
  bytes.writeUInt32LE(first, 4);
  const entries = (at: number, rows: readonly (readonly [tag: number, type: number, count: number, value: number])[]) => {
    bytes.writeUInt16LE(rows.length, at);
    for (const [n, [tag, type, count, value]] of rows.entries()) {
      const place = at + 2 + 12 * n;
      bytes.writeUInt16LE(tag, place);
      bytes.writeUInt16LE(type, place + 2);
      bytes.writeUInt32LE(count, place + 4);
      bytes.writeUInt32LE(value, place + 8);
    }
  };
  const [ASCII, LONG, RATIONAL] = [2, 4, 5];
  entries(first, [
    [0x010e, ASCII, description.length, latitude + 24],
    [0x8825, LONG, 1, position],
  ]);
  entries(position, [
    [1, ASCII, 2, "N".charCodeAt(0)],
    [2, RATIONAL, 3, latitude],
  ]);
  for (const [n, value] of [51, 31, 26].entries()) {
    bytes.writeUInt32LE(value, latitude + 8 * n);
    bytes.writeUInt32LE(1, latitude + 8 * n + 4);
  }
  description.copy(bytes, latitude + 24);
  return bytes;
}
