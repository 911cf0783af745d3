import { DataTexture, LinearFilter, LinearMipmapLinearFilter, RepeatWrapping, RGBAFormat, UnsignedByteType } from "three";
import { type Random, stream } from "../recipe/random";
import { wavesOf } from "./fourier";

const SIZE = 256;

/** Strength of the wave that makes `across` turns over the tile in one direction and `down` in the other. */
type Spectrum = (across: number, down: number) => number;

/** Soft clouds: the larger, the stronger, and none so large that the eye finds the tile again. */
const CLOUDS: Spectrum = (across, down) => falling(Math.hypot(across, down), [3, 40], 1.7);
const GRAIN: Spectrum = (across, down) => falling(Math.hypot(across, down), [34, 120], 0.6);
/** Narrow across and long down the tile. */
const STREAKS: Spectrum = (across, down) => falling(across, [8, 100], 0.5) * Math.exp(-Math.abs(down) / 3);

/**
 * A seamless tile that all materials draw their detail from, so that detail costs a lookup and is filtered by its mipmaps:
 * red = soft clouds, green = fine grain, blue = distance to the edges of irregular cells (cracks, leaves), alpha = vertical streaks.
 * Red, green and alpha have the mean 0.5 and the standard deviation 0.17.
 */
export function noiseTexture(): DataTexture {
  const layers = [
    waves(CLOUDS, stream(0, 0, "clouds")),
    waves(GRAIN, stream(0, 0, "grain")),
    cellEdges(10, stream(0, 0, "cells")),
    waves(STREAKS, stream(0, 0, "streaks")),
  ];
  const texels = new Uint8Array(SIZE * SIZE * 4);
  for (const [channel, layer] of layers.entries())
    for (let at = 0; at < SIZE * SIZE; at++)
      texels[at * 4 + channel] = Math.round(255 * Math.min(1, Math.max(0, layer[at] ?? 0)));
  const texture = new DataTexture(texels, SIZE, SIZE, RGBAFormat, UnsignedByteType);
  texture.mipmaps = mipmaps(texels);
  texture.name = "noise";
  texture.wrapS = RepeatWrapping;
  texture.wrapT = RepeatWrapping;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.generateMipmaps = false;
  texture.needsUpdate = true;
  return texture;
}

/** The tile and its halves down to one texel. Made here and not by the GPU, since holes in leaves, which are labels, depend on them. */
function mipmaps(texels: Uint8Array): { data: Uint8Array; width: number; height: number }[] {
  const levels = [{ data: texels, width: SIZE, height: SIZE }];
  let exact = Float64Array.from(texels);
  for (let size = SIZE / 2; size >= 1; size /= 2) {
    const finer = exact;
    exact = Float64Array.from({ length: size * size * 4 }, (_, at) => {
      const [column, row] = [Math.floor(at / 4) % size, Math.floor(at / 4 / size)];
      const from = (dx: number, dy: number) => finer[((2 * row + dy) * 2 * size + 2 * column + dx) * 4 + (at % 4)] ?? 0;
      return (from(0, 0) + from(1, 0) + from(0, 1) + from(1, 1)) / 4;
    });
    levels.push({ data: Uint8Array.from(exact, Math.round), width: size, height: size });
  }
  return levels;
}

/** Falls off with a power of the number of turns; nothing outside of a range. */
function falling(turns: number, [from, to]: readonly [number, number], power: number): number {
  return turns >= from && turns <= to ? turns ** -power : 0;
}

/** Highest number of turns over the tile. */
const FINEST = SIZE / 2 - 1;

/** The sum of waves of random phase (spectral synthesis, Saupe, 1988). Unlike noise on a lattice it has no rows and columns that show on a lawn. */
function waves(spectrum: Spectrum, random: Random): Float64Array {
  const [sum, imaginary] = [new Float64Array(SIZE * SIZE), new Float64Array(SIZE * SIZE)];
  for (let down = -FINEST; down <= FINEST; down++) {
    for (let across = 0; across <= FINEST; across++) {
      const phase = random() * 2 * Math.PI;
      const strength = spectrum(across, down);
      // Half of the waves suffice: the others are the same ones seen from behind.
      if (strength < 1e-4 || (across === 0 && down <= 0)) continue;
      const at = ((down + SIZE) % SIZE) * SIZE + across;
      sum[at] = strength * Math.cos(phase);
      imaginary[at] = strength * Math.sin(phase);
    }
  }
  wavesOf(sum, imaginary, SIZE);
  const deviation = Math.sqrt(sum.reduce((total, value) => total + value * value, 0) / sum.length);
  return sum.map((value) => 0.5 + (value / deviation) * DEVIATION);
}

const DEVIATION = 0.17;

/** Difference of the distances to the nearest two of n x n jittered points (Worley, 1996): 0 on the edges between cells. */
function cellEdges(n: number, random: Random): Float32Array {
  const points = Array.from({ length: n * n }, (_, at) => [(at % n) + random(), Math.floor(at / n) + random()] as const);
  const wrapped = (d: number) => d - n * Math.round(d / n);
  const edges = new Float32Array(SIZE * SIZE);
  for (let at = 0; at < edges.length; at++) {
    const [x, y] = [((at % SIZE) / SIZE) * n, (Math.floor(at / SIZE) / SIZE) * n];
    // Squares of distances.
    let nearest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    // The second nearest is at most the square root of 3.25 away, and whatever lies beyond the next two cells more than 2.
    for (let across = -2; across <= 2; across++) {
      for (let down = -2; down <= 2; down++) {
        const point = points[((Math.floor(y) + down + n) % n) * n + ((Math.floor(x) + across + n) % n)];
        if (!point) continue;
        const [dx, dy] = [wrapped(point[0] - x), wrapped(point[1] - y)];
        const distance = dx * dx + dy * dy;
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
        } else if (distance < second) second = distance;
      }
    }
    edges[at] = Math.sqrt(second) - Math.sqrt(nearest);
  }
  return edges;
}
