import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { boxCorners } from "./loft";
import type { Model } from "./model";
import { box, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(0.2).max(1.2).describe("Metres, outside"),
  depth: z.number().min(0.2).max(1.2),
  height: z.number().min(0.05).max(0.6),
  colour,
});
/** The parameters of a tote. */
export type Tote = z.output<typeof parameters>;

/** Thickness of floor and walls, and how far rim and ribs stand out. */
export const TOTE_WALL = 0.006;
const RIM = 0.014;
const RIB = 0.005;

type Box = readonly [min: Vec3, max: Vec3];

/** An open stacking box of plastic with ribs outside and a folded rim. */
export const tote: Model<Tote> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 0.5, 0.6),
    depth: uniform(random, 0.36, 0.42),
    height: uniform(random, 0.12, 0.2),
    colour: pick(random, ["#2f5f9e", "#6a7076", "#b8322c", "#33363b", "#c9ccc8", "#3d7a55", "#d9a441"]),
  }),
  bounds: ({ width, depth, height }) => ({
    min: [-width / 2 - RIM, 0, -depth / 2 - RIM],
    max: [width / 2 + RIM, height, depth / 2 + RIM],
  }),
  collider: (tote) => thick(tote).map(([min, max]) => boxCorners(min, max)),
  build(tote, detail) {
    const { on, parts } = sketch();
    const surface = on("plastic", tote.colour);
    for (const [min, max] of [...walls(tote), ...rim(tote)]) box(surface, min, max);
    if (detail !== "far") for (const [min, max] of ribs(tote)) box(surface, min, max);
    return parts();
  },
};

function walls({ width, depth, height }: Tote): Box[] {
  const [x, z, t] = [width / 2, depth / 2, TOTE_WALL];
  return [
    [
      [-x, 0, -z],
      [x, t, z],
    ],
    [
      [-x, t, -z],
      [-x + t, height, z],
    ],
    [
      [x - t, t, -z],
      [x, height, z],
    ],
    [
      [-x + t, t, -z],
      [x - t, height, -z + t],
    ],
    [
      [-x + t, t, z - t],
      [x - t, height, z],
    ],
  ];
}

/** How far the solid floor reaches down, in metres: thin walls let through what hits them hard. */
const DEEP = 0.1;

/** Floor and walls for physics: as thick as there is room outside of them, below the rim too. */
function thick({ width, depth, height }: Tote): Box[] {
  const [x, z] = [width / 2 - TOTE_WALL, depth / 2 - TOTE_WALL];
  const [outerX, outerZ] = [width / 2 + RIM, depth / 2 + RIM];
  const floor: Box = [
    [-outerX, -DEEP, -outerZ],
    [outerX, TOTE_WALL, outerZ],
  ];
  const ends = [-1, 1].map((side): Box => between([side * x, 0, -outerZ], [side * outerX, height, outerZ]));
  const sides = [-1, 1].map((side): Box => between([-outerX, 0, side * z], [outerX, height, side * outerZ]));
  return [floor, ...ends, ...sides];
}

/** The box between two opposite corners. */
function between([ax, ay, az]: Vec3, [bx, by, bz]: Vec3): Box {
  return [
    [Math.min(ax, bx), Math.min(ay, by), Math.min(az, bz)],
    [Math.max(ax, bx), Math.max(ay, by), Math.max(az, bz)],
  ];
}

function rim({ width, depth, height }: Tote): Box[] {
  const [x, z] = [width / 2, depth / 2];
  const low = height - 0.022;
  return [
    [
      [-x - RIM, low, -z - RIM],
      [-x, height, z + RIM],
    ],
    [
      [x, low, -z - RIM],
      [x + RIM, height, z + RIM],
    ],
    [
      [-x, low, -z - RIM],
      [x, height, -z],
    ],
    [
      [-x, low, z],
      [x, height, z + RIM],
    ],
  ];
}

function ribs({ width, depth, height }: Tote): Box[] {
  const top = height - 0.022;
  const along = (length: number) => Array.from({ length: 5 }, (_, at) => ((at - 2) / 2) * (length / 2 - 0.02));
  return [
    ...along(width).flatMap((at): Box[] => [
      [
        [at - 0.004, 0.004, depth / 2],
        [at + 0.004, top, depth / 2 + RIB],
      ],
      [
        [at - 0.004, 0.004, -depth / 2 - RIB],
        [at + 0.004, top, -depth / 2],
      ],
    ]),
    ...along(depth).flatMap((at): Box[] => [
      [
        [width / 2, 0.004, at - 0.004],
        [width / 2 + RIB, top, at + 0.004],
      ],
      [
        [-width / 2 - RIB, 0.004, at - 0.004],
        [-width / 2, top, at + 0.004],
      ],
    ]),
  ];
}
