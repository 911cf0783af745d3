import { z } from "zod";
import { colour } from "./colour";

/** What a detached house is made from. */
export const houseParameters = z.strictObject({
  width: z.number().min(6).max(24).describe("Along the street, metres; not less than the depth"),
  depth: z.number().min(5).max(16).describe("Away from the street, metres"),
  floors: z.int().min(1).max(3),
  storeyHeight: z.number().min(2.4).max(3.4),
  roof: z.enum(["gable", "hip", "flat"]),
  slope: z.number().min(0.25).max(1.2).describe("Rise of the roof over its run"),
  roofMaterial: z.enum(["roof", "metal"]),
  roofColour: colour,
  wallMaterial: z.enum(["brick", "plaster", "wood"]),
  wallColour: colour,
  trimColour: colour,
  doorColour: colour,
  wing: z.enum(["none", "left", "right"]).describe("A lower wing to the front with a roof across the main one"),
  wingReach: z.number().min(1).max(5).describe("How far the wing comes forward, metres"),
  garage: z.boolean().describe("A flat garage at the right side"),
  chimney: z.boolean(),
  skylights: z.int().min(0).max(4),
  panels: z.int().min(0).max(16).describe("Solar panels on the rear slope"),
});

/** The parameters of a house that stands alone. */
export type House = z.output<typeof houseParameters>;

/** Where the wing stands: left and right edge, and how far it comes forward. None for no wing. */
export function wingOf({ wing, width, depth, wingReach }: House): { left: number; right: number; front: number } | undefined {
  if (wing === "none") return undefined;
  const span = Math.min(depth * 0.62, width * 0.45);
  const left = wing === "left" ? -width / 2 : width / 2 - span;
  return { left, right: left + span, front: -depth / 2 - wingReach };
}
