import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import type { Wall } from "./facade";
import { write } from "./lettering";
import type { Model } from "./model";
import { box, polygon, type Sketch, type Surface, sketch } from "./sketch";

const KINDS = [
  "stop",
  "yield",
  "priority",
  "limit 30",
  "limit 50",
  "no parking",
  "crosswalk",
  "parking",
  "one way",
  "keep right",
  "bus stop",
  "works",
] as const;

const parameters = z.strictObject({
  kind: z.enum(KINDS),
  size: z.number().min(0.3).max(1.2).describe("Height of the plate, metres"),
});

/** The parameters of a traffic sign's plate. */
export type Sign = z.output<typeof parameters>;

const RED = "#c4202a";
const BLUE = "#1f5fae";
const WHITE = "#f4f4f0";
const YELLOW = "#f2c01c";
const BLACK = "#1c1c1e";
const THICKNESS = 0.012;
/** Metres between the layers of a plate. */
const LAYER = 0.003;

/** The plate of a traffic sign, without its pole: origin in the middle of its lower edge, picture to -z. */
export const sign: Model<Sign> = {
  parameters,
  vary: (random: Random) => ({ kind: pick(random, KINDS), size: 0.62 }),
  bounds: ({ size }) => ({ min: [-size / 2, 0, -THICKNESS / 2 - 4 * LAYER], max: [size / 2, size, THICKNESS / 2 + 0.04] }),
  build({ kind, size }, detail) {
    const { on, parts } = sketch();
    PICTURES[kind](on, plate(size), size, detail === "near" ? 24 : 12);
    if (detail === "near")
      box(on("metal", "#8d9294"), [-0.06, size * 0.4, THICKNESS / 2], [0.06, size * 0.4 + 0.05, THICKNESS / 2 + 0.04], ["front"]);
    return parts();
  },
};

/** Places on the plate relative to its middle: right, up, and layers out of it. */
function plate(size: number): Wall {
  return (right, up, out) => [-right, size / 2 + up, -THICKNESS / 2 - out * LAYER];
}

/** Draws a plate and what is on it; `round` is how many corners a circle gets. */
type Draw = (on: Sketch["on"], wall: Wall, size: number, round: number) => void;

const PICTURES: Record<Sign["kind"], Draw> = {
  stop(on, wall, size) {
    board(on, wall, corners(8, (size / 2) * 1.08, Math.PI / 8, size / 2), WHITE);
    shape(on("plastic", RED), wall, corners(8, size * 0.48, Math.PI / 8, size / 2), 1);
    write(on("plastic", WHITE), wall, "STOP", { right: 0, up: -size * 0.13, height: size * 0.26, out: 2, weight: 0.18 });
  },
  yield(on, wall, size) {
    board(on, wall, corners(3, size * 0.577, -Math.PI / 2, size / 2, size * 0.21), RED);
    shape(on("plastic", WHITE), wall, corners(3, size * 0.36, -Math.PI / 2, size / 2, size * 0.21), 1);
  },
  "limit 30": (on, wall, size, round) => limit(on, wall, size, round, "30"),
  "limit 50": (on, wall, size, round) => limit(on, wall, size, round, "50"),
  "no parking"(on, wall, size, round) {
    board(on, wall, corners(round, size / 2, 0, size / 2), RED);
    shape(on("plastic", BLUE), wall, corners(round, size * 0.4, 0, size / 2), 1);
    stroke(on("plastic", RED), wall, size * 0.4, size * 0.09, -Math.PI / 4, 2);
  },
  crosswalk(on, wall, size) {
    board(on, wall, corners(4, size * Math.SQRT1_2, Math.PI / 4, size / 2), BLUE);
    shape(on("plastic", WHITE), wall, corners(3, size * 0.46, Math.PI / 2, size / 2, -size * 0.1), 1);
    walker(on("plastic", BLACK), wall, size);
  },
  parking(on, wall, size) {
    board(on, wall, corners(4, size * Math.SQRT1_2, Math.PI / 4, size / 2), BLUE);
    letterP(on("plastic", WHITE), wall, size);
  },
  "one way"(on, wall, size, round) {
    board(on, wall, corners(round, size / 2, 0, size / 2), BLUE);
    blockArrow(on("plastic", WHITE), wall, size, 0);
  },
  "keep right"(on, wall, size, round) {
    board(on, wall, corners(round, size / 2, 0, size / 2), BLUE);
    blockArrow(on("plastic", WHITE), wall, size, Math.PI * 0.75);
  },
  priority(on, wall, size) {
    board(on, wall, corners(4, size / 2, 0, size / 2), WHITE);
    shape(on("plastic", YELLOW), wall, corners(4, size * 0.36, 0, size / 2), 1);
  },
  "bus stop"(on, wall, size) {
    board(on, wall, corners(4, size * Math.SQRT1_2, Math.PI / 4, size / 2), BLUE);
    write(on("plastic", WHITE), wall, "BUS", { right: 0, up: -size * 0.13, height: size * 0.27, out: 1, weight: 0.2 });
  },
  works(on, wall, size) {
    board(on, wall, corners(3, size * 0.577, Math.PI / 2, size / 2, -size * 0.21), RED);
    shape(on("plastic", WHITE), wall, corners(3, size * 0.4, Math.PI / 2, size / 2, -size * 0.21), 1);
    digger(on("plastic", BLACK), wall, size);
  },
};

/** A block arrow of a length, turned by an angle from upwards, on a plate. */
function blockArrow(surface: Surface, wall: Wall, size: number, turn: number): void {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const at = (right: number, up: number): Spot => [(right * cos + up * sin) * size, (up * cos - right * sin) * size];
  shape(surface, wall, [at(-0.07, -0.32), at(0.07, -0.32), at(0.07, 0.1), at(-0.07, 0.1)], 1);
  shape(surface, wall, [at(-0.2, 0.08), at(0.2, 0.08), at(0, 0.34)], 1);
}

/** Somebody with a shovel beside a heap. */
function digger(surface: Surface, wall: Wall, size: number): void {
  const limb = (from: Spot, to: Spot, width: number) => line(surface, wall, from, to, width, size);
  shape(surface, (right, up, out) => wall(right - 0.03 * size, up + 0.1 * size, out), corners(8, size * 0.045, 0, size), 2);
  limb([-0.03, 0.04], [-0.09, -0.1], 0.075);
  limb([-0.08, -0.08], [-0.02, -0.25], 0.045);
  limb([-0.1, -0.08], [-0.14, -0.25], 0.045);
  limb([-0.02, 0.02], [0.06, -0.08], 0.035);
  limb([-0.08, -0.02], [0.12, -0.17], 0.022);
  shape(
    surface,
    wall,
    (
      [
        [0.06, -0.26],
        [0.24, -0.26],
        [0.16, -0.15],
      ] as const
    ).map(([x, y]) => [x * size, y * size]),
    2,
  );
}

/** A stroke from one place on a plate to another, in shares of its size. */
function line(surface: Surface, wall: Wall, from: Spot, to: Spot, width: number, size: number): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const middle: Wall = (right, up, out) => wall(right + ((from[0] + to[0]) / 2) * size, up + ((from[1] + to[1]) / 2) * size, out);
  stroke(surface, middle, (Math.hypot(dx, dy) / 2) * size, width * size, Math.atan2(dy, dx), 2);
}

type Spot = readonly [right: number, up: number];

function limit(on: Sketch["on"], wall: Wall, size: number, round: number, digits: string): void {
  board(on, wall, corners(round, size / 2, 0, size / 2), RED);
  shape(on("plastic", WHITE), wall, corners(round, size * 0.39, 0, size / 2), 1);
  write(on("plastic", BLACK), wall, digits, { right: 0, up: -size * 0.2, height: size * 0.4, out: 2, weight: 0.2 });
}

/** Corners of a regular polygon, counter-clockwise, kept inside the plate's square. */
function corners(count: number, radius: number, turn: number, limit: number, rise = 0): Spot[] {
  const keep = (value: number) => Math.min(limit, Math.max(-limit, value));
  return Array.from({ length: count }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / count;
    return [keep(radius * Math.cos(angle)), keep(rise + radius * Math.sin(angle))] as const;
  });
}

/** The plate itself: coloured front, grey back and rim. */
function board(on: Sketch["on"], wall: Wall, outline: readonly Spot[], colour: string): void {
  shape(on("plastic", colour), wall, outline, 0);
  const grey = on("metal", "#8d9294");
  const back = -THICKNESS / LAYER;
  shape(grey, wall, [...outline].reverse(), back);
  for (const [at, [right, up]] of outline.entries()) {
    const [nextRight, nextUp] = outline[(at + 1) % outline.length] ?? [0, 0];
    polygon(grey, wall(right, up, back), wall(nextRight, nextUp, back), wall(nextRight, nextUp, 0), wall(right, up, 0));
  }
}

function shape(surface: Surface, wall: Wall, outline: readonly Spot[], layer: number): void {
  const [a, b, c, ...rest] = outline.map(([right, up]) => wall(right, up, layer));
  if (a && b && c) polygon(surface, a, b, c, ...rest);
}

function stroke(surface: Surface, wall: Wall, half: number, width: number, angle: number, layer: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (along: number, across: number): Spot => [along * cos - across * sin, along * sin + across * cos];
  shape(surface, wall, [at(-half, -width / 2), at(half, -width / 2), at(half, width / 2), at(-half, width / 2)], layer);
}

/** A round capital P: a stem, and a bow of quads between two half circles. */
function letterP(surface: Surface, wall: Wall, size: number): void {
  const at = (right: number, up: number): Spot => [right * size, up * size];
  shape(surface, wall, [at(-0.2, -0.34), at(-0.08, -0.34), at(-0.08, 0.34), at(-0.2, 0.34)], 1);
  const bow = (step: number, radius: number): Spot => {
    const angle = (Math.PI * step) / 8 - Math.PI / 2;
    return at(0.02 + radius * Math.cos(angle), 0.14 + radius * Math.sin(angle));
  };
  for (let step = 0; step < 8; step++)
    shape(surface, wall, [bow(step, 0.2), bow(step + 1, 0.2), bow(step + 1, 0.09), bow(step, 0.09)], 1);
  shape(surface, wall, [at(-0.08, 0.23), at(0.02, 0.23), at(0.02, 0.34), at(-0.08, 0.34)], 1);
  shape(surface, wall, [at(-0.08, -0.06), at(0.02, -0.06), at(0.02, 0.05), at(-0.08, 0.05)], 1);
}

/** A walking figure of five strokes. */
function walker(surface: Surface, wall: Wall, size: number): void {
  const limb = (from: Spot, to: Spot, width: number) => line(surface, wall, from, to, width, size);
  shape(surface, (right, up, out) => wall(right, up + 0.14 * size, out), corners(8, size * 0.045, 0, size), 2);
  limb([0, 0.08], [0, -0.09], 0.07);
  limb([0.01, -0.08], [0.09, -0.26], 0.045);
  limb([-0.01, -0.08], [-0.09, -0.26], 0.045);
  limb([0.01, 0.05], [0.11, -0.04], 0.035);
  limb([-0.01, 0.05], [-0.11, -0.03], 0.035);
}
