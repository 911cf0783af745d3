import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { addLoft, boundsOf, hulls, type Rings, type Station, sweep } from "./loft";
import type { Collider, Detail, Model } from "./model";
import { finish, type Meshes, type Paint } from "./sheet";

const STEEL: Paint = ["chrome", "#b4b8bc"];
const DARK: Paint = ["metal", "#4a4e52"];
const BLACK: Paint = ["plastic", "#232427"];
const SIDES: Record<Detail, number> = { near: 16, middle: 8, far: 6 };
const X: Vec3 = [1, 0, 0];
const Z: Vec3 = [0, 0, 1];

const parameters = z.strictObject({
  length: z.number().min(0.05).max(0.5).describe("Metres"),
  colour: colour.describe("Of the handle"),
});
/** The parameters of a hand tool. */
export type Tool = z.output<typeof parameters>;

/** One piece of a tool for the length 1, lying on the table: stations along a path and the side their width lies along. */
type Piece = { readonly stations: readonly Station[]; readonly side: Vec3; readonly paint: (tool: Tool) => Paint };

/** Handles along z with the head at -z. */
function tool(lengths: readonly [number, number], colours: readonly string[], pieces: readonly Piece[]): Model<Tool> {
  const rings = (length: number, { stations, side }: Piece, sides: number): Rings =>
    sweep(
      stations.map((station) => sized(station, length)),
      side,
      sides,
    );
  return {
    parameters,
    vary: (random: Random) => ({ length: uniform(random, ...lengths), colour: pick(random, colours) }),
    bounds: ({ length }) => {
      const { min, max } = boundsOf(pieces.flatMap((piece) => rings(length, piece, 48).flat()));
      return { min: [min[0] - 0.0005, Math.max(0, min[1]), min[2]], max: [max[0] + 0.0005, max[1] + 0.0005, max[2]] };
    },
    collider: ({ length }): Collider => pieces.flatMap((piece) => hulls(rings(length, piece, 16))),
    build(given, detail) {
      const meshes: Meshes = new Map();
      for (const piece of pieces) addLoft(meshes, piece.paint(given), rings(given.length, piece, SIDES[detail]));
      return finish(meshes);
    },
  };
}

function sized({ at: [x, y, z], width, height, power = 2 }: Station, length: number): Station {
  return { at: [x * length, y * length, z * length], width: width * length, height: height * length, power };
}

type Knot = readonly [x: number, y: number, z: number, width: number, height: number];

/** A piece through knots; every number is a share of the tool's length. */
function piece(paint: Piece["paint"], side: Vec3, power: number, knots: readonly Knot[]): Piece {
  return { paint, side, stations: knots.map(([x, y, z, width, height]) => ({ at: [x, y, z], width, height, power })) };
}

const steel = () => STEEL;
const dark = () => DARK;
const black = () => BLACK;
const painted = ({ colour }: Tool): Paint => ["plastic", colour];
const wooden = ({ colour }: Tool): Paint => ["wood", colour];

/** A claw hammer, lying on its side: face to the left, claw to the right. */
export const hammer = tool(
  [0.27, 0.34],
  ["#a8763f", "#8a5a30", "#b98a55"],
  [
    piece(wooden, X, 2.6, [
      [0, 0.045, -0.47, 0.032, 0.022],
      [0, 0.045, -0.36, 0.034, 0.024],
      [0, 0.045, -0.1, 0.03, 0.022],
      [0, 0.045, 0.12, 0.038, 0.028],
      [0, 0.045, 0.4, 0.044, 0.034],
      [0, 0.045, 0.49, 0.042, 0.032],
      [0, 0.045, 0.5, 0.034, 0.026],
    ]),
    piece(dark, Z, 2, [
      [-0.19, 0.045, -0.43, 0.04, 0.04],
      [-0.185, 0.045, -0.43, 0.045, 0.045],
      [-0.15, 0.045, -0.43, 0.045, 0.045],
      [-0.135, 0.045, -0.43, 0.034, 0.034],
      [-0.08, 0.045, -0.43, 0.034, 0.034],
      [-0.06, 0.045, -0.43, 0.048, 0.042],
      [0.06, 0.045, -0.43, 0.048, 0.042],
      [0.075, 0.045, -0.43, 0.04, 0.036],
    ]),
    ...[-1, 1].map((half) =>
      piece(dark, [0, 1, 0], 3, [
        [0.05, 0.045 + half * 0.017, -0.43, 0.018, 0.034],
        [0.12, 0.045 + half * 0.02, -0.42, 0.018, 0.024],
        [0.19, 0.045 + half * 0.025, -0.395, 0.015, 0.013],
        [0.235, 0.045 + half * 0.029, -0.36, 0.012, 0.005],
      ]),
    ),
  ],
);

/** A flat-blade screwdriver with a fat handle. */
export const screwdriver = tool(
  [0.18, 0.26],
  ["#c8322c", "#e0a92c", "#2f6fb5", "#e0762a", "#3f8a4a"],
  [
    piece(steel, X, 2, [
      [0, 0.07, -0.5, 0.026, 0.004],
      [0, 0.07, -0.47, 0.03, 0.008],
      [0, 0.07, -0.42, 0.017, 0.017],
      [0, 0.07, 0.06, 0.017, 0.017],
    ]),
    piece(painted, X, 2.8, [
      [0, 0.07, 0.02, 0.03, 0.03],
      [0, 0.07, 0.05, 0.05, 0.05],
      [0, 0.07, 0.1, 0.038, 0.038],
      [0, 0.07, 0.16, 0.055, 0.055],
      [0, 0.07, 0.24, 0.067, 0.067],
      [0, 0.07, 0.4, 0.066, 0.066],
    ]),
    piece(black, X, 2.4, [
      [0, 0.07, 0.4, 0.069, 0.069],
      [0, 0.07, 0.47, 0.064, 0.064],
      [0, 0.07, 0.495, 0.045, 0.045],
      [0, 0.07, 0.5, 0.03, 0.03],
    ]),
  ],
);

/** Part of a flat ring round (0, height, z), from one angle to another; 0 is towards the head. */
function arc(z: number, radius: number, from: number, to: number, width: number, height: number): Knot[] {
  const steps = 14;
  return Array.from({ length: steps + 1 }, (_, step): Knot => {
    const angle = from + ((to - from) * step) / steps;
    return [radius * Math.sin(angle), height, z - radius * Math.cos(angle), height, width];
  });
}

/** A combination wrench: an open jaw at one end, a ring at the other. */
export const wrench = tool(
  [0.15, 0.24],
  ["#b4b8bc"],
  [
    piece(steel, X, 3.4, [
      [0, 0.022, -0.36, 0.05, 0.016],
      [0, 0.022, -0.28, 0.036, 0.015],
      [0, 0.022, 0, 0.032, 0.014],
      [0, 0.022, 0.28, 0.034, 0.015],
      [0, 0.022, 0.36, 0.044, 0.017],
    ]),
    piece(steel, [0, -1, 0], 3.4, arc(-0.415, 0.075, Math.PI * 0.16, Math.PI * 1.84, 0.028, 0.022)),
    piece(steel, [0, -1, 0], 3.4, arc(0.425, 0.058, 0, Math.PI * 2, 0.022, 0.022)),
  ],
);

/** Combination pliers, a little open: two crossed levers on a pin. */
export const pliers = tool(
  [0.16, 0.21],
  ["#c8322c", "#2f6fb5", "#e0a92c", "#3a3c40"],
  [
    ...[-1, 1].flatMap((half) => [
      piece(dark, X, 3, [
        [half * 0.02, 0.04, -0.5, 0.018, 0.022],
        [half * 0.026, 0.04, -0.4, 0.027, 0.03],
        [half * 0.036, 0.04, -0.26, 0.04, 0.036],
        [half * 0.03, 0.04, -0.16, 0.05, 0.034],
        [0, 0.04, -0.1, 0.05, 0.03],
        [-half * 0.04, 0.04, 0.0, 0.024, 0.028],
      ]),
      piece(painted, X, 2.4, [
        [-half * 0.036, 0.04, -0.02, 0.03, 0.034],
        [-half * 0.085, 0.04, 0.1, 0.032, 0.036],
        [-half * 0.105, 0.04, 0.26, 0.034, 0.038],
        [-half * 0.09, 0.04, 0.44, 0.033, 0.036],
        [-half * 0.085, 0.04, 0.49, 0.028, 0.03],
        [-half * 0.085, 0.04, 0.5, 0.02, 0.02],
      ]),
    ]),
    piece(steel, X, 2, [
      [0, 0.002, -0.13, 0.032, 0.032],
      [0, 0.08, -0.13, 0.032, 0.032],
    ]),
  ],
);

/** A tape measure on its flat side, with a little of its yellow tape out. */
export const tapeMeasure = tool(
  [0.075, 0.1],
  ["#e0b02c", "#d8c32f", "#c8402f", "#2f3338", "#e07a2a"],
  [
    piece(painted, X, 4.5, [
      [-0.06, 0.02, 0, 0.36, 0.36],
      [-0.06, 0.05, 0, 0.4, 0.4],
      [-0.06, 0.38, 0, 0.4, 0.4],
      [-0.06, 0.41, 0, 0.36, 0.36],
    ]),
    piece(black, X, 4.5, [
      [-0.06, 0, 0, 0.43, 0.43],
      [-0.06, 0.02, 0, 0.44, 0.44],
      [-0.06, 0.05, 0, 0.44, 0.44],
      [-0.06, 0.055, 0, 0.42, 0.42],
    ]),
    piece(black, X, 2, [
      [-0.06, 0.4, 0, 0.26, 0.26],
      [-0.06, 0.435, 0, 0.25, 0.25],
    ]),
    piece(() => ["plastic", "#e6c72f"], [0, 1, 0], 6, [
      [0.3, 0.22, 0.35, 0.13, 0.01],
      [0.48, 0.22, 0.35, 0.13, 0.01],
    ]),
    piece(steel, [0, 1, 0], 6, [
      [0.48, 0.22, 0.33, 0.14, 0.05],
      [0.5, 0.22, 0.33, 0.14, 0.05],
    ]),
  ],
);
