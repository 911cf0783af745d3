/** Makes photographs in the browser. */

type Colour = (x: number, y: number) => readonly [red: number, green: number, blue: number];

/** A PNG; colours are 0 to 255, counted from the top left. */
export function picture(width: number, height: number, colour: Colour): Promise<Uint8Array<ArrayBuffer>> {
  return encoded(width, height, colour, { type: "image/png" });
}

/** A JPEG whose camera was held in another way: an EXIF orientation from 1 to 8 (CIPA DC-008, "Orientation"). */
export async function turnedJpeg(
  width: number,
  height: number,
  colour: Colour,
  orientation: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const jpeg = await encoded(width, height, colour, { type: "image/jpeg", quality: 0.95 });
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.from([...jpeg.subarray(0, 2), 0xff, 0xe1, 0, body.length + 2, ...body, ...jpeg.subarray(2)]);
}

async function encoded(width: number, height: number, colour: Colour, options: ImageEncodeOptions) {
  const pixels = new ImageData(width, height);
  for (let at = 0; at < width * height; at++)
    pixels.data.set([...colour(at % width, Math.floor(at / width)).map(Math.round), 255], at * 4);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob(options)).arrayBuffer());
}
