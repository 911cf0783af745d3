import { expect, test } from "vitest";
import { facetCounts, matches, noFilter, sizeOf, switched } from "../../src/app/review/filter";
import { rejectedIn, replacementsWanted, withOpinion } from "../../src/app/review/review";
import { failureText } from "../../src/app/runs/failure";
import { type ImageRow, lightOf, lookOf } from "../../src/app/runs/image-row";
import { rateOf, startPace, withImage } from "../../src/app/runs/progress";
import { nextId } from "../../src/app/runs/record";
import { parseRows } from "../../src/app/runs/rows";

const row = (index: number, change: Partial<ImageRow> = {}): ImageRow => ({
  index,
  split: "train",
  weather: "clear",
  light: "day",
  width: 96,
  height: 64,
  brightness: 0.5,
  contrast: 0.2,
  objects: [
    { class: "car", classId: 1, box: [0, 0, 10, 10], area: 80 },
    { class: "bus", classId: 2, box: [0, 0, 90, 60], area: 5000, visible: 0.4, truncation: 0.3, occlusion: 2 },
  ],
  ...change,
});

test("one and the same object has to be all that is asked of objects", () => {
  expect(matches(row(0), { ...noFilter, classes: ["car"], sizes: ["small"] }, {})).toBe(true);
  expect(matches(row(0), { ...noFilter, classes: ["car"], sizes: ["medium"] }, {})).toBe(false);
  expect(matches(row(0), { ...noFilter, classes: ["bus"], occlusions: ["cut off"] }, {})).toBe(true);
  expect(matches(row(0), { ...noFilter, judged: ["flagged"] }, { verdict: "rejected", flagged: true })).toBe(true);
  expect(matches(row(0), { ...noFilter, spans: [{ of: "objects", within: [3, 9] }] }, {})).toBe(false);
  expect([1023, 1024, 9215, 9216].map((area) => sizeOf({ area }))).toEqual(["small", "medium", "medium", "large"]);
});

test("a facet counts what the other facets leave", () => {
  const rows = [row(0), row(1, { weather: "fog", split: "val" }), row(2, { split: "val" })];
  const filter = switched(switched(noFilter, "splits", "val"), "weathers", "fog");
  expect(facetCounts(rows, filter, "weathers", () => ({}))).toEqual([
    { name: "clear", images: 1 },
    { name: "fog", images: 1 },
  ]);
  expect(switched(filter, "splits", "val").splits).toEqual([]);
});

test("rejected images are replaced by as many as are missing, also where those are rejected again", () => {
  let review = withOpinion(withOpinion({}, 4, { verdict: "rejected" }), 1, { verdict: "rejected", note: "dark" });
  expect(rejectedIn(review, 6)).toEqual([{ index: 1, note: "dark" }, { index: 4 }]);
  expect(replacementsWanted(review, 6, 6)).toBe(2);
  expect(replacementsWanted(review, 6, 8)).toBe(0);
  review = withOpinion(review, 7, { verdict: "rejected" });
  expect(replacementsWanted(review, 6, 8)).toBe(1);
  expect(withOpinion(review, 1, { verdict: undefined, note: undefined })[1]).toBeUndefined();
});

test("rate and rest follow the last few images", () => {
  let pace = startPace(0);
  expect(rateOf(pace, 5)).toBeUndefined();
  for (let at = 1; at <= 30; at++) pace = withImage(pace, at < 15 ? at * 1000 : 14_000 + (at - 14) * 500);
  expect(rateOf(pace, 10)).toEqual({ imagesPerSecond: 2, secondsLeft: 5 });
});

test("rows that were cut off are passed over, later ones count", () => {
  const lines = [row(0), row(1), row(0, { split: "val" })].map((one) => `\n${JSON.stringify(one)}`).join("");
  const rows = parseRows(`${lines}\n{"index":2,"spl`);
  expect([...rows.keys()]).toEqual([0, 1]);
  expect(rows.get(0)?.split).toBe("val");
});

test("looks, light, ids and failures", () => {
  expect(lookOf([0, 0, 0, 255, 255, 255, 255, 255])).toEqual({ brightness: 0.5, contrast: 0.5 });
  const weather = (sunElevationDegrees: number) => ({
    weather: { kind: "clear", sunElevationDegrees, sunAzimuthDegrees: 0, cloudCover: 0, visibilityMetres: 1 },
  });
  expect([30, 5, -3, -20].map((degrees) => lightOf(weather(degrees)))).toEqual(["day", "low sun", "twilight", "night"]);
  expect(nextId(["0009-a", "0002-b"], "c")).toBe("0010-c");
  expect(failureText(new DOMException("", "QuotaExceededError"), 3)).toMatch(/storage.*full.*3 finished images are kept: Resume/);
});
