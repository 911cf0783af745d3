import { describe, expect, test } from "vitest";
import { tracePolygons } from "../../src/annotate/masks";
import { contour } from "../../src/encode/contour";
import { fillPolygons } from "../../src/encode/fill";
import { cvFill, linePixels } from "./cv-fill";
import { drawn, type Mask, randomMask, shapes } from "./random-masks";

const seeds = Array.from({ length: 100 }, (_, at) => at);
const kinds = Object.keys(shapes) as (keyof typeof shapes)[];

function masksOf(kind: keyof typeof shapes): Mask[] {
  return seeds.map((seed) => randomMask(kind, seed)).filter(({ cells }) => cells.some((cell) => cell === 1));
}

/** Pixels that belong together by sides and corners: number of the part for each pixel, and how many there are. */
function partsOf({ width, height, cells }: Mask): number {
  const seen = new Set<number>();
  let parts = 0;
  for (const [start, cell] of cells.entries()) {
    if (cell === 0 || seen.has(start)) continue;
    parts++;
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++)
          if (cells[ny * width + nx] === 1) waiting.push(ny * width + nx);
    }
  }
  return parts;
}

test.each(kinds)("filling the outlines of %s gives the mask again", (kind) => {
  for (const { width, height, cells } of masksOf(kind)) {
    const ids = Uint32Array.from(cells);
    const rings = tracePolygons({ width, ids }, 1, { left: 0, top: 0, right: width, bottom: height });
    expect(fillPolygons(rings, [0, 0, width, height]).cells).toEqual(Uint8Array.from(cells));
  }
});

describe("contour", () => {
  test.each(kinds)("of %s gives back the mask as OpenCV fills it: exactly for one part", (kind) => {
    let ones = 0;
    for (const mask of masksOf(kind)) {
      const { width, height, cells } = mask;
      const line = contour({ width, height, cells: Uint8Array.from(cells) });
      const filled = cvFill(line, width, height);
      const parts = partsOf(mask);
      if (parts === 1) {
        ones++;
        expect(filled, JSON.stringify([...cells])).toEqual(Uint8Array.from(cells));
      }
      const missing = [...cells.keys()].filter((at) => cells[at] === 1 && filled[at] === 0);
      expect(missing).toEqual([]);
      // Pixels too many lie on the lines between parts.
      const bridges = new Set(
        line.flatMap((from, at) => linePixels(from, line[(at + 1) % line.length] ?? from).map(([x, y]) => y * width + x)),
      );
      const surplus = [...cells.keys()].filter((at) => cells[at] === 0 && filled[at] === 1);
      expect(surplus.filter((at) => !bridges.has(at))).toEqual([]);
    }
    expect(ones).toBeGreaterThan(5);
  });

  test("of a plain square has four corners, at the pixels of its corners", () => {
    const { width, height, cells } = drawn("####", "####", "####");
    expect(contour({ width, height, cells: Uint8Array.from(cells) })).toEqual([
      [0, 0],
      [3, 0],
      [3, 2],
      [0, 2],
    ]);
  });

  test("of a single pixel is that pixel", () => {
    expect(contour({ width: 1, height: 1, cells: Uint8Array.of(1) })).toEqual([[0, 0]]);
  });
});
