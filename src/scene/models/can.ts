import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { roundFace } from "./face";
import type { Model } from "./model";
import { designSchema, drawDesign, printDesign } from "./packaging";
import { finish, type Meshes, type Paint } from "./sheet";
import { polygon, sketch } from "./sketch";
import { type Ring, turn } from "./turned";

const parameters = z.strictObject({
  kind: z.enum(["drink", "tin"]).describe("A drink can with a ring to pull, or a food tin in a paper label"),
  height: z.number().min(0.03).max(0.3).describe("Metres"),
  radius: z.number().min(0.02).max(0.1).describe("Metres"),
  design: designSchema,
});

/** The parameters of a can. */
export type Can = z.output<typeof parameters>;

const BARE: Paint = ["chrome", "#c9ccce"];
/** Metres that print and label may stand out. */
const PRINT = 0.002;

/** A drink can or a food tin. */
export const can: Model<Can> = {
  parameters,
  vary(random: Random) {
    const kind = pick(random, ["drink", "tin"] as const);
    const [height, radius] =
      kind === "drink" ? [0.122, 0.033] : pick(random, [[0.11, 0.0375] as const, [0.055, 0.0425] as const]);
    return { kind, height, radius, design: drawDesign(random, ["COLA", "BEANS", "PEAS", "LEMON"]) };
  },
  bounds: ({ height, radius }) => ({ min: [-radius - PRINT, 0, -radius - PRINT], max: [radius + PRINT, height, radius + PRINT] }),
  build(can, detail) {
    const { kind, height, radius, design } = can;
    const meshes: Meshes = new Map();
    turn(meshes, kind === "drink" ? drinkRings(can) : tinRings(can), detail);
    const { on, parts } = sketch();
    const [low, high] = kind === "drink" ? [0.07, 0.86] : [0.06, 0.94];
    printDesign(on, roundFace(radius, radius, [low * height, high * height], detail), design, detail);
    if (detail === "near") {
      const [up, r] = [height - 0.0015, radius];
      const ring = on("metal", "#9a9da0");
      polygon(ring, [0.25 * r, up, 0.1 * r], [-0.25 * r, up, 0.1 * r], [-0.25 * r, up, -0.6 * r], [0.25 * r, up, -0.6 * r]);
    }
    return [...finish(meshes), ...parts()];
  },
};

function drinkRings({ height: h, radius: r, design }: Can): readonly Ring[] {
  return [
    { up: 0, radius: 0, paint: BARE, until: "far" },
    { up: 0, radius: 0.72 * r, crease: true },
    { up: 0.06 * h, radius: r, paint: ["metal", design.ground] },
    { up: 0.88 * h, radius: r },
    { up: 0.97 * h, radius: 0.82 * r, paint: BARE, crease: true },
    { up: h, radius: 0.82 * r, crease: true, until: "far" },
    { up: h, radius: 0.76 * r, crease: true },
    { up: h - 0.003, radius: 0.74 * r, crease: true, until: "middle" },
    { up: h - 0.003, radius: 0 },
  ];
}

function tinRings({ height: h, radius: r, design }: Can): readonly Ring[] {
  const [rim, paper] = [0.003, 0.0012];
  return [
    { up: 0, radius: 0, paint: BARE, until: "far" },
    { up: 0, radius: r, crease: true, until: "far" },
    { up: rim, radius: r, crease: true, until: "far" },
    { up: rim, radius: r - paper, crease: true, paint: ["gloss", design.ground] },
    { up: h - rim, radius: r - paper, crease: true, paint: BARE },
    { up: h - rim, radius: r, crease: true, until: "far" },
    { up: h, radius: r, crease: true },
    { up: h, radius: r - 0.002, crease: true, until: "far" },
    { up: h - 0.003, radius: r - 0.003, crease: true, until: "middle" },
    { up: h - 0.003, radius: 0 },
  ];
}
