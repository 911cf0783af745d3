/**
 * An OpenEXR file (https://openexr.com/en/latest/OpenEXRFileLayout.html): one part of scan lines, not compressed, with 32-bit
 * floats in the channel Y. Of all names for a single channel it is the one that OpenCV, OpenImageIO and three.js read.
 */
export function exr(values: Float32Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  if (values.length !== width * height)
    throw new Error(`A picture of ${width} × ${height} pixels needs ${width * height} values; ${values.length} were given.`);
  const header = headerOf(width, height);
  const lineBytes = 8 + width * 4;
  const firstLine = header.length + height * 8;
  const bytes = new Uint8Array(firstLine + height * lineBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(header);
  for (let y = 0; y < height; y++) {
    const at = firstLine + y * lineBytes;
    view.setBigUint64(header.length + y * 8, BigInt(at), true);
    view.setInt32(at, y, true);
    view.setInt32(at + 4, width * 4, true);
    for (let x = 0; x < width; x++) view.setFloat32(at + 8 + x * 4, values[y * width + x] ?? 0, true);
  }
  return bytes;
}

const FLOAT = 2;

function headerOf(width: number, height: number): Uint8Array {
  const window = [...int(0), ...int(0), ...int(width - 1), ...int(height - 1)];
  // Channel: name, type, perceptually linear or not, reserved, sampling in x and y; a zero ends the list.
  const channels = [...text("Y"), ...int(FLOAT), 0, 0, 0, 0, ...int(1), ...int(1), 0];
  return Uint8Array.from([
    ...[0x76, 0x2f, 0x31, 0x01],
    ...int(2),
    ...attribute("channels", "chlist", channels),
    ...attribute("compression", "compression", [0]),
    ...attribute("dataWindow", "box2i", window),
    ...attribute("displayWindow", "box2i", window),
    ...attribute("lineOrder", "lineOrder", [0]),
    ...attribute("pixelAspectRatio", "float", float(1)),
    ...attribute("screenWindowCenter", "v2f", [...float(0), ...float(0)]),
    ...attribute("screenWindowWidth", "float", float(1)),
    0,
  ]);
}

function attribute(name: string, type: string, value: readonly number[]): number[] {
  return [...text(name), ...text(type), ...int(value.length), ...value];
}

function text(letters: string): number[] {
  return [...new TextEncoder().encode(letters), 0];
}

function int(value: number): number[] {
  return [...new Uint8Array(Int32Array.of(value).buffer)];
}

function float(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}
