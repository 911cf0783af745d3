import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { addLoft, type Rings } from "./loft";
import type { Collider, Detail, Model } from "./model";
import { finish, type Meshes } from "./sheet";
import { box, polygon, sketch, tube } from "./sketch";

const parameters = z.strictObject({
  shape: z.enum(["round", "rectangular"]),
  width: z.number().min(0.4).max(4).describe("Metres; the diameter of a round table"),
  depth: z.number().min(0.4).max(4),
  height: z.number().min(0.3).max(1.2),
  top: z.enum(["oak", "plastic", "metal", "paint"]),
  colour,
  legColour: colour,
});
/** The parameters of a table. */
export type Table = z.output<typeof parameters>;

const TOP = 0.03;
const BEVEL = 0.004;
const TONES: Record<Table["top"], readonly string[]> = {
  oak: ["#b98a5a", "#9a6a40", "#6b4630", "#c9a374", "#84583a"],
  plastic: ["#e4e2dc", "#cfd6d8", "#4a4d52", "#dcd3c2"],
  metal: ["#9a9fa4", "#7d8388", "#b4b8ba"],
  paint: ["#e8e6e0", "#31485c", "#5b7a68", "#2e2f33"],
};

/** A table with four legs, or with one foot when it is round. */
export const table: Model<Table> = {
  parameters,
  vary(random: Random) {
    const shape = pick(random, ["round", "rectangular", "rectangular"] as const);
    const top = pick(random, ["oak", "plastic", "metal", "paint"] as const, [5, 2, 1, 2]);
    const width = shape === "round" ? uniform(random, 1.05, 1.4) : uniform(random, 1.2, 1.8);
    return {
      shape,
      width,
      depth: shape === "round" ? width : uniform(random, 0.8, 1),
      height: uniform(random, 0.72, 0.76),
      top,
      colour: pick(random, TONES[top]),
      legColour: pick(random, ["#2b2c2e", "#d8d6d0", "#6b4630"]),
    };
  },
  bounds: ({ width, depth, height }) => ({ min: [-width / 2, 0, -depth / 2], max: [width / 2, height, depth / 2] }),
  collider: slabs,
  build(table, detail) {
    const { on, parts } = sketch();
    legs(on("metal", table.legColour), table, detail);
    const corners = CORNERS[detail];
    const [a, b, c, ...rest] = outline(table, BEVEL, corners).map((point) => lift(point, table.height));
    if (a && b && c) polygon(on(table.top, table.colour), a, b, c, ...rest);
    const meshes: Meshes = new Map();
    addLoft(meshes, [table.top, table.colour], side(table, corners), true);
    return [...parts(), ...finish(meshes)];
  },
};

/** How far the solid top reaches down, in metres: what hits it hard must not come out below. */
const THICK = 0.2;
/** Slabs side by side that a round top is cut into. */
const SLABS = 8;

/** Physics sees no more than four corners of a face, so the top is made of slabs with four. */
function slabs({ shape, width, depth, height }: Table): Collider {
  const slab = (from: number, to: number) =>
    [from, to].flatMap((x) => {
      const z = shape === "round" ? (depth / 2) * Math.sqrt(Math.max(0.0004, 1 - (2 * x) ** 2 / width ** 2)) : depth / 2;
      return [height, height - THICK].flatMap((y) => [-z, z].map((side): Vec3 => [x, y, side]));
    });
  if (shape === "rectangular") return [slab(-width / 2, width / 2)];
  const edges = Array.from({ length: SLABS + 1 }, (_, at) => (-width / 2) * Math.cos((Math.PI * at) / SLABS));
  return edges.slice(1).map((to, at) => slab(edges[at] ?? 0, to));
}

const CORNERS: Record<Detail, number> = { near: 16, middle: 8, far: 4 };

/** The edge from below, without the top itself: that is one flat polygon, so that its grain runs straight. */
function side(table: Table, corners: number): Rings {
  const levels = [
    [0.2, 0],
    [BEVEL, 0],
    [BEVEL, 0],
    [0, BEVEL],
    [0, BEVEL],
    [0, TOP - BEVEL],
    [0, TOP - BEVEL],
    [BEVEL, TOP],
  ] as const;
  return levels.map(([inset, up]) => outline(table, inset, corners).map((point) => lift(point, table.height - TOP + up)));
}

function lift([x, , z]: Vec3, y: number): Vec3 {
  return [x, y, z];
}

/** The rounded outline of the top, counter-clockwise from above, `inset` metres further in. */
function outline({ shape, width, depth }: Table, inset: number, corners: number): Vec3[] {
  const [x, z] = [width / 2 - inset, depth / 2 - inset];
  const radius = shape === "round" ? Math.min(x, z) : 0.02;
  return Array.from({ length: corners * 4 }, (_, at) => {
    const quarter = Math.floor(at / corners);
    const share = shape === "round" ? (at % corners) / corners : (at % corners) / (corners - 1);
    const angle = ((quarter + share) * Math.PI) / 2;
    const [east, south] = [quarter === 0 || quarter === 3 ? 1 : -1, quarter < 2 ? -1 : 1];
    return [east * (x - radius) + radius * Math.cos(angle), 0, south * (z - radius) - radius * Math.sin(angle)];
  });
}

function legs(surface: Parameters<typeof box>[0], { shape, width, depth, height }: Table, detail: Detail): void {
  const top = height - TOP;
  if (shape === "round") {
    const sides = detail === "near" ? 16 : 8;
    tube(surface, { from: [0, 0.02, 0], to: [0, top, 0], radius: [0.045, 0.045], sides, caps: false });
    tube(surface, { from: [0, 0, 0], to: [0, 0.02, 0], radius: [0.28, 0.26], sides });
    return;
  }
  const [x, z] = [width / 2 - 0.06, depth / 2 - 0.06];
  for (const [east, south] of [
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1],
  ] as const)
    box(surface, [east * x - 0.025, 0, south * z - 0.025], [east * x + 0.025, top, south * z + 0.025]);
}
