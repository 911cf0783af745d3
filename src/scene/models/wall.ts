import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(0.5).max(100).describe("Metres"),
  height: z.number().min(0.4).max(4),
  material: z.enum(["brick", "plaster", "concrete"]),
  colour,
});

/** The parameters of a free-standing wall. */
export type Wall = z.output<typeof parameters>;

const THICKNESS = 0.26;
const COPING = 0.05;

/** A garden wall along x with a coping. */
export const wall: Model<Wall> = {
  parameters,
  vary(random: Random) {
    const material = pick(random, ["brick", "plaster", "concrete"] as const);
    const colours = { brick: "#9c5c4a", plaster: "#dcd2c0", concrete: "#b8b4ac" };
    return { width: uniform(random, 3, 8), height: uniform(random, 1.7, 2.4), material, colour: colours[material] };
  },
  bounds: ({ width, height }) => ({
    min: [-width / 2, 0, -THICKNESS / 2 - COPING],
    max: [width / 2, height, THICKNESS / 2 + COPING],
  }),
  build({ width, height, material, colour }) {
    const { on, parts } = sketch();
    const [x, z] = [width / 2, THICKNESS / 2];
    box(on(material, colour), [-x, 0, -z], [x, height - 0.09, z], ["bottom", "top"]);
    box(on("concrete", "#c4c0b8"), [-x, height - 0.09, -z - COPING], [x, height, z + COPING]);
    return parts();
  },
};
