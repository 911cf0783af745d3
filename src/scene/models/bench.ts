import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model, Part } from "./model";
import { box, polygon, type Surface, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(1).max(3).describe("Metres"),
  woodColour: colour,
  frameColour: colour,
});

/** The parameters of a park bench. */
export type Bench = z.output<typeof parameters>;

const SEAT = 0.44;

/** A bench of wooden slats on iron legs; who sits on it looks to -z. */
export const bench: Model<Bench> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 1.5, 1.9),
    woodColour: pick(random, ["#9a6b42", "#86603e", "#a9825a", "#7a5a40"]),
    frameColour: pick(random, ["#2f3234", "#3a4a40", "#55585a"]),
  }),
  bounds: ({ width }) => ({ min: [-width / 2, 0, -0.25], max: [width / 2, 0.84, 0.32] }),
  build({ width, woodColour, frameColour }, detail) {
    const { on, parts } = sketch();
    const [half, wood, iron] = [width / 2, on("wood", woodColour), on("metal", frameColour)];
    if (detail !== "near") return coarse(wood, iron, half, parts);
    for (const z of [-0.22, -0.12, -0.02, 0.08]) box(wood, [-half, SEAT - 0.035, z - 0.03], [half, SEAT, z + 0.055]);
    for (const [up, z] of [
      [0.53, 0.185],
      [0.64, 0.215],
      [0.75, 0.245],
    ] as const) {
      box(wood, [-half, up, z], [half, up + 0.085, z + 0.03]);
    }
    for (const x of [-half + 0.18, half - 0.18]) {
      const [left, right] = [x - 0.025, x + 0.025];
      box(iron, [left, 0, -0.22], [right, SEAT - 0.035, -0.17]);
      box(iron, [left, 0, 0.12], [right, SEAT - 0.035, 0.17]);
      box(iron, [left, SEAT - 0.075, -0.17], [right, SEAT - 0.035, 0.12]);
      for (const [side, turned] of [
        [left, true],
        [right, false],
      ] as const) {
        const outline = [
          [side, SEAT - 0.035, 0.17],
          [side, SEAT - 0.035, 0.12],
          [side, 0.84, 0.27],
          [side, 0.84, 0.32],
        ] as const;
        const [a, b, c, d] = outline;
        if (turned) polygon(iron, b, a, d, c);
        else polygon(iron, a, b, c, d);
      }
      polygon(iron, [left, SEAT - 0.035, 0.17], [right, SEAT - 0.035, 0.17], [right, 0.84, 0.32], [left, 0.84, 0.32]);
      polygon(iron, [right, SEAT - 0.035, 0.12], [left, SEAT - 0.035, 0.12], [left, 0.84, 0.27], [right, 0.84, 0.27]);
      box(iron, [left, 0.62, -0.22], [right, 0.65, 0.2]);
      box(iron, [left, SEAT, -0.22], [right, 0.62, -0.18], ["top"]);
    }
    return parts();
  },
};

/** Boards for slats, and legs without arm rests' supports: the same outline from afar. */
function coarse(wood: Surface, iron: Surface, half: number, parts: () => readonly Part[]): readonly Part[] {
  box(wood, [-half, SEAT - 0.035, -0.25], [half, SEAT, 0.135]);
  for (const [up, z] of [
    [0.53, 0.19],
    [0.69, 0.235],
  ] as const) {
    box(wood, [-half, up, z], [half, up + 0.13, z + 0.03]);
  }
  for (const x of [-half + 0.18, half - 0.18]) {
    for (const z of [-0.22, 0.12]) box(iron, [x - 0.025, 0, z], [x + 0.025, SEAT - 0.035, z + 0.05], ["top", "bottom"]);
    box(iron, [x - 0.025, 0.62, -0.22], [x + 0.025, 0.65, 0.2]);
    box(iron, [x - 0.025, SEAT, 0.19], [x + 0.025, 0.84, 0.24], ["bottom"]);
  }
  return parts();
}
