import { z } from "zod";
import { type Random, uniform } from "../../recipe/random";
import type { Model } from "./model";
import { box, disc, sketch } from "./sketch";

const parameters = z.strictObject({ size: z.number().min(0.6).max(2.5).describe("Side of the square, metres") });

/** The parameters of a tree grate. */
export type Grate = z.output<typeof parameters>;

const HEIGHT = 0.015;

/** A square iron frame around soil, where a street tree stands. */
export const grate: Model<Grate> = {
  parameters,
  vary: (random: Random) => ({ size: uniform(random, 1, 1.4) }),
  bounds: ({ size }) => ({ min: [-size / 2, 0, -size / 2], max: [size / 2, HEIGHT, size / 2] }),
  build({ size }, detail) {
    const { on, parts } = sketch();
    const [half, iron] = [size / 2, on("metal", "#4a4643")];
    box(on("bark", "#6b5a48"), [-half, 0, -half], [half, 0.006, half], ["bottom", "front", "back", "left", "right"]);
    for (const side of [-half, half - 0.06]) {
      box(iron, [-half, 0, side], [half, HEIGHT, side + 0.06], ["bottom"]);
      box(iron, [side, 0, -half + 0.06], [side + 0.06, HEIGHT, half - 0.06], ["bottom"]);
    }
    if (detail !== "near") return parts();
    const slats = Math.floor((half - 0.3) / 0.11);
    for (let at = 0; at < slats; at++) {
      for (const z of [-half + 0.1 + at * 0.11, half - 0.14 - at * 0.11])
        box(iron, [-half + 0.06, 0, z], [half - 0.06, 0.012, z + 0.04], ["bottom", "left", "right"]);
    }
    disc(on("bark", "#5d4c3c"), [0, 0.008, 0], 0.28, 10);
    return parts();
  },
};
