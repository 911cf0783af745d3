/**
 * Replaces a square of complex numbers, row by row, by its inverse Fourier transform without the factor 1/size²: entry (row, column) is the strength and phase of the wave that makes `column` turns over
 * a row and `row` turns over a column. `size` is a power of two (Cooley and Tukey, 1965).
 */
export function wavesOf(real: Float64Array, imaginary: Float64Array, size: number): void {
  const turn = Float64Array.from({ length: size }, (_, at) => Math.cos((2 * Math.PI * at) / size));
  for (let line = 0; line < size; line++) transform(real, imaginary, { from: line * size, step: 1, size, turn });
  for (let line = 0; line < size; line++) transform(real, imaginary, { from: line, step: size, size, turn });
}

/** Numbers in a line: where the first is, how far the next, how many; and the cosine of each share of a turn. */
type Line = { readonly from: number; readonly step: number; readonly size: number; readonly turn: Float64Array };

function transform(real: Float64Array, imaginary: Float64Array, { from, step, size, turn }: Line): void {
  for (let at = 1, reversed = 0; at < size; at++) {
    let bit = size >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (at < reversed) {
      swap(real, from + at * step, from + reversed * step);
      swap(imaginary, from + at * step, from + reversed * step);
    }
  }
  for (let half = 1; half < size; half *= 2) {
    const share = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const cosine = turn[k * share] ?? 0;
        const sine = turn[(k * share + size - size / 4) % size] ?? 0;
        const low = from + (start + k) * step;
        const high = low + half * step;
        const [a, b] = [real[high] ?? 0, imaginary[high] ?? 0];
        const x = a * cosine - b * sine;
        const y = a * sine + b * cosine;
        const [c, d] = [real[low] ?? 0, imaginary[low] ?? 0];
        real[low] = c + x;
        imaginary[low] = d + y;
        real[high] = c - x;
        imaginary[high] = d - y;
      }
    }
  }
}

function swap(values: Float64Array, one: number, other: number): void {
  const value = values[one] ?? 0;
  values[one] = values[other] ?? 0;
  values[other] = value;
}
