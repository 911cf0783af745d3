import { describe, expect, test } from "vitest";
import { tracePolygons } from "../../src/annotate/masks";
import { cocoMask } from "./coco-rasterizer";
import { drawn, type Mask, randomMask } from "./random-masks";

/** Every pixel that is not in the mask shows another instance, so a tracer that only looks for "not empty" fails. */
function trace(mask: Mask): number[][] {
  const ids = Uint32Array.from(mask.cells, (cell) => (cell ? 70_001 : 4));
  return tracePolygons({ width: mask.width, ids }, 70_001, { left: 0, top: 0, right: mask.width, bottom: mask.height });
}

/**
 * Fills rings at pixel centres, row by row: walking right, each vertical edge that is crossed changes the winding number. Gives the
 * union over the rings, by both rules.
 */
function centreFill(
  rings: readonly (readonly number[])[],
  { width, height }: Mask,
): { evenOdd: Uint8Array; nonZero: Uint8Array } {
  const evenOdd = new Uint8Array(width * height);
  const nonZero = new Uint8Array(width * height);
  for (const ring of rings) {
    const steps = verticalSteps(ring, width, height);
    for (let at = 0, winding = 0; at < evenOdd.length; at++) {
      winding = (at % width === 0 ? 0 : winding) + (steps[at] ?? 0);
      if (winding % 2 !== 0) evenOdd[at] = 1;
      if (winding !== 0) nonZero[at] = 1;
    }
  }
  return { evenOdd, nonZero };
}

/** For each pixel, how the winding number changes at its left side: +1 for an edge that goes up, -1 for one that goes down. */
function verticalSteps(ring: readonly number[], width: number, height: number): Int32Array {
  const steps = new Int32Array(width * height);
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    const [x = 0, from = 0, nextX, to = 0] = [ring[at], ring[at + 1], ring[next], ring[next + 1]];
    if (x !== nextX || x === width) continue;
    for (let y = Math.min(from, to); y < Math.max(from, to); y++)
      steps[y * width + x] = (steps[y * width + x] ?? 0) + Math.sign(from - to);
  }
  return steps;
}

/** The number of 4-connected parts, by flood fill. */
function countParts({ width, height, cells }: Mask): number {
  const left = cells.slice();
  let parts = 0;
  for (let seed = left.indexOf(1); seed >= 0; seed = left.indexOf(1)) {
    parts++;
    const queue = [seed];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (left[at] !== 1) continue;
      left[at] = 0;
      if (at % width > 0) queue.push(at - 1);
      if (at % width < width - 1) queue.push(at + 1);
      if (at >= width) queue.push(at - width);
      if (at < width * (height - 1)) queue.push(at + width);
    }
  }
  return parts;
}

function expectExact(mask: Mask): void {
  const rings = trace(mask);
  expect(rings.length).toBe(countParts(mask));
  expect(rings.filter((ring) => !isWellFormed(ring))).toEqual([]);
  expect(cocoMask(rings, mask.width, mask.height)).toEqual(mask.cells);
  expect(centreFill(rings, mask)).toEqual({ evenOdd: mask.cells, nonZero: mask.cells });
}

/** Integer corners, at least four of them, and a real turn at each. */
function isWellFormed(ring: readonly number[]): boolean {
  return ring.length >= 8 && ring.every((value, at) => Number.isInteger(value) && (at % 2 === 1 || turnAt(ring, at) !== 0));
}

/** Cross product of the two edges that follow corner `at`: 0 where the ring goes straight on or back. */
function turnAt(ring: readonly number[], at: number): number {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = [0, 1, 2, 3, 4, 5].map((step) => ring[(at + step) % ring.length]);
  return (x2 - x1) * (y3 - y2) - (y2 - y1) * (x3 - x2);
}

describe("tracePolygons", () => {
  test("a single pixel is its four corners, clockwise", () => {
    expect(trace(drawn("...", ".#.", "..."))).toEqual([[2, 1, 2, 2, 1, 2, 1, 1]]);
  });

  test("the region shifts the corners, and what lies outside of it does not matter", () => {
    const ids = new Uint32Array(100);
    for (const at of [34, 35, 44, 45, 99]) ids[at] = 9;
    expect(tracePolygons({ width: 10, ids }, 9, { left: 4, top: 3, right: 6, bottom: 5 })).toEqual([[6, 3, 6, 5, 4, 5, 4, 3]]);
  });

  test("parts that touch at a corner only are separate rings", () => {
    const mask = drawn("#.", ".#");
    expect(trace(mask)).toHaveLength(2);
    expectExact(mask);
  });

  test("a hole is walked along one slit, up and down", () => {
    const mask = drawn("###", "#.#", "###");
    expect(trace(mask)).toEqual([[1, 0, 1, 2, 2, 2, 2, 1, 1, 1, 1, 0, 3, 0, 3, 3, 0, 3, 0, 0]]);
    expectExact(mask);
  });

  test.each([
    ["two holes above each other", drawn("#####", "#.###", "#####", "#.###", "#####")],
    ["two holes that touch at a corner", drawn("#####", "#.###", "##.##", "#####")],
    ["a hole that touches the outside at a corner", drawn("####", "#.##", "###.", "####", "####")],
    ["a hole closed by a corner only", drawn("##.", "#.#", "###")],
    ["an island in a hole", drawn("#####", "#...#", "#.#.#", "#...#", "#####")],
    ["an island with a hole in a hole", drawn("#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######")],
    ["the whole picture", drawn("####", "####")],
    ["one row", drawn("##.#")],
    ["one column", drawn("#", ".", "#")],
    ["nothing", drawn("..", "..")],
  ])("%s is exact", (_, mask) => expectExact(mask));

  const kinds = ["noise", "nested", "discs", "checkerboard"] as const;
  test.each(kinds)(
    "100 random masks of %s (seeds 0 to 99) are exact",
    (kind) => {
      for (let seed = 0; seed < 100; seed++) expectExact(randomMask(kind, seed));
    },
    30_000,
  );
});

describe("the rasteriser of the tests", () => {
  // What pycocotools 2.0 gives for the same polygons.
  test("fills slanted sides and corners outside of the picture as pycocotools does", () => {
    const triangle = drawn("........", ".###....", ".#####..", ".######.", "..####..", "..##....", "..#.....");
    expect(cocoMask([[0.5, 0.2, 7.3, 3.1, 2.2, 6.9]], 8, 7)).toEqual(triangle.cells);
    const dart = drawn(".....###", "....####", "....####", "...#####", "..#.....", ".#......", "........");
    expect(cocoMask([[6.4, -1.5, 9.5, 4, 3.3, 3.9, 1, 6.2]], 8, 7)).toEqual(dart.cells);
  });

  test("fills a hole that is listed as a second polygon: it is a union", () => {
    const square = (low: number, high: number) => [low, low, low, high, high, high, high, low];
    expect(cocoMask([square(0, 3), square(1, 2)], 3, 3).every((cell) => cell === 1)).toBe(true);
  });
});
