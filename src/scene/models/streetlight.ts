import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, sketch, tube } from "./sketch";

const parameters = z.strictObject({
  height: z.number().min(3).max(14).describe("Of the lamp, metres"),
  reach: z.number().min(0.5).max(4).describe("Of the arm, metres"),
  colour,
});

/** The parameters of a street light. */
export type Streetlight = z.output<typeof parameters>;

const HEAD_LENGTH = 0.75;
const BASE = 0.14;

/** A street light whose arm reaches over the road in front of it. */
export const streetlight: Model<Streetlight> = {
  parameters,
  vary: (random: Random) => ({
    height: uniform(random, 6, 8.5),
    reach: uniform(random, 1, 1.8),
    colour: pick(random, ["#8f9496", "#4c5254", "#3f5148"]),
  }),
  bounds: ({ height, reach }) => ({ min: [-BASE, 0, -reach - HEAD_LENGTH], max: [BASE, height + 0.12, BASE] }),
  lamps: ({ height, reach }) => [
    {
      position: [0, height - 0.05, -reach - HEAD_LENGTH / 2 - 0.03],
      direction: [0, -1, 0],
      colour: "#ffdcae",
      lumens: 7000,
      beamDegrees: 130,
    },
  ],
  build({ height, reach, colour }, detail) {
    const { on, parts } = sketch();
    const pole = on("metal", colour);
    const bend = height - 0.45;
    const sides = detail === "near" ? 12 : 5;
    tube(pole, { from: [0, 0, 0], to: [0, 0.08, 0], radius: [BASE, BASE], sides });
    tube(pole, { from: [0, 0.08, 0], to: [0, 1.1, 0], radius: [0.1, 0.095], sides });
    tube(pole, { from: [0, 1.1, 0], to: [0, bend, 0], radius: [0.075, 0.05], sides, caps: false });
    tube(pole, { from: [0, bend, 0], to: [0, height - 0.12, -0.25], radius: [0.05, 0.042], sides, caps: false });
    tube(pole, { from: [0, height - 0.12, -0.25], to: [0, height, -reach], radius: [0.042, 0.036], sides, caps: false });
    const far = -reach - HEAD_LENGTH;
    box(pole, [-0.13, height - 0.02, far], [0.13, height + 0.1, -reach + 0.05]);
    box(pole, [-0.07, height + 0.1, far + 0.15], [0.07, height + 0.12, -reach - 0.05]);
    box(on("lamp", "#fff0d8"), [-0.1, height - 0.05, far + 0.06], [0.1, height - 0.02, -reach - 0.12]);
    return parts();
  },
};
