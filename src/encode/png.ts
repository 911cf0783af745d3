import encodeColour, { init } from "@jsquash/png/encode";
import { zlibSync } from "fflate";
import { deflateRepeats } from "./deflate-repeats";
import { type PngHeader, pngFile, pngRows, pngStride } from "./png-file";

/**
 * PNG files. Three ways to compress, since none does it all: @jsquash/png (wasm) is fast but knows RGBA only, fflate takes what varies from pixel to
 * pixel, and ours takes labels, which mostly repeat their neighbours. All give the same bytes everywhere, which `convertToBlob` does not. The wasm file
 * loads itself in a page and in a worker; Node must hand it over first (`init` of @jsquash/png/encode).
 */

/** Loads the encoder of colours, which otherwise loads itself for its first picture. */
export async function openEncoder(): Promise<void> {
  await init();
}

/** A file of 8-bit RGBA pixels. `pixels` holds width × height × 4 bytes, sRGB, row-major. */
export async function colourPng(pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): Promise<PngFile> {
  expectLength("colour", pixels.length, { width, height }, 4);
  const data = exactBuffer(pixels) ? pixels : pixels.slice();
  return new Uint8Array(await encodeColour({ data, width, height, colorSpace: "srgb" }));
}

/** A file of grey numbers that vary from pixel to pixel, such as depths, with the depth of the array: 8 or 16 bits (big-endian in the file, as PNG wants it). */
export function greyPng(pixels: Uint8Array | Uint16Array, width: number, height: number): PngFile {
  return measuredPng("grey", pixels, { width, height, depth: bitsOf(pixels), colourType: 0 });
}

/** A file of RGB pixels with the depth of the array: 8 or 16 bits, three numbers each. */
export function rgbPng(pixels: Uint8Array | Uint16Array, width: number, height: number): PngFile {
  return measuredPng("colour", pixels, { width, height, depth: bitsOf(pixels), colourType: 2 });
}

/** The same as `greyPng`, for ids and classes: they hold for whole regions, which is quicker to encode. */
export function greyLabelPng(pixels: Uint8Array | Uint16Array, width: number, height: number): PngFile {
  return labelPng("grey", pixels, { width, height, depth: bitsOf(pixels), colourType: 0 });
}

/** The same as `rgbPng`, for ids. */
export function rgbLabelPng(pixels: Uint8Array, width: number, height: number): PngFile {
  return labelPng("colour", pixels, { width, height, depth: 8, colourType: 2 });
}

/** A file of 8-bit numbers with the palette of Pascal VOC. */
export function vocPng(pixels: Uint8Array, width: number, height: number): PngFile {
  const palette = Uint8Array.from({ length: 256 * 3 }, (_, at) => vocColour(Math.floor(at / 3))[at % 3] ?? 0);
  return labelPng("palette", pixels, { width, height, depth: 8, colourType: 3 }, palette);
}

function measuredPng(kind: string, pixels: Uint8Array | Uint16Array, header: PngHeader): PngFile {
  return pngFile(header, zlibSync(rowsOf(kind, pixels, header), { level: 3 }));
}

function labelPng(kind: string, pixels: Uint8Array | Uint16Array, header: PngHeader, palette?: Uint8Array): PngFile {
  const { pixel, row } = pngStride(header);
  return pngFile(header, deflateRepeats(rowsOf(kind, pixels, header), [row, pixel, row - pixel, row + pixel]), palette);
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

function rowsOf(kind: string, pixels: Uint8Array | Uint16Array, header: PngHeader): Uint8Array {
  expectLength(kind, pixels.length, header, header.colourType === 2 ? 3 : 1);
  return pngRows(pixels, header);
}

function bitsOf(pixels: Uint8Array | Uint16Array): 8 | 16 {
  return pixels instanceof Uint16Array ? 16 : 8;
}

function expectLength(
  kind: string,
  length: number,
  { width, height }: Pick<PngHeader, "width" | "height">,
  channels: number,
): void {
  const expected = width * height * channels;
  if (length === expected) return;
  throw new Error(`A ${kind} picture of ${width} × ${height} pixels needs ${expected} values, but ${length} were given.`);
}
