import { z } from "zod";
import { chance, pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Wall } from "./facade";
import { textWidth, write } from "./lettering";
import type { Model } from "./model";
import { box, polygon, type Sketch, sketch } from "./sketch";

const size = z.number().min(0.05).max(2);
const marks = ["label", "arrows", "print", "plain"] as const;

const parameters = z.strictObject({
  width: size.describe("Along x, metres"),
  height: size,
  length: size.describe("Along z, metres"),
  colour,
  tapeColour: colour,
  mark: z.enum(marks).describe("What is on its front and back"),
  markColour: colour.describe("Of the print"),
});

/** The parameters of a cardboard box. */
export type Parcel = z.output<typeof parameters>;

/** Colours of cardboard, brown for the most part. */
export const cardboard = ["#b3906a", "#a8855f", "#bd9d78", "#9a7752", "#c4a987", "#d9d2c4"] as const;

/** A closed cardboard box: tape along its top and down two sides, a label or print on front and back. */
export const parcel: Model<Parcel> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 0.25, 0.6),
    height: uniform(random, 0.15, 0.45),
    length: uniform(random, 0.25, 0.6),
    ...varyLook(random),
  }),
  bounds: ({ width, height, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, height + LIFT, length / 2] }),
  build(given, detail) {
    const drawing = sketch();
    const [x, z] = [given.width / 2 - LIFT, given.length / 2 - LIFT];
    box(drawing.on("cardboard", given.colour), [-x, 0, -z], [x, given.height, z], ["bottom"]);
    if (detail === "far") return drawing.parts();
    addTape(drawing, given);
    if (detail === "near") for (const front of [-1, 1]) addMark(drawing, given, front);
    return drawing.parts();
  },
};

/** Draws everything but the size of a box. */
export function varyLook(random: Random): Pick<Parcel, "colour" | "tapeColour" | "mark" | "markColour"> {
  return {
    colour: pick(random, cardboard, [5, 5, 4, 4, 3, 1]),
    tapeColour: chance(random, 0.6) ? "#c8a878" : pick(random, ["#8a6238", "#e6e2d6", "#b3402e"]),
    mark: pick(random, marks, [5, 2, 3, 2]),
    markColour: pick(random, ["#2a2420", "#1f4f8f", "#a32a24", "#2b6a3c", "#d87a1e"]),
  };
}

/** Tape and labels stick out by this much, metres. */
const LIFT = 0.002;

function addTape({ on }: Sketch, { width, height, length, tapeColour }: Parcel): void {
  const tape = on("plastic", tapeColour);
  const half = Math.min(0.03, width * 0.12);
  const [z, y] = [length / 2, height + LIFT];
  const drop = height - Math.min(0.07, height * 0.3);
  polygon(tape, [-half, y, z], [half, y, z], [half, y, -z], [-half, y, -z]);
  polygon(tape, [half, drop, -z], [-half, drop, -z], [-half, y, -z], [half, y, -z]);
  polygon(tape, [-half, drop, z], [half, drop, z], [half, y, z], [-half, y, z]);
}

/** `front` is -1 for the side that looks to -z and 1 for the other; u goes to the right as seen from outside. */
function addMark({ on }: Sketch, { width, height, length, mark, markColour }: Parcel, front: number): void {
  const [wide, high] = [width / 2, height];
  const patch = (material: "cardboard" | "plastic", tone: string, u0: number, u1: number, v0: number, v1: number, lift = 0) => {
    const z = front * (length / 2 - LIFT / 2 + lift);
    const at = (u: number, v: number) => [front * u * wide, v * high, z] as const;
    polygon(on(material, tone), at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1));
  };
  if (mark === "label") {
    patch("plastic", "#efeee9", 0.12, 0.78, 0.2, 0.66);
    for (const [u, end] of BARS) patch("cardboard", "#26241f", u, end, 0.25, 0.4, LIFT / 4);
    patch("cardboard", "#5a5854", 0.18, 0.6, 0.52, 0.58, LIFT / 4);
  }
  if (mark === "arrows") {
    for (const u of [-0.7, -0.42]) {
      patch("cardboard", markColour, u - 0.03, u + 0.03, 0.15, 0.4);
      const z = front * (length / 2 - LIFT / 2);
      const at = (side: number, v: number) => [front * side * wide, v * high, z] as const;
      polygon(on("cardboard", markColour), at(u - 0.1, 0.36), at(u + 0.1, 0.36), at(u, 0.58));
    }
  }
  if (mark === "print") {
    const size = Math.min(0.3 * high, (1.5 * wide) / textWidth(WORDS[0], 1));
    const word = WORDS[Math.round(1000 * (width + length)) % WORDS.length] ?? WORDS[0];
    const wall: Wall = (right, up, out) => [front * right, up, front * (length / 2 - LIFT / 2 + out)];
    write(on("cardboard", markColour), wall, word, { right: 0, up: 0.52 * high, height: size, out: 0, weight: 0.2 });
    patch("cardboard", markColour, -0.8, 0.8, 0.38, 0.43);
    patch("cardboard", markColour, -0.8, 0.1, 0.26, 0.3);
    patch("plastic", "#efeee9", 0.35, 0.85, 0.1, 0.32);
    for (const [u, end] of BARS) patch("cardboard", "#26241f", 0.35 + u * 0.6, 0.35 + end * 0.6, 0.14, 0.26, LIFT / 4);
  }
}

/** Makers. */
const WORDS = ["NORDFRAKT", "KESTREL", "OMNIPAK", "HALDEN", "VERITA", "BLUEFIR"] as const;

const BARS = [
  [0.18, 0.22],
  [0.26, 0.34],
  [0.38, 0.4],
  [0.46, 0.56],
  [0.6, 0.63],
  [0.67, 0.72],
] as const;
