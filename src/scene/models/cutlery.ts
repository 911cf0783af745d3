import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import { addLoft, boundsOf, hulls, type Rings, type Station, sweep } from "./loft";
import type { Detail, Model } from "./model";
import { finish, type Meshes, type Paint } from "./sheet";
import { curve } from "./vector";

const STEEL: Paint = ["chrome", "#c9ccd0"];
const STEPS: Record<Detail, number> = { near: 26, middle: 10, far: 5 };
const TINE_STEPS: Record<Detail, number> = { near: 8, middle: 4, far: 2 };
const SIDES: Record<Detail, number> = { near: 14, middle: 8, far: 6 };

const parameters = z.strictObject({
  length: z.number().min(0.1).max(0.3).describe("Metres"),
  handle: z.enum(["steel", "plastic", "wood"]),
  colour: colour.describe("Of a handle that is not steel"),
});
/** The parameters of a fork, knife or spoon. */
export type Cutlery = z.output<typeof parameters>;

/** Widths and heights for the length 1, by the share of the length from the tip of the head (0) to the end of the handle (1). */
type Outline = {
  readonly lengths: readonly [number, number];
  /** Half the width in metres at the usual length. */
  readonly width: (share: number) => number;
  /** Half the thickness in metres. */
  readonly thickness: (share: number) => number;
  /** Height of the middle over the table in metres. */
  readonly rise: (share: number) => number;
  readonly cup: (share: number) => number;
  /** Where the solid head ends and its tines begin. */
  readonly from: number;
  readonly tines: number;
  /** Shares at which the pieces of the collider meet: where the outline bends. */
  readonly pieces: readonly number[];
};

const HANDLE_PIECES = [0.52, 0.66, 0.8, 0.93, 0.98, 1];

const USUAL = 0.2;
/** Share of the length at which the handle begins. */
const GRIP = 0.52;

function piece(shape: Outline): Model<Cutlery> {
  const station = ({ length, handle }: Cutlery, share: number): Station => {
    const size = length / USUAL;
    const thicker = handle === "steel" || share < GRIP ? 1 : 2.2;
    const half = shape.thickness(share) * size;
    return {
      at: [0, shape.rise(share) * size + half * thicker, (share - 0.5) * length],
      width: shape.width(share) * size * (thicker > 1 ? 1.1 : 1),
      height: half * thicker,
      power: 2.6,
      cup: shape.cup(share) * size,
    };
  };
  const body = (cutlery: Cutlery, steps: number, sides: number, from: number, to: number): Rings =>
    sweep(
      Array.from({ length: steps + 1 }, (_, step) => station(cutlery, from + ((to - from) * step) / steps)),
      [1, 0, 0],
      sides,
    );
  const tines = (cutlery: Cutlery, steps: number, sides: number): Rings[] =>
    Array.from({ length: shape.tines }, (_, tine) => {
      const stations = Array.from({ length: steps + 1 }, (_, step): Station => {
        const share = (shape.from * 1.03 * step) / steps;
        const { at, width, height, cup = 0 } = station(cutlery, share);
        const place = (tine - (shape.tines - 1) / 2) / (shape.tines / 2);
        const slim = (width / shape.tines) * 0.66 * (step === 0 ? 0.45 : 1);
        return { at: [place * width * 0.98, at[1] + cup * place * place, at[2]], width: slim, height, power: 2.6 };
      });
      return sweep(stations, [1, 0, 0], sides);
    });
  const all = (cutlery: Cutlery, steps: number, tineSteps: number, sides: number): Rings[] => [
    body(cutlery, steps, sides, shape.from, GRIP),
    body(cutlery, steps, sides, GRIP, 1),
    ...tines(cutlery, tineSteps, sides),
  ];
  return {
    parameters,
    vary: (random: Random) => ({
      length: uniform(random, ...shape.lengths),
      handle: pick(random, ["steel", "plastic", "wood"] as const, [6, 2, 1]),
      colour: pick(random, ["#23252a", "#b8322c", "#2f5f9e", "#e8e4da", "#3d7a55"]),
    }),
    bounds: (cutlery) => {
      const { min, max } = boundsOf(all(cutlery, 52, 16, 28).flat(2));
      return {
        min: [min[0] - 0.0003, Math.min(0, min[1]), min[2] - 0.0003],
        max: [max[0] + 0.0003, max[1] + 0.0003, max[2] + 0.0003],
      };
    },
    collider: (cutlery) =>
      hulls(
        sweep(
          shape.pieces.map((share) => station(cutlery, share)),
          [1, 0, 0],
          12,
        ),
      ),
    build(cutlery, detail) {
      const meshes: Meshes = new Map();
      const paints: Record<Cutlery["handle"], Paint> = {
        steel: STEEL,
        plastic: ["plastic", cutlery.colour],
        wood: ["wood", "#8a5a34"],
      };
      for (const [at, rings] of all(cutlery, STEPS[detail], TINE_STEPS[detail], SIDES[detail]).entries())
        addLoft(meshes, at === 1 ? paints[cutlery.handle] : STEEL, rings);
      return finish(meshes);
    },
  };
}

const handleWidth = curve([
  [0.45, 0.0032],
  [0.6, 0.0036],
  [0.8, 0.0068],
  [0.93, 0.0086],
  [0.98, 0.0076],
  [1, 0.004],
]);
const flat = () => 0.0012;
/** The head lies on the table, the neck stands up, the end of the handle comes down again. */
const arch = curve([
  [0, 0.0005],
  [0.16, 0],
  [0.3, 0.006],
  [0.42, 0.013],
  [0.6, 0.011],
  [0.85, 0.003],
  [1, 0],
]);

/** A table fork with four tines. */
export const fork = piece({
  lengths: [0.175, 0.21],
  width: (share) =>
    share > 0.48
      ? handleWidth(share)
      : curve([
          [0, 0.0115],
          [0.24, 0.0128],
          [0.32, 0.0112],
          [0.38, 0.0048],
          [0.48, 0.0033],
        ])(share),
  thickness: flat,
  rise: (share) => arch(share) + (share < 0.16 ? (0.16 - share) * 0.035 : 0),
  cup: (share) => (share < 0.36 ? 0.0012 : 0),
  from: 0.245,
  tines: 4,
  pieces: [0, 0.1, 0.2, 0.28, 0.33, 0.38, 0.44, ...HANDLE_PIECES],
});

/** A table spoon. */
export const spoon = piece({
  lengths: [0.15, 0.21],
  width: (share) =>
    share > 0.48
      ? handleWidth(share)
      : curve([
          [0, 0.002],
          [0.02, 0.0085],
          [0.07, 0.0152],
          [0.15, 0.0195],
          [0.23, 0.0182],
          [0.3, 0.0105],
          [0.36, 0.005],
          [0.48, 0.0033],
        ])(share),
  thickness: flat,
  rise: (share) => arch(share) + 0.006 * Math.max(0, (0.1 - share) / 0.1) ** 2,
  cup: (share) => 0.0075 * Math.max(0, 1 - ((share - 0.16) / 0.17) ** 2),
  from: 0,
  tines: 0,
  pieces: [0, 0.02, 0.07, 0.12, 0.17, 0.23, 0.3, 0.37, 0.44, ...HANDLE_PIECES],
});

/** A table knife: a blade with a round tip and a stout handle. */
export const knife = piece({
  lengths: [0.19, 0.24],
  width: curve([
    [0, 0.002],
    [0.012, 0.0045],
    [0.05, 0.0082],
    [0.2, 0.0098],
    [0.42, 0.0092],
    [0.5, 0.006],
    [0.54, 0.0068],
    [0.8, 0.0086],
    [0.96, 0.0082],
    [1, 0.0055],
  ]),
  thickness: curve([
    [0, 0.0005],
    [0.42, 0.0007],
    [0.5, 0.0018],
    [0.56, 0.0026],
    [0.9, 0.003],
    [1, 0.002],
  ]),
  rise: curve([
    [0, 0.002],
    [0.42, 0.0016],
    [0.5, 0.0008],
    [0.6, 0],
    [1, 0],
  ]),
  cup: () => 0,
  from: 0,
  tines: 0,
  pieces: [0, 0.012, 0.05, 0.2, 0.42, 0.5, 0.52, 0.56, 0.8, 0.96, 1],
});
