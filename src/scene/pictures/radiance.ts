/** Rows of a picture of light, from the top; three linear numbers (red, green, blue) for each texel. A row is overwritten by the next one. */
export type LightRows = { readonly width: number; readonly height: number; readonly rows: Iterable<Float32Array> };

/** More texels than this are refused: 8192 x 4096. */
const MOST_LIGHT_TEXELS = 8192 * 4096;

/** Refuses a picture before memory is taken for it. Throws an Error. */
export function checkLightSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new Error("it says that it has no texels");
  if (width * height > MOST_LIGHT_TEXELS)
    throw new Error(`it has ${width} x ${height} texels; at most 8192 x 4096 can be used, save it smaller`);
  if (Math.abs(width / height - 2) > 0.02)
    throw new Error(`it has ${width} x ${height} texels; expected twice as many across as down: all directions, equirectangular`);
}

/**
 * Reads a Radiance picture (.hdr), flat or run-length encoded (Ward, "Real Pixels", Graphics Gems II, 1991). Rows are decoded as they are taken.
 * Throws an Error that says what is wrong; taking the rows of a file that ends early throws, too.
 */
export function readRadiance(bytes: Uint8Array): LightRows {
  const { width, height, start } = readHeader(bytes);
  checkLightSize(width, height);
  return { width, height, rows: decode(bytes, start, width, height) };
}

function readHeader(bytes: Uint8Array): { width: number; height: number; start: number } {
  const text = String.fromCharCode(...bytes.subarray(0, 8192));
  if (!text.startsWith("#?")) throw new Error("it is no Radiance picture: it does not begin with #?RADIANCE");
  const end = text.indexOf("\n\n");
  const lineEnd = text.indexOf("\n", end + 2);
  if (end < 0 || lineEnd < 0) throw new Error("it has no size: its header does not end");
  if (/^FORMAT=32-bit_rle_xyze$/m.test(text.slice(0, end)))
    throw new Error("its colours are XYZE, which is not supported; save it as RGBE");
  const size = /^-Y (\d{1,6}) \+X (\d{1,6})$/.exec(text.slice(end + 2, lineEnd).trim());
  if (!size)
    throw new Error(`it has the size ${JSON.stringify(text.slice(end + 2, end + 42))}; expected one like -Y 512 +X 1024`);
  return { width: Number(size[2]), height: Number(size[1]), start: lineEnd + 1 };
}

/** What a step of a mantissa is worth, by the byte of the exponent. */
const units = Float64Array.from({ length: 256 }, (_, exponent) => (exponent === 0 ? 0 : 2 ** (exponent - 136)));

function* decode(bytes: Uint8Array, start: number, width: number, height: number): Generator<Float32Array> {
  const rgbe = new Uint8Array(width * 4);
  const row = new Float32Array(width * 3);
  let at = start;
  for (let y = 0; y < height; y++) {
    const planar = width >= 8 && width < 32768 && bytes[at] === 2 && bytes[at + 1] === 2 && (bytes[at + 2] ?? 255) < 128;
    at = planar ? readPlanes(bytes, at, rgbe, width, y) : readFlat(bytes, at, rgbe, y);
    for (let x = 0; x < width; x++) {
      const unit = units[rgbe[x * 4 + 3] ?? 0] ?? 0;
      for (let c = 0; c < 3; c++) row[x * 3 + c] = unit * ((rgbe[x * 4 + c] ?? 0) + 0.5);
    }
    yield row;
  }
}

/** One row of which red, green, blue and exponents come one after the other, each in runs and literal pieces. Gives where the next row begins. */
function readPlanes(bytes: Uint8Array, start: number, rgbe: Uint8Array, width: number, y: number): number {
  if (start + 4 > bytes.length) throw endsAt(y);
  if (((bytes[start + 2] ?? 0) << 8) + (bytes[start + 3] ?? 0) !== width) throw new Error(`its row ${y} has another width`);
  let at = start + 4;
  for (let plane = 0; plane < 4; plane++) {
    for (let x = 0; x < width; ) {
      const code = bytes[at++] ?? 0;
      const isRun = code > 128;
      const count = isRun ? code - 128 : code;
      const end = at + (isRun ? 1 : count);
      if (end > bytes.length) throw endsAt(y);
      if (count === 0 || x + count > width) throw new Error(`its row ${y} is damaged`);
      for (let step = 0; step < count; step++) rgbe[(x + step) * 4 + plane] = bytes[isRun ? at : at + step] ?? 0;
      x += count;
      at = end;
    }
  }
  return at;
}

/** One row of plain texels; a texel of 1, 1, 1 repeats the one before it, as old programs write. */
function readFlat(bytes: Uint8Array, start: number, rgbe: Uint8Array, y: number): number {
  let at = start;
  let shift = 0;
  for (let to = 0; to < rgbe.length; at += 4) {
    if (at + 4 > bytes.length) throw endsAt(y);
    const repeats = to > 0 && bytes[at] === 1 && bytes[at + 1] === 1 && bytes[at + 2] === 1;
    if (!repeats) {
      rgbe.set(bytes.subarray(at, at + 4), to);
      to += 4;
      shift = 0;
      continue;
    }
    const end = Math.min(rgbe.length, to + (bytes[at + 3] ?? 0) * 2 ** shift * 4);
    for (; to < end; to += 4) rgbe.copyWithin(to, to - 4, to);
    shift += 8;
  }
  return at;
}

function endsAt(y: number): Error {
  return new Error(`it ends in row ${y}: the file is not complete`);
}
