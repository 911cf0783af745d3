import { z } from "zod";
import { colour } from "./colour";
import type { Model } from "./model";
import { polygon, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(1).max(10_000).describe("Along x, metres"),
  length: z.number().min(1).max(10_000).describe("Along z, metres"),
  material: z.enum(["grass", "paving", "concrete", "asphalt"]),
  colour,
});

/** The parameters of a level piece of ground. */
export type Ground = z.output<typeof parameters>;

/** A level rectangle at height 0: a lawn, a yard, or the land out to the horizon. */
export const ground: Model<Ground> = {
  parameters,
  vary: () => ({ width: 20, length: 20, material: "grass", colour: "#ffffff" }),
  bounds: ({ width, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, 0, length / 2] }),
  build({ width, length, material, colour }) {
    const { on, parts } = sketch();
    const [x, z] = [width / 2, length / 2];
    polygon(on(material, colour), [-x, 0, z], [x, 0, z], [x, 0, -z], [-x, 0, -z]);
    return parts();
  },
};
