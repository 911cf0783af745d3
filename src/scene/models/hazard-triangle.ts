import { z } from "zod";
import { type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import type { Model } from "./model";
import { box, polygon, type Surface, sketch } from "./sketch";

const parameters = z.strictObject({ size: z.number().min(0.3).max(0.7).describe("Side of the triangle, metres") });

/** The parameters of a warning triangle. */
export type HazardTriangle = z.output<typeof parameters>;

const LOW = 0.06;
const DEPTH = 0.012;

/** A warning triangle on its feet, red and open in the middle. Looks to -z. */
export const hazardTriangle: Model<HazardTriangle> = {
  parameters,
  vary: (random: Random) => ({ size: uniform(random, 0.45, 0.52) }),
  bounds: ({ size }) => ({ min: [-size / 2, 0, -0.13], max: [size / 2, LOW + size * 0.87, 0.13] }),
  build({ size }) {
    const { on, parts } = sketch();
    const outer = corners(size, 1);
    const middle = corners(size, 0.72);
    const inner = corners(size, 0.44);
    for (const facing of [-1, 1] as const) {
      frame(on("plastic", "#d81c18"), outer, middle, facing);
      frame(on("plastic", "#e8641c"), middle, inner, facing);
    }
    for (const x of [-size * 0.3, size * 0.3]) box(on("metal", "#a8acb0"), [x - 0.012, 0, -0.13], [x + 0.012, 0.012, 0.13]);
    for (const x of [-size * 0.3, size * 0.3])
      box(on("metal", "#a8acb0"), [x - 0.01, 0.01, -0.008], [x + 0.01, LOW + 0.03, 0.008]);
    return parts();
  },
};

/** The corners of a triangle about the middle of the plate: left, right, top, at the front. */
function corners(size: number, share: number): readonly [Vec3, Vec3, Vec3] {
  const [half, tall] = [size / 2, size * 0.87];
  const middle = LOW + tall / 3;
  const at = (x: number, y: number): Vec3 => [x * share, middle + (y - middle) * share, 0];
  return [at(-half, LOW), at(half, LOW), at(0, LOW + tall)];
}

/** The band between two triangles, seen from one side. */
function frame(surface: Surface, outer: readonly [Vec3, Vec3, Vec3], inner: readonly [Vec3, Vec3, Vec3], facing: -1 | 1): void {
  for (const [from, to] of [
    [0, 1],
    [1, 2],
    [2, 0],
  ] as const) {
    const shift = ([x, y]: Vec3): Vec3 => [x, y, (facing * DEPTH) / 2];
    const [a, b, c, d] = [shift(outer[from]), shift(outer[to]), shift(inner[to]), shift(inner[from])];
    if (facing > 0) polygon(surface, a, b, c, d);
    else polygon(surface, d, c, b, a);
  }
}
