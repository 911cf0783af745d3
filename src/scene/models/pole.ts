import { z } from "zod";
import { type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { sketch, tube } from "./sketch";

const parameters = z.strictObject({
  height: z.number().min(0.5).max(8).describe("Metres"),
  radius: z.number().min(0.02).max(0.2),
  colour,
});

/** The parameters of a plain post. */
export type Pole = z.output<typeof parameters>;

/** A round post with a foot and a cap: it carries signs and traffic lights, or stands by itself as a bollard. */
export const pole: Model<Pole> = {
  parameters,
  vary: (random: Random) => ({ height: uniform(random, 2.2, 3.2), radius: 0.035, colour: "#9aa0a2" }),
  bounds: ({ height, radius }) => ({ min: [-radius * 1.6, 0, -radius * 1.6], max: [radius * 1.6, height, radius * 1.6] }),
  build({ height, radius, colour }, detail) {
    const { on, parts } = sketch();
    const sides = detail === "near" ? 12 : 6;
    const metal = on("metal", colour);
    tube(metal, { from: [0, 0, 0], to: [0, 0.04, 0], radius: [radius * 1.6, radius * 1.6], sides });
    tube(metal, { from: [0, 0.04, 0], to: [0, height - radius, 0], radius: [radius, radius], sides, caps: false });
    tube(metal, { from: [0, height - radius, 0], to: [0, height, 0], radius: [radius, radius * 0.4], sides });
    return parts();
  },
};
