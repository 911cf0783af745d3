import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, sketch } from "./sketch";

const parameters = z.strictObject({ woodColour: colour });

/** The parameters of a pallet. */
export type Pallet = z.output<typeof parameters>;

/** A EUR pallet (EN 13698-1), metres. Forks go in along z, below the short side. */
export const PALLET = { width: 0.8, length: 1.2, height: 0.144 } as const;

const [HALF, REACH] = [PALLET.width / 2, PALLET.length / 2];
const BOARD = 0.022;
/** Middles and widths of the five boards on top. */
const BOARDS = [
  [-0.3275, 0.145],
  [-0.165, 0.1],
  [0, 0.145],
  [0.165, 0.1],
  [0.3275, 0.145],
] as const;
/** Middles and widths of the rows of blocks and of the boards under them. */
const RUNNERS = [
  [-0.35, 0.1],
  [0, 0.145],
  [0.35, 0.1],
] as const;
const BLOCKS = [-0.5275, 0, 0.5275];

/** A wooden pallet of 1.2 x 0.8 m; its short side looks to -z. */
export const pallet: Model<Pallet> = {
  parameters,
  vary: (random: Random) => ({ woodColour: pick(random, ["#b08a5c", "#a3835c", "#8f7555", "#bb9a6c", "#7f6b52"]) }),
  bounds: () => ({ min: [-HALF, 0, -REACH], max: [HALF, PALLET.height, REACH] }),
  build({ woodColour }, detail) {
    const { on, parts } = sketch();
    const wood = on("wood", woodColour);
    const deck = PALLET.height - BOARD;
    if (detail === "far") {
      box(wood, [-HALF, 0, -REACH], [HALF, PALLET.height, REACH], ["bottom"]);
      return parts();
    }
    if (detail === "middle") {
      box(wood, [-HALF, deck - BOARD, -REACH], [HALF, PALLET.height, REACH]);
      for (const [x, width] of RUNNERS)
        box(wood, [x - width / 2, 0, -REACH], [x + width / 2, deck - BOARD, REACH], ["top", "bottom"]);
      return parts();
    }
    for (const [x, width] of BOARDS) box(wood, [x - width / 2, deck, -REACH], [x + width / 2, PALLET.height, REACH], ["bottom"]);
    for (const z of BLOCKS) box(wood, [-HALF, deck - BOARD, z - 0.0725], [HALF, deck, z + 0.0725]);
    for (const [x, width] of RUNNERS) {
      box(wood, [x - width / 2, 0, -REACH], [x + width / 2, BOARD, REACH], ["bottom"]);
      for (const z of BLOCKS)
        box(wood, [x - width / 2, BOARD, z - 0.0725], [x + width / 2, deck - BOARD, z + 0.0725], ["top", "bottom"]);
    }
    return parts();
  },
};
