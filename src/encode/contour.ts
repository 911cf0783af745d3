import type { Mask } from "./fill";

/** A pixel, by its column and row. */
export type Pixel = readonly [x: number, y: number];

/** Directions in clockwise order (y points down), so `(direction + 1) & 3` turns right. */
const RIGHT = 0;
const DOWN = 1;
const LEFT = 2;

/** A mask with an empty border of one pixel. Corner (x, y) is the top-left corner of cell (x, y): both have the index `y * stride + x`. */
type Grid = { readonly stride: number; readonly cells: Uint8Array };

/** The pixels along one edge of a part: its outer edge, or that of a hole. Neighbours in the list are neighbours in the picture. */
type Line = {
  readonly cells: number[];
  /** Holes that are joined to it, by the position in `cells` where the path to them begins. */
  readonly holes: Map<number, Line[]>;
};

/**
 * One closed line through the pixels at the edges of a mask, for programs that fill it as OpenCV's fillPoly does: even-odd, line
 * included. Pixels that touch at a side or a corner are one part, as for OpenCV's findContours (Suzuki and Abe, 1985). A hole is
 * joined to the line round it by a path through the mask, there and back; a part that stands apart by the shortest straight line.
 * Filling gives back exactly the mask, and the pixels of those straight lines where there is more than one part.
 */
export function contour(mask: Mask): Pixel[] {
  const grid = padded(mask);
  const [first = [], ...others] = outerLines(grid).map((line) => pixelsOf(line, grid.stride));
  const closed = others.reduce(withPart, first);
  const [start, end] = [closed[0], closed.at(-1)];
  const isTwice = closed.length > 1 && start?.[0] === end?.[0] && start?.[1] === end?.[1];
  return withoutStraights(isTwice ? closed.slice(0, -1) : closed);
}

function padded({ width, height, cells }: Mask): Grid {
  const stride = width + 2;
  const grid = new Uint8Array(stride * (height + 2));
  for (let y = 0; y < height; y++) grid.set(cells.subarray(y * width, (y + 1) * width), (y + 1) * stride + 1);
  return { stride, cells: grid };
}

/**
 * Follows every edge, and joins each hole upwards: from the pixel over its topmost row through the mask to the next edge. The first
 * edge of an outline in the order of reading is its topmost: the part is below it on an outer line, and above it on that of a hole.
 */
function outerLines(grid: Grid): Line[] {
  const { stride, cells } = grid;
  const seen = new Uint8Array(cells.length);
  /** Line and position of each pixel that has an edge above it. */
  const tops = new Map<number, readonly [Line, number]>();
  const outer: Line[] = [];
  const holes: Line[] = [];
  for (let corner = stride; corner < cells.length; corner++) {
    if (cells[corner] === cells[corner - stride] || seen[corner] === 1) continue;
    const isHole = cells[corner] === 0;
    (isHole ? holes : outer).push(follow(grid, isHole ? corner + 1 : corner, isHole ? LEFT : RIGHT, seen, tops));
  }
  for (const hole of holes) {
    let cell = hole.cells[0] ?? 0;
    while (cells[cell - stride] === 1) cell -= stride;
    const [line, at] = tops.get(cell) ?? [hole, 0];
    line.holes.set(at, [...(line.holes.get(at) ?? []), hole]);
  }
  return outer;
}

/** Walks once round an edge with the mask on the right hand. Turning left first keeps pixels together that touch at a corner. */
function follow(grid: Grid, start: number, heading: number, seen: Uint8Array, tops: Map<number, readonly [Line, number]>): Line {
  const { stride } = grid;
  const steps = [1, stride, -1, -stride] as const;
  /** From a corner to the pixel on the right hand of the step that begins there. */
  const hands = [0, -1, -1 - stride, -stride] as const;
  const line: Line = { cells: [], holes: new Map() };
  let corner = start;
  let direction = heading;
  do {
    const cell = corner + (hands[direction] ?? 0);
    if (line.cells.at(-1) !== cell) line.cells.push(cell);
    if (direction === RIGHT) {
      seen[corner] = 1;
      tops.set(cell, [line, line.cells.length - 1]);
    }
    corner += steps[direction] ?? 0;
    if (direction === LEFT) seen[corner] = 1;
    direction = turn(grid, corner, direction);
  } while (corner !== start || direction !== heading);
  return line;
}

/** The leftmost way on: left, straight ahead or right. */
function turn(grid: Grid, corner: number, direction: number): number {
  for (const quarter of [3, 0]) {
    const way = (direction + quarter) & 3;
    if (isEdge(grid, corner, way)) return way;
  }
  return (direction + 1) & 3;
}

function isEdge({ stride, cells }: Grid, corner: number, direction: number): boolean {
  switch (direction) {
    case RIGHT:
      return cells[corner] !== cells[corner - stride];
    case LEFT:
      return cells[corner - 1] !== cells[corner - 1 - stride];
    case DOWN:
      return cells[corner] !== cells[corner - 1];
    default:
      return cells[corner - stride] !== cells[corner - stride - 1];
  }
}

/** The pixels of a line with those of its holes put in. */
function pixelsOf(line: Line, stride: number): Pixel[] {
  const pixels: Pixel[] = [];
  const add = (cell: number) => {
    pixels.push([(cell % stride) - 1, Math.floor(cell / stride) - 1]);
  };
  const walk = ({ cells, holes }: Line) => {
    for (const [at, cell] of cells.entries()) {
      add(cell);
      for (const hole of holes.get(at) ?? []) {
        walk(hole);
        add(hole.cells[0] ?? cell);
        add(cell);
      }
    }
  };
  walk(line);
  return pixels;
}

/** Joins another part where the two are closest. */
function withPart(joined: Pixel[], part: readonly Pixel[]): Pixel[] {
  let nearest = { distance: Number.POSITIVE_INFINITY, from: 0, to: 0 };
  for (const [from, [ax, ay]] of joined.entries()) {
    for (const [to, [bx, by]] of part.entries()) {
      const distance = (ax - bx) ** 2 + (ay - by) ** 2;
      if (distance < nearest.distance) nearest = { distance, from, to };
    }
  }
  const { from, to } = nearest;
  const there = joined.slice(0, from + 1);
  const round = [...part.slice(to), ...part.slice(0, to + 1)];
  return [...there, ...round, ...joined.slice(from)];
}

/** Leaves out what lies on the way of a horizontal, vertical or diagonal line. */
function withoutStraights(pixels: readonly Pixel[]): Pixel[] {
  const kept: Pixel[] = [];
  for (const [at, pixel] of pixels.entries()) {
    const before = kept.at(-1) ?? pixels.at(-1) ?? pixel;
    const after = pixels[(at + 1) % pixels.length] ?? pixel;
    if (at === 0 || !isBetween(before, pixel, after)) kept.push(pixel);
  }
  return kept;
}

function isBetween(a: Pixel, b: Pixel, c: Pixel): boolean {
  const [dx, dy, ex, ey] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  const isEven = dx === 0 || dy === 0 || Math.abs(dx) === Math.abs(dy);
  return isEven && dx * ey === dy * ex && dx * ex + dy * ey > 0;
}
