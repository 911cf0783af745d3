import type { BufferGeometry } from "three";
import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import { type CarParameters, car } from "../../src/scene/models/car";
import { bodies } from "../../src/scene/models/car-shape";
import type { Part } from "../../src/scene/models/model";

const seed = 7;
const cars: CarParameters[] = Array.from({ length: 100 }, (_, index) => car.vary(stream(seed, index, "car")));
const few = bodies.map((body) => cars.find((candidate) => candidate.body === body)).filter((found) => found !== undefined);

const extents = cars.map((drawn) => ({ drawn, box: extent(car.build(drawn)) }));

describe(`cars of seed ${seed}`, () => {
  test("all kinds of bodies are drawn, and drawn parameters are valid", () => {
    expect(new Set(cars.map(({ body }) => body))).toEqual(new Set(bodies));
    for (const drawn of cars) expect(car.parameters.parse(drawn)).toEqual(drawn);
  });

  test("bounds contain every vertex with at most 3 cm to spare", () => {
    for (const { drawn, box } of extents) {
      const { min, max } = car.bounds(drawn);
      for (const axis of [0, 1, 2] as const) {
        const where = `${drawn.body}, axis ${axis}`;
        expect(box.min[axis] - min[axis], where).toBeGreaterThanOrEqual(-1e-5);
        expect(max[axis] - box.max[axis], where).toBeGreaterThanOrEqual(-1e-5);
        expect(box.min[axis] - min[axis], where).toBeLessThan(0.03);
        expect(max[axis] - box.max[axis], where).toBeLessThan(0.03);
      }
    }
  });

  test("length and height are what was asked for, within 3 cm", () => {
    for (const { drawn, box } of extents) {
      expect(Math.abs(box.max[2] - box.min[2] - drawn.length), drawn.body).toBeLessThan(0.03);
      expect(Math.abs(box.max[1] - drawn.height), drawn.body).toBeLessThan(0.03);
    }
  });

  test.each(few)("a $body stands on the ground, has 1,500 to 3,500 triangles and sound geometry", (drawn) => {
    const parts = car.build(drawn);
    expect(Math.abs(extent(parts).min[1])).toBeLessThan(0.01);
    const triangles = parts.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0) / 3, 0);
    expect(triangles).toBeGreaterThan(1500);
    expect(triangles).toBeLessThanOrEqual(3500);
    for (const { geometry } of parts) expectSound(geometry);
  });

  test.each(few)("a $body is the same left and right", (drawn) => {
    for (const { geometry, material } of car.build(drawn)) {
      const { array, count } = geometry.getAttribute("position");
      const points = Array.from(
        { length: count },
        (_, i) => [array[3 * i] ?? 0, array[3 * i + 1] ?? 0, array[3 * i + 2] ?? 0] as const,
      );
      const alone = points.filter(([x, y, z]) => !points.some(([u, v, w]) => Math.hypot(x + u, y - v, z - w) < 0.003));
      expect(alone, material).toEqual([]);
    }
  });

  test("the same parameters give the same geometry", () => {
    const numbers = (parts: readonly Part[]) =>
      parts.map(({ material, colour, geometry }) => [material, colour, [...geometry.getAttribute("position").array]]);
    expect(numbers(car.build(few[0] ?? cars[0] ?? fail()))).toEqual(numbers(car.build(few[0] ?? cars[0] ?? fail())));
  });

  test("lamps are lit only with the headlights on", () => {
    for (const drawn of few) {
      for (const headlights of [true, false]) {
        const lamps = car.build({ ...drawn, headlights }).filter(({ material }) => material === "lamp");
        expect(lamps.length > 0).toBe(headlights);
      }
    }
  });
});

function fail(): never {
  throw new Error("no car was drawn");
}

function extent(parts: readonly Part[]) {
  const min = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number, number];
  const max = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number, number];
  for (const { geometry } of parts) {
    const { array } = geometry.getAttribute("position");
    for (let at = 0; at < array.length; at++) {
      const axis = at % 3 === 0 ? 0 : at % 3 === 1 ? 1 : 2;
      min[axis] = Math.min(min[axis], array[at] ?? Number.NaN);
      max[axis] = Math.max(max[axis], array[at] ?? Number.NaN);
    }
  }
  return { min, max };
}

/** Finite, unit normals that agree with the winding, hardly any empty triangle. */
function expectSound(geometry: BufferGeometry): void {
  const position = geometry.getAttribute("position").array;
  const normal = geometry.getAttribute("normal").array;
  const index = geometry.index?.array ?? [];
  expect([...position, ...normal, ...geometry.getAttribute("uv").array].every(Number.isFinite)).toBe(true);
  const vector = (array: ArrayLike<number>, at: number) =>
    [array[3 * at] ?? 0, array[3 * at + 1] ?? 0, array[3 * at + 2] ?? 0] as const;
  for (let at = 0; at < normal.length / 3; at++) expect(Math.hypot(...vector(normal, at))).toBeCloseTo(1, 4);
  let empty = 0;
  let against = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => vector(position, index[at + corner] ?? 0));
    if (!a || !b || !c) continue;
    const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
    const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const;
    const face = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
    if (Math.hypot(...face) < 1e-9) empty++;
    const n = vector(normal, index[at] ?? 0);
    if (face[0] * n[0] + face[1] * n[1] + face[2] * n[2] < 0) against++;
  }
  expect(empty / (index.length / 3)).toBeLessThan(0.02);
  expect(against / (index.length / 3)).toBeLessThan(0.03);
}
