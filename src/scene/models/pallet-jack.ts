import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { prism } from "./prism";
import { sketch, tube } from "./sketch";

const parameters = z.strictObject({
  colour,
  tiltDegrees: z.number().min(-10).max(45).describe("How far the handle is pulled back from upright"),
});

/** The parameters of a hand pallet truck. */
export type PalletJack = z.output<typeof parameters>;

const [TIP, HEAD, HANDLE, PIVOT] = [-0.85, 0.4, 1.02, 0.2];

/** A hand pallet truck. Its forks point to -z, its handle is at +z. */
export const palletJack: Model<PalletJack> = {
  parameters,
  vary: (random: Random) => ({
    colour: pick(random, ["#d8a41c", "#c8371f", "#2c62a8", "#e0651a"]),
    tiltDegrees: uniform(random, 0, 30),
  }),
  bounds({ tiltDegrees }) {
    const [back, up] = grip(tiltDegrees);
    return { min: [-0.27, 0, TIP], max: [0.27, up + 0.05, Math.max(HEAD + 0.03, back + 0.05)] };
  },
  build({ colour: tone, tiltDegrees }, detail) {
    const { on, parts } = sketch();
    const paint = on("paint", tone);
    for (const side of [-1, 1]) {
      const [left, right] = [side * 0.186 - 0.08, side * 0.186 + 0.08];
      prism(paint, [[TIP, 0.055], [TIP + 0.12, 0.03], [0.25, 0.03], [0.25, 0.085], [TIP + 0.12, 0.085]], left, right); // biome-ignore format: one outline
      if (detail === "far") continue;
      tube(on("plastic", "#d8d4c6"), {
        from: [left + 0.03, 0.04, TIP + 0.2],
        to: [right - 0.03, 0.04, TIP + 0.2],
        radius: [0.04, 0.04],
        sides: 8,
      });
    }
    prism(paint, [[0.2, 0.06], [0.34, 0.06], [0.36, 0.3], [0.24, 0.42]], -0.26, 0.26); // biome-ignore format: one outline
    const sides = detail === "near" ? 12 : 7;
    for (const side of [-1, 1]) {
      tube(on("rubber", "#242527"), {
        from: [side * 0.03, 0.09, HEAD - 0.06],
        to: [side * 0.1, 0.09, HEAD - 0.06],
        radius: [0.09, 0.09],
        sides,
      });
    }
    const [back, up] = grip(tiltDegrees);
    const dark = on("plastic", "#1f2022");
    tube(paint, { from: [0, PIVOT, HEAD - 0.06], to: [0, up, back], radius: [0.028, 0.022], sides: 6 });
    tube(dark, { from: [-0.15, up, back], to: [0.15, up, back], radius: [0.02, 0.02], sides: 6 });
    return parts();
  },
};

/** z and y of the grip. */
function grip(tiltDegrees: number): readonly [z: number, y: number] {
  const angle = (tiltDegrees * Math.PI) / 180;
  return [HEAD - 0.06 + Math.sin(angle) * HANDLE, PIVOT + Math.cos(angle) * HANDLE];
}
