import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, sketch } from "./sketch";

const size = { width: z.number().min(2).max(30).describe("Metres"), depth: z.number().min(2).max(30) };
const wallParameters = z.strictObject({
  ...size,
  height: z.number().min(2).max(8),
  material: z.enum(["plaster", "brick", "concrete", "wood"]),
  colour,
  skirtingColour: colour,
});
const floorParameters = z.strictObject({ ...size, material: z.enum(["oak", "concrete", "paving", "fabric"]), colour });
/** The parameters of the walls and of the floor of a room. */
export type ChamberWalls = z.output<typeof wallParameters>;
export type ChamberFloor = z.output<typeof floorParameters>;

const SKIRTING = 0.09;

/** Four walls, seen from inside, with a skirting board, and the ceiling over them. */
export const chamberWalls: Model<ChamberWalls> = {
  castsNoShadow: true,
  parameters: wallParameters,
  vary: (random: Random) => ({
    width: uniform(random, 4, 6),
    depth: uniform(random, 4, 6),
    height: uniform(random, 2.4, 2.9),
    material: pick(random, ["plaster", "plaster", "plaster", "brick", "concrete", "wood"] as const),
    colour: pick(random, ["#dcd8ce", "#c9d0cc", "#b7a994", "#8a9aa2", "#d8c4ae", "#a2a89a", "#7c6a5c"]),
    skirtingColour: pick(random, ["#ecebe6", "#5a4634", "#3a3c40"]),
  }),
  bounds: ({ width, depth, height }) => ({ min: [-width / 2, 0, -depth / 2], max: [width / 2, height, depth / 2] }),
  build({ width, depth, height, material, colour, skirtingColour }) {
    const { on, parts } = sketch();
    const [x, z, y] = [width / 2, depth / 2, height];
    const wall = on(material, colour);
    polygon(wall, [-x, 0, -z], [x, 0, -z], [x, y, -z], [-x, y, -z]);
    polygon(wall, [x, 0, z], [-x, 0, z], [-x, y, z], [x, y, z]);
    polygon(wall, [-x, 0, z], [-x, 0, -z], [-x, y, -z], [-x, y, z]);
    polygon(wall, [x, 0, -z], [x, 0, z], [x, y, z], [x, y, -z]);
    polygon(on("plaster", "#e8e6e0"), [-x, y, -z], [x, y, -z], [x, y, z], [-x, y, z]);
    const board = on("paint", skirtingColour);
    box(board, [-x, 0, -z], [x, SKIRTING, -z + 0.015]);
    box(board, [-x, 0, z - 0.015], [x, SKIRTING, z]);
    box(board, [-x, 0, -z], [-x + 0.015, SKIRTING, z]);
    box(board, [x - 0.015, 0, -z], [x, SKIRTING, z]);
    return parts();
  },
};

/** The floor of a room. */
export const chamberFloor: Model<ChamberFloor> = {
  castsNoShadow: true,
  parameters: floorParameters,
  vary: (random: Random) => ({
    width: uniform(random, 4, 6),
    depth: uniform(random, 4, 6),
    ...pick(random, [
      { material: "oak" as const, colour: "#a87c52" },
      { material: "oak" as const, colour: "#6e4b34" },
      { material: "concrete" as const, colour: "#9a9892" },
      { material: "paving" as const, colour: "#b8b2a6" },
      { material: "fabric" as const, colour: "#6c7480" },
    ]),
  }),
  bounds: ({ width, depth }) => ({ min: [-width / 2, 0, -depth / 2], max: [width / 2, 0, depth / 2] }),
  build({ width, depth, material, colour }) {
    const { on, parts } = sketch();
    const [x, z] = [width / 2, depth / 2];
    polygon(on(material, colour), [-x, 0, z], [x, 0, z], [x, 0, -z], [-x, 0, -z]);
    return parts();
  },
};
