import { describe, expect, test } from "vitest";
import { opticsOf } from "../../src/camera/pictured";
import { canvasOf, type Region } from "../../src/camera/silhouette";
import { stream, uniform } from "../../src/recipe/random";
import type { Vec3 } from "../../src/recipe/spec";
import { plotsOf, regionOfBounds, regionTable, unpacked, wordsOf } from "../../src/render/silhouette-regions";
import { fakeSpec } from "./fake-frame";

const square = (left: number, top: number, side: number): Region => ({ left, top, right: left + side, bottom: top + side });

describe("bits of silhouettes", () => {
  test("have a row of words each, in batches that are no larger than they may be", () => {
    const batches = plotsOf(
      [
        [3, square(-40, -2, 33)],
        [1, square(0, 0, 10)],
        [7, square(5, 5, 100)],
        [8, square(0, 0, 1)],
      ],
      100,
    );
    expect(batches.map((batch) => batch.map(({ id, words, first }) => [id, words, first]))).toEqual([
      [
        [3, 2, 0],
        [1, 1, 66],
      ],
      [[7, 4, 0]],
      [[8, 1, 0]],
    ]);
    expect(batches.map(wordsOf)).toEqual([76, 400, 1]);
    expect([...regionTable(batches[0] ?? [], 3).subarray(15)]).toEqual([-40, -2, 2, 33, 0]);
  });

  test("come out as the pixels that were set, whatever their words", () => {
    const random = stream(3, 0, "bits");
    const region = { left: -7, top: 4, right: 64, bottom: 9 };
    const [plot] = plotsOf([[2, region]], 1000).flat();
    if (!plot) throw new Error("there is no plot");
    const set = new Set([`-7 4`, `63 8`]);
    for (let at = 0; at < 60; at++) set.add(`${Math.floor(uniform(random, -7, 64))} ${Math.floor(uniform(random, 4, 9))}`);
    for (let x = 25; x < 57; x++) set.add(`${x} 6`);
    const bits = new Uint32Array(plot.words * 5);
    for (const pixel of set) {
      const [x = 0, y = 0] = pixel.split(" ").map(Number);
      const at = (y - 4) * plot.words + ((x + 7) >> 5);
      bits[at] = (bits[at] ?? 0) | (1 << ((x + 7) & 31));
    }
    const silhouette = unpacked(bits, plot);
    expect(silhouette?.region).toEqual(region);
    const found = [...(silhouette?.cells ?? [])].flatMap((cell, at) =>
      cell ? [`${(at % 71) - 7} ${Math.floor(at / 71) + 4}`] : [],
    );
    expect(new Set(found)).toEqual(set);
    expect(unpacked(new Uint32Array(bits.length), plot)).toBeUndefined();
  });
});

test("the region of some bounds holds all that is in them; it is the canvas for what reaches behind the camera", () => {
  const spec = fakeSpec(0, "train");
  const [optics, canvas, random] = [opticsOf(spec), canvasOf(spec.image), stream(4, 0, "bounds")];
  const { position, target } = spec.camera;
  const ahead = (metres: number) => {
    const away = position.map((from, axis) => (target[axis] ?? 0) - from);
    return position.map((from, axis) => from + ((away[axis] ?? 0) * metres) / Math.hypot(...away)) as unknown as Vec3;
  };
  const around = ([x, y, z]: Vec3, reach: number) =>
    [[x - reach, y - reach, z - reach] as Vec3, [x + reach, y + reach, z + reach] as Vec3] as const;
  const box = around(ahead(9), 1.5);
  const region = regionOfBounds(box, optics, canvas);
  if (!region) throw new Error("there is no region");
  expect(region).not.toEqual(canvas);
  const rows = optics.worldToCamera;
  for (let at = 0; at < 100; at++) {
    const point = ([0, 1, 2] as const).map((axis) => uniform(random, box[0][axis], box[1][axis]));
    const inCamera = [0, 4, 8].map((row) =>
      [0, 1, 2].reduce((sum, axis) => sum + (rows[row + axis] ?? 0) * (point[axis] ?? 0), rows[row + 3] ?? 0),
    );
    const [u = 0, v = 0] = optics.project(inCamera as unknown as Vec3) ?? [];
    expect(u).toBeGreaterThanOrEqual(region.left);
    expect(u).toBeLessThanOrEqual(region.right);
    expect(v).toBeGreaterThanOrEqual(region.top);
    expect(v).toBeLessThanOrEqual(region.bottom);
  }
  expect(regionOfBounds(around(ahead(0), 1.5), optics, canvas)).toEqual(canvas);
  expect(regionOfBounds(around(ahead(-9), 1.5), optics, canvas)).toBeUndefined();
});
