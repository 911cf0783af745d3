/** What a JPEG, PNG or WebP file says of itself, read without decoding it, so that a hostile one costs nothing. No three.js, no DOM. */

export type PictureHeader = {
  /** Pixels, as stored. */
  readonly width: number;
  readonly height: number;
  /** False when the end of the file is missing. */
  readonly isWhole: boolean;
};

/** More pixels than this are refused: decoded they take 400 MB. */
const MOST_PIXELS = 100_000_000;

/** The header of a picture; undefined when it is of another kind. */
export function pictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) return pngHeader(view);
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return jpegHeader(view);
  if (bytes.length >= 30 && text(bytes, 0) === "RIFF" && text(bytes, 8) === "WEBP") return webpHeader(bytes, view);
  return undefined;
}

/** Throws an Error that says why a photograph cannot be used, as far as its header tells. */
export function checkPhotograph(bytes: Uint8Array): void {
  const header = pictureHeader(bytes);
  if (!header) throw new Error("it is no JPEG, PNG or WebP picture");
  checkPictureSize(header);
  if (!header.isWhole) throw new Error("its end is missing: the file is not complete");
}

/** Refuses a picture that would take too much memory. Throws an Error. */
export function checkPictureSize({ width, height }: PictureHeader): void {
  if (width === 0 || height === 0) throw new Error("it says that it has no pixels");
  if (width * height > MOST_PIXELS)
    throw new Error(`it has ${width} x ${height} pixels; at most ${MOST_PIXELS / 1e6} million can be used, save it smaller`);
}

/** https://www.w3.org/TR/png-3/ */
function pngHeader(view: DataView): PictureHeader {
  return { width: view.getUint32(16), height: view.getUint32(20), isWhole: endsWith(view, 0x49454e44, 8) };
}

/** ITU-T T.81, annex B: segments up to the frame header, which has the size. */
function jpegHeader(view: DataView): PictureHeader {
  let at = 2;
  let size = { width: 0, height: 0 };
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xda || marker === 0xd9) break;
    at += 2 + view.getUint16(at + 2);
  }
  return { ...size, isWhole: hasEndOfImage(view, at) };
}

/** The marker may be followed by data of cameras, but it stands after the pixels. */
function hasEndOfImage(view: DataView, from: number): boolean {
  for (let at = view.byteLength - 2; at >= from; at--) if (view.getUint16(at) === 0xffd9) return true;
  return false;
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpHeader(bytes: Uint8Array, view: DataView): PictureHeader {
  const isWhole = view.getUint32(4, true) + 8 <= bytes.length;
  const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  const kind = text(bytes, 12);
  if (kind === "VP8X") return { width: uint24(24) + 1, height: uint24(27) + 1, isWhole };
  if (kind === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, isWhole };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, isWhole };
}

/** True when the word stands somewhere, with at least `after` bytes from its beginning on. Looked for from the end. */
function endsWith(view: DataView, word: number, after: number): boolean {
  for (let at = view.byteLength - after; at >= 0; at--) if (view.getUint32(at) === word) return true;
  return false;
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
