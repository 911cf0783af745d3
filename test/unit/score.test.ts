import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { isOfClasses, parseBins } from "../../src/cli/score";
import { type Detection, type Scores, scoresOf, type TruthBox } from "../../src/lab/average-precision";
import { type ScoredTruth, scoreRows } from "../../src/lab/score";
import { plannedExperiment } from "../../src/plan/experiment";
import { experimentSchema } from "../../src/recipe/experiment";
import { parseFile, parseRecipe } from "../../src/recipe/parse";
import { ofAll, ofFirstSix, results, truth } from "./cocoeval-numbers";

const boxes = truth.map(([image, category, box, area, crowd]): TruthBox => ({ image, category, box, area, crowd: crowd === 1 }));
const found = results.map(([image, category, box, score]): Detection => ({ image, category, box, score }));
const range = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

const summary = ({ ap, ap50, ap75, apSmall, apMedium, apLarge, ar1, ar10, ar100 }: Scores) =>
  [ap, ap50, ap75, apSmall, apMedium, apLarge, ar1, ar10, ar100].map((value) => value ?? -1);

test.each([
  ["all images", range(12), ofAll],
  ["half of them", range(6), ofFirstSix],
])("average precision and recall of %s are those of pycocotools", (_, images, expected) => {
  const own = summary(scoresOf(boxes, found, images));
  for (const [at, value] of expected.entries()) expect(own[at], `number ${at}`).toBeCloseTo(value, 12);
});

test("by hand: two of three things found, one of them loosely, and a false alarm between", () => {
  const box = (x: number): TruthBox => ({ image: 1, category: 1, box: [x, 0, 100, 100], area: 10_000, crowd: false });
  const seen = (x: number, score: number): Detection => ({ image: 1, category: 1, box: [x, 0, 100, 100], score });
  // The second detection overlaps nothing; the third has IoU 80/120 = 2/3, so it counts at the thresholds 0.5 to 0.65.
  const scores = scoresOf([box(0), box(200), box(400)], [seen(0, 0.9), seen(600, 0.8), seen(220, 0.7)], [1]);
  // Precision is 1 up to the recall 1/3 (34 of the 101 recalls), then 2/3 up to 2/3 (33 more).
  const loose = (34 + 33 * (2 / 3)) / 101;
  expect(scores.ap50).toBeCloseTo(loose, 12);
  expect(scores.ap75).toBeCloseTo(34 / 101, 12);
  expect(scores.ap).toBeCloseTo((4 * loose + 6 * (34 / 101)) / 10, 12);
  expect(scores.ar100).toBeCloseTo((4 * (2 / 3) + 6 * (1 / 3)) / 10, 12);
  expect(scores.things).toBe(3);
});

test("the truth itself scores 1, what is ignored costs nothing, and nothing to find has no score", () => {
  const own = boxes.filter(({ crowd }) => !crowd);
  const all = own.map((one) => ({ ...one, score: 1 }));
  expect(scoresOf(own, all, range(12))).toMatchObject({ ap: 1, ar100: 1 });
  const half = own.map((one, at) => ({ ...one, ignored: at % 2 === 0 }));
  expect(scoresOf(half, all, range(12))).toMatchObject({ ap: 1, things: half.filter(({ ignored }) => !ignored).length });
  expect(scoresOf(own, all, [99])).toMatchObject({ things: 0, ap: undefined });
});

const whole: ScoredTruth = {
  images: range(12).map((id) => ({ id, levels: { fog: id <= 6 ? "thin" : "thick", light: id % 2 === 0 ? "day" : "night" } })),
  annotations: truth.map(([image_id, category_id, bbox, area, iscrowd], at) => ({
    image_id,
    category_id,
    bbox,
    area,
    iscrowd,
    distance: { centre_metres: at },
  })),
};
const rows = results.map(([image_id, category_id, bbox, score]) => ({ image_id, category_id, bbox, score }));

test("every level of every factor has its own score, from its own images", () => {
  const scored = scoreRows(whole, rows, []);
  expect(scored.map(({ factor, level, images }) => `${factor} ${level} ${images}`)).toEqual([
    "all  12",
    "fog thin 6",
    "fog thick 6",
    "light night 6",
    "light day 6",
  ]);
  expect(scored[0]?.ap).toBeCloseTo(ofAll[0] ?? 0, 12);
  expect(scored[1]?.ap).toBeCloseTo(ofFirstSix[0] ?? 0, 12);
  const plain = { ...whole, images: range(12).map((id) => ({ id, weather: id < 4 ? "fog" : "clear" })) };
  expect(scoreRows(plain, rows, []).map(({ factor, level }) => `${factor} ${level}`)).toEqual([
    "all ",
    "weather fog",
    "weather clear",
  ]);
});

test("bins divide what is to be found, and leave the images", () => {
  const scored = scoreRows(whole, rows, parseBins("distance.centre_metres:0,10,26")).slice(-2);
  expect(scored.map(({ factor, level, images }) => [factor, level, images])).toEqual([
    ["distance.centre_metres", "0 to 10", 12],
    ["distance.centre_metres", "10 to 26", 12],
  ]);
  expect((scored[0]?.things ?? 0) + (scored[1]?.things ?? 0)).toBe(boxes.filter(({ crowd }) => !crowd).length);
  expect(parseBins("a:0,1", parseBins("b:1,2"))).toEqual([
    { field: "b", edges: [1, 2] },
    { field: "a", edges: [0, 1] },
  ]);
});

test("a detector of few classes is scored by those", () => {
  const files = [
    {
      categories: [
        { id: 1, name: "car" },
        { id: 4, name: "person" },
      ],
    },
  ];
  const counts = isOfClasses(files, ["person"]);
  expect([1, 4].map((category_id) => counts({ category_id }))).toEqual([false, true]);
  expect(() => isOfClasses(files, ["bus"])).toThrow('--classes got "bus"; expected classes of the truth: car, person.');
});

test("what cannot be scored is answered with a sentence", () => {
  expect(() => scoreRows(whole, [{ image_id: 77, category_id: 1, bbox: [0, 0, 1, 1], score: 1 }], [])).toThrow(
    /results\[0\]\.image_id: 77 given; expected the id of an image in the truth, for example 1/,
  );
  expect(() => scoreRows(whole, rows, parseBins("size:0,1"))).toThrow(/--bins: "size" given, and no annotation has it/);
  expect(() => parseBins("area:3,1")).toThrow(/--bins got "area:3,1"; expected a field/);
  expect(() => parseBins("area")).toThrow(/for example --bins distance/);
});

test("the stress tests are frozen, and can be planned", () => {
  const folder = new URL("../../bench/stress/", import.meta.url);
  const sums = new Map(
    readFileSync(new URL("SHA256SUMS", folder), "utf8")
      .trim()
      .split("\n")
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  const texts = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]),
  );
  expect([...sums.keys()].toSorted()).toEqual([...texts.keys()].toSorted());
  for (const [name, text] of texts) {
    expect(createHash("sha256").update(text).digest("hex"), name).toBe(sums.get(name));
    if (text.includes("\nscene:")) continue;
    const experiment = parseFile(text, { source: name, what: "experiment", schema: experimentSchema });
    const base = parseRecipe(texts.get(experiment.recipe) ?? "", { source: experiment.recipe, scenes: sceneParameters });
    expect(plannedExperiment(experiment, base).arms.length, name).toBeGreaterThanOrEqual(3);
  }
});
