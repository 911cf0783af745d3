import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { flatFace } from "./face";
import type { Detail, Model } from "./model";
import { designSchema, drawDesign, printBarCode, printDesign } from "./packaging";
import { box, polygon, type Sketch, sketch, tube } from "./sketch";

const parameters = z.strictObject({
  kind: z.enum(["box", "gable"]).describe("A folding box, or a milk carton with a gable"),
  width: z.number().min(0.03).max(0.4).describe("Metres"),
  height: z.number().min(0.03).max(0.5).describe("Metres"),
  depth: z.number().min(0.02).max(0.3).describe("Metres"),
  cap: colour.describe("Cap of a milk carton"),
  design: designSchema,
});

/** The parameters of a carton. */
export type Carton = z.output<typeof parameters>;

/** Metres that print may stand out. */
const PRINT = 0.002;
/** Where the gable begins and where its ridge is folded flat, as shares of the height. */
const EAVES = 0.76;
const RIDGE = 0.93;

/** A cereal box, a packet of tea, a milk carton. */
export const carton: Model<Carton> = {
  parameters,
  vary(random: Random) {
    const kind = pick(random, ["box", "gable"] as const);
    const [width, height, depth] =
      kind === "gable" ? [0.072, 0.24, 0.072] : pick(random, [[0.19, 0.29, 0.06] as const, [0.14, 0.08, 0.07] as const]);
    return { kind, width, height, depth, cap: "#2b6cb0", design: drawDesign(random, ["MILK", "TEA", "FLAKES"]) };
  },
  bounds: ({ width, height, depth }) => ({
    min: [-width / 2 - PRINT, 0, -depth / 2 - PRINT],
    max: [width / 2 + PRINT, height, depth / 2 + PRINT],
  }),
  build(carton, detail) {
    const { kind, width, height, depth, design } = carton;
    const { on, parts } = sketch();
    const body = kind === "box" ? height : EAVES * height;
    const card = on("gloss", design.ground);
    box(card, [-width / 2, 0, -depth / 2], [width / 2, body, depth / 2], kind === "box" ? [] : ["top"]);
    if (kind === "gable") gable(on, carton, detail);
    printDesign(on, flatFace(width, depth / 2, 0, body), design, detail);
    if (detail === "near") printBarCode(on, flatFace(depth, width / 2, 0, body, 1));
    return parts();
  },
};

function gable(on: Sketch["on"], { width, height, depth, design, cap }: Carton, detail: Detail): void {
  const [x, z] = [width / 2, depth / 2];
  const [low, ridge] = [EAVES * height, RIDGE * height];
  const card = on("gloss", design.ground);
  const slope = (side: 1 | -1): readonly [Vec3, Vec3, Vec3, Vec3] => [
    [-side * x, low, side * z],
    [side * x, low, side * z],
    [side * x, ridge, side * 0.002],
    [-side * x, ridge, side * 0.002],
  ];
  polygon(card, ...slope(1));
  polygon(card, ...slope(-1));
  polygon(card, [x, low, z], [x, low, -z], [x, ridge, 0]);
  polygon(card, [-x, low, -z], [-x, low, z], [-x, ridge, 0]);
  box(on("gloss", design.accent), [-x, ridge - 0.001, -0.002], [x, height, 0.002], ["bottom"]);
  if (detail !== "near") return;
  const [up, out] = [(low + ridge) / 2 - 0.004, -z / 2 + 0.002];
  tube(on("gloss", cap), { from: [0, up, out], to: [0, up + 0.013, out - 0.01], radius: [0.014, 0.014], sides: 10 });
}
