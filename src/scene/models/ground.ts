import { z } from "zod";
import { colour } from "./colour";
import type { Model } from "./model";
import { polygon, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(1).max(10_000).describe("Along x, metres"),
  length: z.number().min(1).max(10_000).describe("Along z, metres"),
  material: z.enum(["grass", "paving", "concrete", "polished", "asphalt"]),
  colour,
});

/** The parameters of a level piece of ground. */
export type Ground = z.output<typeof parameters>;

/** A level rectangle at height 0: a lawn, a yard, or the land out to the horizon. */
export const ground: Model<Ground> = {
  parameters,
  vary: () => ({ width: 20, length: 20, material: "grass", colour: "#ffffff" }),
  bounds: ({ width, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, 0, length / 2] }),
  build({ width, length, material, colour }) {
    const { on, parts } = sketch();
    const surface = on(material, colour);
    for (const [near, far] of stretches(length)) {
      for (const [left, right] of stretches(width))
        polygon(surface, [left, 0, far], [right, 0, far], [right, 0, near], [left, 0, near]);
    }
    return parts();
  },
};

/** Pieces of a side, small ones in its middle: the depth of a triangle of kilometres that passes the camera is off by centimetres. */
function stretches(size: number): readonly (readonly [number, number])[] {
  const cuts = size > 200 ? [-0.5, -0.1, -0.03, 0, 0.03, 0.1, 0.5] : [-0.5, 0.5];
  return cuts.slice(1).map((cut, at) => [(cuts[at] ?? 0) * size, cut * size]);
}
