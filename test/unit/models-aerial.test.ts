import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import { type ModelName, models } from "../../src/scene/models";
import type { Model } from "../../src/scene/models/model";
import { parkingBays } from "../../src/scene/models/parking-lot";
import { backward, boxOfParts, builtOnce, DETAILS, isSound, normalError, triangleCount } from "./model-geometry";

/** Most triangles of each model, near, in the middle distance, and far away. */
const budgets = {
  house: [700, 420, 200],
  block: [1400, 1400, 700],
  pool: [300, 120, 120],
  field: [300, 300, 200],
  "parking-lot": [1200, 1200, 1200],
  truck: [1600, 750, 300],
  bus: [1600, 750, 340],
  hedge: [200, 80, 40],
  shed: [30, 30, 30],
  trampoline: [160, 80, 80],
  yard: [10, 10, 10],
  walkway: [24, 24, 24],
  grove: [3800, 1900, 440],
} as const satisfies Partial<Record<ModelName, readonly [number, number, number]>>;
/** Crowns, roof gear and deflectors do not always reach their bounds. */
const LOOSE = new Set(["grove", "house", "block", "truck", "hedge", "field"]);
/** Crowns are bumpy: their normals do not follow their faces. */
const BUMPY = new Set(["grove", "hedge"]);

describe.each(Object.entries(budgets))("%s", (name, budget) => {
  const model: Model<unknown> = models[name as keyof typeof budgets];
  const build = builtOnce((parameters: unknown, detail) => model.build(parameters, detail));
  const drawn = Array.from({ length: 8 }, (_, at) => model.vary(stream(5, at, name)));

  it("draws parameters that its own schema accepts", () => {
    for (const parameters of drawn) expect(model.parameters.safeParse(parameters).error).toBeUndefined();
  });

  it.each(DETAILS)("has bounds that contain every vertex %s", (detail) => {
    for (const parameters of drawn) {
      const bounds = model.bounds(parameters);
      const real = boxOfParts(build(parameters, detail));
      for (const axis of [0, 1, 2] as const) {
        expect(real.min[axis]).toBeGreaterThanOrEqual(bounds.min[axis] - 1e-5);
        expect(real.max[axis]).toBeLessThanOrEqual(bounds.max[axis] + 1e-5);
        const slack = bounds.max[axis] - bounds.min[axis] - (real.max[axis] - real.min[axis]);
        expect(slack, `${detail} ${JSON.stringify(parameters)} axis ${axis}`).toBeLessThan(LOOSE.has(name) ? 4.5 : 0.2);
      }
      expect(real.min[1]).toBeLessThan(0.01 + (name === "grove" ? 9 : 0));
    }
  });

  it.each(DETAILS)("has finite numbers, unit normals that agree with the winding and few triangles %s", (detail) => {
    for (const parameters of drawn) {
      const parts = build(parameters, detail);
      for (const part of parts) {
        expect(isSound(part)).toBe(true);
        expect(normalError(part)).toBeLessThan(1e-4);
        if (!BUMPY.has(name)) expect(backward(part)).toBe(0);
      }
      expect(triangleCount(parts)).toBeLessThanOrEqual(budget[DETAILS.indexOf(detail)] ?? 0);
    }
  });

  it("is pure", () => {
    const again = Array.from({ length: 8 }, (_, at) => model.vary(stream(5, at, name)));
    expect(again).toEqual(drawn);
  });
});

it("has parking bays inside the lot that do not overlap", () => {
  const lot = models["parking-lot"].vary(stream(1, 2, "lot"));
  const bays = parkingBays(lot);
  expect(bays.length).toBeGreaterThan(20);
  for (const [at, bay] of bays.entries()) {
    expect(Math.abs(bay.x) + lot.bayWidth / 2).toBeLessThan(lot.width / 2);
    expect(Math.abs(bay.z) + lot.bayLength / 2).toBeLessThanOrEqual(lot.length / 2);
    for (const other of bays.slice(at + 1)) {
      const [x, z] = [Math.abs(other.x - bay.x), Math.abs(other.z - bay.z)];
      expect(x > lot.bayWidth - 1e-6 || z > lot.bayLength - 1e-6).toBe(true);
    }
  }
});
