import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import type { Vec3 } from "../../src/recipe/spec";
import { type BicycleParameters, bicycle, riderOf } from "../../src/scene/models/bicycle";
import type { Detail, Part } from "../../src/scene/models/model";
import { distance } from "../../src/scene/models/vector";
import { byPaint } from "./by-paint";

const details: readonly Detail[] = ["near", "middle", "far"];
const drawn: BicycleParameters[] = Array.from({ length: 60 }, (_, index) => ({
  ...bicycle.vary(stream(5, index, "bicycle")),
  rider: index % 2 === 0,
}));
const built = drawn.flatMap((given) => details.map((detail) => ({ given, detail, parts: bicycle.build(given, detail) })));
const budget = { near: 4500, middle: 1500, far: 400 } satisfies Record<Detail, number>;

describe("bicycles", () => {
  test("drawn parameters are valid", () => {
    for (const given of drawn) expect(bicycle.parameters.parse(given)).toEqual(given);
  });

  test("stay inside their bounds, on the ground, at every detail", () => {
    for (const { given, detail, parts } of built) {
      const { min, max } = bicycle.bounds(given);
      const points = parts.flatMap(positions);
      for (const axis of [0, 1, 2] as const) {
        const values = points.map((point) => point[axis]);
        expect(Math.min(...values), `${detail} axis ${axis}`).toBeGreaterThanOrEqual(min[axis] - 1e-3);
        expect(Math.max(...values), `${detail} axis ${axis}`).toBeLessThanOrEqual(max[axis] + 1e-3);
      }
      expect(Math.abs(Math.min(...points.map(([, y]) => y)))).toBeLessThan(0.012);
    }
  });

  test("keep to the budget, with finite numbers and unit normals that agree with the winding", () => {
    for (const { detail, parts } of built) {
      const triangles = parts.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0) / 3, 0);
      expect(triangles).toBeLessThanOrEqual(budget[detail]);
    }
    for (const { detail, parts } of built.slice(0, 12)) {
      for (const part of byPaint(parts)) {
        const normals = vectors(part, "normal");
        for (const normal of normals) expect(Math.hypot(...normal)).toBeCloseTo(1, 4);
        expect(positions(part).flat().every(Number.isFinite)).toBe(true);
        expect(against(part), `${detail} ${part.material} ${part.colour}`).toBeLessThan(detail === "far" ? 0.2 : 0.1);
      }
    }
  });

  test("have the same outline from afar", () => {
    for (const given of drawn.slice(0, 20)) {
      const [near, ...rest] = details.map((detail) => box(bicycle.build(given, detail)));
      for (const other of rest) {
        for (const [at, value] of other.entries()) expect(Math.abs(value - (near?.[at] ?? Number.NaN))).toBeLessThan(0.06);
      }
    }
  });

  test("riders keep hands on the grips and feet on the pedals, and their bones keep their lengths", () => {
    for (const given of drawn) {
      const { skeleton, grips, pedals } = riderOf(given);
      for (const side of [0, 1] as const) {
        expect(distance(skeleton.wrists[side], grips[side]), "wrist to grip").toBeLessThan(0.11);
        expect(distance(skeleton.ankles[side], pedals[side]), "ankle to pedal").toBeLessThan(0.27);
        const thigh = distance(skeleton.hips[side], skeleton.knees[side]);
        const shank = distance(skeleton.knees[side], skeleton.ankles[side]);
        // Drillis and Contini: 0.245 and 0.246 of the height.
        expect(thigh / given.cyclist.height).toBeCloseTo(0.245, 3);
        expect(shank / given.cyclist.height).toBeCloseTo(0.246, 3);
        expect(skeleton.knees[side][2], "knees bend forwards").toBeLessThan(skeleton.hips[side][2]);
      }
    }
  });
});

function vectors({ geometry }: Part, name: "position" | "normal"): Vec3[] {
  const attribute = geometry.getAttribute(name);
  return Array.from(
    { length: attribute.count },
    (_, at) => [attribute.getX(at), attribute.getY(at), attribute.getZ(at)] as const,
  );
}

function positions(part: Part): Vec3[] {
  return vectors(part, "position");
}

function box(parts: readonly Part[]): number[] {
  const points = parts.flatMap(positions);
  return ([0, 1, 2] as const).flatMap((axis) => {
    const values = points.map((point) => point[axis]);
    return [Math.min(...values), Math.max(...values)];
  });
}

/** The share of triangles whose first normal looks away from their front. */
function against(part: Part): number {
  const [points, normals] = [positions(part), vectors(part, "normal")];
  const index = Array.from(part.geometry.index?.array ?? []);
  let wrong = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => points[index[at + corner] ?? -1]);
    const n = normals[index[at] ?? -1];
    if (!a || !b || !c || !n) throw new Error("an index without a vertex");
    const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    const facing = (uy * vz - uz * vy) * n[0] + (uz * vx - ux * vz) * n[1] + (ux * vy - uy * vx) * n[2];
    if (facing < 0) wrong++;
  }
  return wrong / (index.length / 3);
}
