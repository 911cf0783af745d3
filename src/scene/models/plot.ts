import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { addRegion, regionBounds, regionSchema } from "./region";
import { sketch } from "./sketch";

const parameters = z.strictObject({
  material: z.enum(["grass", "paving", "concrete", "asphalt"]),
  colour,
  region: regionSchema,
});

/** The parameters of level ground of any outline. */
export type Plot = z.output<typeof parameters>;

/** Level ground of any outline at height 0: what lies behind a sidewalk. */
export const plot: Model<Plot> = {
  parameters,
  vary: (random: Random) => ({
    material: pick(random, ["grass", "paving"] as const),
    colour: "#ffffff",
    region: {
      corners: [
        [-6, -4],
        [uniform(random, 3, 9), -5],
        [2, 0],
        [7, 6],
        [-6, 6],
      ],
    },
  }),
  bounds: ({ region }) => regionBounds([region]),
  build({ material, colour, region }) {
    const { on, parts } = sketch();
    addRegion(on(material, colour), region, 0);
    return parts();
  },
};
