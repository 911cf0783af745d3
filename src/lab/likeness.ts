import type { Pixels } from "./image-features";

/** A part of a picture, in shares of its sides, and whether it is seen in a mirror. */
export type Part = { readonly left: number; readonly top: number; readonly side: number; readonly mirrored: boolean };

/** Sums of the light left of and above each corner of a small grid: means of any part of a picture in four look-ups (Crow, 1984). */
export type Sums = { readonly size: number; readonly values: Float64Array };

const GRID = 64;
/** Cells along a side of what is compared. */
const CELLS = 12;
/** Zooms and places at which an input is looked for; between them `refined` climbs. */
const ZOOMS = [1, 1.12, 1.25, 1.4, 1.55] as const;
const PLACES = [0, 0.5, 1] as const;

/** The sums of a picture, whatever its size and proportions. */
export function sumsOf({ width, height, channels, data }: Pixels): Sums {
  const size = GRID + 1;
  const values = new Float64Array(size * size);
  for (let row = 0; row < GRID; row++)
    for (let column = 0; column < GRID; column++) {
      const [left, right] = bounds(column, width);
      const [top, bottom] = bounds(row, height);
      let sum = 0;
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++)
          for (let channel = 0; channel < 3; channel++)
            sum += data[(y * width + x) * channels + (channels < 3 ? 0 : channel)] ?? 0;
      const mean = sum / ((right - left) * (bottom - top));
      const at = (row + 1) * size + column + 1;
      values[at] = mean + (values[at - 1] ?? 0) + (values[at - size] ?? 0) - (values[at - size - 1] ?? 0);
    }
  return { size, values };
}

function bounds(cell: number, side: number): [from: number, to: number] {
  const from = Math.floor((cell * side) / GRID);
  return [Math.min(from, side - 1), Math.max(Math.floor(((cell + 1) * side) / GRID), Math.min(from, side - 1) + 1)];
}

/** All of a picture. */
export const whole: Part = { left: 0, top: 0, side: 1, mirrored: false };

/**
 * How a part of a picture looks: differences of neighbouring cells of 12 x 12 means of its light, as a vector of length 1. Even light, which most
 * pictures share from top to bottom, and exposure do not count. Zeros where there is nothing to see.
 */
export function looksOf({ size, values }: Sums, { left, top, side, mirrored }: Part): Float64Array {
  const cells = new Float64Array(CELLS * CELLS);
  const sumTo = (x: number, y: number) => {
    const [column, row] = [Math.min(Math.floor(x), GRID - 1), Math.min(Math.floor(y), GRID - 1)];
    const [u, v] = [x - column, y - row];
    const at = row * size + column;
    const [a = 0, b = 0, c = 0, d = 0] = [values[at], values[at + 1], values[at + size], values[at + size + 1]];
    return (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v;
  };
  const step = (side * GRID) / CELLS;
  for (let row = 0; row < CELLS; row++)
    for (let column = 0; column < CELLS; column++) {
      const [x, y] = [left * GRID + column * step, top * GRID + row * step];
      const sum = sumTo(x + step, y + step) - sumTo(x, y + step) - sumTo(x + step, y) + sumTo(x, y);
      cells[row * CELLS + (mirrored ? CELLS - 1 - column : column)] = sum / step ** 2;
    }
  const looks = new Float64Array(2 * CELLS * (CELLS - 1));
  let at = 0;
  for (let row = 0; row < CELLS; row++)
    for (let column = 0; column < CELLS; column++) {
      const own = cells[row * CELLS + column] ?? 0;
      if (column > 0) looks[at++] = own - (cells[row * CELLS + column - 1] ?? 0);
      if (row > 0) looks[at++] = own - (cells[(row - 1) * CELLS + column] ?? 0);
    }
  // Less than a level of grey from cell to cell is noise.
  if (Math.hypot(...looks) / Math.sqrt(looks.length) < 1) return new Float64Array(looks.length);
  // Roots, or the hard edges of one thing in front would outweigh all that is behind it.
  const roots = looks.map((value) => Math.sign(value) * Math.sqrt(Math.abs(value)));
  const length = Math.hypot(...roots);
  return roots.map((value) => value / length);
}

/** The cosine of two looks: 1 for the same picture. */
export function likeness(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** The parts of an input that are compared with every output. */
export const parts: readonly Part[] = ZOOMS.flatMap((zoom) => {
  const side = 1 / zoom;
  const places = zoom === 1 ? [0] : PLACES.map((place) => place * (1 - side));
  return places.flatMap((left) => places.flatMap((top) => [false, true].map((mirrored) => ({ left, top, side, mirrored }))));
});

/** Climbs from a part of an input to the one near it that looks most like an output. */
export function refined(input: Sums, looks: Float64Array, start: Part): { readonly part: Part; readonly likeness: number } {
  let best = { part: start, likeness: likeness(looks, looksOf(input, start)) };
  for (let step = 0.06; step > 0.005; ) {
    const { left, top, side, mirrored } = best.part;
    const tries = [
      [step, 0, 0],
      [-step, 0, 0],
      [0, step, 0],
      [0, -step, 0],
      [-step / 2, -step / 2, step],
      [step / 2, step / 2, -step],
    ].map(([right = 0, down = 0, wider = 0]): Part => {
      const own = Math.min(1, Math.max(0.3, side + wider));
      const within = (value: number) => Math.min(1 - own, Math.max(0, value));
      return { left: within(left + right), top: within(top + down), side: own, mirrored };
    });
    const next = tries
      .map((part) => ({ part, likeness: likeness(looks, looksOf(input, part)) }))
      .reduce((most, one) => (one.likeness > most.likeness ? one : most));
    if (next.likeness > best.likeness + 1e-6) best = next;
    else step /= 2;
  }
  return best;
}
