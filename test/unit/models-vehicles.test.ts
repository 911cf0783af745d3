import type { BufferGeometry } from "three";
import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import { type CarParameters, car } from "../../src/scene/models/car";
import { bodies } from "../../src/scene/models/car-shape";
import type { Detail, Part } from "../../src/scene/models/model";
import { byPaint } from "./by-paint";

const seed = 7;
const cars: CarParameters[] = Array.from({ length: 100 }, (_, index) => car.vary(stream(seed, index, "car")));
const few = bodies.map((body) => cars.find((candidate) => candidate.body === body)).filter((found) => found !== undefined);

const details = ["near", "middle", "far"] as const satisfies readonly Detail[];
const budgets = { near: [1500, 3500], middle: [600, 1100], far: [150, 260] } as const;
const tolerances = { near: 0.03, middle: 0.05, far: 0.05 } as const;
const cases = details.flatMap((detail) => few.map((drawn) => ({ detail, body: drawn.body, drawn })));

const extents = details.flatMap((detail) => cars.map((drawn) => ({ detail, drawn, box: extent(car.build(drawn, detail)) })));
const boxesOf = (wanted: Detail) => extents.filter(({ detail }) => detail === wanted).map(({ box }) => box);

describe(`cars of seed ${seed}`, () => {
  test("all kinds of bodies are drawn, and drawn parameters are valid", () => {
    expect(new Set(cars.map(({ body }) => body))).toEqual(new Set(bodies));
    for (const drawn of cars) expect(car.parameters.parse(drawn)).toEqual(drawn);
  });

  test("bounds contain every vertex of any detail, with at most 3 cm to spare near and 5 cm in the distance", () => {
    for (const { detail, drawn, box } of extents) {
      const { min, max } = car.bounds(drawn);
      const spare = tolerances[detail];
      for (const axis of [0, 1, 2] as const) {
        const where = `${detail} ${drawn.body}, axis ${axis}`;
        expect(box.min[axis] - min[axis], where).toBeGreaterThanOrEqual(-1e-5);
        expect(max[axis] - box.max[axis], where).toBeGreaterThanOrEqual(-1e-5);
        expect(box.min[axis] - min[axis], where).toBeLessThan(spare);
        expect(max[axis] - box.max[axis], where).toBeLessThan(spare);
      }
    }
  });

  test("length and height are what was asked for, within 3 cm near and 5 cm in the distance", () => {
    for (const { detail, drawn, box } of extents) {
      expect(Math.abs(box.max[2] - box.min[2] - drawn.length), `${detail} ${drawn.body}`).toBeLessThan(tolerances[detail]);
      expect(Math.abs(box.max[1] - drawn.height), `${detail} ${drawn.body}`).toBeLessThan(tolerances[detail]);
    }
  });

  test("all details have the same box within 5 cm", () => {
    const near = boxesOf("near");
    for (const detail of ["middle", "far"] as const) {
      for (const [at, box] of boxesOf(detail).entries()) {
        for (const axis of [0, 1, 2] as const) {
          const where = `${detail} ${cars[at]?.body}, axis ${axis}`;
          expect(Math.abs(box.min[axis] - (near[at]?.min[axis] ?? Number.NaN)), where).toBeLessThan(0.05);
          expect(Math.abs(box.max[axis] - (near[at]?.max[axis] ?? Number.NaN)), where).toBeLessThan(0.05);
        }
      }
    }
  });

  test.each(few)(
    "a $body (without its bed) has the same outline in all details, seen from the side and from the front",
    (drawn) => {
      const near = outlines(car.build(drawn, "near"), drawn.body);
      for (const detail of ["middle", "far"] as const) {
        // Heights on steep windows change by more than the outline does.
        const other = outlines(car.build(drawn, detail), drawn.body);
        for (const [at, height] of near.entries())
          expect(Math.abs((other[at] ?? 0) - height), `${detail}, ${at}`).toBeLessThan(0.07);
      }
    },
  );

  test.each(cases)("a $detail $body stands on the ground, keeps to its triangles and is sound", ({ detail, drawn }) => {
    for (const spokes of [5, 6]) {
      const parts = car.build({ ...drawn, spokes }, detail);
      expect(Math.abs(extent(parts).min[1])).toBeLessThan(0.01);
      const triangles = parts.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0) / 3, 0);
      expect(triangles).toBeGreaterThan(budgets[detail][0]);
      expect(triangles).toBeLessThanOrEqual(budgets[detail][1]);
      const paints = byPaint(parts);
      expect(paints.length).toBeLessThanOrEqual(9);
      // Named parts of one paint stand alone.
      expect(parts.length).toBeLessThanOrEqual(14);
      for (const { geometry } of paints) expectSound(geometry);
    }
  });

  test.each(cases)("a $detail $body is the same left and right", ({ detail, drawn }) => {
    for (const { geometry, material } of car.build(drawn, detail)) {
      const { array, count } = geometry.getAttribute("position");
      const points = Array.from(
        { length: count },
        (_, i) => [array[3 * i] ?? 0, array[3 * i + 1] ?? 0, array[3 * i + 2] ?? 0] as const,
      );
      const alone = points.filter(([x, y, z]) => !points.some(([u, v, w]) => Math.hypot(x + u, y - v, z - w) < 0.003));
      expect(alone, material).toEqual([]);
    }
  });

  test.each(details)("the same parameters give the same geometry: %s", (detail) => {
    const numbers = (parts: readonly Part[]) =>
      parts.map(({ material, colour, geometry }) => [material, colour, [...geometry.getAttribute("position").array]]);
    const drawn = few[0] ?? fail();
    expect(numbers(car.build(drawn, detail))).toEqual(numbers(car.build(drawn, detail)));
  });

  test.each(cases)("lamps of a $detail $body are lit only with the headlights on", ({ detail, drawn }) => {
    for (const headlights of [true, false]) {
      const lamps = car.build({ ...drawn, headlights }, detail).filter(({ material }) => material === "lamp");
      expect(lamps.length > 0).toBe(headlights);
    }
  });
});

function fail(): never {
  throw new Error("no car was drawn");
}

/** Heights of the highest surface along the middle line and across the roof, metres: where vertical rays from above meet the car. */
function outlines(parts: readonly Part[], body: CarParameters["body"]): number[] {
  // The bed of a far pickup is closed.
  const along = Array.from({ length: body === "pickup" ? 25 : 39 }, (_, at) => [0.02, -1.9 + at * 0.1] as const);
  const across = Array.from({ length: 11 }, (_, at) => [-0.5 + at * 0.1, 0.25] as const);
  return [...along, ...across].map(([x, z]) => Math.max(...parts.map(({ geometry }) => heightAbove(geometry, x, z))));
}

function heightAbove(geometry: BufferGeometry, x: number, z: number): number {
  const position = geometry.getAttribute("position").array;
  const index = geometry.index?.array ?? [];
  let highest = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => 3 * (index[at + corner] ?? 0));
    if (a === undefined || b === undefined || c === undefined) continue;
    const [ax, ay, az] = [(position[a] ?? 0) - x, position[a + 1] ?? 0, (position[a + 2] ?? 0) - z];
    const [bx, by, bz] = [(position[b] ?? 0) - x, position[b + 1] ?? 0, (position[b + 2] ?? 0) - z];
    const [cx, cy, cz] = [(position[c] ?? 0) - x, position[c + 1] ?? 0, (position[c + 2] ?? 0) - z];
    // Barycentric weights of the ray's foot.
    const [u, v, w] = [bx * cz - bz * cx, cx * az - cz * ax, ax * bz - az * bx];
    const sum = u + v + w;
    if (Math.abs(sum) < 1e-9 || u / sum < 0 || v / sum < 0 || w / sum < 0) continue;
    highest = Math.max(highest, (u * ay + v * by + w * cy) / sum);
  }
  return highest;
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
