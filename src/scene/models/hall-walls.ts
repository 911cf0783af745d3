import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, type Sketch, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(4).max(200).describe("Inside, along x, metres"),
  length: z.number().min(4).max(200).describe("Inside, along z, metres"),
  height: z.number().min(3).max(20).describe("Metres"),
  colour,
  baseColour: colour.describe("Of the concrete plinth"),
  doorColour: colour,
  docks: z.array(z.number()).readonly().describe("x of the middles of the roller doors in the wall at +z, metres"),
});

/** The parameters of the walls of a hall. */
export type HallWalls = z.output<typeof parameters>;

/** Height of the concrete plinth. */
const PLINTH = 1.2;
const DOOR = { width: 3, height: 3.2 } as const;
const FRAME = 0.18;

/** The four walls of a hall, seen from inside: ribbed panels over a concrete plinth, columns, roller doors in the wall at +z. */
export const hallWalls: Model<HallWalls> = {
  castsNoShadow: true,
  parameters,
  vary: (random: Random) => ({
    width: 24,
    length: 40,
    height: 8,
    colour: pick(random, ["#c9cdcf", "#bcc3c6", "#d2cfc6", "#aab4bb"]),
    baseColour: "#9b9a96",
    doorColour: pick(random, ["#8d9aa6", "#e2e3e0", "#4f7096", "#b9803a"]),
    docks: [-6, 0, 6],
  }),
  bounds: ({ width, length, height }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, height, length / 2] }),
  build(given, detail) {
    const drawing = sketch();
    const { on } = drawing;
    const { width, length, height, docks } = given;
    const [x, z] = [width / 2, length / 2];
    for (const [tone, low, high] of [
      [given.baseColour, 0, PLINTH],
      [given.colour, PLINTH, height],
    ] as const) {
      const surface = on(low === 0 ? "concrete" : "plaster", tone);
      polygon(surface, [-x, low, -z], [x, low, -z], [x, high, -z], [-x, high, -z]);
      polygon(surface, [x, low, z], [-x, low, z], [-x, high, z], [x, high, z]);
      polygon(surface, [-x, low, z], [-x, low, -z], [-x, high, -z], [-x, high, z]);
      polygon(surface, [x, low, -z], [x, low, z], [x, high, z], [x, high, -z]);
    }
    addColumns(drawing, given);
    if (detail !== "far") addRibs(drawing, given);
    for (const middle of docks) addDoor(drawing, given, middle);
    return drawing.parts();
  },
};

/** Steel columns along the walls, every 6 m. */
function addColumns({ on }: Sketch, { width, length, height }: HallWalls): void {
  const steel = on("paint", "#7d858a");
  const count = Math.max(1, Math.round(length / 6));
  for (let at = 0; at <= count; at++) {
    const z = Math.min(length / 2 - 0.15, Math.max(0.15 - length / 2, (at / count - 0.5) * length));
    box(steel, [-width / 2, 0, z - 0.12], [-width / 2 + 0.2, height, z + 0.12], ["left", "bottom", "top"]);
    box(steel, [width / 2 - 0.2, 0, z - 0.12], [width / 2, height, z + 0.12], ["right", "bottom", "top"]);
  }
}

/** Horizontal seams of the wall panels. */
function addRibs({ on }: Sketch, { width, length, height }: HallWalls): void {
  const seam = on("metal", "#8b9194");
  for (let y = PLINTH; y < height; y += 1.1) {
    const [x, z] = [width / 2, length / 2];
    box(seam, [-x, y, -z], [x, y + 0.03, 0.015 - z], ["front", "left", "right", "bottom"]);
    box(seam, [-x, y, z - 0.015], [x, y + 0.03, z], ["back", "left", "right", "bottom"]);
    box(seam, [-x, y, -z], [0.015 - x, y + 0.03, z], ["front", "back", "left", "bottom"]);
    box(seam, [x - 0.015, y, -z], [x, y + 0.03, z], ["front", "back", "right", "bottom"]);
  }
}

/** A closed roller door of slats in a frame with warning stripes at its sides. */
function addDoor({ on }: Sketch, { length, doorColour }: HallWalls, middle: number): void {
  const z = length / 2;
  const [left, right] = [middle - DOOR.width / 2, middle + DOOR.width / 2];
  const slats = 12;
  for (let at = 0; at < slats; at++) {
    const [low, high] = [(at / slats) * DOOR.height, ((at + 1) / slats) * DOOR.height];
    box(on("metal", doorColour), [left, low + 0.015, z - 0.05], [right, high, z - 0.02], ["back", "left", "right"]);
  }
  box(on("plastic", "#3c4043"), [left, 0, z - 0.02], [right, DOOR.height, z - 0.01], ["back"]);
  for (const x of [left - FRAME, right]) {
    for (let at = 0; at < 8; at++) {
      const tone = at % 2 === 0 ? "#e0b21c" : "#26272a";
      box(on("paint", tone), [x, at * 0.4, z - 0.12], [x + FRAME, (at + 1) * 0.4, z], ["back", "top", "bottom"]);
    }
  }
  box(on("metal", "#6a7076"), [left - FRAME, DOOR.height, z - 0.35], [right + FRAME, DOOR.height + 0.4, z], ["back"]);
}
