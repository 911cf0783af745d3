import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import { fill, flatFace, print, rectangle } from "./face";
import type { Model } from "./model";
import { box, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(0.5).max(2).describe("Metres from post to post"),
  depth: z.number().min(0.2).max(0.8),
  height: z.number().min(0.8).max(3).describe("Metres, without the header"),
  boards: z.array(z.number().min(0.05).max(3)).min(1).max(10).describe("Heights of the upper sides of the boards, metres"),
  colour,
  railColour: colour.describe("The rail along the front of each board that holds the price tags"),
  backColour: colour,
  header: z
    .string()
    .regex(/^[A-Z0-9 ]{1,12}$/)
    .nullable()
    .describe("What the sign on top says"),
  headerColour: colour,
});

/** The parameters of one bay of a gondola. */
export type ShelfUnit = z.output<typeof parameters>;

/** Height of the rail for price tags, and how thick a board is. Metres. */
export const RAIL = 0.042;
const BOARD = 0.028;
const POST = 0.03;
const HEADER = 0.24;
/** Metres left between neighbouring bays. */
const SEAM = 0.002;

/** One bay of a supermarket gondola: plinth, back, posts, boards with a rail for price tags, and a sign on top. Goods stand to its front, -z. */
export const shelfUnit: Model<ShelfUnit> = {
  opensToFront: true,
  parameters,
  vary: (random: Random) => ({
    width: pick(random, [0.9, 1, 1.25]),
    depth: uniform(random, 0.35, 0.5),
    height: 1.9,
    boards: [0.15, 0.55, 0.9, 1.25, 1.6],
    colour: pick(random, ["#e8e8e4", "#d8d8d4", "#b8bcc0"]),
    railColour: pick(random, ["#f0f0ec", "#c8202c", "#2b6cb0", "#4a4e54"]),
    backColour: "#dcdcd8",
    header: pick(random, ["DRINKS", null]),
    headerColour: "#2f7d46",
  }),
  bounds: ({ width, depth, height, header }) => ({
    min: [-width / 2, 0, -depth / 2 - 0.008],
    max: [width / 2, height + (header ? HEADER : 0), depth / 2],
  }),
  build({ width, depth, height, boards, colour, railColour, backColour, header, headerColour }, detail) {
    const { on, parts } = sketch();
    const [x, z] = [width / 2 - SEAM, depth / 2];
    const steel = on("plastic", colour);
    box(on("plastic", backColour), [-x, 0, z - 0.03], [x, height, z], ["bottom"]);
    for (const side of [-1, 1]) {
      const [from, to] = [side * x, side * (x - POST / 2)];
      box(steel, [Math.min(from, to), 0, z - 0.06], [Math.max(from, to), height, z - 0.03], ["bottom", "back"]);
    }
    const [base = 0.15] = boards;
    box(on("plastic", "#55585c"), [-x, 0, -z + 0.05], [x, base - BOARD, z - 0.06], ["top", "bottom", "back"]);
    for (const up of boards) {
      box(steel, [-x, up - BOARD, -z], [x, up, z - 0.03], ["back"]);
      box(on("plastic", railColour), [-x, up - RAIL, -z - 0.006], [x, up + 0.002, -z], []);
    }
    if (detail === "near") {
      const slots = on("plastic", "#5c6064");
      for (const side of [-1, 1]) {
        for (let up = base + 0.1; up < height - 0.05; up += 0.1) {
          const face = flatFace(width, -z + 0.06, 0, height);
          fill(slots, face, rectangle(side * (x - 0.009) - 0.003, side * (x - 0.009) + 0.003, up, up + 0.03), 0.0006);
        }
      }
    }
    if (header) {
      box(on("plastic", headerColour), [-x, height, z - 0.06], [x, height + HEADER, z], ["bottom"]);
      const face = { ...flatFace(width, -z + 0.06, height, HEADER), width: 0.8 * width };
      if (detail !== "far")
        print(on("plastic", "#fbf8f0"), face, header, { up: HEADER / 2, height: 0.11, out: 0.001, weight: 0.18 });
    }
    return parts();
  },
};
