import { z } from "zod";
import { chance, pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, type Sketch, type Surface, sketch, tube } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(2).max(25).describe("Of the water along x, metres"),
  length: z.number().min(3).max(50).describe("Of the water along z, metres"),
  edge: z.number().min(0.3).max(3).describe("Width of the tiles round it, metres"),
  waterColour: colour,
  edgeColour: colour,
  round: z.boolean().describe("An ellipse, else a rectangle"),
});

/** The parameters of a swimming pool. */
export type Pool = z.output<typeof parameters>;

const WATER = 0.03;
const RIM = 0.07;
const LADDER = 0.75;

/** A swimming pool with tiles round it. The basin itself would lie under the ground, so that the water is near its top. */
export const pool: Model<Pool> = {
  parameters,
  vary(random: Random) {
    const width = uniform(random, 3, 4.8);
    return {
      width,
      length: width * uniform(random, 1.5, 2.2),
      edge: uniform(random, 0.6, 1.6),
      waterColour: pick(random, ["#6fe0ea", "#58cfe6", "#7ae8e4", "#4fb8dc"]),
      edgeColour: pick(random, ["#d8d2c6", "#c4bcae", "#e4e0d8", "#b89c80"]),
      round: chance(random, 0.2),
    };
  },
  bounds: ({ width, length, edge }) => ({
    min: [-width / 2 - edge, 0, -length / 2 - edge],
    max: [width / 2 + edge, LADDER, length / 2 + edge],
  }),
  build(pool, detail) {
    const { on, parts } = sketch();
    if (pool.round) oval(on, pool, detail === "near" ? 32 : 16);
    else rectangle(on, pool);
    const sides = detail === "near" ? 8 : 3;
    const end = pool.length / 2;
    for (const x of [-0.25, 0.25]) {
      const steel = on("chrome", "#c8ccd0");
      tube(steel, { from: [x, WATER, end + 0.25], to: [x, LADDER - 0.05, end + 0.2], radius: [0.03, 0.03], sides });
      tube(steel, { from: [x, LADDER - 0.05, end + 0.25], to: [x, WATER + 0.03, end - 0.25], radius: [0.03, 0.03], sides });
    }
    return parts();
  },
};

function rectangle(on: Sketch["on"], { width, length, edge, waterColour, edgeColour }: Pool): void {
  const [x, z] = [width / 2, length / 2];
  level(on("water", waterColour), -x, x, -z, z, WATER);
  // The steps at the shallow end show through as a brighter strip.
  level(on("water", "#b4f4f4"), -x * 0.9, x * 0.9, -z + 0.15, -z + 0.9, WATER + 0.004);
  const tiles = on("paving", edgeColour);
  box(tiles, [-x - edge, 0, -z - edge], [x + edge, RIM, -z], ["bottom"]);
  box(tiles, [-x - edge, 0, z], [x + edge, RIM, z + edge], ["bottom"]);
  box(tiles, [-x - edge, 0, -z], [-x, RIM, z], ["bottom", "front", "back"]);
  box(tiles, [x, 0, -z], [x + edge, RIM, z], ["bottom", "front", "back"]);
}

function oval(on: Sketch["on"], { width, length, edge, waterColour, edgeColour }: Pool, sides: number): void {
  const [water, tiles] = [on("water", waterColour), on("paving", edgeColour)];
  const ring = (at: number, out: number, y: number) => {
    const angle = (2 * Math.PI * at) / sides;
    return [(width / 2 + out) * Math.cos(angle), y, -(length / 2 + out) * Math.sin(angle)] as const;
  };
  for (let at = 0; at < sides; at++) {
    polygon(water, [0, WATER, 0], ring(at, 0.01, WATER), ring(at + 1, 0.01, WATER));
    polygon(tiles, ring(at, 0, RIM), ring(at, edge, RIM), ring(at + 1, edge, RIM), ring(at + 1, 0, RIM));
    polygon(tiles, ring(at, edge, RIM), ring(at, edge, 0), ring(at + 1, edge, 0), ring(at + 1, edge, RIM));
  }
}

function level(surface: Surface, x0: number, x1: number, z0: number, z1: number, y: number): void {
  polygon(surface, [x0, y, z1], [x1, y, z1], [x1, y, z0], [x0, y, z0]);
}
