import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import { type ModelName, models } from "../../src/scene/models";
import type { Model } from "../../src/scene/models/model";
import { backward, boxOfParts, builtOnce, DETAILS, normalError, triangleCount } from "./model-geometry";

/** Most triangles near, in the middle distance, and far away. */
const budgets = {
  bottle: [700, 200, 60],
  can: [700, 200, 60],
  carton: [700, 200, 60],
  bag: [700, 200, 60],
  "price-tag": [200, 60, 12],
  "shelf-unit": [1200, 700, 200],
} as const satisfies Partial<Record<ModelName, readonly [number, number, number]>>;
const SAMPLES = 12;
/** Print stands out of its package by less than this, metres. */
const LOOSE = 0.006;

describe.each(Object.entries(budgets))("%s", (name, budget) => {
  const model: Model<unknown> = models[name as keyof typeof budgets];
  const build = builtOnce((parameters: unknown, detail) => model.build(parameters, detail));
  const drawn = Array.from({ length: SAMPLES }, (_, at) => model.vary(stream(5, at, name)));

  it("draws parameters that its own schema accepts", () => {
    for (const parameters of drawn) expect(model.parameters.safeParse(parameters).error).toBeUndefined();
  });

  it.each(DETAILS)("has bounds that fit every vertex %s", (detail) => {
    for (const parameters of drawn) {
      const bounds = model.bounds(parameters);
      const real = boxOfParts(build(parameters, detail));
      for (const axis of [0, 1, 2] as const) {
        expect(real.min[axis], JSON.stringify(parameters)).toBeGreaterThanOrEqual(bounds.min[axis] - 1e-5);
        expect(real.max[axis], JSON.stringify(parameters)).toBeLessThanOrEqual(bounds.max[axis] + 1e-5);
        if (detail !== "near") continue;
        expect(real.min[axis] - bounds.min[axis]).toBeLessThan(LOOSE);
        expect(bounds.max[axis] - real.max[axis], `${axis} ${JSON.stringify(parameters)}`).toBeLessThan(LOOSE);
      }
    }
  });

  it.each(DETAILS)("has unit normals that agree with the winding, and few triangles %s", (detail) => {
    for (const parameters of drawn) {
      const parts = build(parameters, detail);
      expect(Math.max(...parts.map(normalError))).toBeLessThan(1e-4);
      expect(
        parts.reduce((sum, part) => sum + backward(part, -1e-12), 0),
        JSON.stringify(parameters),
      ).toBe(0);
      expect(triangleCount(parts), JSON.stringify(parameters)).toBeLessThanOrEqual(budget[DETAILS.indexOf(detail)] ?? 0);
    }
  });
});

it("prints outside of a can, and not inside", () => {
  const radius = 0.033;
  const design = {
    layout: "band",
    ground: "#c8202c",
    accent: "#f5d13a",
    ink: "#7a0c14",
    picture: null,
    brand: "NORI",
    word: "COLA",
  } as const;
  const parts = models.can.build({ kind: "drink", height: 0.122, radius, design }, "near");
  const printed = parts.filter(({ material, colour }) => material === "gloss" && colour !== design.ground);
  expect(printed.length).toBeGreaterThan(2);
  const facet = radius * Math.cos(Math.PI / 16);
  for (const { geometry } of printed) {
    const position = geometry.getAttribute("position");
    for (let at = 0; at < position.count; at++) expect(Math.hypot(position.getX(at), position.getZ(at))).toBeGreaterThan(facet);
  }
});

it("turns the walls, floor and ceiling of a room inwards", () => {
  const room = { width: 10, depth: 8, height: 3, colour: "#ffffff", stripe: "#2f7d46" };
  const middle = [0, 1.5, 0] as const;
  for (const surface of ["floor", "ceiling", "walls"] as const) {
    const [part] = models["store-room"].build({ ...room, surface }, "near");
    if (!part) throw new Error("no part");
    const { position, normal } = part.geometry.attributes;
    if (!position || !normal) throw new Error("no attributes");
    const inward = [0, 1, 2].reduce(
      (sum, axis) => sum + ((middle[axis] ?? 0) - position.getComponent(0, axis)) * normal.getComponent(0, axis),
      0,
    );
    expect(inward).toBeGreaterThan(0);
    expect(backward(part, -1e-12)).toBe(0);
  }
});
