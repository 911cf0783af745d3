import { expect, test } from "vitest";
import { measureBoxes } from "../../src/annotate/boxes";
import { integer, stream } from "../../src/recipe/random";

/** The same by the definition: collect the pixels of one id, then take their extremes. */
function boxOf(ids: Uint32Array, width: number, id: number): number[] {
  const xs: number[] = [];
  const ys: number[] = [];
  ids.forEach((value, at) => {
    if (value !== id) return;
    xs.push(at % width);
    ys.push(Math.floor(at / width));
  });
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1, xs.length];
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])("boxes and counts of random frames match the definition (seed %i)", (seed) => {
  const random = stream(seed, 0, "boxes");
  const width = integer(random, 1, 40);
  const height = integer(random, 1, 40);
  const highest = integer(random, 1, 30);
  const ids = Uint32Array.from({ length: width * height }, () => integer(random, 0, highest));
  const boxes = measureBoxes({ width, height, ids }, highest + 1);
  for (let id = 0; id <= highest; id++) {
    if (!ids.includes(id)) continue;
    const found = [boxes.left[id], boxes.top[id], boxes.right[id], boxes.bottom[id], boxes.pixels[id]];
    expect(found).toEqual(boxOf(ids, width, id));
  }
  expect(boxes.pixels[highest + 1]).toBe(0);
  expect(boxes.pixels.reduce((sum, count) => sum + count, 0)).toBe(width * height);
});

test("an instance in two parts has one box around both", () => {
  const ids = Uint32Array.from([0, 1, 0, 0, 0, 0, 0, 0, 1]);
  const { left, top, right, bottom, pixels } = measureBoxes({ width: 3, height: 3, ids }, 1);
  expect([left[1], top[1], right[1], bottom[1], pixels[1]]).toEqual([1, 0, 3, 3, 2]);
});

test("an id beyond the table is an error that names the pixel", () => {
  const ids = Uint32Array.from([0, 0, 0, 7]);
  expect(() => measureBoxes({ width: 2, height: 2, ids }, 6)).toThrow("Pixel (1, 1) has instance id 7, but the table has 6 rows");
});
