import { z } from "zod";
import { integer, pick, type Random, stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { rim } from "./house-roof";
import type { Detail, Model } from "./model";
import { box, disc, polygon, type Sketch, sketch } from "./sketch";
import { addPane, windowNumber } from "./window-glass";

const parameters = z.strictObject({
  kind: z.enum(["flats", "office", "hall"]),
  width: z.number().min(8).max(160).describe("Along x, metres"),
  depth: z.number().min(8).max(80).describe("Along z, metres"),
  height: z.number().min(4).max(60).describe("Of the walls, metres"),
  storeyHeight: z.number().min(2.6).max(5),
  wallMaterial: z.enum(["plaster", "brick", "concrete", "metal"]),
  wallColour: colour,
  trimColour: colour,
  roofColour: colour,
  skylights: z.int().min(0).max(12).describe("Rows of skylights on the roof"),
  units: z.int().min(0).max(16).describe("Machines for air on the roof"),
  shape: z.int().min(0).describe("Seed of what stands on the roof"),
});

/** The parameters of a large building with a flat roof. */
export type Block = z.output<typeof parameters>;

const ROOF_GEAR = 2.6;
const PARAPET = 0.5;

/** Flats, offices or a hall under a flat roof with skylights and machines. Front to -z. At most 1,400 triangles, 700 far away. */
export const block: Model<Block> = {
  parameters,
  vary(random: Random) {
    const kind = pick(random, ["flats", "office", "hall"] as const);
    const hall = kind === "hall";
    const storeyHeight = hall ? 4 : uniform(random, 2.8, 3.6);
    return {
      kind,
      width: uniform(random, 22, hall ? 60 : 40),
      depth: hall ? uniform(random, 24, 40) : uniform(random, 12, 18),
      height: hall ? uniform(random, 6, 10) : storeyHeight * integer(random, 3, 7),
      storeyHeight,
      wallMaterial: hall ? pick(random, ["metal", "concrete"] as const) : pick(random, ["plaster", "brick", "concrete"] as const),
      wallColour: pick(
        random,
        hall ? ["#c8ccce", "#8f9aa2", "#d8d4c8", "#5f7484"] : ["#e4dccb", "#c9c2b4", "#a8654f", "#d4d8d8", "#d9b890"],
      ),
      trimColour: pick(random, ["#d8d4cc", "#b8b4ac", "#8c9094"]),
      roofColour: pick(
        random,
        hall ? ["#d4d6d6", "#b4b8ba", "#9a9c9c", "#c8c4bc"] : ["#8d8a84", "#a8a49c", "#7a7874", "#bcb8b0"],
      ),
      skylights: hall ? integer(random, 2, 6) : integer(random, 0, 2),
      units: integer(random, 2, hall ? 8 : 7),
      shape: integer(random, 0, 999_999),
    };
  },
  bounds: ({ width, depth, height }) => ({
    min: [-width / 2 - 0.06, 0, -depth / 2 - 0.06],
    max: [width / 2 + 0.06, height + PARAPET + ROOF_GEAR, depth / 2 + 0.06],
  }),
  build(block, detail) {
    const { on, parts } = sketch();
    const [x, z] = [block.width / 2, block.depth / 2];
    const top = block.height + PARAPET;
    box(on(block.wallMaterial, block.wallColour), [-x, 0, -z], [x, top, z], ["top", "bottom"]);
    rim(on("concrete", block.trimColour), x, z, top, 0.35);
    const roof = on("roofing", block.roofColour);
    polygon(roof, [-x, block.height, z], [x, block.height, z], [x, block.height, -z], [-x, block.height, -z]);
    if (block.kind === "hall") doors(on, block);
    else bands(on, block, detail);
    roofGear(on, block, detail);
    return parts();
  },
};

/** Windows on all four sides: bands for offices, single ones for flats. */
function bands(on: Sketch["on"], block: Block, detail: Detail): void {
  const [x, z] = [block.width / 2, block.depth / 2];
  const sides: readonly (readonly [half: number, wall: (right: number, up: number) => Vec3])[] = [
    [x, (right, up) => [-right, up, -z - 0.05]],
    [x, (right, up) => [right, up, z + 0.05]],
    [z, (right, up) => [-x - 0.05, up, right]],
    [z, (right, up) => [x + 0.05, up, -right]],
  ];
  const glass = on("window", "#8f9498");
  const pitch = block.kind === "office" || detail === "far" ? block.width : 3.2;
  const floors = Math.max(1, Math.round(block.height / block.storeyHeight));
  for (let floor = 0; floor < floors; floor++) {
    const low = (floor * block.height) / floors + 0.9;
    for (const [half, wall] of sides) {
      const count = Math.max(1, Math.floor((2 * half - 1) / pitch));
      const step = (2 * half - 1) / count;
      const gap = count > 1 ? step * 0.28 : 0.3;
      for (let at = 0; at < count; at++) {
        const [left, right] = [-half + 0.5 + at * step + gap, -half + 0.5 + (at + 1) * step - gap];
        const corners = [wall(left, low), wall(right, low), wall(right, low + 1.5), wall(left, low + 1.5)] as const;
        const windows = Math.max(1, Math.round((right - left) / 2.6));
        addPane(glass, corners, { number: windowNumber(left, low), use: block.kind === "office" ? "office" : "home" }, [
          0,
          windows,
        ]);
      }
    }
  }
}

/** Roller doors and a strip of windows at the front of a hall. */
function doors(on: Sketch["on"], block: Block): void {
  const [x, z] = [block.width / 2, block.depth / 2 + 0.04];
  const count = Math.max(1, Math.floor(block.width / 9));
  for (let at = 0; at < count; at++) {
    const middle = -x + ((at + 0.5) * block.width) / count;
    const door = on("metal", "#e0e0dc");
    polygon(door, [middle + 1.8, 0, -z], [middle - 1.8, 0, -z], [middle - 1.8, 3.8, -z], [middle + 1.8, 3.8, -z]);
  }
  const glass = on("window", "#8f9498");
  const [low, high] = [block.height - 1.6, block.height - 0.8];
  const strip = [
    [-x + 1, low, z],
    [x - 1, low, z],
    [x - 1, high, z],
    [-x + 1, high, z],
  ] as const;
  addPane(glass, strip, { number: windowNumber(-x, low), use: "office" }, [0, Math.round(x)]);
}

/** Skylights in rows, machines with fans, and the hut over the stairs. */
function roofGear(on: Sketch["on"], block: Block, detail: Detail): void {
  const random = stream(block.shape, 0, "roof");
  const [x, z, y] = [block.width / 2 - 1.5, block.depth / 2 - 1.5, block.height];
  const length = z * (block.kind === "hall" ? 1.5 : 0.5);
  for (let at = 0; at < block.skylights; at++) {
    const middle = -x + ((at + 0.5) * 2 * x) / block.skylights;
    box(on("metal", "#c8ccce"), [middle - 0.9, y, -length / 2 - 0.1], [middle + 0.9, y + 0.25, length / 2 + 0.1], ["bottom"]);
    const glass = on("glass", "#c4d4dc");
    polygon(
      glass,
      [middle - 0.8, y + 0.27, length / 2],
      [middle + 0.8, y + 0.27, length / 2],
      [middle + 0.8, y + 0.27, -length / 2],
      [middle - 0.8, y + 0.27, -length / 2],
    );
  }
  const step = block.skylights > 0 ? (2 * x) / block.skylights : 0;
  for (let at = 0; at < block.units; at++) {
    // Between the rows of skylights.
    const row = step > 0 ? -x + integer(random, 0, block.skylights) * step : uniform(random, -x, x);
    const middle = Math.min(x - 1, Math.max(-x + 1, row));
    const far = uniform(random, -z + 1, z - 1);
    const [width, high] = [uniform(random, 0.5, 0.9), uniform(random, 0.8, 1.6)];
    box(on("metal", "#a9adb0"), [middle - width, y, far - 0.7], [middle + width, y + high, far + 0.7], ["bottom"]);
    disc(on("plastic", "#34373a"), [middle, y + high + 0.01, far], Math.min(width, 0.7) * 0.75, detail === "near" ? 12 : 6);
  }
  if (block.kind === "hall") return;
  const hut = on(block.wallMaterial, block.wallColour);
  box(hut, [-x * 0.4, y, z * 0.1], [-x * 0.4 + 3.6, y + ROOF_GEAR, z * 0.1 + 3], ["bottom", "top"]);
  box(
    on("concrete", block.trimColour),
    [-x * 0.4 - 0.1, y + ROOF_GEAR, z * 0.1 - 0.1],
    [-x * 0.4 + 3.7, y + ROOF_GEAR + 0.15, z * 0.1 + 3.1],
  );
}
