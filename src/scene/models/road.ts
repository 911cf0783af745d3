import { z } from "zod";
import { integer, type Random, uniform } from "../../recipe/random";
import { straight } from "../path";
import { colour } from "./colour";
import type { Bounds, Model } from "./model";
import { addRegion, regionBounds, regionSchema } from "./region";
import { disc, sketch } from "./sketch";

const spot = z.tuple([z.number(), z.number()]).readonly();

const parameters = z.strictObject({
  colour,
  regions: z.array(regionSchema).min(1).readonly().describe("Asphalt; areas must not overlap"),
  gutters: z.array(regionSchema).readonly().describe("Concrete strips along the kerbs, on the asphalt"),
  manholes: z.array(spot).readonly().describe("Middles of the covers, [x, z] in metres"),
  patches: z
    .array(z.strictObject({ region: regionSchema, colour }))
    .readonly()
    .describe("Other asphalt: where pipes were laid, joints sealed"),
});

/** The parameters of a carriageway. */
export type Road = z.output<typeof parameters>;

const GUTTER_HEIGHT = 0.002;
const PATCH_HEIGHT = 0.003;
const COVER_HEIGHT = 0.006;

/** The carriageways of a place as one thing, their surface at height 0: asphalt looks the same across joints. */
export const road: Model<Road> = {
  parameters,
  vary(random: Random) {
    const half = uniform(random, 4.5, 6);
    const path = straight([0, 60], 0, 120);
    return {
      colour: "#ffffff",
      regions: [{ path, strips: [[0, 120, -half, half]] }],
      gutters: [-1, 1].map((side) => ({
        path,
        strips: [[0, 120, Math.min(side * half, side * (half - 0.3)), Math.max(side * half, side * (half - 0.3))] as const],
      })),
      manholes: Array.from({ length: integer(random, 2, 5) }, () => [uniform(random, -3, 3), uniform(random, -40, 40)] as const),
      patches: [{ region: { path, strips: [[40, 48, 0.5, 2]] }, colour: "#505154" }],
    };
  },
  bounds({ regions, manholes, patches, gutters }): Bounds {
    const { min, max } = regionBounds(regions);
    const top = Math.max(
      manholes.length > 0 ? COVER_HEIGHT : 0,
      patches.length > 0 ? PATCH_HEIGHT : 0,
      gutters.length > 0 ? GUTTER_HEIGHT : 0,
    );
    return { min, max: [max[0], top, max[2]] };
  },
  build(road, detail) {
    const { on, parts } = sketch();
    for (const region of road.regions) addRegion(on("asphalt", road.colour), region, 0);
    for (const region of road.gutters) addRegion(on("concrete", "#a9a6a0"), region, GUTTER_HEIGHT);
    for (const { region, colour } of road.patches) addRegion(on("asphalt", colour), region, PATCH_HEIGHT);
    const sides = detail === "near" ? 20 : 10;
    for (const [x, z] of road.manholes) {
      disc(on("metal", "#5c5853"), [x, COVER_HEIGHT - 0.001, z], 0.36, sides);
      disc(on("metal", "#45423f"), [x, COVER_HEIGHT, z], 0.3, sides);
    }
    return parts();
  },
};
