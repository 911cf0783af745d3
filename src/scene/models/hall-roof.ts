import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, type Sketch, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(4).max(200).describe("Inside, along x, metres"),
  length: z.number().min(4).max(200).describe("Inside, along z, metres"),
  height: z.number().min(3).max(20).describe("Of the lower side of the roof over the floor, metres"),
  colour,
  beamColour: colour,
});

/** The parameters of the roof of a hall. */
export type HallRoof = z.output<typeof parameters>;

/** How far the trusses hang below the roof. */
export const TRUSS = 0.9;
const PITCH = 6;

/** The roof of a hall seen from inside: steel sheet on purlins and lattice trusses across the hall. Its origin is on the floor. */
export const hallRoof: Model<HallRoof> = {
  castsNoShadow: true,
  parameters,
  vary: (random: Random) => ({
    width: 24,
    length: 40,
    height: 8.5,
    colour: pick(random, ["#c4c8ca", "#b3b9bc", "#d5d4cf"]),
    beamColour: pick(random, ["#8b9298", "#6f7980", "#a84a32", "#d0d2d2"]),
  }),
  bounds: ({ width, length, height }) => ({
    min: [-width / 2, height - TRUSS, -length / 2],
    max: [width / 2, height, length / 2],
  }),
  build(given, detail) {
    const drawing = sketch();
    const { width, length, height } = given;
    const [x, z] = [width / 2, length / 2];
    const sheet = drawing.on("plaster", given.colour);
    polygon(sheet, [-x, height, -z], [x, height, -z], [x, height, z], [-x, height, z]);
    const steel = drawing.on("paint", given.beamColour);
    const purlins = Math.round(width / 2.4);
    for (let at = 1; at < purlins; at++) {
      const middle = (at / purlins - 0.5) * width;
      box(steel, [middle - 0.05, height - 0.18, -z], [middle + 0.05, height, z], ["front", "back", "top"]);
    }
    const trusses = Math.round(length / PITCH);
    for (let at = 0; at <= trusses; at++) {
      addTruss(drawing, given, Math.min(z - 0.1, Math.max(0.1 - z, (at / trusses - 0.5) * length)), detail !== "far");
    }
    return drawing.parts();
  },
};

/** Two chords, and webs between them in a zigzag. */
function addTruss({ on }: Sketch, { width, height, beamColour }: HallRoof, z: number, webs: boolean): void {
  const steel = on("paint", beamColour);
  const [low, high] = [height - TRUSS, height - 0.19];
  box(steel, [-width / 2, low, z - 0.08], [width / 2, low + 0.12, z + 0.08], ["left", "right"]);
  box(steel, [-width / 2, high - 0.12, z - 0.08], [width / 2, high, z + 0.08], ["left", "right", "top"]);
  if (!webs) return;
  const count = Math.round(width / 1.2);
  for (let at = 0; at < count; at++) {
    const [x0, x1] = [(at / count - 0.5) * (width - 0.1), ((at + 1) / count - 0.5) * (width - 0.1)];
    const [y0, y1] = at % 2 === 0 ? [low + 0.1, high - 0.1] : [high - 0.1, low + 0.1];
    const half = 0.04;
    for (const side of [-1, 1]) {
      const at = (x: number, y: number) => [x, y, z + side * 0.03] as const;
      const corners = [at(x0 - half, y0), at(x0 + half, y0), at(x1 + half, y1), at(x1 - half, y1)] as const;
      const [a, b, c, d] = corners;
      const rising = y1 > y0;
      if (rising === side > 0) polygon(steel, a, b, c, d);
      else polygon(steel, d, c, b, a);
    }
  }
}
