import { z } from "zod";
import { integer, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { disc, polygon, type Surface, sketch } from "./sketch";

const spot = z.tuple([z.number(), z.number()]).readonly();

const parameters = z.strictObject({
  width: z.number().min(3).max(60).describe("Between the kerbs, metres"),
  length: z.number().min(5).max(2000),
  gutter: z.number().min(0).max(0.6).describe("Width of the concrete strip along both kerbs, metres"),
  colour,
  manholes: z.array(spot).readonly().describe("Middles of the covers, [x, z] in metres"),
  patches: z
    .array(z.strictObject({ at: spot, size: spot }))
    .readonly()
    .describe("Newer asphalt where pipes were laid"),
});

/** The parameters of a carriageway. */
export type Road = z.output<typeof parameters>;

const TILE = 10;
const PATCH_HEIGHT = 0.003;
const COVER_HEIGHT = 0.006;

/** A straight carriageway along z, its surface at height 0. */
export const road: Model<Road> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 9, 12),
    length: uniform(random, 100, 200),
    gutter: 0.3,
    colour: "#ffffff",
    manholes: Array.from({ length: integer(random, 2, 5) }, () => [uniform(random, -3, 3), uniform(random, -40, 40)] as const),
    patches: [],
  }),
  bounds: ({ width, length, manholes }) => ({
    min: [-width / 2, 0, -length / 2],
    max: [width / 2, manholes.length > 0 ? COVER_HEIGHT : PATCH_HEIGHT, length / 2],
  }),
  build(road) {
    const { on, parts } = sketch();
    const [edge, half] = [road.width / 2, road.length / 2];
    const inner = edge - road.gutter;
    tiles(on("asphalt", road.colour), -inner, inner, -half, half, 0);
    if (road.gutter > 0) {
      tiles(on("concrete", "#a9a6a0"), -edge, -inner, -half, half, 0);
      tiles(on("concrete", "#a9a6a0"), inner, edge, -half, half, 0);
    }
    for (const {
      at: [x, z],
      size: [width, length],
    } of road.patches) {
      tiles(on("asphalt", "#57585b"), x - width / 2, x + width / 2, z - length / 2, z + length / 2, PATCH_HEIGHT);
    }
    for (const [x, z] of road.manholes) {
      disc(on("metal", "#5c5853"), [x, COVER_HEIGHT - 0.001, z], 0.36, 16);
      disc(on("metal", "#45423f"), [x, COVER_HEIGHT, z], 0.3, 16);
    }
    return parts();
  },
};

/** A level rectangle that looks up, cut into pieces of about 10 m along z. */
function tiles(surface: Surface, x0: number, x1: number, z0: number, z1: number, y: number): void {
  const pieces = Math.max(1, Math.round((z1 - z0) / TILE));
  for (let at = 0; at < pieces; at++) {
    const [near, far] = [z0 + ((z1 - z0) * (at + 1)) / pieces, z0 + ((z1 - z0) * at) / pieces];
    polygon(surface, [x0, y, near], [x1, y, near], [x1, y, far], [x0, y, far]);
  }
}
