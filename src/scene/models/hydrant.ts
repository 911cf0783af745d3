import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Model, Part } from "./model";
import { type Surface, sketch, tube } from "./sketch";

const parameters = z.strictObject({ colour, capColour: colour });

/** The parameters of a fire hydrant. */
export type Hydrant = z.output<typeof parameters>;

/** A pillar hydrant with one large outlet in front and one small one on each side. */
export const hydrant: Model<Hydrant> = {
  parameters,
  vary: (random: Random) => ({
    colour: pick(random, ["#b8281f", "#c23a24", "#d8a820", "#a82a2a"]),
    capColour: pick(random, ["#b8281f", "#d0d0cc", "#2f5fa0"]),
  }),
  bounds: () => ({ min: [-0.21, 0, -0.23], max: [0.21, 0.82, 0.17] }),
  build({ colour, capColour }, detail) {
    const { on, parts } = sketch();
    const [body, cap] = [on("metal", colour), on("metal", capColour)];
    if (detail !== "near") return coarse(body, cap, parts);
    const rings = [
      [0, 0.17, 0.17],
      [0.05, 0.115, 0.115],
      [0.46, 0.15, 0.15],
      [0.5, 0.13, 0.13],
    ] as const;
    const tops = [0.05, 0.46, 0.5, 0.62] as const;
    for (const [at, [low, from, to]] of rings.entries())
      tube(body, { from: [0, low, 0], to: [0, tops[at] ?? low, 0], radius: [from, to], sides: 12 });
    tube(cap, { from: [0, 0.62, 0], to: [0, 0.66, 0], radius: [0.155, 0.155], sides: 12 });
    tube(cap, { from: [0, 0.66, 0], to: [0, 0.72, 0], radius: [0.14, 0.11], sides: 12, caps: false });
    tube(cap, { from: [0, 0.72, 0], to: [0, 0.77, 0], radius: [0.11, 0.04], sides: 12 });
    tube(cap, { from: [0, 0.77, 0], to: [0, 0.82, 0], radius: [0.035, 0.035], sides: 5 });
    tube(body, { from: [0, 0.38, -0.1], to: [0, 0.38, -0.18], radius: [0.08, 0.08], sides: 10 });
    tube(cap, { from: [0, 0.38, -0.18], to: [0, 0.38, -0.23], radius: [0.095, 0.085], sides: 8 });
    for (const side of [-1, 1] as const) {
      tube(body, { from: [side * 0.1, 0.42, 0], to: [side * 0.16, 0.42, 0], radius: [0.055, 0.055], sides: 8 });
      tube(cap, { from: [side * 0.16, 0.42, 0], to: [side * 0.21, 0.42, 0], radius: [0.07, 0.06], sides: 8 });
    }
    return parts();
  },
};

/** The same outline from a distance at which its rims cannot be seen. */
function coarse(body: Surface, cap: Surface, parts: () => readonly Part[]): readonly Part[] {
  tube(body, { from: [0, 0, 0], to: [0, 0.05, 0], radius: [0.17, 0.15], sides: 6, caps: false });
  tube(body, { from: [0, 0.05, 0], to: [0, 0.62, 0], radius: [0.12, 0.145], sides: 6, caps: false });
  tube(cap, { from: [0, 0.62, 0], to: [0, 0.72, 0], radius: [0.155, 0.11], sides: 6 });
  tube(cap, { from: [0, 0.72, 0], to: [0, 0.82, 0], radius: [0.08, 0.03], sides: 6 });
  tube(cap, { from: [0, 0.38, -0.1], to: [0, 0.38, -0.23], radius: [0.09, 0.085], sides: 6 });
  tube(cap, { from: [-0.21, 0.42, 0], to: [0.21, 0.42, 0], radius: [0.06, 0.06], sides: 5 });
  return parts();
}
