import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Model } from "./model";
import { box, polygon, type Surface, sketch, tube } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(0.8).max(2.6).describe("Along x, metres"),
  boards: z.int().min(1).max(2),
  lamp: z.enum(["none", "left", "right"]).describe("A warning lamp on top of it"),
});

/** The parameters of a road-works barrier. */
export type Barrier = z.output<typeof parameters>;

const BOARD = 0.25;
const LEVELS = [0.75, 0.3] as const;
const DEPTH = 0.025;
const FOOT = 0.38;
const LAMP = 0.24;
const TOP = LEVELS[0] + BOARD;
const RED = "#d42a1e";
const WHITE = "#f2f2ee";

/** A barrier of striped boards on rubber feet. Looks to -z. */
export const barrier: Model<Barrier> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 1.1, 1.9),
    boards: pick(random, [1, 2]),
    lamp: pick(random, ["none", "left", "right"] as const, [2, 1, 1]),
  }),
  bounds: ({ width, lamp }) => ({
    min: [-width / 2, 0, -FOOT],
    max: [width / 2, lamp === "none" ? TOP : TOP + LAMP, FOOT],
  }),
  build({ width, boards, lamp }, detail) {
    const { on, parts } = sketch();
    const half = width / 2;
    for (const x of [-half + 0.16, half - 0.16]) {
      box(on("rubber", "#26272a"), [x - 0.12, 0, -FOOT], [x + 0.12, 0.1, FOOT]);
      box(on("plastic", WHITE), [x - 0.025, 0.1, -DEPTH / 2], [x + 0.025, TOP, DEPTH / 2], ["bottom"]);
    }
    for (const low of LEVELS.slice(0, boards)) {
      box(on("plastic", WHITE), [-half, low, -DEPTH], [half, low + BOARD, DEPTH]);
      for (const facing of [-1, 1] as const) stripes(on("plastic", RED), half, low, facing);
    }
    if (lamp !== "none") {
      const x = lamp === "left" ? half - 0.16 : -half + 0.16;
      const sides = detail === "near" ? 14 : 6;
      box(on("plastic", "#e8b41c"), [x - 0.07, TOP, -0.05], [x + 0.07, TOP + 0.08, 0.05]);
      tube(on("lamp", "#ffb01c"), { from: [x, TOP + 0.16, -0.03], to: [x, TOP + 0.16, 0.03], radius: [0.08, 0.08], sides });
    }
    return parts();
  },
};

/** Slanted red bands on one face of a board. */
function stripes(surface: Surface, half: number, low: number, facing: -1 | 1): void {
  const z = facing * (DEPTH + 0.004);
  const slant = BOARD;
  const count = Math.max(2, Math.round((2 * half - slant) / 0.5));
  const pitch = (2 * half - slant) / count;
  for (let at = 0; at < count; at++) {
    const left = -half + (at + 0.25) * pitch;
    const right = left + pitch * 0.5;
    const corners = [
      [left, low, z],
      [right, low, z],
      [right + slant, low + BOARD, z],
      [left + slant, low + BOARD, z],
    ] as const;
    if (facing > 0) polygon(surface, ...corners);
    else polygon(surface, corners[3], corners[2], corners[1], corners[0]);
  }
}
