import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, type Sketch, sketch } from "./sketch";

const parameters = z.strictObject({
  bays: z.number().int().min(1).max(8),
  bayWidth: z.number().min(1.5).max(4).describe("From the middle of one frame to that of the next, metres"),
  depth: z.number().min(0.6).max(1.4).describe("Metres"),
  beams: z.array(z.number().min(0.3).max(12)).readonly().describe("Heights of the top of the beams, from low to high, metres"),
  height: z.number().min(1.5).max(14).describe("Of the frames, metres"),
  frameColour: colour,
  beamColour: colour,
});

/** The parameters of a pallet rack. */
export type Rack = z.output<typeof parameters>;

/** Width of the posts, and height of the beams. */
const POST = 0.1;
const BEAM = 0.12;
const LATH = 0.05;
/** How far labels stand out from the beams. */
const LABEL = 0.002;
/** How far guards stand out from the posts. */
const GUARD = 0.012;

/** Frames with beams between them; goods go in from -z. The bays lie along x. */
export const rack: Model<Rack> = {
  parameters,
  vary: (random: Random) => ({
    bays: pick(random, [2, 3, 4]),
    bayWidth: 2.8,
    depth: 1.1,
    beams: [1.7, 3.4],
    height: 4.6,
    ...varyLook(random),
  }),
  bounds({ bays, bayWidth, depth, height }) {
    const reach = (bays * bayWidth) / 2 + POST / 2 + GUARD;
    return { min: [-reach, 0, -depth / 2 - LATH / 2 - LABEL], max: [reach, height, depth / 2 + LATH / 2] };
  },
  build(given, detail) {
    const drawing = sketch();
    const { bays, bayWidth, depth, beams } = given;
    for (let frame = 0; frame <= bays; frame++) addFrame(drawing, given, (frame - bays / 2) * bayWidth, detail === "near");
    const surface = drawing.on("paint", given.beamColour);
    const half = (bays * bayWidth) / 2;
    for (const top of beams) {
      for (const z of [-depth / 2, depth / 2 - LATH]) {
        const [low, high] = [z - (z < 0 ? LATH / 2 : -LATH / 2), z + LATH + (z < 0 ? 0 : LATH / 2)];
        box(surface, [-half, top - BEAM, low], [half, top, high], ["left", "right"]);
      }
      if (detail !== "far") addDeck(drawing, half, depth, top);
      if (detail === "near") addLabels(drawing, given, top);
    }
    return drawing.parts();
  },
};

/** Draws the colours of a rack: what makers use. */
export function varyLook(random: Random): Pick<Rack, "frameColour" | "beamColour"> {
  const [frameColour, beamColour] = pick(
    random,
    [
      ["#2a4f8f", "#d8661c"],
      ["#2f5d8a", "#e08a1e"],
      ["#6f757a", "#d9a21b"],
      ["#3c6e50", "#d8661c"],
      ["#8a8f93", "#a8272b"],
    ] as const,
    [5, 3, 2, 1, 1],
  );
  return { frameColour, beamColour };
}

/** Two posts, feet, and laths between them in a zigzag. */
function addFrame({ on }: Sketch, { depth, height, frameColour }: Rack, x: number, fine: boolean): void {
  const steel = on("paint", frameColour);
  const half = POST / 2;
  const z = depth / 2;
  for (const [from, to] of [
    [-z, -z + POST],
    [z - POST, z],
  ] as const) {
    box(steel, [x - half, 0, from], [x + half, height, to], ["bottom"]);
  }
  if (fine) {
    addGuard(on, x, -z);
    addHoles(on, x, -z, height);
  }
  const step = depth;
  const count = Math.floor((height - 0.4) / step);
  for (let at = 0; at < count; at++) {
    const [low, high] = [0.25 + at * step, 0.25 + (at + 1) * step];
    const [start, end] = at % 2 === 0 ? [-z + POST, z - POST] : [z - POST, -z + POST];
    addLath(on, frameColour, x, [low, start], [high, end]);
    if (fine) addLath(on, frameColour, x, [low, -z + POST], [low, z - POST]);
  }
}

/** A yellow angle that keeps trucks off the foot of the front post. */
function addGuard(on: Sketch["on"], x: number, z: number): void {
  const paint = on("paint", "#e0b21c");
  const reach = POST / 2 + GUARD;
  box(paint, [x - reach, 0, z - 0.02], [x + reach, 0.42, z + 0.06], ["back", "bottom"]);
}

/** The slots of the front post in which beams are hung, every 15 cm. */
function addHoles(on: Sketch["on"], x: number, z: number, height: number): void {
  const hole = on("plastic", "#1b1c1e");
  const at = z - 0.0006;
  for (let y = 0.5; y < height - 0.1; y += 0.15) {
    for (const side of [-0.022, 0.022]) {
      const [left, right] = [x + side - 0.007, x + side + 0.007];
      polygon(hole, [right, y, at], [left, y, at], [left, y + 0.045, at], [right, y + 0.045, at]);
    }
  }
}

/** A label under each of the three places of a bay, with a bar code. */
function addLabels({ on }: Sketch, { bays, bayWidth, depth }: Rack, top: number): void {
  const z = -depth / 2 - LATH / 2 - 0.0008;
  const patch = (tone: string, x: number, y: number, wide: number, high: number, lift = 0) => {
    const [left, right, at] = [x - wide / 2, x + wide / 2, z - lift];
    polygon(on("gloss", tone), [right, y, at], [left, y, at], [left, y + high, at], [right, y + high, at]);
  };
  for (let bay = 0; bay < bays; bay++) {
    const middle = (bay - (bays - 1) / 2) * bayWidth;
    for (const place of [-0.88, 0, 0.88]) {
      const [x, y] = [middle + place + 0.1, top - BEAM + 0.025];
      patch("#f2f1ea", x, y, 0.16, 0.07);
      for (const [at, wide] of BARS) patch("#1d1d1f", x - at, y + 0.012, wide, 0.03, 0.0006);
      patch("#1d1d1f", x - 0.02, y + 0.05, 0.08, 0.012, 0.0006);
    }
  }
}

/** Bars of a bar code: how far left of the middle of the label, and how wide. */
const BARS = [[0.055, 0.006], [0.042, 0.012], [0.026, 0.005], [0.014, 0.009], [-0.002, 0.005], [-0.016, 0.012], [-0.034, 0.006], [-0.05, 0.009]] as const; // biome-ignore format: pairs

/** A flat lath in the plane of a frame, seen from both sides. */
function addLath(
  on: Sketch["on"],
  tone: string,
  x: number,
  [y0, z0]: readonly [number, number],
  [y1, z1]: readonly [number, number],
): void {
  const steel = on("paint", tone);
  const half = LATH / 2;
  const corners = [[x, y0 - half, z0], [x, y1 - half, z1], [x, y1 + half, z1], [x, y0 + half, z0]] as const; // biome-ignore format: corners
  const [a, b, c, d] = corners;
  const shift = (point: readonly [number, number, number], by: number) => [point[0] + by, point[1], point[2]] as const;
  polygon(steel, shift(a, 0.01), shift(b, 0.01), shift(c, 0.01), shift(d, 0.01));
  polygon(steel, shift(d, -0.01), shift(c, -0.01), shift(b, -0.01), shift(a, -0.01));
}

/** Two bars across the beams that carry small pallets. */
function addDeck({ on }: Sketch, half: number, depth: number, top: number): void {
  const steel = on("metal", "#8f9498");
  for (let x = -half + 0.45; x < half; x += 0.9) {
    box(
      steel,
      [x - 0.03, top - 0.03, -depth / 2 + LATH],
      [x + 0.03, top - 0.002, depth / 2 - LATH],
      ["front", "back", "left", "right"],
    );
  }
}
