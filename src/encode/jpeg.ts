import encodeColour from "@jsquash/jpeg/encode";

/**
 * A JPEG file of 8-bit RGBA pixels, sRGB; alpha is dropped. MozJPEG as WebAssembly: the same bytes everywhere, which the browser's own encoder
 * does not give. `quality` is libjpeg's, 1 to 100; from 90 the colour keeps all its pixels, below it half of them each way.
 */
export async function jpeg(
  pixels: Uint8ClampedArray<ArrayBuffer>,
  width: number,
  height: number,
  quality: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (pixels.length !== width * height * 4)
    throw new Error(`A JPEG of ${width} × ${height} pixels needs ${width * height * 4} values, but ${pixels.length} were given.`);
  // The encoder takes the whole buffer behind an array.
  const data = pixels.byteLength === pixels.buffer.byteLength ? pixels : pixels.slice();
  const chroma = { auto_subsample: false, chroma_subsample: quality >= FULL_COLOUR_FROM ? 1 : 2 };
  return new Uint8Array(await encodeColour({ data, width, height, colorSpace: "srgb" }, { quality, ...chroma }));
}

const FULL_COLOUR_FROM = 90;
