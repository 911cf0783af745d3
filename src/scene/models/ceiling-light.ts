import { z } from "zod";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(0.05).max(10).describe("Along x, metres"),
  length: z.number().min(0.3).max(100).describe("Along z, metres"),
  kind: z.enum(["strip", "skylight"]).describe("A lamp in a housing that hangs from the roof, or a band of milky glass in it"),
  colour: colour.describe("Of what shines"),
});

/** The parameters of a ceiling light. */
export type CeilingLight = z.output<typeof parameters>;

const HOUSING = 0.08;

/** A light in or under a ceiling; its origin is in the middle of its lower face, which shines. */
export const ceilingLight: Model<CeilingLight> = {
  castsNoShadow: true,
  parameters,
  vary: () => ({ width: 0.25, length: 1.5, kind: "strip", colour: "#ffffff" }),
  bounds: ({ width, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, HOUSING, length / 2] }),
  build({ width, length, kind, colour: tone }) {
    const { on, parts } = sketch();
    const [x, z] = [width / 2, length / 2];
    const sides = ["front", "back", "left", "right", "top"] as const;
    const panes = kind === "skylight" ? Math.max(1, Math.round(length / 1.2)) : 1;
    const gap = kind === "skylight" ? 0.03 : 0;
    for (let at = 0; at < panes; at++) {
      const [from, to] = [(at / panes - 0.5) * length, ((at + 1) / panes - 0.5) * length];
      box(on("lamp", tone), [gap - x, 0, from + gap], [x - gap, HOUSING / 2, to - gap], sides);
    }
    box(on("metal", "#d4d6d6"), [-x, HOUSING / 8, -z], [x, HOUSING, z]);
    return parts();
  },
};
