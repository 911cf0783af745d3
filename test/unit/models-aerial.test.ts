import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import { type ModelName, models } from "../../src/scene/models";
import type { Bounds, Model, Part } from "../../src/scene/models/model";
import { parkingBays } from "../../src/scene/models/parking-lot";

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
  grove: [2900, 1600, 320],
} as const satisfies Partial<Record<ModelName, readonly [number, number, number]>>;
const DETAILS = ["near", "middle", "far"] as const;
/** Crowns, roof gear and deflectors do not always reach their bounds. */
const LOOSE = new Set(["grove", "house", "block", "truck", "hedge", "field"]);
/** Crowns are bumpy: their normals do not follow their faces. */
const BUMPY = new Set(["grove", "hedge"]);

describe.each(Object.entries(budgets))("%s", (name, budget) => {
  const model: Model<unknown> = models[name as keyof typeof budgets];
  const drawn = Array.from({ length: 8 }, (_, at) => model.vary(stream(5, at, name)));

  it("draws parameters that its own schema accepts", () => {
    for (const parameters of drawn) expect(model.parameters.safeParse(parameters).error).toBeUndefined();
  });

  it.each(DETAILS)("has bounds that contain every vertex %s", (detail) => {
    for (const parameters of drawn) {
      const bounds = model.bounds(parameters);
      const real = boxOf(model.build(parameters, detail));
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
      let triangles = 0;
      for (const { geometry } of model.build(parameters, detail)) {
        const position = geometry.getAttribute("position");
        const normal = geometry.getAttribute("normal");
        const index = geometry.index;
        if (index === null) throw new Error("not indexed");
        expect([position, normal, geometry.getAttribute("uv")].every(({ array }) => array.every(Number.isFinite))).toBe(true);
        for (let at = 0; at < normal.count; at++)
          expect(Math.abs(Math.hypot(normal.getX(at), normal.getY(at), normal.getZ(at)) - 1)).toBeLessThan(1e-4);
        triangles += index.count / 3;
        if (!BUMPY.has(name)) expect(backward(index.array, position.array, normal.array)).toBe(0);
      }
      expect(triangles).toBeLessThanOrEqual(budget[DETAILS.indexOf(detail)] ?? 0);
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

/** Triangles that turn their back to where their normals point. */
function backward(index: ArrayLike<number>, position: ArrayLike<number>, normal: ArrayLike<number>): number {
  const vector = (from: ArrayLike<number>, at: number) => [0, 1, 2].map((axis) => from[3 * at + axis] ?? Number.NaN);
  let count = 0;
  for (let at = 0; at < index.length; at += 3) {
    const corners = [0, 1, 2].map((corner) => index[at + corner] ?? 0);
    const [a = [], b = [], c = []] = corners.map((corner) => vector(position, corner));
    const edge = (to: number[]) => to.map((value, axis) => value - (a[axis] ?? 0));
    const [[ux = 0, uy = 0, uz = 0], [vx = 0, vy = 0, vz = 0]] = [edge(b), edge(c)];
    const face = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const mean = [0, 1, 2].map((axis) => corners.reduce((sum, corner) => sum + (vector(normal, corner)[axis] ?? 0), 0));
    if (face.reduce((sum, value, axis) => sum + value * (mean[axis] ?? 0), 0) < -1e-9) count++;
  }
  return count;
}

function boxOf(parts: readonly Part[]): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { geometry } of parts) {
    for (const [at, value] of geometry.getAttribute("position").array.entries()) {
      const axis = (at % 3) as 0 | 1 | 2;
      min[axis] = Math.min(min[axis], value);
      max[axis] = Math.max(max[axis], value);
    }
  }
  return { min, max };
}
