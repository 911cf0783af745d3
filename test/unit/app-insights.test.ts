import { expect, test } from "vitest";
import { classChart, coverageGrid, numbersChart, perClassOf, positionGrid } from "../../src/app/insights/charts";
import { type Measure, matches, noFilter } from "../../src/app/review/filter";
import type { ImageRow, ObjectRow } from "../../src/app/runs/image-row";
import { stream } from "../../src/recipe/random";

const SEED = 7;

/** Images with one object each, so that a bar's count is the number of images that its filter finds. Many values lie on edges of bars. */
const rows = Array.from({ length: 400 }, (_, index): ImageRow => {
  const draw = stream(SEED, index, "rows");
  const [width, height] = [1 + Math.floor(draw() * 64), 1 + Math.floor(draw() * 48)];
  const [x, y] = [Math.floor(draw() * (97 - width)), Math.floor(draw() * (65 - height))];
  const object: ObjectRow = {
    class: draw() < 0.7 ? "car" : "bus",
    classId: 1,
    box: [x, y, width, height],
    area: width * height,
    visible: Math.round(draw() * 10) / 10,
    truncation: Math.round(draw() * 20) / 20,
    occlusion: 0,
  };
  return {
    index,
    split: "train",
    weather: draw() < 0.5 ? "fog" : "clear",
    light: draw() < 0.5 ? "day" : "night",
    width: 96,
    height: 64,
    brightness: Math.round(draw() * 100) / 100,
    contrast: Math.round(draw() * 400) / 1000,
    objects: [object],
  };
});

const found = (find: object) => rows.filter((row) => matches(row, { ...noFilter, ...find }, {})).length;

const measures: readonly [Measure, number | undefined][] = [
  ["side", 2],
  ["aspect", 2],
  ["aspect", 1],
  ["visible", undefined],
  ["truncation", undefined],
  ["brightness", undefined],
  ["contrast", undefined],
];

test.for(measures)("the bars of %s count every image once, and each finds its own, seed 7", ([measure, perDoubling]) => {
  const chart = numbersChart(rows, measure, { title: measure, ...(perDoubling && { perDoubling }) });
  const bars = chart?.bars ?? [];
  expect(bars.length).toBeGreaterThan(4);
  expect(bars.length).toBeLessThan(30);
  for (const { count, find, label } of bars) expect(found(find), label).toBe(count);
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
});

test("one value and no value make a chart with one bar and none", () => {
  const one = rows.slice(0, 1);
  expect(numbersChart(one, "objects", { title: "", isWhole: true })?.bars).toMatchObject([
    { label: "1", count: 1, within: [1, 2] },
  ]);
  expect(numbersChart([], "objects", { title: "" })).toBeUndefined();
  expect(numbersChart([{ ...(one[0] as ImageRow), objects: [] }], "side", { title: "" })).toBeUndefined();
});

test("cells of the heat map and of the weather and light find what they count", () => {
  for (const grid of [positionGrid(rows), coverageGrid(rows)]) {
    const cells = grid.cells.flat();
    for (const { count, find } of cells) expect(found(find)).toBe(count);
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    expect([grid.cells.length, grid.cells[0]?.length]).toEqual([grid.rows.length, grid.columns.length]);
  }
  expect(coverageGrid(rows).columns).toEqual(["day", "low sun", "twilight", "night"]);
});

test("classes stand beside their targets, also those that are missing", () => {
  const perClass = perClassOf(rows);
  expect(perClass.get("car")?.images).toBe(found({ classes: ["car"] }));
  const { bars } = classChart(perClass, { bus: 500, tram: 3 });
  expect(bars.map(({ label, wanted }) => [label, wanted])).toEqual([
    ["car", undefined],
    ["bus", 500],
    ["tram", 3],
  ]);
  expect(bars.at(-1)).toMatchObject({ count: 0, find: { classes: ["tram"] } });
});
