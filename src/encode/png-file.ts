import { joined } from "./join";

/** What a PNG says about its pixels (PNG, 11.2.2). */
export type PngHeader = {
  readonly width: number;
  readonly height: number;
  /** Bits of a number. */
  readonly depth: 8 | 16;
  readonly colourType: keyof typeof CHANNELS;
};

/** Numbers of a pixel by colour type: grey, RGB, palette. */
const CHANNELS = { 0: 1, 2: 3, 3: 1 } as const;

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

/** A PNG file from its rows, compressed; `palette` holds three bytes a colour. */
export function pngFile(header: PngHeader, compressed: Uint8Array, palette?: Uint8Array): Uint8Array<ArrayBuffer> {
  const { width, height, depth, colourType } = header;
  const start = new Uint8Array(13);
  const view = new DataView(start.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  start.set([depth, colourType], 8);
  return joined([
    SIGNATURE,
    pngChunk("IHDR", start),
    ...(palette ? [pngChunk("PLTE", palette)] : []),
    pngChunk("IDAT", compressed),
    pngChunk("IEND", new Uint8Array()),
  ]);
}

/** Bytes of a pixel, and of a row with the number of its filter. */
export function pngStride({ width, depth, colourType }: PngHeader): { readonly pixel: number; readonly row: number } {
  const pixel = (CHANNELS[colourType] * depth) / 8;
  return { pixel, row: 1 + width * pixel };
}

/** Rows as they are, without a filter; numbers of 16 bits have their higher byte first. */
export function pngRows(pixels: Uint8Array | Uint16Array, header: PngHeader): Uint8Array<ArrayBuffer> {
  const { row } = pngStride(header);
  const bytes = new Uint8Array(row * header.height);
  const numbers = pixels.length / header.height;
  for (let y = 0; y < header.height; y++) {
    const values = pixels.subarray(y * numbers, (y + 1) * numbers);
    if (values instanceof Uint8Array) bytes.set(values, y * row + 1);
    else
      for (let at = 0, to = y * row + 1; at < numbers; at++, to += 2) {
        const value = values[at] ?? 0;
        bytes[to] = value >> 8;
        bytes[to + 1] = value;
      }
  }
  return bytes;
}

/** A chunk of a PNG file: its length, type, data and checksum (PNG, 5.3). */
export function pngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(4 + 4 + data.length + 4);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** Checksum of a chunk's type and data (PNG, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 255] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
