import { z } from "zod";
import { integer, pick, type Random, stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Bounds, Detail, Model } from "./model";
import { type Sketch, type Surface, sketch, tube, vertex } from "./sketch";
import { add, cross, scale, subtract, unit } from "./vector";

const parameters = z.strictObject({
  height: z.number().min(3).max(25).describe("Metres"),
  crownRadius: z.number().min(0.8).max(8),
  crownBase: z.number().min(1).max(10).describe("Height of the lowest leaves, metres"),
  widest: z.number().min(0.2).max(0.8).describe("Where the crown is widest: 0 at its lower end, 1 at its top"),
  trunkRadius: z.number().min(0.03).max(0.6),
  leafColours: z.tuple([colour, colour, colour]).readonly().describe("In the crown's depth, in the shade, in the light"),
  barkColour: colour,
  shape: z.int().min(0).describe("Seed of the branches and leaves"),
});

/** The parameters of a tree. */
export type Tree = z.output<typeof parameters>;

type Range = readonly [low: number, high: number];
/** How a kind of tree grows. `spread` is the crown's radius as a share of the height. */
type Habit = { readonly [property in "height" | "spread" | "base" | "widest"]: Range };
type Clump = { readonly centre: Vec3; readonly radius: number };

const LEAVES = [
  ["#4a6b35", "#5f8642", "#7ba355"],
  ["#43623a", "#557a48", "#729a5c"],
  ["#56703a", "#70903f", "#92b057"],
  ["#3d5c38", "#4d7446", "#66905a"],
  ["#5c6a34", "#7a8a3e", "#a0a850"],
] as const;
const BARKS = ["#8a7a68", "#7a6c5e", "#988c7c"] as const;
/** How trees grow: round like a lime, slender like a hornbeam, wide like a plane tree. */
const HABITS: readonly Habit[] = [
  { height: [6.5, 10], spread: [0.24, 0.33], base: [2.3, 2.9], widest: [0.38, 0.5] },
  { height: [7, 10.5], spread: [0.13, 0.17], base: [1.9, 2.4], widest: [0.3, 0.45] },
  { height: [5.5, 7.5], spread: [0.36, 0.44], base: [2.4, 2.9], widest: [0.5, 0.62] },
];
const CLUMPS = 14;
/** Sprays of leaves on a crown, half their length as a share of their clump's radius, and corners of branches. */
const FOLIAGE: Record<Detail, { readonly sprays: number; readonly size: Range; readonly round: number }> = {
  near: { sprays: 1000, size: [0.16, 0.31], round: 4 },
  middle: { sprays: 155, size: [0.42, 0.68], round: 3 },
  far: { sprays: 16, size: [0.5, 0.7], round: 3 },
};
/** Leaves end this far inside the crown's bounds. */
const REACH = 0.3;

/** A deciduous street tree: clumps of leaves on forking branches. */
export const tree: Model<Tree> = { parameters, vary, bounds, build };

function vary(random: Random): Tree {
  const habit = pick(random, HABITS, [5, 2, 3]);
  const height = uniform(random, ...habit.height);
  return {
    height,
    crownRadius: height * uniform(random, ...habit.spread),
    crownBase: uniform(random, ...habit.base),
    widest: uniform(random, ...habit.widest),
    trunkRadius: height * uniform(random, 0.013, 0.018),
    leafColours: pick(random, LEAVES),
    barkColour: pick(random, BARKS),
    shape: integer(random, 0, 999_999),
  };
}

function bounds({ height, crownRadius }: Tree): Bounds {
  return { min: [-crownRadius, 0, -crownRadius], max: [crownRadius, height, crownRadius] };
}

function build(tree: Tree, detail: Detail) {
  const { on, parts } = sketch();
  const clumps = leafClumps(tree, stream(tree.shape, 0, "clumps"));
  const random = stream(tree.shape, 0, "leaves", detail);
  branches(on("bark", tree.barkColour), tree, clumps, detail);
  for (const clump of clumps) clumpBody(on("leaf", tree.leafColours[detail === "far" ? 1 : 0]), clump, detail, random);
  leaves(on, tree, clumps, detail, random);
  return parts();
}

/** Clumps on a spiral round the trunk that together fill an uneven egg; the last one is its tip. */
function leafClumps({ height, crownRadius, crownBase, widest }: Tree, random: Random): readonly Clump[] {
  const tall = height - crownBase;
  return Array.from({ length: CLUMPS }, (_, at): Clump => {
    const rise = at / (CLUMPS - 1);
    const girth = rise < widest ? 0.62 + (0.38 * rise) / widest : Math.sqrt(1 - ((rise - widest) / (1.02 - widest)) ** 2);
    const size = Math.sqrt(crownRadius * tall) * uniform(random, 0.24, 0.37);
    const radius = Math.min(size, crownRadius * 0.72, tall * 0.26);
    const out = (crownRadius - REACH * 0.6 - radius) * girth * uniform(random, 0.7, 1);
    const angle = at * 2.4 + uniform(random, -0.4, 0.4);
    const up = crownBase + radius * 0.8 + (tall - REACH - radius * 1.8) * rise;
    return { centre: [out * Math.cos(angle), up, out * Math.sin(angle)], radius };
  });
}

function branches(bark: Surface, { trunkRadius, crownBase, height }: Tree, clumps: readonly Clump[], detail: Detail): void {
  const { round } = FOLIAGE[detail];
  const fork: Vec3 = [0, crownBase + 0.35, 0];
  const limb = (from: Vec3, to: Vec3, thick: number, thin: number, sides: number) =>
    tube(bark, { from, to, radius: [trunkRadius * thick, trunkRadius * thin], sides, caps: false });
  if (detail === "far") {
    limb([0, 0, 0], fork, 1.15, 0.8, round + 1);
    return;
  }
  limb([0, 0, 0], [0, 0.35, 0], 1.45, 1.05, round + 3);
  limb([0, 0.35, 0], fork, 1.05, 0.8, round + 3);
  limb(fork, [0, height * 0.8, 0], 0.8, 0.2, round + 1);
  for (const [at, { centre }] of clumps.slice(0, -2).entries()) {
    limb([0, Math.min(crownBase - 0.25 + at * 0.14, centre[1]), 0], centre, 0.5, 0.15, round);
  }
}

const GOLD = (1 + Math.sqrt(5)) / 2;
/** Corners of a regular icosahedron, and its faces; an octahedron is enough for far crowns. Both turn outward counter-clockwise. */
// biome-ignore format: tables
const BALLS = {
  fine: {
    corners: [
      [-1, GOLD, 0], [1, GOLD, 0], [-1, -GOLD, 0], [1, -GOLD, 0], [0, -1, GOLD], [0, 1, GOLD],
      [0, -1, -GOLD], [0, 1, -GOLD], [GOLD, 0, -1], [GOLD, 0, 1], [-GOLD, 0, -1], [-GOLD, 0, 1],
    ],
    faces: [
      0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4, 11, 10, 2, 10, 7, 6, 7, 1, 8,
      3, 9, 4, 3, 4, 2, 3, 2, 6, 3, 6, 8, 3, 8, 9, 4, 9, 5, 2, 4, 11, 6, 2, 10, 8, 6, 7, 9, 8, 1,
    ],
  },
  coarse: {
    corners: [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]],
    faces: [0, 2, 4, 4, 2, 1, 1, 2, 5, 5, 2, 0, 4, 3, 0, 1, 3, 4, 5, 3, 1, 0, 3, 5],
  },
} as const satisfies Record<string, { corners: readonly Vec3[]; faces: readonly number[] }>;

/** A lumpy ball that closes the clump: a little smaller than its leaves, or all that is seen of it from afar. */
function clumpBody(surface: Surface, { centre, radius }: Clump, detail: Detail, random: Random): void {
  const ball = detail === "far" ? BALLS.coarse : BALLS.fine;
  const [least, most] = detail === "far" ? [0.82, 1] : [0.55, 0.86];
  const first = surface.positions.length / 3;
  for (const corner of ball.corners) {
    const outward = unit(corner);
    const position = add(centre, scale(outward, radius * uniform(random, least, most)));
    const normal = unit(add(outward, scale(direction(random), 0.8)));
    vertex(surface, position, normal, position[0] + position[2], position[1]);
  }
  for (const corner of ball.faces) surface.indices.push(first + corner);
}

/** Sprays of leaves over all clumps. Their normals point out of the crown, so that it is shaded as a whole. */
function leaves(on: Sketch["on"], tree: Tree, clumps: readonly Clump[], detail: Detail, random: Random): void {
  const { sprays, size: sizes } = FOLIAGE[detail];
  const middle: Vec3 = [0, (tree.crownBase + tree.height) / 2, 0];
  const surfaces = tree.leafColours.map((tone) => on("leaf", tone));
  for (let at = 0; at < sprays; at++) {
    const clump = clumps[at % clumps.length];
    if (clump === undefined) continue;
    const outward = openDirection(clump, clumps, random);
    const size = clump.radius * uniform(random, ...sizes);
    const position = clamp(add(clump.centre, scale(outward, clump.radius * uniform(random, 0.7, 1.1))), size, tree);
    const facing = unit(add(outward, scale(direction(random), 0.8)));
    const normal = unit(add(add(outward, scale(unit(subtract(position, middle)), 0.8)), [0, 0.25, 0]));
    const light = random() + 0.35 * outward[1];
    const surface = surfaces[light > 0.55 ? 2 : light > 0.05 ? 1 : 0];
    if (surface) spray(surface, position, facing, normal, size);
  }
}

/** A direction from the middle of a clump that does not end inside another one, where no leaf could be seen. */
function openDirection(clump: Clump, clumps: readonly Clump[], random: Random): Vec3 {
  let outward = direction(random);
  for (let tries = 0; tries < 3 && isCovered(clump, outward, clumps); tries++) outward = direction(random);
  return outward;
}

function isCovered(clump: Clump, outward: Vec3, clumps: readonly Clump[]): boolean {
  const [x, y, z] = add(clump.centre, scale(outward, clump.radius * 0.9));
  return clumps.some((other) => {
    const [dx, dy, dz] = [x - other.centre[0], y - other.centre[1], z - other.centre[2]];
    return other !== clump && dx * dx + dy * dy + dz * dz < (other.radius * 0.75) ** 2;
  });
}

function clamp([x, y, z]: Vec3, size: number, { height, crownRadius, crownBase }: Tree): Vec3 {
  const limit = crownRadius - size;
  const radial = Math.hypot(x, z);
  const shrink = radial > limit ? limit / radial : 1;
  return [x * shrink, Math.min(height - size, Math.max(crownBase - 0.2, y)), z * shrink];
}

/** Two leaves side by side, folded along their rib. */
function spray(surface: Surface, position: Vec3, facing: Vec3, normal: Vec3, size: number): void {
  const along = unit(cross(Math.abs(facing[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0], facing));
  const across = cross(facing, along);
  const rib = scale(add(along, scale(across, 0.5)), size * 0.85);
  const side = scale(subtract(across, scale(along, 0.3)), size * 0.55);
  const base = subtract(position, scale(facing, size * 0.2));
  const put = (corner: Vec3) => vertex(surface, corner, normal, corner[0] + corner[2], corner[1]);
  const [a, b] = [put(subtract(position, rib)), put(add(base, side))];
  const [c, d] = [put(add(position, rib)), put(subtract(base, side))];
  surface.indices.push(a, c, b, a, d, c);
}

function direction(random: Random): Vec3 {
  const up = uniform(random, -1, 1);
  const angle = uniform(random, 0, 2 * Math.PI);
  const flat = Math.sqrt(1 - up * up);
  return [flat * Math.cos(angle), up, flat * Math.sin(angle)];
}
