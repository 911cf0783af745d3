import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { designCsv, designJson, joinedCoco, pairsJson } from "../../src/lab/experiment-files";
import {
  confounding,
  fractionalDesign,
  fullDesign,
  generatorsOf,
  oneFactorDesign,
  orthogonalDesign,
  type Row,
} from "../../src/plan/designs";
import { armPairs, medianOf, plannedExperiment } from "../../src/plan/experiment";
import { fieldOf } from "../../src/plan/galois";
import { experimentSchema } from "../../src/recipe/experiment";
import { parseFile, parseRecipe } from "../../src/recipe/parse";
import { sample } from "../../src/sample";

const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const countOf = (rows: readonly Row[], wanted: (row: Row) => boolean) => rows.filter(wanted).length;

/** How often each pair of levels of two columns comes. */
function pairCounts(rows: readonly Row[], one: number, other: number, levels: readonly number[]): number[] {
  return range(levels[one] ?? 0).flatMap((a) =>
    range(levels[other] ?? 0).map((b) => countOf(rows, (row) => row[one] === a && row[other] === b)),
  );
}

describe("designs", () => {
  test("full and one-factor have the rows they promise", () => {
    expect(fullDesign([2, 3])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(oneFactorDesign([3, 2])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
    ]);
  });

  test.each([
    [7, ["D = AB", "E = AC", "F = BC", "G = ABC"], 3, 8],
    [4, ["D = ABC"], 4, 8],
    [5, ["E = ABCD"], 5, 16],
    [5, ["D = AB", "E = -AC"], 3, 8],
    [8, ["E = BCD", "F = ACD", "G = ABC", "H = ABD"], 4, 16],
  ])("%i factors by %j: resolution %i in %i runs, balanced and orthogonal", (factors, texts, resolution, runs) => {
    const generators = generatorsOf(texts, factors);
    const rows = fractionalDesign(factors, generators);
    expect(rows.length).toBe(runs);
    expect(confounding(factors, generators).resolution).toBe(resolution);
    // A design of resolution R has every combination of any R - 1 columns equally often.
    for (const one of range(factors)) {
      expect(countOf(rows, (row) => row[one] === 1)).toBe(runs / 2);
      for (const other of range(one))
        expect(new Set(pairCounts(rows, one, other, [2, 2, 2, 2, 2, 2, 2, 2]))).toEqual(new Set([runs / 4]));
    }
  });

  test("a half fraction confounds the pairs that textbooks say, with their signs", () => {
    const half = confounding(4, generatorsOf(["D = ABC"], 4));
    expect(half).toEqual({
      resolution: 4,
      definingRelation: ["ABCD"],
      aliases: { AB: ["CD"], AC: ["BD"], AD: ["BC"], BC: ["AD"], BD: ["AC"], CD: ["AB"] },
    });
    const quarter = confounding(5, generatorsOf(["D = AB", "E = -AC"], 5));
    expect(quarter.definingRelation.toSorted()).toEqual(["-ACE", "-BCDE", "ABD"]);
    expect(quarter.aliases.A).toEqual(["BD", "-CE"]);
    // The signs hold in the rows: E is the negative product of A and C.
    for (const row of fractionalDesign(5, generatorsOf(["D = AB", "E = -AC"], 5))) {
      const [a = 0, , c = 0, , e = 0] = row.map((level) => 2 * level - 1);
      expect(e).toBe(-a * c);
    }
  });

  test.each([
    [[3, 3, 3, 3], 9],
    [[4, 4, 4, 4, 4], 16],
    [[5, 5, 5], 25],
    [range(13).map(() => 3), 27],
    [[2, 2, 2, 2, 2, 2, 2], 8],
  ])("levels %j: every pair of levels equally often in %i rows", (levels, runs) => {
    const rows = orthogonalDesign(levels);
    expect(rows.length).toBe(runs);
    for (const one of range(levels.length))
      for (const other of range(one)) expect(new Set(pairCounts(rows, one, other, levels)).size).toBe(1);
  });

  test("mixed levels: pairs come in proportion to their levels", () => {
    const levels = [2, 3, 4, 3, 2];
    const rows = orthogonalDesign(levels);
    expect(rows.length).toBe(16);
    const share = (factor: number, level: number) => countOf(rows, (row) => row[factor] === level);
    for (const one of range(5))
      for (const other of range(one))
        expect(pairCounts(rows, one, other, levels)).toEqual(
          range(levels[one] ?? 0).flatMap((a) => range(levels[other] ?? 0).map((b) => (share(one, a) * share(other, b)) / 16)),
        );
    expect(orthogonalDesign([2, 3])).toEqual(fullDesign([2, 3]));
  });

  test.each([2, 3, 4, 5, 7, 8, 16, 64])("the field of %i elements divides: every row of its table is a permutation", (size) => {
    const field = fieldOf(size);
    expect(field.size).toBe(size);
    for (const a of range(size).slice(1))
      expect(new Set(range(size).map((b) => field.multiply(a, b)))).toEqual(new Set(range(size)));
  });

  test("generators that cannot be are answered with a sentence", () => {
    expect(() => generatorsOf(["D = ABE"], 4)).toThrow(
      /design\.fractional: "D = ABE" given, and E is no factor; expected letters .* ABCD/,
    );
    expect(() => generatorsOf(["C = AB", "D = AC"], 4)).toThrow(/"D = AC" given, and it is made of a factor that is made itself/);
    expect(() => generatorsOf(["D = AA"], 4)).toThrow(/a letter stands twice/);
    expect(() => generatorsOf(["D = AB", "D = AC"], 4)).toThrow(/a generator already/);
  });
});

const recipe = (text: string) => parseRecipe(text, { source: "a.yaml", scenes: sceneParameters });
const street = recipe(`
scene: street
count: 2
seed: 5
image: { width: 64, height: 48, quality: draft }
weather: { kind: { choice: [clear, fog, dusk], weights: [1, 3, 2] } }
sun: { elevationDegrees: { uniform: [10, 50] } }
`);
const read = (text: string) => parseFile(text, { source: "exp.yaml", what: "experiment", schema: experimentSchema });
const planned = (text: string, base = street) => plannedExperiment(read(text), base);

describe("arms", () => {
  const weather = "name: w\nrecipe: street/weather\nfactors: { weather.kind: [clear, fog] }\n";

  test("show the same scene with the factor changed and all else as it was", () => {
    const { arms } = planned(weather);
    expect(arms.map(({ name }) => name)).toEqual(["arm-01", "arm-02"]);
    for (const index of [0, 1]) {
      const [clear, fog] = arms.map((arm) => sample(arm.recipe, index));
      expect([clear?.weather.kind, fog?.weather.kind]).toEqual(["clear", "fog"]);
      const { weather: _, recipe: __, ...one } = { ...clear };
      const { weather: ___, recipe: ____, ...other } = { ...fog };
      // Lamps are lit in fog; nothing moves.
      expect(one.camera).toEqual(other.camera);
      expect(one.instances?.map(({ position, class: name }) => [name, position])).toEqual(
        other.instances?.map(({ position, class: name }) => [name, position]),
      );
    }
  });

  test("levels set several fields, have names, and may be distributions", () => {
    const { arms, factors } = planned(`
name: w
recipe: x
count: 7
factors:
  light:
    - { name: day, set: { sun.elevationDegrees: 40, weather.cloudCover: 0 } }
    - { name: dusk, set: { sun.elevationDegrees: { uniform: [-4, 0] } } }
  parameters.movingCars: [{ name: few, value: { uniform: [0, 2] } }, 12]
`);
    expect(factors).toEqual({ light: ["day", "dusk"], "parameters.movingCars": ["few", "12"] });
    expect(arms.map(({ levels }) => Object.values(levels).join(" "))).toEqual(["day few", "day 12", "dusk few", "dusk 12"]);
    expect(arms[2]?.recipe).toMatchObject({
      name: "w-arm-03",
      count: 7,
      sun: { elevationDegrees: { uniform: [-4, 0] } },
      parameters: { movingCars: { uniform: [0, 2] } },
    });
    expect(arms[0]?.recipe.weather.cloudCover).toBe(0);
    expect(arms[3]?.recipe.weather).not.toHaveProperty("cloudCover");
  });

  test("rows that come twice are one arm with a weight", () => {
    const { arms } = planned(`
name: w
recipe: x
design: orthogonal
factors:
  weather.kind: [clear, fog, dusk]
  parameters.viewpoint: [car, pedestrian]
  parameters.layout: [straight, roundabout]
  parameters.parking: [both, none]
`);
    expect(arms.reduce((sum, { weight }) => sum + weight, 0)).toBe(9);
    expect(arms.length).toBeLessThan(9);
  });

  test("ablations hold a factor or a group at its median, beside the recipe as it is", () => {
    const { arms } = planned("name: a\nrecipe: x\nablations: [weather, sun.elevationDegrees, parameters.parking]\n");
    expect(arms.map(({ name, set }) => [name, set])).toEqual([
      ["baseline", {}],
      ["without-weather", { "weather.kind": "fog" }],
      ["without-sun.elevationDegrees", { "sun.elevationDegrees": 30 }],
      ["without-parameters.parking", { "parameters.parking": "both" }],
    ]);
    const all = planned("name: a\nrecipe: x\nablations: all\n").arms;
    expect(all.length).toBeGreaterThan(15);
    // Only the height of the sun is another, and what it lights.
    const [whole, held] = [arms[0], arms[2]].map((arm) => sample(arm?.recipe ?? street, 1));
    expect(held?.weather.sunElevationDegrees).toBe(30);
    expect({ ...held?.weather, sunElevationDegrees: 0 }).toEqual({ ...whole?.weather, sunElevationDegrees: 0 });
  });

  test("medians of all kinds of distributions", () => {
    expect(medianOf({ "log-uniform": [1, 100] }, { kind: "quantity" })).toBeCloseTo(10, 12);
    expect(medianOf({ normal: { mean: 3, sd: 1, min: 1, max: 5 } }, { kind: "quantity" })).toBeCloseTo(3, 9);
    expect(medianOf({ uniform: [0, 4] }, { kind: "count" })).toBe(2);
    expect(medianOf({ choice: [9, 1, 5], weights: [1, 1, 1] }, { kind: "count" })).toBe(5);
    expect(medianOf({ choice: ["a", "b", "c"], weights: [1, 2, 2] }, { kind: "option" })).toBe("b");
    expect(medianOf(4, { kind: "quantity" })).toBe(4);
  });

  test("pairs differ in one factor", () => {
    const six = planned(
      "name: w\nrecipe: x\nfactors: { weather.kind: [clear, fog, dusk], parameters.viewpoint: [car, pedestrian] }\n",
    );
    expect(armPairs(six).map(({ factor, first, second }) => `${factor} ${first.name} ${second.name}`)).toEqual([
      "parameters.viewpoint arm-01 arm-02",
      "weather.kind arm-01 arm-03",
      "weather.kind arm-01 arm-05",
      "weather.kind arm-02 arm-04",
      "weather.kind arm-02 arm-06",
      "parameters.viewpoint arm-03 arm-04",
      "weather.kind arm-03 arm-05",
      "weather.kind arm-04 arm-06",
      "parameters.viewpoint arm-05 arm-06",
    ]);
    const held = planned("name: a\nrecipe: x\nablations: [weather, sun.elevationDegrees]\n");
    expect(armPairs(held).map(({ factor, second }) => `${factor} ${second.name}`)).toEqual([
      "weather without-weather",
      "sun.elevationDegrees without-sun.elevationDegrees",
    ]);
  });

  test.each([
    ["name: a\nrecipe: x\n", /at least one factor with its levels, or ablations/],
    ["name: a\nrecipe: x\nfactors: { weather.kind: [clear] }\n", /exp\.yaml:3.*factors/s],
    [
      "name: a\nrecipe: x\nfactors: { weather.kind: [clear, smog] }\n",
      /factors\.weather\.kind, level smog: weather\.kind: "smog" given; expected/,
    ],
    ["name: a\nrecipe: x\nfactors: { weather.fogg: [1, 2] }\n", /weather\.fogg: the unknown field "fogg" given; expected one of/],
    ["name: a\nrecipe: x\nfactors: { seed: [1, 2] }\n", /"seed" given; expected the path of a field under weather, sun/],
    ["name: a\nrecipe: x\nfactors: { weather.kind: [fog, fog] }\n", /the level fog is given twice/],
    ["name: a\nrecipe: x\nablations: [weather.visibilityMetres]\n", /does not leave to chance by itself/],
    ["name: a\nrecipe: x\nablations: [whether]\n", /no factor of the scene street; .*for example weather\./],
    [
      "name: a\nrecipe: x\nfactors: { weather.kind: [clear, fog, dusk] }\ndesign: { fractional: [C = AB] }\n",
      /3 levels given; expected 2/,
    ],
  ])("%j is answered with a sentence", (text, message) => {
    expect(() => planned(text)).toThrow(message);
  });

  test("targets would choose other layouts in each arm", () => {
    const base = recipe("scene: street\nobjective: { purpose: x, limits: { person: 3 } }\n");
    expect(() => planned(weather, base)).toThrow(/objective\.limits: .*expected an objective in words/);
  });
});

describe("files", () => {
  const six = planned(
    'name: w\nrecipe: x\ncount: 2\nfactors: { weather.kind: [{ name: "clear, dry", value: clear }, fog] }\nablations: [weather]\n',
  );
  const files = new Map(
    six.arms.map(({ name }) => [name, ["images/train/000000.png", "images/val/000001.png", "masks/instance/train/000000.png"]]),
  );

  test("the design as CSV and JSON", () => {
    expect(designCsv(six)).toBe(
      'arm,images,weight,weather.kind,weather\r\narm-01,2,1,"clear, dry",as in the recipe\r\narm-02,2,1,fog,as in the recipe\r\n' +
        "baseline,2,1,as in the recipe,as in the recipe\r\nwithout-weather,2,1,as in the recipe,median\r\n",
    );
    const { factors, arms } = JSON.parse(designJson(six));
    expect(factors).toEqual({ "weather.kind": ["clear, dry", "fog"] });
    expect(arms[1]).toEqual({
      name: "arm-02",
      levels: { "weather.kind": "fog" },
      set: { "weather.kind": "fog" },
      weight: 1,
      dataset: "w-arm-02",
    });
  });

  test("pairs name the images and specs of both sides", () => {
    const { pairs } = JSON.parse(pairsJson(six, files));
    expect(pairs.length).toBe(4);
    expect(pairs[1]).toEqual({
      index: 1,
      factor: "weather.kind",
      first: { arm: "arm-01", level: "clear, dry", image: "arm-01/images/val/000001.png", spec: "arm-01/specs/000001.json" },
      second: { arm: "arm-02", level: "fog", image: "arm-02/images/val/000001.png", spec: "arm-02/specs/000001.json" },
    });
    expect(pairs[2]).toMatchObject({ factor: "weather", first: { arm: "baseline" }, second: { level: "median" } });
  });

  test("one COCO file of all arms has ids of its own", () => {
    const coco = {
      images: [{ id: 2, file_name: "000001.png" }],
      annotations: [{ id: 1, image_id: 2, category_id: 1 }],
      categories: [{ id: 1, name: "car" }],
    };
    const joined = JSON.parse(
      joinedCoco(six, [
        { arm: "arm-01", folder: "arm-01/images/val/", coco },
        { arm: "arm-02", folder: "arm-02/images/val/", coco },
      ]),
    );
    expect(joined.images).toEqual([
      { id: 2, file_name: "arm-01/images/val/000001.png", arm: "arm-01", levels: { "weather.kind": "clear, dry" } },
      { id: 4, file_name: "arm-02/images/val/000001.png", arm: "arm-02", levels: { "weather.kind": "fog" } },
    ]);
    expect(joined.annotations.map(({ id, image_id }: Record<string, number>) => [id, image_id])).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(joined.categories).toEqual(coco.categories);
  });
});

test.each(["weather-and-light", "screening", "ablation"])("the example %s can be planned", (name) => {
  const text = readFileSync(new URL(`../../examples/experiments/${name}.yaml`, import.meta.url), "utf8");
  const { recipe: base } = read(text);
  const file = new URL(`../../scenes/${base.replace("/", "/recipes/")}.yaml`, import.meta.url);
  expect(planned(text, recipe(readFileSync(file, "utf8"))).arms.length).toBeGreaterThan(4);
});
