import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, sketch } from "./sketch";

const parameters = z.strictObject({
  surface: z.enum(["floor", "ceiling", "walls"]).describe("Which side of the room"),
  width: z.number().min(2).max(60).describe("Metres along x"),
  depth: z.number().min(2).max(60).describe("Metres along z"),
  height: z.number().min(2).max(8),
  colour,
  stripe: colour.describe("A band round the walls"),
});

/** The parameters of one side of a sales floor. */
export type StoreRoom = z.output<typeof parameters>;

/** Metres between rows of strip lights, and between the lights of a row. */
const ROWS = 2.4;
const PITCH = 1.8;
const PANEL = 0.6;

/** The room round a shop's shelves: tiled floor, ceiling panels with strip lights, or walls with a band. It lets light in. */
export const storeRoom: Model<StoreRoom> = {
  castsNoShadow: true,
  parameters,
  vary: (random: Random) => ({
    surface: pick(random, ["floor", "ceiling", "walls"] as const),
    width: 12,
    depth: 9,
    height: 3.4,
    colour: "#e4e2dc",
    stripe: "#2f7d46",
  }),
  bounds: ({ surface, width, depth, height }) => ({
    min: [-width / 2, surface === "ceiling" ? height - 0.06 : 0, -depth / 2],
    max: [width / 2, surface === "floor" ? 0 : height, depth / 2],
  }),
  build(room) {
    if (room.surface === "floor") return floor(room);
    return room.surface === "ceiling" ? ceiling(room) : walls(room);
  },
};

function floor({ width, depth, colour }: StoreRoom) {
  const { on, parts } = sketch();
  const [x, z] = [width / 2, depth / 2];
  polygon(on("paving", colour), [-x, 0, z], [x, 0, z], [x, 0, -z], [-x, 0, -z]);
  return parts();
}

function ceiling({ width, depth, height, colour }: StoreRoom) {
  const { on, parts } = sketch();
  const [x, z] = [width / 2, depth / 2];
  polygon(on("plastic", colour), [-x, height, -z], [x, height, -z], [x, height, z], [-x, height, z]);
  const grid = on("plastic", "#a8a8a4");
  const bar = 0.012;
  for (let at = -x + PANEL; at < x; at += PANEL)
    box(grid, [at - bar, height - 0.006, -z], [at + bar, height, z], ["top", "front", "back"]);
  for (let at = -z + PANEL; at < z; at += PANEL)
    box(grid, [-x, height - 0.006, at - bar], [x, height, at + bar], ["top", "left", "right"]);
  for (let row = -z + 0.9; row < z - 0.3; row += ROWS) {
    for (let at = -x + 0.6; at + 1.25 < x; at += PITCH) {
      box(on("plastic", "#f0f0ec"), [at - 0.02, height - 0.05, row - 0.14], [at + 1.22, height, row + 0.14], ["top", "bottom"]);
      polygon(
        on("lamp", "#fbfaf4"),
        [at, height - 0.05, row - 0.12],
        [at + 1.2, height - 0.05, row - 0.12],
        [at + 1.2, height - 0.05, row + 0.12],
        [at, height - 0.05, row + 0.12],
      );
    }
  }
  return parts();
}

function walls({ width, depth, height, colour, stripe }: StoreRoom) {
  const { on, parts } = sketch();
  const [x, z] = [width / 2, depth / 2];
  const corners = [
    [-x, z],
    [x, z],
    [x, -z],
    [-x, -z],
  ] as const;
  const bands = [
    [0, 0.1, "#4a4c50"],
    [0.1, 2.3, colour],
    [2.3, 2.75, stripe],
    [2.75, height, colour],
  ] as const;
  for (const [at, [fromX, fromZ]] of corners.entries()) {
    const [toX, toZ] = corners[(at + 1) % 4] ?? corners[0];
    for (const [low, high, paint] of bands) {
      const top = Math.min(high, height);
      if (top > low) polygon(on("plastic", paint), [toX, low, toZ], [fromX, low, fromZ], [fromX, top, fromZ], [toX, top, toZ]);
    }
  }
  return parts();
}
