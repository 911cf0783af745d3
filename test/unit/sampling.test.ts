import { beforeAll, describe, expect, test } from "vitest";
import { scenes } from "../../scenes";
import { sceneParameters } from "../../scenes/parameters";
import type { Scene } from "../../scenes/scene";
import { centredDiscrepancy, pairCoverage } from "../../src/lab/discrepancy";
import { factorsOf } from "../../src/plan/factors";
import { permuted } from "../../src/plan/permutation";
import { ranksOf } from "../../src/plan/ranks";
import { owenScrambled, sobol } from "../../src/plan/sobol";
import { parseRecipe } from "../../src/recipe/parse";
import { stream } from "../../src/recipe/random";
import type { Recipe } from "../../src/recipe/schema";
import { prepare, sample } from "../../src/sample";

const read = (text: string): Recipe => parseRecipe(text, { source: "a.yaml", scenes: sceneParameters });
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

describe("Sobol points", () => {
  test("are those of scipy.stats.qmc.Sobol, in the order of the index", () => {
    // Scipy orders by Gray code: its point n is ours of n ^ (n >> 1).
    const scipy = [
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625],
    ];
    for (const [n, point] of scipy.entries())
      expect(range(8).map((dimension) => sobol(n ^ (n >> 1), dimension) / 2 ** 32)).toEqual(point);
    expect([60, 61, 62, 63].map((dimension) => sobol(13 ^ (13 >> 1), dimension) / 2 ** 32)).toEqual([
      0.1875, 0.9375, 0.0625, 0.0625,
    ]);
  });

  test("stay a net when they are scrambled: one point in each of the 256 boxes of every shape", () => {
    const points = range(256).map((n) => [0, 1].map((at) => owenScrambled(sobol(n, at), 77 + at) / 2 ** 32));
    for (let power = 0; power <= 8; power++) {
      const boxes = points.map(([x = 0, y = 0]) => `${Math.floor(x * 2 ** power)} ${Math.floor(y * 2 ** (8 - power))}`);
      expect(new Set(boxes).size).toBe(256);
    }
  });
});

test("a permutation takes every number once, and differs by key", () => {
  for (const size of [1, 2, 24, 1000]) {
    expect(
      range(size)
        .map((n) => permuted(n, size, 5))
        .toSorted((a, b) => a - b),
    ).toEqual(range(size));
  }
  expect(range(24).map((n) => permuted(n, 24, 5))).not.toEqual(range(24).map((n) => permuted(n, 24, 6)));
});

describe("discrepancy", () => {
  test("agrees with the worked examples of scipy.stats.qmc.discrepancy", () => {
    const space = (rows: number[][]) => rows.map((row) => row.map((x) => (x - 0.5) / 6));
    const first = space([
      [1, 3],
      [2, 6],
      [3, 2],
      [4, 4],
      [5, 1],
      [6, 5],
    ]);
    const second = space([
      [1, 5],
      [2, 4],
      [3, 3],
      [4, 2],
      [5, 1],
      [6, 6],
    ]);
    expect(centredDiscrepancy(first)).toBeCloseTo(0.008142039609053464, 12);
    expect(centredDiscrepancy(second)).toBeCloseTo(0.010456854423869011, 12);
    const three = [
      [0.1, 0.7, 0.35],
      [0.9, 0.2, 0.55],
      [0.45, 0.45, 0.05],
      [0.62, 0.93, 0.81],
    ];
    expect(centredDiscrepancy(three)).toBeCloseTo(0.051990425695848996, 12);
  });

  test("pairs of levels: the orthogonal array L4 covers all, without its last row three are missing", () => {
    const array = ["000", "011", "101", "110"].map((row) => ({ a: row[0] ?? "", b: row[1] ?? "", c: row[2] ?? "" }));
    const levels = { a: ["0", "1"], b: ["0", "1"], c: ["0", "1"] };
    expect(pairCoverage(array, levels)).toEqual({ covered: 12, possible: 12, missing: [] });
    expect(pairCoverage(array.slice(0, 3), levels)).toMatchObject({
      covered: 9,
      missing: [
        ["a", "1", "b", "1"],
        ["a", "1", "c", "0"],
        ["b", "1", "c", "0"],
      ],
    });
  });
});

describe("the sampling of a recipe", () => {
  const plain = "scene: street\ncount: 64\nseed: 3\nimage: { width: 64, height: 64, quality: draft }\n";
  const pointsOf = (recipe: Recipe, streams: readonly string[]) =>
    range(64).map((index) => {
      const ranks = ranksOf(recipe, index);
      return streams.map((name) => ranks.get(name) ?? stream(recipe.seed, index, ...name.split("/"))());
    });

  test("changes nothing by default, nor with random", () => {
    const left = sample(read(plain), 5);
    expect(read(plain)).not.toHaveProperty("sampling");
    expect(sample(read(`${plain}sampling: { weather: { method: random } }`), 5)).toEqual(left);
  });

  test("leaves all other groups as they were", () => {
    const [before, after] = [sample(read(plain), 5), sample(read(`${plain}sampling: { camera: { method: sobol } }`), 5)];
    expect(after.camera.fovDegrees).not.toBe(before.camera.fovDegrees);
    expect({ ...after, camera: { ...after.camera, fovDegrees: 0 } }).toEqual({
      ...before,
      camera: { ...before.camera, fovDegrees: 0 },
    });
  });

  test("spreads more evenly than chance: the mean discrepancy of 64 points over 20 seeds", () => {
    const streams = ["sun/elevationDegrees", "sun/azimuthDegrees"];
    const mean = (method: string) => {
      const recipe = read(`${plain}sampling: { sun: { method: ${method} } }`);
      return range(20).reduce((sum, seed) => sum + centredDiscrepancy(pointsOf({ ...recipe, seed }, streams)) / 20, 0);
    };
    // Of independent points, (5/4)^2 - (13/12)^2 over their number.
    expect(mean("random")).toBeGreaterThan(0.7 * (((5 / 4) ** 2 - (13 / 12) ** 2) / 64));
    expect(mean("sobol")).toBeLessThan(mean("random") / 8);
    expect(mean("latin-hypercube")).toBeLessThan(mean("random") / 3);
  });

  test("latin-hypercube: every factor once in each slice, and again beyond the count", () => {
    const recipe = read(`${plain}sampling: { parameters: { method: latin-hypercube } }`);
    for (const first of [0, 64])
      expect(
        range(64)
          .map((n) => Math.floor(64 * (ranksOf(recipe, first + n).get("movingCars") ?? -1)))
          .toSorted((a, b) => a - b),
      ).toEqual(range(64));
  });

  test("grid: every combination once; stratified: within the same cells", () => {
    const text = "weather: { kind: { choice: [clear, fog, dusk, night] } }\nsun: { elevationDegrees: { uniform: [0, 60] } }\n";
    const recipe = read(`${plain}${text}sampling: { weather: { method: grid, cells: { kind: 4 } } }`);
    const kinds = range(8).map((index) => sample(recipe, index).weather.kind);
    expect(new Set(kinds.slice(0, 4)).size).toBe(4);
    expect(new Set(kinds.slice(4)).size).toBe(4);
    for (const method of ["grid", "stratified"]) {
      const cut = read(`${plain}sampling: { parameters: { method: ${method}, cells: { movingCars: 4, parkedShare: 2 } } }`);
      const seen = range(8).map((index) => {
        const ranks = ranksOf(cut, index);
        return `${Math.floor(4 * (ranks.get("movingCars") ?? 0))} ${Math.floor(2 * (ranks.get("parkedShare") ?? 0))}`;
      });
      expect(new Set(seen).size).toBe(8);
    }
  });

  test("is answered with a sentence when it names what is not there, or forgets the cells", () => {
    const wrong = read(`${plain}sampling: { weather: { method: grid, cells: { kinds: 4 } } }`);
    expect(() => sample(wrong, 0)).toThrow(/sampling\.weather\.cells: "kinds" given; expected factors of weather: kind, /);
    expect(() => read(`${plain}sampling: { weather: { method: grid } }`)).toThrow(/cells with stratified and grid/);
  });
});

describe("the factors of a scene", () => {
  beforeAll(() => prepare(read("scene: tabletop")), 60_000);

  test.each(Object.keys(sceneParameters))(
    "%s draws each of its parameters once an image from the stream in the table",
    (name) => {
      const scene: Scene<unknown> = scenes[name as keyof typeof scenes];
      const drawn = new Map<string, number>();
      // Things fall for a second; whatever is chosen of them, they all fall.
      for (const index of range(name === "tabletop" ? 2 : 12)) {
        const recipe = read(`scene: ${name}`);
        const { weather } = sample(recipe, index);
        scene.layout({
          parameters: recipe.parameters,
          weather,
          aspect: 4 / 3,
          random: (...purpose) => {
            drawn.set(purpose.join("/"), (drawn.get(purpose.join("/")) ?? 0) + 1);
            return stream(1, index, ...purpose);
          },
        });
      }
      const factors = factorsOf(name).filter(({ group }) => group === "parameters");
      expect(factors.length).toBeGreaterThan(2);
      expect(factors.filter((factor) => !drawn.has(factor.stream)).map((factor) => factor.path)).toEqual([]);
    },
  );
});
