import { z } from "zod";
import { colour } from "./colour";
import type { Bounds, Model } from "./model";
import { addRegion, regionBounds, regionSchema } from "./region";
import { polygon, sketch } from "./sketch";

const parameters = z.strictObject({
  colour,
  stripes: z
    .array(z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly())
    .readonly()
    .describe("Painted rectangles: [x, z, width, length], x and z of the middle, metres"),
  regions: z.array(regionSchema).readonly().optional().describe("Paint of other shapes"),
});

/** The parameters of paint on a road. */
export type Markings = z.output<typeof parameters>;

/**
 * Height over the road, metres. Seen from eye height h at distance d the paint is nearer than the asphalt behind it by
 * `height * d / h`: 0.4 m at 100 m, far more than the depth buffer needs to tell them apart.
 */
export const PAINT_HEIGHT = 0.006;

/** Painted shapes on a road whose surface is at height 0. */
export const markings: Model<Markings> = {
  parameters,
  vary: () => ({ colour: "#ffffff", stripes: [[0, 0, 0.15, 3]] }),
  bounds({ stripes, regions = [] }): Bounds {
    const { min, max } = regionBounds([...regions, ...stripes.map(outline)]);
    return { min, max: [max[0], PAINT_HEIGHT, max[2]] };
  },
  build({ colour, stripes, regions = [] }) {
    const { on, parts } = sketch();
    const paint = on("marking", colour);
    for (const [x, z, width, length] of stripes) {
      const [x0, x1, z0, z1] = [x - width / 2, x + width / 2, z - length / 2, z + length / 2];
      polygon(paint, [x0, PAINT_HEIGHT, z1], [x1, PAINT_HEIGHT, z1], [x1, PAINT_HEIGHT, z0], [x0, PAINT_HEIGHT, z0]);
    }
    for (const region of regions) addRegion(paint, region, PAINT_HEIGHT);
    return parts();
  },
};

function outline([x, z, width, length]: Markings["stripes"][number]) {
  const [across, along] = [width / 2, length / 2];
  return {
    corners: [
      [x - across, z - along],
      [x + across, z - along],
      [x + across, z + along],
      [x - across, z + along],
    ] as const,
  };
}
