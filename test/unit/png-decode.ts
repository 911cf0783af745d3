import { PNG } from "pngjs";

/** Width, height, bits and colour type (0 grey, 6 RGBA) as the file's header says (PNG, 11.2.2). */
export function headerOf(file: Uint8Array | undefined) {
  const bytes = Buffer.from(file ?? []);
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    depth: bytes.readUInt8(24),
    colourType: bytes.readUInt8(25),
  };
}

/** The values of a grey PNG, 8 or 16 bits, row-major. pngjs spreads grey over four channels unless it is told not to. */
export function decodeGrey(file: Uint8Array | undefined): number[] {
  const png = PNG.sync.read(Buffer.from(file ?? []), { skipRescale: true });
  // With skipRescale pngjs gives 16-bit values for 16-bit files; its types say bytes.
  const values: ArrayLike<number> = png.data;
  return Array.from({ length: png.width * png.height }, (_, at) => values[at * 4] ?? Number.NaN);
}
