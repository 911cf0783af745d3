import { type Random, stream, uniform } from "../../src/recipe/random";

export type Mask = { readonly width: number; readonly height: number; readonly cells: Uint8Array };

/** A mask drawn with `#`. */
export function drawn(...rows: readonly string[]): Mask {
  const width = rows[0]?.length ?? 0;
  return { width, height: rows.length, cells: Uint8Array.from(rows.join(""), (letter) => (letter === "#" ? 1 : 0)) };
}

export const shapes = {
  noise: (random: Random) => {
    const density = random();
    return () => random() < density;
  },
  // Squares around one centre: holes with islands with holes, cut by the border.
  nested: (random: Random, size: number) => {
    const centre = [uniform(random, 0, size), uniform(random, 0, size)] as const;
    const period = 1 + Math.floor(random() * 3);
    return (x: number, y: number) =>
      Math.floor(Math.max(Math.abs(x - centre[0]), Math.abs(y - centre[1])) / period) % 2 === 0 && random() < 0.97;
  },
  // Overlapping discs with holes punched in.
  discs: (random: Random, size: number) => {
    const discs = Array.from({ length: 6 }, () => [random() * size, random() * size, random() * size * 0.4] as const);
    return (x: number, y: number) =>
      discs.reduce((inside, [cx, cy, r], at) => (Math.hypot(x - cx, y - cy) < r ? at % 3 !== 2 : inside), false);
  },
  // Cells that touch at corners only.
  checkerboard: (random: Random) => (x: number, y: number) => (x + y) % 2 === 0 && random() < 0.95,
};

/** A small random mask of one kind. */
export function randomMask(kind: keyof typeof shapes, seed: number): Mask {
  const random = stream(seed, 0, "mask", kind);
  const width = 1 + Math.floor(random() * 20);
  const height = 1 + Math.floor(random() * 20);
  const isInside = shapes[kind](random, Math.max(width, height));
  const cells = Uint8Array.from({ length: width * height }, (_, at) => (isInside(at % width, Math.floor(at / width)) ? 1 : 0));
  return { width, height, cells };
}
