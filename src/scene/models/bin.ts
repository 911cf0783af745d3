import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Detail, Model } from "./model";
import { box, disc, sketch, tube } from "./sketch";

const parameters = z.strictObject({
  kind: z.enum(["round", "wheeled"]).describe("A litter bin, or a wheelie bin of a house"),
  colour,
});

/** The parameters of a rubbish bin. */
export type Bin = z.output<typeof parameters>;

const COLOURS = {
  round: ["#3f5a48", "#4a4d50", "#2f4a5c", "#7a4a2c"],
  wheeled: ["#2c2e30", "#2f5238", "#28406a", "#8a7a20"],
} as const;

/** A rubbish bin. */
export const bin: Model<Bin> = {
  parameters,
  vary(random: Random) {
    const kind = pick(random, ["round", "wheeled"] as const, [2, 1]);
    return { kind, colour: pick(random, COLOURS[kind]) };
  },
  bounds: ({ kind }) =>
    kind === "round" ? { min: [-0.3, 0, -0.3], max: [0.3, 1.05, 0.3] } : { min: [-0.29, 0, -0.36], max: [0.29, 1.08, 0.4] },
  build: ({ kind, colour }, detail) => (kind === "round" ? litterBin(colour, detail) : wheelieBin(colour, detail)),
};

function litterBin(colour: string, detail: Detail) {
  const { on, parts } = sketch();
  const sides = detail === "near" ? 16 : 7;
  const body = on("metal", colour);
  tube(on("metal", "#3a3c3e"), { from: [0, 0, 0], to: [0, 0.06, 0], radius: [0.2, 0.2], sides, caps: false });
  tube(body, { from: [0, 0.06, 0], to: [0, 0.8, 0], radius: [0.24, 0.28], sides, caps: false });
  tube(on("metal", "#55585a"), { from: [0, 0.74, 0], to: [0, 0.8, 0], radius: [0.3, 0.3], sides });
  disc(on("plastic", "#151515"), [0, 0.803, 0], 0.25, sides);
  for (const [x, z] of [
    [0.22, 0],
    [-0.11, 0.19],
    [-0.11, -0.19],
  ] as const) {
    tube(on("metal", "#55585a"), {
      from: [x, 0.8, z],
      to: [x, 0.95, z],
      radius: [0.02, 0.02],
      sides: detail === "near" ? 5 : 3,
      caps: false,
    });
  }
  tube(body, { from: [0, 0.95, 0], to: [0, 1.05, 0], radius: [0.29, 0.12], sides });
  return parts();
}

function wheelieBin(colour: string, detail: Detail) {
  const { on, parts } = sketch();
  const body = on("plastic", colour);
  for (const [low, high, half, depth] of [
    [0.06, 0.4, 0.235, 0.26],
    [0.4, 0.72, 0.25, 0.29],
    [0.72, 0.98, 0.265, 0.32],
  ] as const) {
    box(body, [-half, low, -depth], [half, high, 0.28], detail === "near" ? [] : ["top", "bottom"]);
  }
  box(body, [-0.29, 0.98, -0.36], [0.29, 1.03, 0.33]);
  box(body, [-0.24, 1.03, -0.3], [0.24, 1.08, 0.28], ["bottom"]);
  const sides = detail === "near" ? 12 : 6;
  if (detail === "near") tube(body, { from: [-0.25, 0.95, 0.38], to: [0.25, 0.95, 0.38], radius: [0.02, 0.02], sides: 6 });
  box(body, [-0.24, 0.92, 0.28], [-0.2, 0.98, 0.38]);
  box(body, [0.2, 0.92, 0.28], [0.24, 0.98, 0.38]);
  box(body, [-0.2, 0, -0.2], [0.2, 0.06, -0.12], ["top"]);
  for (const x of [-0.27, 0.21]) {
    tube(on("rubber", "#2a2a2a"), { from: [x, 0.1, 0.26], to: [x + 0.06, 0.1, 0.26], radius: [0.1, 0.1], sides });
  }
  return parts();
}
