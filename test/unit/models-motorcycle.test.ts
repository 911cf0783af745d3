import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import type { Detail, Part } from "../../src/scene/models/model";
import { type MotorcycleParameters, motorcycle } from "../../src/scene/models/motorcycle";
import { motorcycleBodies } from "../../src/scene/models/motorcycle-body";
import { byPaint } from "./by-paint";

const details: readonly Detail[] = ["near", "middle", "far"];
const drawn: MotorcycleParameters[] = Array.from({ length: 36 }, (_, index) => ({
  ...motorcycle.vary(stream(5, index, "motorcycle")),
  rider: index % 3 !== 0,
}));
const built = drawn.flatMap((given) => details.map((detail) => ({ given, detail, parts: motorcycle.build(given, detail) })));
const budget = { near: 6500, middle: 2600, far: 700 } satisfies Record<Detail, number>;

describe("motorcycles", () => {
  test("are drawn with valid parameters, of all bodies", () => {
    for (const given of drawn) expect(motorcycle.parameters.parse(given)).toEqual(given);
    expect(new Set(drawn.map(({ body }) => body))).toEqual(new Set(motorcycleBodies));
  });

  test("stay inside their bounds, on the ground, at every detail", () => {
    for (const { given, detail, parts } of built) {
      const { min, max } = motorcycle.bounds(given);
      const box = extent(parts);
      for (const axis of [0, 1, 2] as const) {
        const where = `${given.body} ${detail} axis ${axis}`;
        expect(box.min[axis], where).toBeGreaterThanOrEqual(min[axis] - 1e-3);
        expect(box.max[axis], where).toBeLessThanOrEqual(max[axis] + 1e-3);
        // Mirrors and plates are left out from afar.
        if (detail === "near") expect(max[axis] - min[axis] - (box.max[axis] - box.min[axis]), where).toBeLessThan(0.22);
      }
      expect(Math.abs(box.min[1])).toBeLessThan(0.012);
    }
  });

  test("keep to the budget, with finite numbers and unit normals that agree with the winding", () => {
    for (const { detail, parts, given } of built) {
      const triangles = parts.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0) / 3, 0);
      expect(triangles, `${given.body} ${detail}`).toBeLessThanOrEqual(budget[detail]);
      for (const part of byPaint(parts)) expectSound(part, `${given.body} ${detail} ${part.material} ${part.colour}`);
    }
  });

  test("are the same again", () => {
    const numbers = (given: MotorcycleParameters) =>
      motorcycle.build(given, "middle").map(({ geometry }) => [...geometry.getAttribute("position").array]);
    for (const given of drawn.slice(0, 3)) expect(numbers(given)).toEqual(numbers(given));
  });
});

function extent(parts: readonly Part[]) {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { geometry } of parts) {
    const position = geometry.getAttribute("position");
    for (let at = 0; at < position.count; at++) {
      for (const axis of [0, 1, 2] as const) {
        min[axis] = Math.min(min[axis], position.getComponent(at, axis));
        max[axis] = Math.max(max[axis], position.getComponent(at, axis));
      }
    }
  }
  return { min, max };
}

function expectSound({ geometry }: Part, where: string): void {
  const [position, normal] = [geometry.getAttribute("position").array, geometry.getAttribute("normal").array];
  const index = geometry.index?.array ?? [];
  expect(position.every(Number.isFinite), where).toBe(true);
  const vector = (from: ArrayLike<number>, at: number) => [0, 1, 2].map((axis) => from[3 * at + axis] ?? Number.NaN);
  let longest = 0;
  for (let at = 0; at < normal.length / 3; at++) longest = Math.max(longest, Math.abs(Math.hypot(...vector(normal, at)) - 1));
  expect(longest, where).toBeLessThan(1e-4);
  let against = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a = [], b = [], c = []] = [0, 1, 2].map((corner) => vector(position, index[at + corner] ?? 0));
    const edge = (to: number[]) => to.map((value, axis) => value - (a[axis] ?? 0));
    const [[ux = 0, uy = 0, uz = 0], [vx = 0, vy = 0, vz = 0]] = [edge(b), edge(c)];
    const face = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const mean = [0, 1, 2].map((axis) =>
      [0, 1, 2].reduce((sum, corner) => sum + (vector(normal, index[at + corner] ?? 0)[axis] ?? 0), 0),
    );
    if (face.reduce((sum, value, axis) => sum + value * (mean[axis] ?? 0), 0) < -1e-9) against++;
  }
  expect(against / (index.length / 3), where).toBeLessThan(where.includes(" far ") ? 0.3 : 0.1);
}
