import { z } from "zod";
import { type Random, uniform } from "../../recipe/random";
import { roundFace } from "./face";
import type { Detail, Model } from "./model";
import { designSchema, drawDesign, printDesign } from "./packaging";
import { finish, type Meshes, type Paint } from "./sheet";
import { sketch } from "./sketch";
import { type Ring, turn } from "./turned";

const parameters = z.strictObject({
  width: z.number().min(0.06).max(0.4).describe("Metres"),
  height: z.number().min(0.08).max(0.5).describe("Metres"),
  depth: z.number().min(0.03).max(0.2).describe("Metres, where it is thickest"),
  design: designSchema,
});

/** The parameters of a bag. */
export type Bag = z.output<typeof parameters>;

/** Metres that print may stand out. */
const PRINT = 0.002;

/** A bag of crisps: blown up, with a flat seam at the top and at the bottom. */
export const bag: Model<Bag> = {
  parameters,
  vary(random: Random) {
    const width = uniform(random, 0.15, 0.19);
    return { width, height: width * 1.4, depth: width * 0.42, design: drawDesign(random, ["CHIPS", "SALTED", "PAPRIKA"]) };
  },
  bounds: ({ width, height, depth }) => ({
    min: [-width / 2 - PRINT, 0, -depth / 2 - PRINT],
    max: [width / 2 + PRINT, height, depth / 2 + PRINT],
  }),
  build(bag, detail) {
    const { width, height, depth, design } = bag;
    const meshes: Meshes = new Map();
    turn(meshes, rings(bag, detail), detail);
    const { on, parts } = sketch();
    printDesign(on, roundFace(0.48 * width, 0.5 * depth, [0.2 * height, 0.8 * height], detail), design, detail);
    return [...finish(meshes), ...parts()];
  },
};

function rings({ width, height, depth, design }: Bag, detail: Detail): readonly Ring[] {
  const [foil, seam]: [Paint, Paint] = [
    ["metal", design.ground],
    ["metal", design.accent],
  ];
  const ring = (up: number, wide: number, thick: number, more: Partial<Ring> = {}): Ring => ({
    up: up * height,
    radius: (wide * width) / 2,
    depth: Math.max((thick * depth) / 2, 0.003),
    ...more,
  });
  // With so few columns a sharp end would shade its neighbours from behind.
  const end = detail === "far" ? 0.4 : 0;
  return [
    ring(0, 1, end, { paint: seam }),
    ring(0.05, 1, 0, { paint: foil, crease: true, until: "far" }),
    ring(0.1, 0.98, 0.55, { until: "far" }),
    ring(0.2, 0.96, 1),
    ring(0.8, 0.96, 1),
    ring(0.9, 0.98, 0.55, { until: "far" }),
    ring(0.95, 1, 0, { paint: seam, crease: true, until: "far" }),
    ring(1, 1, end),
  ];
}
