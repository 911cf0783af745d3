import { expect, test } from "vitest";
import { closeRange, parseNames, parseRange, parseSize, parseWhole } from "../../src/cli/args";

test("a range is read with either end open", () => {
  expect(parseRange("100:200")).toEqual({ from: 100, to: 200 });
  expect(parseRange("5:")).toEqual({ from: 5, to: undefined });
  expect(parseRange(":5")).toEqual({ from: undefined, to: 5 });
  expect(parseRange("0:1")).toEqual({ from: 0, to: 1 });
});

test.each(["", ":", "5", "a:b", "1:2:3", "-1:4", "1.5:3", " 1:2", "9:9", "9:3", ":0"])(
  "the range %j is refused with an example",
  (text) => {
    expect(() => parseRange(text)).toThrow(/--range got .*(100:200|0:24)/);
  },
);

test("a range is closed by the recipe's count", () => {
  expect(closeRange(undefined, 24)).toEqual({ from: 0, to: 24 });
  expect(closeRange({ from: 20, to: undefined }, 24)).toEqual({ from: 20, to: 24 });
  expect(closeRange({ from: undefined, to: 24 }, 24)).toEqual({ from: 0, to: 24 });
  expect(() => closeRange({ from: 20, to: 25 }, 24)).toThrow(/24 images \(0:24\).*--count 25/);
  expect(() => closeRange({ from: 24, to: undefined }, 24)).toThrow(/--count 25/);
});

test("whole numbers keep to their limits", () => {
  expect(parseWhole("--seed", 0, 10)("0")).toBe(0);
  expect(parseWhole("--seed", 0, 10)("10")).toBe(10);
  for (const text of ["11", "-1", "1.5", "1e3", "", "x", "0x10"]) {
    expect(() => parseWhole("--seed", 0, 10)(text)).toThrow(`--seed got "${text}"; expected a whole number from 0 to 10`);
  }
});

test("sizes are two numbers of pixels that a recipe can have", () => {
  expect(parseSize("320x240")).toEqual({ width: 320, height: 240 });
  for (const text of ["320", "320x", "8x240", "320x5000", "a320x240", ""])
    expect(() => parseSize(text)).toThrow(`--size got "${text}"; expected width x height in pixels, 16 to 4096`);
});

test("names are checked against those known", () => {
  const parse = parseNames("--format", ["coco", "yolo"]);
  expect(parse("yolo, coco,yolo")).toEqual(["yolo", "coco"]);
  expect(() => parse("coco,voc")).toThrow('--format got "voc"; expected coco, yolo');
  expect(() => parse("")).toThrow("--format");
});
