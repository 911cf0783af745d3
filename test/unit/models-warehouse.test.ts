import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import { type ModelName, models } from "../../src/scene/models";
import type { Bounds, Model, Part } from "../../src/scene/models/model";

/** Most triangles that each model of the warehouse may have, near, in the middle distance, and far away. */
const budgets = {
  pallet: [220, 60, 12],
  parcel: [190, 20, 12],
  load: [640, 200, 180],
  rack: [1500, 700, 500],
  forklift: [1500, 1000, 500],
  "pallet-jack": [320, 200, 140],
  "hall-walls": [1700, 1700, 1000],
  "hall-roof": [1200, 1200, 400],
  "ceiling-light": [20, 20, 20],
} as const satisfies Partial<Record<ModelName, readonly [number, number, number]>>;
const DETAILS = ["near", "middle", "far"] as const;
const SAMPLES = 12;
/** These hang under the roof. */
const HANGING = new Set(["hall-roof"]);

describe.each(Object.entries(budgets))("%s", (name, budget) => {
  const model: Model<unknown> = models[name as keyof typeof budgets];
  const drawn = Array.from({ length: SAMPLES }, (_, at) => model.vary(stream(5, at, name)));

  it("draws parameters that its own schema accepts, the same each time", () => {
    for (const parameters of drawn) expect(model.parameters.safeParse(parameters).error).toBeUndefined();
    expect(Array.from({ length: SAMPLES }, (_, at) => model.vary(stream(5, at, name)))).toEqual(drawn);
  });

  it.each(DETAILS)("has bounds that fit round every vertex %s, and stands on the ground", (detail) => {
    for (const parameters of drawn) {
      const bounds = model.bounds(parameters);
      const real = boxOf(model.build(parameters, detail));
      for (const axis of [0, 1, 2] as const) {
        expect(real.min[axis]).toBeGreaterThanOrEqual(bounds.min[axis] - 1e-5);
        expect(real.max[axis]).toBeLessThanOrEqual(bounds.max[axis] + 1e-5);
        const slack = bounds.max[axis] - bounds.min[axis] - (real.max[axis] - real.min[axis]);
        expect(slack, `${JSON.stringify(parameters)} axis ${axis}`).toBeLessThan(0.1);
      }
      if (!HANGING.has(name)) expect(Math.abs(real.min[1])).toBeLessThan(0.01);
    }
  });

  it.each(DETAILS)("has finite numbers, unit normals and few triangles %s", (detail) => {
    for (const parameters of drawn) {
      let triangles = 0;
      for (const { geometry } of model.build(parameters, detail)) {
        const position = geometry.getAttribute("position");
        const normal = geometry.getAttribute("normal");
        const uv = geometry.getAttribute("uv");
        expect([position, normal, uv].every(({ array }) => array.every((value) => Number.isFinite(value)))).toBe(true);
        expect(longestError(normal.array)).toBeLessThan(1e-4);
        const index = geometry.index;
        if (index === null) throw new Error("not indexed");
        expect(index.array.every((vertex) => vertex < position.count)).toBe(true);
        triangles += index.count / 3;
      }
      expect(triangles).toBeLessThanOrEqual(budget[DETAILS.indexOf(detail)] ?? 0);
      expect(triangles).toBeGreaterThan(1);
    }
  });
});

/** Solids without holes have a positive volume only when all their faces look outwards. */
it.each(["parcel", "load"] as const)("%s looks outwards: its volume is that of its box, about", (name) => {
  const model: Model<unknown> = models[name];
  for (let at = 0; at < SAMPLES; at++) {
    const parameters = model.vary(stream(6, at, name));
    const { min, max } = model.bounds(parameters);
    const whole = (max[0] - min[0]) * (max[1] - min[1]) * (max[2] - min[2]);
    // Without the bottom, which lies in the plane y = 0 and adds nothing.
    const share = volume(model.build(parameters, "far")) / whole;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(1.01);
  }
});

/** Forks that go up carry the mast along; nothing sticks out of the bounds. */
it("raises the forks of a forklift", () => {
  for (const lift of [0.05, 0.5, 1.5, 3]) {
    const parameters = { ...models.forklift.vary(stream(7, 0)), lift };
    const bounds = models.forklift.bounds(parameters);
    const real = boxOf(models.forklift.build(parameters, "near"));
    expect(real.max[1]).toBeLessThanOrEqual(bounds.max[1] + 1e-6);
    expect(real.max[1]).toBeGreaterThanOrEqual(bounds.max[1] - 0.01);
    expect(real.max[1]).toBeGreaterThan(lift + 0.9);
  }
});

it("gives a vest two reflective bands at every detail", () => {
  const someone = { ...models.person.vary(stream(8, 0)), top: "vest" as const, topColour: "#d6ea2a" };
  for (const detail of DETAILS) {
    const parts = models.person.build(someone, detail);
    const area = (tone: string) => parts.filter(({ colour }) => colour === tone).reduce((sum, part) => sum + triangles(part), 0);
    expect(area("#d6ea2a")).toBeGreaterThan(0);
    expect(area("#d5d8da")).toBeGreaterThan(0);
  }
});

function triangles({ geometry }: Part): number {
  return (geometry.index?.count ?? 0) / 3;
}

/** Sum of the signed tetrahedra from the origin over all triangles. */
function volume(parts: readonly Part[]): number {
  let sum = 0;
  for (const { geometry } of parts) {
    const { array } = geometry.getAttribute("position");
    const index = geometry.index?.array ?? [];
    const corner = (at: number) => [0, 1, 2].map((axis) => array[3 * (index[at] ?? 0) + axis] ?? Number.NaN);
    for (let at = 0; at < index.length; at += 3) {
      const [[ax = 0, ay = 0, az = 0], [bx = 0, by = 0, bz = 0], [cx = 0, cy = 0, cz = 0]] = [
        corner(at),
        corner(at + 1),
        corner(at + 2),
      ];
      sum += (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
    }
  }
  return sum;
}

/** How far the longest or shortest of these vectors is from length 1. */
function longestError(vectors: ArrayLike<number>): number {
  let error = 0;
  for (let at = 0; at < vectors.length; at += 3)
    error = Math.max(error, Math.abs(Math.hypot(...[0, 1, 2].map((axis) => vectors[at + axis] ?? 0)) - 1));
  return error;
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
