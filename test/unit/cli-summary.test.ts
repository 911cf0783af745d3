import { expect, test } from "vitest";
import { summaryLines } from "../../src/cli/summary";

test("the summary says where the files are, how fast it went and what is inside", () => {
  const summary = {
    images: 24,
    instances: 212,
    perClass: { pedestrian: 80, car: 120, bicycle: 6, bench: 6 },
    perWeather: { fog: 6, clear: 18 },
    bytes: 12_345_678,
    problems: [],
  };
  expect(summaryLines([summary], ["contact-sheet.png", "street-000.zip"], "out", 8000)).toEqual([
    "out/contact-sheet.png",
    "out/street-000.zip",
    "24 images (12.3 MB) in 8 s: 3.0 images/s",
    "212 labelled instances: car 120, pedestrian 80, bench 6, bicycle 6",
    "Weather: clear 18, fog 6",
  ]);
});

test("the datasets of a run are summed up", () => {
  const one = { images: 2, instances: 3, perClass: { car: 3 }, perWeather: { fog: 2 }, bytes: 1e6, problems: [] };
  const other = { ...one, instances: 5, perClass: { car: 1, mug: 4 }, perWeather: { indoors: 2 } };
  expect(summaryLines([one, other], [], "out", 4000)).toEqual([
    "4 images (2.0 MB) in 4 s: 1.0 images/s",
    "8 labelled instances: car 4, mug 4",
    "Weather: fog 2, indoors 2",
  ]);
});

test("an empty street is no error", () => {
  const summary = { images: 1, instances: 0, perClass: {}, perWeather: { clear: 1 }, bytes: 0, problems: [] };
  expect(summaryLines([summary], [], "out", 0)).toContain("0 labelled instances: none");
});
