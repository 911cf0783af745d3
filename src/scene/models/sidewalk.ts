import { z } from "zod";
import { type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Model } from "./model";
import { type Surface, sketch, vertex } from "./sketch";
import { unit } from "./vector";

const parameters = z.strictObject({
  width: z.number().min(1).max(40).describe("From the kerb's face to the houses, metres"),
  length: z.number().min(2).max(2000),
  height: z.number().min(0.03).max(0.25).describe("Over the road, metres"),
  colour,
  kerbColour: colour,
  /** Stretches where the kerb is lowered for a crosswalk: [middle, length] along x. */
  ramps: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
});

/** The parameters of a sidewalk with its kerb. */
export type Sidewalk = z.output<typeof parameters>;

const KERB = 0.16;
const ROUNDING = 0.03;
const RAMP_HEIGHT = 0.02;
/** How far a ramp reaches into the sidewalk, and how long its flanks are. */
const RAMP_DEPTH = 0.9;
const FLANK = 0.6;

/** A sidewalk along x with a rounded kerb on its front (-z); the road beside it is at height 0. */
export const sidewalk: Model<Sidewalk> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 2.5, 5),
    length: uniform(random, 20, 100),
    height: 0.12,
    colour: "#ffffff",
    kerbColour: "#b4b2ac",
    ramps: [],
  }),
  bounds: ({ width, length, height }) => ({ min: [-length / 2, 0, -width / 2], max: [length / 2, height, width / 2] }),
  build(walk) {
    const { on, parts } = sketch();
    const along = stations(walk);
    const kerb = kerbProfile(walk);
    loft(on("concrete", walk.kerbColour), along, kerb, walk);
    const paving = [KERB, KERB + RAMP_DEPTH, walk.width].map((depth): Point => ({ depth, share: 1, normal: [0, 1, 0] }));
    loft(on("paving", walk.colour), along, paving, walk);
    return parts();
  },
};

/** A point of the cross-section: metres behind the kerb's face, share of the local height, and the normal there. */
type Point = { readonly depth: number; readonly share: number; readonly normal: Vec3 };

function kerbProfile({ height }: Sidewalk): readonly Point[] {
  const arc = [0, 1, 2, 3].map((step): Point => {
    const angle = (Math.PI / 2) * (step / 3);
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    return { depth: ROUNDING * (1 - cos), share: 1 - (ROUNDING * (1 - sin)) / height, normal: [0, sin, -cos] };
  });
  return [{ depth: 0, share: 0, normal: [0, 0, -1] }, ...arc, { depth: KERB, share: 1, normal: [0, 1, 0] }];
}

/** Where along x the cross-section changes. */
function stations({ length, ramps }: Sidewalk): readonly number[] {
  const cuts = ramps.flatMap(([middle, width]) =>
    [-1, 1].flatMap((side) => [middle + (side * width) / 2, middle + side * (width / 2 + FLANK)]),
  );
  const tiles = Math.ceil(length / 10);
  const even = Array.from({ length: tiles + 1 }, (_, at) => -length / 2 + (length * at) / tiles);
  const inside = cuts.filter((x) => Math.abs(x) < length / 2);
  return [...new Set([...even, ...inside])].sort((a, b) => a - b);
}

/** Height of the surface at a place: lower at the kerb where there is a ramp. */
function heightAt(x: number, depth: number, { height, ramps }: Sidewalk): number {
  const inward = Math.min(1, Math.max(0, (depth - KERB) / RAMP_DEPTH));
  const drops = ramps.map(([middle, width]) => 1 - Math.min(1, Math.max(0, (Math.abs(x - middle) - width / 2) / FLANK)));
  return height - (height - RAMP_HEIGHT) * Math.max(0, ...drops) * (1 - inward);
}

function loft(surface: Surface, along: readonly number[], profile: readonly Point[], walk: Sidewalk): void {
  const rows = profile.map((point) => {
    return along.map((x) => {
      const height = heightAt(x, point.depth, walk);
      const position: Vec3 = [x, height * point.share, point.depth - walk.width / 2];
      return vertex(surface, position, unit(point.normal), x, point.depth + position[1]);
    });
  });
  for (const [at, row] of rows.slice(1).entries()) {
    const lower = rows[at] ?? [];
    for (let i = 1; i < row.length; i++) {
      const [a = 0, b = 0, c = 0, d = 0] = [lower[i], lower[i - 1], row[i - 1], row[i]];
      surface.indices.push(a, b, c, a, c, d);
    }
  }
}
