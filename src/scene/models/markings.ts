import { z } from "zod";
import { colour } from "./colour";
import type { Model } from "./model";
import { polygon, sketch } from "./sketch";

const parameters = z.strictObject({
  colour,
  stripes: z
    .array(z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly())
    .min(1)
    .readonly()
    .describe("Painted rectangles: [x, z, width, length], x and z of the middle, metres"),
});

/** The parameters of paint on a road. */
export type Markings = z.output<typeof parameters>;

/**
 * Height over the road, metres. Seen from eye height h at distance d the paint is nearer than the asphalt behind it by
 * `height * d / h`: 0.4 m at 100 m, far more than the depth buffer needs to tell them apart.
 */
const HEIGHT = 0.006;

/** Painted rectangles on a road whose surface is at height 0. */
export const markings: Model<Markings> = {
  parameters,
  vary: () => ({ colour: "#ffffff", stripes: [[0, 0, 0.15, 3]] }),
  bounds: ({ stripes }) => ({
    min: [
      Math.min(...stripes.map(([x, , width]) => x - width / 2)),
      0,
      Math.min(...stripes.map(([, z, , length]) => z - length / 2)),
    ],
    max: [
      Math.max(...stripes.map(([x, , width]) => x + width / 2)),
      HEIGHT,
      Math.max(...stripes.map(([, z, , length]) => z + length / 2)),
    ],
  }),
  build({ colour, stripes }) {
    const { on, parts } = sketch();
    for (const [x, z, width, length] of stripes) {
      const [x0, x1, z0, z1] = [x - width / 2, x + width / 2, z - length / 2, z + length / 2];
      polygon(on("marking", colour), [x0, HEIGHT, z1], [x1, HEIGHT, z1], [x1, HEIGHT, z0], [x0, HEIGHT, z0]);
    }
    return parts();
  },
};
