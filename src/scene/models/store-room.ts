import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import type { LampGridSpec } from "../../recipe/spec";
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

/** Metres from a row of strip lights to the next, and from a light of a row to the next; what the lights shine with. */
const PITCH = [1.8, 2.4] as const;
const STRIP = [1.2, 0.24] as const;
/** How far the lights hang under the ceiling. */
const DROP = 0.05;
const PANEL = 0.6;

/** Where the lights of a ceiling are, from the middle of the room. */
export function stripLights({ width, depth, height }: Pick<StoreRoom, "width" | "depth" | "height">): LampGridSpec {
  const first = [1.2 - width / 2, 0.9 - depth / 2] as const;
  return { heightMetres: height - DROP, pitchMetres: PITCH, sizeMetres: STRIP, middle: first };
}

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
  polygon(on("tiles", colour), [-x, 0, z], [x, 0, z], [x, 0, -z], [-x, 0, -z]);
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
  const lights = stripLights({ width, depth, height });
  const [half, wide] = [STRIP[0] / 2, STRIP[1] / 2];
  const low = lights.heightMetres;
  for (let row = lights.middle[1]; row < z - 0.3; row += PITCH[1]) {
    for (let at = lights.middle[0]; at + half + 0.05 < x; at += PITCH[0]) {
      const [left, right] = [at - half, at + half];
      box(
        on("plastic", "#f0f0ec"),
        [left - 0.02, low, row - wide - 0.02],
        [right + 0.02, height, row + wide + 0.02],
        ["top", "bottom"],
      );
      polygon(
        on("lamp", "#fbfaf4"),
        [left, low, row - wide],
        [right, low, row - wide],
        [right, low, row + wide],
        [left, low, row + wide],
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
