import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Wall } from "./facade";
import { write } from "./lettering";
import type { Model } from "./model";
import { box, polygon, type Sketch, sketch, tube } from "./sketch";

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
    if (detail !== "far") addFittings(drawing, given);
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

/** Numbers over the doors, exits with their green signs, fire extinguishers with red ones, boxes and pipes of the wiring. */
function addFittings({ on }: Sketch, { width, length, docks, height }: HallWalls): void {
  const [x, z] = [width / 2, length / 2];
  for (const [at, middle] of docks.entries()) {
    box(on("gloss", "#1f4f8f"), [middle - 0.35, DOOR.height + 0.55, z - 0.03], [middle + 0.35, DOOR.height + 1.25, z], ["back"]);
    const wall: Wall = (right, up, out) => [middle - right, DOOR.height + 0.55 + up, z - 0.03 - out];
    write(on("gloss", "#f4f4f0"), wall, String(at + 1), { right: 0, up: 0.12, height: 0.46, out: 0.003, weight: 0.18 });
  }
  for (const side of [-1, 1] as const) {
    // Between two columns.
    for (let at = -z + 4.6; at < z - 2; at += 12) {
      const inner = side * (x - 0.02);
      const plate = (tone: string, y: number, high: number, from: number, to: number, deep: number) =>
        box(
          on("gloss", tone),
          [Math.min(inner, inner - side * deep), y, at + from],
          [Math.max(inner, inner - side * deep), y + high, at + to],
        );
      plate("#c3202a", 1.9, 0.3, -0.15, 0.15, 0.015);
      plate("#f4f2ee", 1.98, 0.14, -0.04, 0.04, 0.018);
      const radius = 0.085;
      tube(on("paint", "#b81f27"), {
        from: [inner - side * 0.11, 0.85, at],
        to: [inner - side * 0.11, 1.35, at],
        radius: [radius, radius],
        sides: 10,
      });
      tube(on("plastic", "#1c1d1f"), {
        from: [inner - side * 0.11, 1.35, at],
        to: [inner - side * 0.11, 1.45, at],
        radius: [0.035, 0.03],
        sides: 6,
      });
      plate("#8d9297", 1.3, 0.7, 1.5, 2, 0.16);
      plate("#8d9297", 2, height - 2.4, 1.72, 1.78, 0.05);
      plate("#e8c21e", 1.62, 0.12, 1.69, 1.81, 0.165);
    }
  }
  const exit = x - 2.2;
  box(on("paint", "#5f6a70"), [exit - 0.5, 0, z - 0.06], [exit + 0.5, 2.1, z], ["back", "bottom"]);
  box(on("metal", "#c9ccce"), [exit - 0.4, 1, z - 0.1], [exit - 0.22, 1.06, z - 0.06]);
  box(on("lamp", "#1f9d55"), [exit - 0.3, 2.3, z - 0.06], [exit + 0.3, 2.55, z], ["back"]);
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
