import encodeColour, { init } from "@jsquash/png/encode";
import { encode as encodePlain } from "fast-png";

/**
 * PNG files. Two encoders, since neither does it all: @jsquash/png (wasm) is fast but knows RGBA only, fast-png writes the
 * others. Both give the same bytes everywhere, which `convertToBlob` does not. The wasm file loads itself in a page and in a
 * worker; Node must hand it over first (`init` of @jsquash/png/encode).
 */

/** Loads the encoder of colours, which otherwise loads itself for its first picture. */
export async function openEncoder(): Promise<void> {
  await init();
}

/** A file of 8-bit RGBA pixels. `pixels` holds width × height × 4 bytes, sRGB, row-major. */
export async function colourPng(pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): Promise<PngFile> {
  expectLength("colour", pixels.length, width, height, 4);
  const data = exactBuffer(pixels) ? pixels : pixels.slice();
  return new Uint8Array(await encodeColour({ data, width, height, colorSpace: "srgb" }));
}

/** A file of grey pixels with the depth of the array: 8 or 16 bits (big-endian in the file, as PNG wants it). */
export function greyPng(pixels: Uint8Array | Uint16Array, width: number, height: number): PngFile {
  expectLength("grey", pixels.length, width, height, 1);
  const depth = pixels instanceof Uint16Array ? 16 : 8;
  return new Uint8Array(encodePlain({ width, height, data: pixels, channels: 1, depth }));
}

/** A file of RGB pixels with the depth of the array: 8 or 16 bits, three numbers each. */
export function rgbPng(pixels: Uint8Array | Uint16Array, width: number, height: number): PngFile {
  expectLength("colour", pixels.length, width, height, 3);
  const depth = pixels instanceof Uint16Array ? 16 : 8;
  return new Uint8Array(encodePlain({ width, height, data: pixels, channels: 3, depth }));
}

/** A file of 8-bit numbers with the palette of Pascal VOC. */
export function vocPng(pixels: Uint8Array, width: number, height: number): PngFile {
  expectLength("palette", pixels.length, width, height, 1);
  const palette = Array.from({ length: 256 }, (_, at) => [...vocColour(at)]);
  return new Uint8Array(encodePlain({ width, height, data: pixels, channels: 1, depth: 8, palette }));
}

/** The colour of a number in the pictures of Pascal VOC (the devkit's VOClabelcolormap): its bits are dealt out to red, green and blue. */
export function vocColour(number: number): readonly [red: number, green: number, blue: number] {
  const colour: [number, number, number] = [0, 0, 0];
  for (let bit = 0; bit < 8; bit++)
    colour[bit % 3] = (colour[bit % 3] ?? 0) | (((number >> bit) & 1) << (7 - Math.floor(bit / 3)));
  return colour;
}

type PngFile = Uint8Array<ArrayBuffer>;

/** @jsquash/png encodes the whole buffer behind an array, so a view into a larger one must be copied first. */
function exactBuffer(array: Uint8ClampedArray): boolean {
  return array.byteLength === array.buffer.byteLength;
}

function expectLength(kind: string, length: number, width: number, height: number, channels: number): void {
  const expected = width * height * channels;
  if (length === expected) return;
  throw new Error(`A ${kind} picture of ${width} × ${height} pixels needs ${expected} values, but ${length} were given.`);
}
