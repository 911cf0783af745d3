import { DataUtils } from "three";
import { pictureOf } from "../scene/tone-curve";
import { onFirstUse } from "./first-use";
import type { Rows } from "./readback";

/** Numbers of a texel of colour, half floats, and their bytes. */
const CHANNELS = 4;
const HALF_BYTES = 2;

/** As bright as accumulate.wgsl lets a pixel be. */
const BRIGHTEST = 16;

/** The byte that each half float is developed to. */
const codes = onFirstUse(() =>
  Uint8Array.from({ length: 2 ** 16 }, (_, half) => pictureOf(Math.min(DataUtils.fromHalfFloat(half), BRIGHTEST))),
);

/**
 * Packed RGBA of half floats of light, by looking each one up: what develop-shot.wgsl computes. A CPU adapter runs a shader for each pixel, and takes eight times as long.
 */
export function developHalves({ memory, offset, rowBytes, stride, count }: Rows): ArrayBuffer {
  const table = codes();
  const width = rowBytes / (CHANNELS * HALF_BYTES);
  const pixels = new Uint32Array(width * count);
  for (let row = 0; row < count; row++) {
    const halves = new Uint16Array(memory, offset + row * stride, width * CHANNELS);
    for (let from = 0, to = row * width; from < halves.length; from += CHANNELS, to++)
      pixels[to] =
        code(table, halves[from]) | (code(table, halves[from + 1]) << 8) | (code(table, halves[from + 2]) << 16) | 0xff000000;
  }
  return pixels.buffer;
}

function code(table: Uint8Array, half: number | undefined): number {
  return table[half ?? 0] ?? 0;
}
