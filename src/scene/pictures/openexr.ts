import { DataUtils, FloatType, HalfFloatType } from "three";
import { EXRLoader } from "three/examples/jsm/loaders/EXRLoader.js";
import { checkLightSize, type LightRows } from "./radiance";

/** Pictures with more texels are decoded to half floats, to save memory. */
const MOST_FLOATS = 4096 * 2048;

/** Reads an OpenEXR picture with RGB or luminance. Throws an Error that says what is wrong. */
export function readOpenExr(bytes: Uint8Array<ArrayBuffer>): LightRows {
  const size = sizeOf(bytes);
  checkLightSize(size.width, size.height);
  const loader = new EXRLoader().setDataType(size.width * size.height > MOST_FLOATS ? HalfFloatType : FloatType);
  const { width, height, data, format } = decoded(() => loader.parse(bytes.slice().buffer));
  if (!width || !height || !data) throw new Error("it has no picture");
  const channels = data.length / (width * height);
  const number = data instanceof Uint16Array ? DataUtils.fromHalfFloat : (value: number) => value;
  if (channels !== 4) throw new Error(`it has ${channels} channels of the format ${format}; expected red, green and blue`);
  return { width, height, rows: rowsOf(data, width, height, number) };
}

function decoded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^THREE\.EXRLoader: /, "") : String(error);
    throw new Error(`it cannot be read as OpenEXR (${reason})`);
  }
}

/** The loader puts the lowest row first. */
function* rowsOf(
  data: { readonly [at: number]: number },
  width: number,
  height: number,
  number: (value: number) => number,
): Generator<Float32Array> {
  const row = new Float32Array(width * 3);
  for (let y = height - 1; y >= 0; y--) {
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) row[x * 3 + c] = number(data[(y * width + x) * 4 + c] ?? 0);
    yield row;
  }
}

/** The data window in the header (OpenEXR File Layout, "box2i"), read by itself: the loader would take memory for any size. */
function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== 20000630) throw new Error("it is no OpenEXR picture");
  const name = "dataWindow\0box2i\0";
  const found = String.fromCharCode(...bytes.subarray(0, 16_384)).indexOf(name);
  const at = found + name.length + 4;
  if (found < 0 || at + 16 > bytes.length) throw new Error("it is an OpenEXR picture without a size");
  const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => view.getInt32(at + offset, true));
  return { width: (right ?? 0) - (left ?? 0) + 1, height: (bottom ?? 0) - (top ?? 0) + 1 };
}
