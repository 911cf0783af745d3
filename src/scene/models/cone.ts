import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import type { Model } from "./model";
import { box, sketch, tube } from "./sketch";

const parameters = z.strictObject({ height: z.number().min(0.3).max(1.1).describe("Metres") });

/** The parameters of a traffic cone. */
export type Cone = z.output<typeof parameters>;

const BANDS = [
  { from: 0.03, to: 0.35, colour: "#e8561c" },
  { from: 0.35, to: 0.52, colour: "#f2f2ee" },
  { from: 0.52, to: 0.68, colour: "#e8561c" },
  { from: 0.68, to: 0.82, colour: "#f2f2ee" },
  { from: 0.82, to: 1, colour: "#e8561c" },
] as const;

/** A traffic cone: orange with two white bands on a square foot. */
export const cone: Model<Cone> = {
  parameters,
  vary: (random: Random) => ({ height: pick(random, [0.5, 0.75]) }),
  bounds: ({ height }) => ({ min: [-height * 0.27, 0, -height * 0.27], max: [height * 0.27, height, height * 0.27] }),
  build({ height }, detail) {
    const { on, parts } = sketch();
    const sides = detail === "near" ? 14 : 7;
    const foot = height * 0.27;
    const radius = (share: number) => height * (0.2 - 0.16 * share);
    box(on("rubber", "#5a3020"), [-foot, 0, -foot], [foot, 0.03 * height, foot]);
    for (const { from, to, colour } of BANDS) {
      tube(on("plastic", colour), {
        from: [0, from * height, 0],
        to: [0, to * height, 0],
        radius: [radius(from), radius(to)],
        sides,
        caps: to === 1,
      });
    }
    return parts();
  },
};
