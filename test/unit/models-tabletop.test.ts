import { Vector3 } from "three";
import { ConvexHull } from "three/addons/math/ConvexHull.js";
import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, Vec3 } from "../../src/recipe/spec";
import { type ModelName, models } from "../../src/scene/models";
import type { Bounds, Model, Part } from "../../src/scene/models/model";
import { backward, boxOfParts, builtOnce, DETAILS, triangleCount } from "./model-geometry";
import { distanceOutside, skinOf } from "./touching";

/** Most triangles near, in the middle distance, and far away. */
const budgets = {
  mug: [1900, 700, 400],
  bowl: [2000, 900, 450],
  plate: [1100, 500, 250],
  fork: [2800, 800, 450],
  knife: [1700, 400, 180],
  spoon: [1700, 400, 180],
  apple: [1200, 500, 350],
  banana: [1000, 250, 100],
  orange: [1200, 500, 350],
  pear: [1200, 500, 350],
  lemon: [1300, 600, 400],
  hammer: [1000, 500, 400],
  screwdriver: [800, 400, 300],
  wrench: [1500, 700, 500],
  pliers: [1200, 600, 400],
  "tape-measure": [700, 350, 250],
  distractor: [1200, 350, 120],
  table: [1500, 900, 400],
  tote: [500, 500, 120],
} as const satisfies Partial<Record<ModelName, readonly [number, number, number]>>;
type Name = keyof typeof budgets;

const SAMPLES = 4;
/** Bounds are this loose at most, metres. */
const LOOSE = 0.004;
/** Outlines from farther away may be this much smaller, as a share of the size: coarse circles have corners inside. */
const COARSER = 0.09;
/** What is drawn may stand out of the collider by so much, and the other way round, metres. */
const DISAGREE = 0.0019;
/** The hollow under the foot of a bowl is solid for physics, and so are the gaps between the tines of a fork. */
const HOLLOW: Readonly<Record<string, number>> = { bowl: 0.0035, fork: 0.003 };
/** Furniture: not dropped, and thicker for physics than it is drawn. */
const FURNITURE: ReadonlySet<string> = new Set<Name>(["table", "tote"]);

describe.each(Object.entries(budgets))("%s", (name, budget) => {
  const model: Model<unknown> = models[name as Name];
  const build = builtOnce((parameters: unknown, detail) => model.build(parameters, detail));
  const drawn = Array.from({ length: SAMPLES }, (_, at): InstanceSpec["parameters"] =>
    models[name as Name].vary(stream(5, at, name)),
  );

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

  it.each(DETAILS)("is turned outwards and has few triangles %s", (detail) => {
    for (const parameters of drawn) {
      const parts = build(parameters, detail);
      expect(
        parts.reduce((sum, part) => sum + backward(part, -1e-12), 0),
        JSON.stringify(parameters),
      ).toBe(0);
      expect(triangleCount(parts), JSON.stringify(parameters)).toBeLessThanOrEqual(budget[DETAILS.indexOf(detail)] ?? 0);
    }
  });

  it("has the same outline from near and from far", () => {
    for (const parameters of drawn) {
      const [near, ...others] = DETAILS.map((detail) => boxOfParts(build(parameters, detail)));
      if (!near) throw new Error("no outline");
      for (const other of others) expect(difference(near, other), JSON.stringify(parameters)).toBeLessThan(COARSER);
    }
  });

  // A table is a board on legs that stand in it.
  const isClosed = name !== "table";
  if (isClosed)
    it("is closed", () => {
      for (const parameters of drawn.slice(0, 2)) {
        for (const detail of DETAILS) {
          const parts = build(parameters, detail);
          expect(openEdges(parts), `${detail} ${JSON.stringify(parameters)}`).toBe(0);
          expect(volume(parts)).toBeGreaterThan(0);
        }
      }
    });

  if (!FURNITURE.has(name))
    it("has a collider that agrees with what is drawn", () => {
      for (const parameters of drawn.slice(0, 2)) {
        const pieces = model.collider?.(parameters) ?? [];
        const hulls = pieces.map(planesOf);
        const drawnPoints = pointsOf(build(parameters, "near"));
        const out = Math.max(...drawnPoints.map((point) => Math.min(...hulls.map((hull) => outsideOf(hull, point)))));
        expect(out, `drawn outside of the collider: ${JSON.stringify(parameters)}`).toBeLessThan(DISAGREE);
        const skin = skinOf({ model: name, class: name, position: [0, 0, 0], rotation: [0, 0, 0, 1], parameters });
        const over = Math.max(...pieces.flat().map((point) => distanceOutside(new Vector3(...point), skin)));
        expect(over, `collider outside of what is drawn: ${JSON.stringify(parameters)}`).toBeLessThan(HOLLOW[name] ?? DISAGREE);
      }
    });
});

/** The greatest difference between two boxes on any side, as a share of the longest side. */
function difference(a: Bounds, b: Bounds): number {
  const axes = [0, 1, 2] as const;
  const size = Math.max(...axes.map((axis) => a.max[axis] - a.min[axis]));
  return Math.max(...axes.flatMap((axis) => [Math.abs(a.max[axis] - b.max[axis]), Math.abs(a.min[axis] - b.min[axis])])) / size;
}

/** The planes round a convex piece. */
function planesOf(points: readonly Vec3[]): ConvexHull["faces"] {
  return new ConvexHull().setFromPoints(points.map((point) => new Vector3(...point))).faces;
}

/** How far a point is outside of a convex piece; the nearest corner or edge may be a little farther. */
function outsideOf(planes: ConvexHull["faces"], [x, y, z]: Vec3): number {
  return planes.reduce((most, { normal, constant }) => Math.max(most, normal.x * x + normal.y * y + normal.z * z - constant), 0);
}

/** Edges of triangles that have no neighbour which runs along them the other way. */
function openEdges(parts: readonly Part[]): number {
  const edges = new Map<string, number>();
  for (const corners of trianglesOf(parts)) {
    const names = corners.map((corner) => corner.map((value) => Math.round(value * 1e7)).join());
    for (const [at, from] of names.entries()) {
      const to = names[(at + 1) % 3] ?? "";
      const key = from < to ? `${from} ${to}` : `${to} ${from}`;
      edges.set(key, (edges.get(key) ?? 0) + (from < to ? 1 : -1));
    }
  }
  return [...edges.values()].filter((balance) => balance !== 0).length;
}

/** What closed triangles hold; negative when they are turned inside out. */
function volume(parts: readonly Part[]): number {
  return trianglesOf(parts).reduce((sum, [[ax, ay, az], [bx, by, bz], [cx, cy, cz]]) => {
    return sum + ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }, 0);
}

function trianglesOf(parts: readonly Part[]): (readonly [Vec3, Vec3, Vec3])[] {
  return parts.flatMap(({ geometry }) => {
    const position = geometry.getAttribute("position");
    const index = geometry.index;
    const corner = (at: number): Vec3 => {
      const vertex = index ? index.getX(at) : at;
      return [position.getX(vertex), position.getY(vertex), position.getZ(vertex)];
    };
    return Array.from(
      { length: (index?.count ?? position.count) / 3 },
      (_, at) => [corner(3 * at), corner(3 * at + 1), corner(3 * at + 2)] as const,
    );
  });
}

function pointsOf(parts: readonly Part[]): Vec3[] {
  return trianglesOf(parts).flat();
}
