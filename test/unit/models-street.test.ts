import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import { type ModelName, models } from "../../src/scene/models";
import type { Bounds, Model } from "../../src/scene/models/model";

/** Most triangles that each model of the street may have. */
const budgets = {
  building: 3000,
  tree: 2500,
  road: 300,
  markings: 20,
  sidewalk: 600,
  ground: 2,
  wall: 30,
  streetlight: 500,
  pole: 200,
  "traffic-light": 500,
  "traffic-sign": 500,
  bench: 500,
  bin: 500,
  hydrant: 500,
  cone: 500,
  grate: 500,
} as const satisfies Partial<Record<ModelName, number>>;

const SAMPLES = 10;

describe.each(Object.entries(budgets))("%s", (name, budget) => {
  const model: Model<unknown> = models[name as keyof typeof budgets];
  const drawn = Array.from({ length: SAMPLES }, (_, at) => model.vary(stream(5, at, name)));

  it("draws parameters that its own schema accepts", () => {
    for (const parameters of drawn) expect(model.parameters.safeParse(parameters).error).toBeUndefined();
  });

  it("has bounds that contain every vertex and touch them", () => {
    for (const parameters of drawn) {
      const bounds = model.bounds(parameters);
      const real = boxOf(model, parameters);
      for (const axis of [0, 1, 2] as const) {
        expect(real.min[axis]).toBeGreaterThanOrEqual(bounds.min[axis] - 1e-5);
        expect(real.max[axis]).toBeLessThanOrEqual(bounds.max[axis] + 1e-5);
        const slack = bounds.max[axis] - bounds.min[axis] - (real.max[axis] - real.min[axis]);
        expect(slack, `${name} ${JSON.stringify(parameters)} axis ${axis}`).toBeLessThan(
          name === "tree" || name === "building" ? 3 : 0.1,
        );
      }
      expect(real.min[1]).toBeGreaterThanOrEqual(-1e-6);
      expect(real.min[1]).toBeLessThan(0.01);
    }
  });

  it("has finite numbers, normals of length 1 that agree with the winding, indices in range and few enough triangles", () => {
    for (const parameters of drawn) {
      let triangles = 0;
      for (const { geometry } of model.build(parameters)) {
        const position = geometry.getAttribute("position");
        const normal = geometry.getAttribute("normal");
        const uv = geometry.getAttribute("uv");
        expect(normal.count).toBe(position.count);
        expect(uv.count).toBe(position.count);
        expect([position, normal, uv].every(({ array }) => array.every((value) => Number.isFinite(value)))).toBe(true);
        for (let at = 0; at < normal.count; at++)
          expect(Math.hypot(normal.getX(at), normal.getY(at), normal.getZ(at))).toBeCloseTo(1, 4);
        const index = geometry.index;
        if (index === null) throw new Error("not indexed");
        expect(Math.max(...index.array)).toBeLessThan(position.count);
        triangles += index.count / 3;
        if (name !== "tree") expect(backward(geometry.index?.array ?? [], position.array, normal.array)).toBe(0);
      }
      expect(triangles).toBeLessThanOrEqual(budget);
    }
  });

  it("is pure", () => {
    const again = Array.from({ length: SAMPLES }, (_, at) => model.vary(stream(5, at, name)));
    expect(again).toEqual(drawn);
    const numbers = () => model.build(drawn[0]).map(({ geometry }) => [...geometry.getAttribute("position").array]);
    expect(numbers()).toEqual(numbers());
  });
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

function boxOf(model: Model<unknown>, parameters: unknown): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { geometry } of model.build(parameters)) {
    const { array } = geometry.getAttribute("position");
    for (const [at, value] of array.entries()) {
      const axis = (at % 3) as 0 | 1 | 2;
      min[axis] = Math.min(min[axis], value);
      max[axis] = Math.max(max[axis], value);
    }
  }
  return { min, max };
}
