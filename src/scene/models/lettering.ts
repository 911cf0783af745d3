import type { Vec3 } from "../../recipe/spec";
import type { Wall } from "./facade";
import { type Surface, vertex } from "./sketch";

/**
 * Capitals and digits as strokes of a pen. Each stroke is a line through points on a grid of 5 columns (0 left) and 7 rows
 * (0 bottom), two digits a point.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  A: "00 26 40|12 32",
  B: "00 06 36 45 44 33 03|33 42 41 30 00",
  C: "45 36 16 05 01 10 30 41",
  D: "00 06 26 44 42 20 00",
  E: "46 06 00 40|03 33",
  F: "46 06 00|03 33",
  G: "45 36 16 05 01 10 30 41 43 23",
  H: "00 06|40 46|03 43",
  I: "20 26",
  J: "36 31 20 10 01",
  K: "00 06|46 02|13 40",
  L: "06 00 40",
  M: "00 06 22 46 40",
  N: "00 06 40 46",
  O: "10 01 05 16 36 45 41 30 10",
  P: "00 06 36 45 44 33 03",
  Q: "10 01 05 16 36 45 41 30 10|22 40",
  R: "00 06 36 45 44 33 03|23 40",
  S: "45 36 16 05 04 13 33 42 41 30 10 01",
  T: "06 46|26 20",
  U: "06 01 10 30 41 46",
  V: "06 20 46",
  W: "06 10 24 30 46",
  X: "00 46|06 40",
  Y: "06 23 46|23 20",
  Z: "06 46 00 40",
  "0": "10 01 05 16 36 45 41 30 10",
  "1": "04 26 20",
  "2": "05 16 36 45 44 00 40",
  "3": "05 16 36 45 44 33 13|33 42 41 30 10 01",
  "4": "40 46 02 42",
  "5": "46 06 04 34 43 41 30 00",
  "6": "46 16 04 01 10 30 41 43 34 04",
  "7": "06 46 10",
  "8": "13 04 05 16 36 45 44 33 13 02 01 10 30 41 42 33",
  "9": "00 30 42 45 36 16 05 03 12 42",
};

const ROWS = 6;
/** Empty columns between two letters. */
const GAP = 2;
/** A letter is narrower than it is high: columns are closer together than rows. */
const NARROW = 0.85;

type Spot = readonly [right: number, up: number];

/** Width of a text in metres when its letters are `height` metres high, without half the pen's width on each side. */
export function textWidth(text: string, height: number): number {
  const columns = [...text].reduce((sum, letter) => sum + columnsOf(letter).width + GAP, -GAP);
  return (columns * NARROW * height) / ROWS;
}

/**
 * Writes a text in capitals on a wall, centred at `right`, standing on `up`, with a pen `weight` times the height wide. Letters
 * that are not in the table stay blank.
 */
export function write(
  surface: Surface,
  wall: Wall,
  text: string,
  { right, up, height, out, weight = 0.16 }: { right: number; up: number; height: number; out: number; weight?: number },
): void {
  const row = ((1 - weight) * height) / ROWS;
  const column = (NARROW * height) / ROWS;
  let left = right - textWidth(text, height) / 2;
  for (const letter of text) {
    const { first, width } = columnsOf(letter);
    const start = left - first * column;
    left += (width + GAP) * column;
    for (const stroke of GLYPHS[letter]?.split("|") ?? []) {
      const points = stroke.split(" ").map((point): Spot => {
        const [across, high] = [Number(point[0]), Number(point[1])];
        return [start + across * column, up + (weight * height) / 2 + high * row];
      });
      ribbon(surface, (spot) => wall(spot[0], spot[1], out), points, (weight * height) / 2);
    }
  }
}

/** The first column that a letter uses, and how many more; a blank is as wide as most letters. */
function columnsOf(letter: string): { first: number; width: number } {
  const used = (GLYPHS[letter] ?? "00 40").split(/[ |]/).map((point) => Number(point[0]));
  const first = Math.min(...used);
  return { first, width: Math.max(...used) - first };
}

/** A flat line through points, `half` to each side of them, with mitred corners. */
function ribbon(surface: Surface, at: (spot: Spot) => Vec3, points: readonly Spot[], half: number): void {
  const normal: Vec3 = facing(at);
  let before: readonly [number, number] | undefined;
  for (const [index, point] of points.entries()) {
    const [x, y] = mitre(points[index - 1] ?? point, point, points[index + 1] ?? point, half);
    const edge = [
      vertex(surface, at([point[0] + x, point[1] + y]), normal, point[0], point[1]),
      vertex(surface, at([point[0] - x, point[1] - y]), normal, point[0], point[1]),
    ] as const;
    if (before) surface.indices.push(before[1], edge[1], edge[0], before[1], edge[0], before[0]);
    before = edge;
  }
}

/** From a point of a line to its left edge: across the mean of both directions, at most 1.6 times as far as half its width. */
function mitre(previous: Spot, point: Spot, next: Spot, half: number): Spot {
  const come = direction(previous, point) ?? direction(point, next) ?? [1, 0];
  const go = direction(point, next) ?? come;
  const across: Spot = [-(come[1] + go[1]), come[0] + go[0]];
  const size = Math.hypot(...across);
  const reach = Math.min(1.6, 2 / Math.max(size, 1e-9)) * half;
  return [(across[0] / Math.max(size, 1e-9)) * reach, (across[1] / Math.max(size, 1e-9)) * reach];
}

function direction(from: Spot, to: Spot): Spot | undefined {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const size = Math.hypot(x, y);
  return size > 0 ? [x / size, y / size] : undefined;
}

/** The normal of a plane of places: to the right crossed with up. */
function facing(at: (spot: Spot) => Vec3): Vec3 {
  const [o, a, b] = [at([0, 0]), at([1, 0]), at([0, 1])];
  const [ux, uy, uz] = [a[0] - o[0], a[1] - o[1], a[2] - o[2]];
  const [vx, vy, vz] = [b[0] - o[0], b[1] - o[1], b[2] - o[2]];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}
