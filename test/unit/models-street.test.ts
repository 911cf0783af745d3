import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import { type ModelName, models } from "../../src/scene/models";
import type { Model } from "../../src/scene/models/model";
import { backward, boxOfParts, builtOnce, DETAILS, isSound, normalError, triangleCount } from "./model-geometry";

/** Most triangles that each model of the street may have, near, in the middle distance, and far away. */
const budgets = {
  building: [2500, 900, 220],
  tree: [2500, 700, 160],
  road: [300, 300, 300],
  markings: [20, 20, 20],
  sidewalk: [600, 600, 600],
  ground: [2, 2, 2],
  plot: [30, 30, 30],
  island: [2400, 2400, 1600],
  wall: [30, 30, 30],
  streetlight: [500, 120, 120],
  pole: [200, 120, 120],
  "traffic-light": [500, 120, 120],
  "traffic-sign": [500, 120, 120],
  bench: [500, 120, 120],
  bin: [500, 120, 120],
  hydrant: [500, 120, 120],
  cone: [500, 120, 120],
  grate: [500, 120, 120],
  barrier: [260, 200, 200],
  excavation: [500, 200, 60],
  "hazard-triangle": [90, 90, 90],
  tyre: [600, 300, 170],
  animal: [2600, 1300, 560],
} as const satisfies Partial<Record<ModelName, readonly [number, number, number]>>;

const SAMPLES = 8;
/** Chimneys, awnings and the ends of leaves do not always reach the bounds. */
const LOOSE = new Set(["tree", "building", "animal", "excavation"]);

describe.each(Object.entries(budgets))("%s", (name, budget) => {
  const model: Model<unknown> = models[name as keyof typeof budgets];
  const build = builtOnce((parameters: unknown, detail) => model.build(parameters, detail));
  const drawn = Array.from({ length: SAMPLES }, (_, at) => model.vary(stream(5, at, name)));

  it("draws parameters that its own schema accepts", () => {
    for (const parameters of drawn) expect(model.parameters.safeParse(parameters).error).toBeUndefined();
  });

  it.each(DETAILS)("has bounds that contain every vertex %s, and touch the ground", (detail) => {
    for (const parameters of drawn) {
      const bounds = model.bounds(parameters);
      const real = boxOfParts(build(parameters, detail));
      for (const axis of [0, 1, 2] as const) {
        expect(real.min[axis]).toBeGreaterThanOrEqual(bounds.min[axis] - 1e-5);
        expect(real.max[axis]).toBeLessThanOrEqual(bounds.max[axis] + 1e-5);
        const slack = bounds.max[axis] - bounds.min[axis] - (real.max[axis] - real.min[axis]);
        expect(slack, `${JSON.stringify(parameters)} axis ${axis}`).toBeLessThan(LOOSE.has(name) ? 3 : 0.1);
      }
      expect(real.min[1]).toBeGreaterThanOrEqual(-1e-5);
      expect(real.min[1]).toBeLessThan(0.01);
    }
  });

  it("has the same outline at every detail", () => {
    for (const parameters of drawn) {
      const [near, ...others] = DETAILS.map((detail) => boxOfParts(build(parameters, detail)));
      for (const other of others) {
        for (const axis of [0, 1, 2] as const) {
          expect(Math.abs(other.min[axis] - (near?.min[axis] ?? 0))).toBeLessThan(name === "tree" ? 0.5 : 0.11);
          expect(Math.abs(other.max[axis] - (near?.max[axis] ?? 0))).toBeLessThan(name === "tree" ? 0.5 : 0.11);
        }
      }
    }
  });

  it.each(DETAILS)("has finite numbers, unit normals that agree with the winding and few triangles %s", (detail) => {
    for (const parameters of drawn) {
      const parts = build(parameters, detail);
      for (const part of parts) {
        expect(isSound(part)).toBe(true);
        expect(normalError(part)).toBeLessThan(1e-4);
        if (name !== "tree") expect(backward(part)).toBeLessThanOrEqual(name === "animal" ? 6 : 0);
      }
      expect(triangleCount(parts)).toBeLessThanOrEqual(budget[DETAILS.indexOf(detail)] ?? 0);
    }
  });

  it("is pure", () => {
    const again = Array.from({ length: SAMPLES }, (_, at) => model.vary(stream(5, at, name)));
    expect(again).toEqual(drawn);
    const numbers = () => model.build(drawn[0], "near").map(({ geometry }) => [...geometry.getAttribute("position").array]);
    expect(numbers()).toEqual(numbers());
  });
});

describe("windows", () => {
  it("each lie in one cell of their texture coordinates, a different one for each window of a front", () => {
    for (let at = 0; at < 12; at++) {
      const building = models.building.vary(stream(5, at, "building"));
      for (const detail of DETAILS) {
        const cells = new Set<string>();
        for (const { geometry, material } of models.building.build(building, detail)) {
          if (material !== "window") continue;
          const { array } = geometry.getAttribute("uv");
          const quads = array.length / 8;
          for (let quad = 0; quad < quads; quad++) {
            const corners = [0, 1, 2, 3].map((corner) => [
              array[8 * quad + 2 * corner] ?? 0,
              array[8 * quad + 2 * corner + 1] ?? 0,
            ]);
            const own = new Set(corners.map(([u = 0, v = 0]) => `${Math.floor(u)} ${Math.floor(v)}`));
            expect(own.size).toBe(1);
            for (const cell of own) cells.add(cell);
          }
        }
        const upper = Math.max(2, Math.round((building.width - 0.6) / building.bayWidth)) * (building.floors - 1);
        expect(cells.size, detail).toBeGreaterThanOrEqual(upper);
      }
    }
  });
});
