import { z } from "zod";
import { type Random, uniform } from "../../recipe/random";
import { pathSchema, straight } from "../path";
import { colour } from "./colour";
import { addBehindKerb, addKerb, kerbBounds, rampsSchema } from "./kerb";
import type { Model } from "./model";
import { sketch } from "./sketch";

const parameters = z.strictObject({
  path: pathSchema.describe("The kerb's face; the sidewalk lies to the right of it"),
  width: z.number().min(1).max(40).describe("From the kerb's face to the houses, metres"),
  height: z.number().min(0.03).max(0.25).describe("Over the road, metres"),
  colour,
  kerbColour: colour,
  ramps: rampsSchema,
});

/** The parameters of a sidewalk with its kerb. */
export type Sidewalk = z.output<typeof parameters>;

/** A sidewalk with a rounded kerb; the road beside it is at height 0. */
export const sidewalk: Model<Sidewalk> = {
  parameters,
  vary: (random: Random) => ({
    path: {
      ...straight([-30, -2], 90, 20),
      pieces: [[20, 0] as const, [12, uniform(random, -0.05, 0.2)] as const, [10, 0] as const],
    },
    width: uniform(random, 2.5, 5),
    height: 0.12,
    colour: "#ffffff",
    kerbColour: "#b4b2ac",
    ramps: [[10, 4]],
  }),
  bounds: (walk) => kerbBounds(walk, walk.width),
  build(walk) {
    const { on, parts } = sketch();
    addKerb(on("concrete", walk.kerbColour), walk);
    addBehindKerb(on("paving", walk.colour), walk, walk.width);
    return parts();
  },
};
