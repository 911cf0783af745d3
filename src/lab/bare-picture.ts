/** Pictures without what they tell beside their pixels: place, time, names, comments. Pixels are not encoded again. */
import { joined } from "../encode/join";

/** Chunks that a PNG needs to look as it does (https://www.w3.org/TR/png-3/#11Chunks); text, time, EXIF and all that is private are left out. */
const pngChunks = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "pHYs"]);

/** The same picture without metadata, but for a JPEG's orientation, without which it would lie on its side. Other kinds of file, and broken ones, give undefined. */
export function barePicture(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 8 && view.getUint32(0) === 0x89504e47) return barePng(bytes, view);
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return bareJpeg(bytes, view);
  return undefined;
}

function barePng(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) return undefined;
    if (pngChunks.has(kind)) kept.push(bytes.subarray(at, end));
    if (kind === "IEND") return joined(kept);
    at = end;
  }
  return undefined;
}

const SOS = 0xda;
const EOI = 0xd9;
const COMMENT = 0xfe;

/** ITU-T T.81, annex B: segments, of which the scans are followed by coded data. What comes after the end of the image is left out. */
function bareJpeg(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length || bytes[at + 1] === EOI; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === EOI) return joined([...kept, bytes.subarray(at, at + 2)]);
    const end = marker === SOS ? endOfScan(bytes, at + 2 + view.getUint16(at + 2)) : at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    const segment = bytes.subarray(at, end);
    if (isNeeded(marker, segment)) kept.push(segment);
    else if (marker === 0xe1) kept.push(...orientationOnly(segment));
    at = end;
  }
  return undefined;
}

/** Where the next marker stands: in coded data 0xff is followed by 0, by a restart marker, or by a marker that ends it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at++;
  }
  return bytes.length + 1;
}

/** Of the application's segments JFIF, colour profiles and Adobe's transform of colours decide on the look. */
function isNeeded(marker: number, segment: Uint8Array): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const begins = (text: string) => String.fromCharCode(...segment.subarray(4, 4 + text.length)) === text;
  return (
    (marker === 0xe0 && begins("JFIF\0")) || (marker === 0xe2 && begins("ICC_PROFILE\0")) || (marker === 0xee && begins("Adobe"))
  );
}

const ORIENTATION = 0x0112;

/** EXIF (CIPA DC-008) with the orientation and nothing else; nothing where that is the usual one. */
function orientationOnly(segment: Uint8Array): Uint8Array[] {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  const tiff = 10;
  if (segment.length < tiff + 10 || view.getUint32(4) !== 0x45786966) return [];
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > segment.length) return [];
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > segment.length) return [];
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const orientation = view.getUint16(at + 8, little);
    return orientation >= 2 && orientation <= 8 ? [exifOf(orientation)] : [];
  }
  return [];
}

function exifOf(orientation: number): Uint8Array {
  const head = [0xff, 0xe1, 0, 34, ...new TextEncoder().encode("Exif\0\0MM"), 0, 42, 0, 0, 0, 8];
  const entry = [0, 1, ORIENTATION >> 8, ORIENTATION & 255, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  return Uint8Array.from([...head, ...entry, 0, 0, 0, 0]);
}
