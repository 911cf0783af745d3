import { PNG } from "pngjs";

/** What another program (pngjs) sees of one value in a picture of numbers. */
export type Seen = {
  readonly value: number;
  readonly area: number;
  /** [x, y, width, height], right and bottom exclusive. */
  readonly box: readonly [number, number, number, number];
  /** Row-major, 1 where the value is. */
  readonly mask: Uint8Array;
};

/** Every value but 0 in a picture of numbers, measured pixel by pixel. */
export function seenIn(values: ArrayLike<number>, width: number, height: number): Map<number, Seen> {
  const places = new Map<number, number[]>();
  for (let at = 0; at < width * height; at++) {
    const value = values[at] ?? 0;
    if (value !== 0) places.set(value, [...(places.get(value) ?? []), at]);
  }
  return new Map(
    [...places].map(([value, cells]) => {
      const [xs, ys] = [cells.map((at) => at % width), cells.map((at) => Math.floor(at / width))];
      const [left, top] = [Math.min(...xs), Math.min(...ys)];
      const box = [left, top, Math.max(...xs) + 1 - left, Math.max(...ys) + 1 - top] as const;
      const mask = new Uint8Array(width * height);
      for (const at of cells) mask[at] = 1;
      return [value, { value, area: cells.length, box, mask }];
    }),
  );
}

/** The red, green and blue of every pixel, as R + 256 G + 65536 B. */
export function decodeRgb(file: Uint8Array | undefined): number[] {
  const { data, width, height } = PNG.sync.read(Buffer.from(file ?? []));
  return Array.from({ length: width * height }, (_, at) => data.readUIntLE(at * 4, 3));
}
