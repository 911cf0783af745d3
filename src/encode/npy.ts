/**
 * A NumPy array file, version 1.0 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): 32-bit floats, little
 * end first, row-major. The header is padded so that the values begin at a multiple of 64 bytes.
 */
export function npy(values: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const count = shape.reduce((product, side) => product * side, 1);
  if (values.length !== count)
    throw new Error(`An array of ${shape.join(" × ")} needs ${count} values; ${values.length} were given.`);
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sides}), }`;
  const start = MAGIC.length + 2;
  const length = Math.ceil((start + text.length + 1) / 64) * 64 - start;
  const bytes = new Uint8Array(start + length + values.length * 4);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint16(MAGIC.length, length, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), start);
  for (const [at, value] of values.entries()) view.setFloat32(start + length + at * 4, value, true);
  return bytes;
}

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);
