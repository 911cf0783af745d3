import { DataTexture, LinearFilter, LinearMipmapLinearFilter, RepeatWrapping, RGBAFormat, UnsignedByteType } from "three";
import { type Random, stream } from "../recipe/random";

const SIZE = 256;

/**
 * A seamless tile that all materials draw their detail from, so that detail costs a lookup and is filtered by its mipmaps:
 * red = soft clouds (4 octaves), green = fine grain, blue = distance to the edges of irregular cells (cracks, leaves), alpha = vertical streaks.
 */
export function noiseTexture(): DataTexture {
  const clouds = layered([4, 8, 16, 32], [4, 8, 16, 32], stream(0, 0, "clouds"));
  const grain = layered([64, 128, 256], [64, 128, 256], stream(0, 0, "grain"));
  const streaks = layered([16, 64, 128], [2, 4, 16], stream(0, 0, "streaks"));
  const cells = cellEdges(10, stream(0, 0, "cells"));
  const texels = new Uint8Array(SIZE * SIZE * 4);
  for (let at = 0; at < SIZE * SIZE; at++) {
    for (const [channel, layer] of [clouds, grain, cells, streaks].entries()) {
      texels[at * 4 + channel] = Math.round(255 * Math.min(1, Math.max(0, layer[at] ?? 0)));
    }
  }
  const texture = new DataTexture(texels, SIZE, SIZE, RGBAFormat, UnsignedByteType);
  texture.name = "noise";
  texture.wrapS = RepeatWrapping;
  texture.wrapT = RepeatWrapping;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.generateMipmaps = true;
  texture.needsUpdate = true;
  return texture;
}

/** Value noise on lattices that wrap round, halved in strength from octave to octave, stretched to 0..1. */
function layered(across: readonly number[], down: readonly number[], random: Random): Float32Array {
  const sum = new Float32Array(SIZE * SIZE);
  for (const [octave, columns] of across.entries()) {
    const rows = down[octave] ?? columns;
    const lattice = Float32Array.from({ length: columns * rows }, () => random() - 0.5);
    const at = (x: number, y: number) => lattice[(y % rows) * columns + (x % columns)] ?? 0;
    for (let y = 0; y < SIZE; y++) {
      const v = (y / SIZE) * rows;
      const fv = smooth(v % 1);
      for (let x = 0; x < SIZE; x++) {
        const u = (x / SIZE) * columns;
        const fu = smooth(u % 1);
        const [left, top] = [Math.floor(u), Math.floor(v)];
        const upper = at(left, top) + (at(left + 1, top) - at(left, top)) * fu;
        const lower = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * fu;
        const here = y * SIZE + x;
        sum[here] = (sum[here] ?? 0) + (upper + (lower - upper) * fv) / 2 ** octave;
      }
    }
  }
  const largest = sum.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return sum.map((value) => 0.5 + value / (2 * largest));
}

/** Difference of the distances to the nearest two of n x n jittered points (Worley, 1996): 0 on the edges between cells. */
function cellEdges(n: number, random: Random): Float32Array {
  const points = Array.from({ length: n * n }, (_, at) => [(at % n) + random(), Math.floor(at / n) + random()] as const);
  const wrapped = (d: number) => d - n * Math.round(d / n);
  return Float32Array.from({ length: SIZE * SIZE }, (_, at) => {
    const [x, y] = [((at % SIZE) / SIZE) * n, (Math.floor(at / SIZE) / SIZE) * n];
    let [nearest, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const [px, py] of points) {
      const distance = Math.hypot(wrapped(px - x), wrapped(py - y));
      if (distance < nearest) [nearest, second] = [distance, nearest];
      else if (distance < second) second = distance;
    }
    return second - nearest;
  });
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
