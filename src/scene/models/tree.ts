import { z } from "zod";
import { integer, pick, type Random, stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Bounds, Model } from "./model";
import { type Sketch, type Surface, sketch, tube, vertex } from "./sketch";
import { add, cross, distance, scale, subtract, unit } from "./vector";

const parameters = z.strictObject({
  height: z.number().min(3).max(25).describe("Metres"),
  crownRadius: z.number().min(0.8).max(8),
  crownBase: z.number().min(1).max(10).describe("Height of the lowest leaves, metres"),
  trunkRadius: z.number().min(0.05).max(0.6),
  leafColours: z.tuple([colour, colour, colour]).readonly().describe("In the crown's depth, in the shade, in the light"),
  barkColour: colour,
  shape: z.int().min(0).describe("Seed of the branches and leaves"),
  detail: z.enum(["near", "far"]),
});

/** The parameters of a tree. */
export type Tree = z.output<typeof parameters>;

type Clump = { readonly centre: Vec3; readonly radius: number };

const LEAVES = [
  ["#4a6b35", "#5f8642", "#7ba355"],
  ["#43623a", "#557a48", "#729a5c"],
  ["#56703a", "#70903f", "#92b057"],
  ["#3d5c38", "#4d7446", "#66905a"],
] as const;
const BARKS = ["#8a7a68", "#7a6c5e", "#988c7c"] as const;
const LEAF_CLUMPS = 9;
const LEAVES_NEAR = 880;
const LEAVES_FAR = 170;
/** Half the length of a spray of leaves, as a share of its clump's radius. */
const SPRAY: Record<Tree["detail"], readonly [number, number]> = { near: [0.14, 0.3], far: [0.35, 0.62] };

/** A deciduous street tree: clumps of leaves on forking branches. */
export const tree: Model<Tree> = { parameters, vary, bounds, build };

function vary(random: Random): Tree {
  const height = uniform(random, 6, 10);
  return {
    height,
    crownRadius: height * uniform(random, 0.24, 0.34),
    crownBase: uniform(random, 2.3, 2.9),
    trunkRadius: height * uniform(random, 0.013, 0.018),
    leafColours: pick(random, LEAVES),
    barkColour: pick(random, BARKS),
    shape: integer(random, 0, 999_999),
    detail: "near",
  };
}

function bounds({ height, crownRadius }: Tree): Bounds {
  return { min: [-crownRadius, 0, -crownRadius], max: [crownRadius, height, crownRadius] };
}

function build(tree: Tree) {
  const { on, parts } = sketch();
  const random = stream(tree.shape, 0, "tree");
  const clumps = leafClumps(tree, random);
  branches(on("bark", tree.barkColour), tree, clumps);
  for (const clump of clumps) clumpBody(on("leaf", tree.leafColours[0]), clump, random);
  leaves(on, tree, clumps, random);
  return parts();
}

/** Clumps on a spiral round the trunk that together fill an egg. */
function leafClumps({ height, crownRadius, crownBase }: Tree, random: Random): readonly Clump[] {
  const reach = 0.3;
  const tall = height - crownBase;
  return Array.from({ length: LEAF_CLUMPS }, (_, at): Clump => {
    const rise = (at + 0.5) / LEAF_CLUMPS;
    const girth = Math.sin(Math.PI * (0.25 + 0.68 * rise));
    const angle = at * 2.4 + uniform(random, -0.3, 0.3);
    const radius = Math.min(crownRadius * uniform(random, 0.44, 0.56), tall * 0.3);
    const out = (crownRadius - reach - radius) * girth * uniform(random, 0.8, 1);
    const up = crownBase + reach + radius * 0.8 + (tall - 2 * reach - radius * 1.6) * rise;
    return { centre: [out * Math.cos(angle), up, out * Math.sin(angle)], radius };
  });
}

function branches(bark: Surface, { trunkRadius, crownBase, height }: Tree, clumps: readonly Clump[]): void {
  const fork: Vec3 = [0, crownBase + 0.35, 0];
  const flare: Vec3 = [0, 0.35, 0];
  tube(bark, { from: [0, 0, 0], to: flare, radius: [trunkRadius * 1.45, trunkRadius * 1.05], sides: 8, caps: false });
  tube(bark, { from: flare, to: fork, radius: [trunkRadius * 1.05, trunkRadius * 0.8], sides: 8, caps: false });
  tube(bark, { from: fork, to: [0, height * 0.8, 0], radius: [trunkRadius * 0.8, trunkRadius * 0.2], sides: 6, caps: false });
  for (const [at, { centre }] of clumps.entries()) {
    const start: Vec3 = [0, crownBase - 0.25 + at * 0.12, 0];
    tube(bark, { from: start, to: centre, radius: [trunkRadius * 0.5, trunkRadius * 0.15], sides: 5, caps: false });
  }
}

/** A lumpy ball that closes the clump, a little smaller than its leaves. */
function clumpBody(surface: Surface, { centre, radius }: Clump, random: Random): void {
  const [rings, sides] = [5, 8];
  const rows = Array.from({ length: rings + 1 }, (_, ring) => {
    const polar = (Math.PI * ring) / rings;
    const lumps = Array.from({ length: sides }, () => (ring % rings === 0 ? 0.74 : uniform(random, 0.58, 0.88)));
    return Array.from({ length: sides + 1 }, (_, side) => {
      const angle = (2 * Math.PI * side) / sides;
      const outward: Vec3 = [Math.sin(polar) * Math.cos(angle), Math.cos(polar), Math.sin(polar) * Math.sin(angle)];
      const position = add(centre, scale(outward, radius * (lumps[side % sides] ?? 0.8)));
      const normal = unit(add(outward, scale(direction(random), 0.55)));
      return vertex(surface, position, normal, position[0] + position[2], position[1]);
    });
  });
  for (const [at, row] of rows.slice(1).entries()) {
    const upper = rows[at] ?? [];
    for (let i = 1; i <= sides; i++) {
      const [a = 0, b = 0, c = 0, d = 0] = [upper[i - 1], upper[i], row[i], row[i - 1]];
      if (at > 0) surface.indices.push(a, b, c);
      if (at < rings - 1) surface.indices.push(a, c, d);
    }
  }
}

/** Sprays of leaves over all clumps. Their normals point out of the crown, so that it is shaded as a whole. */
function leaves(on: Sketch["on"], tree: Tree, clumps: readonly Clump[], random: Random): void {
  const count = tree.detail === "near" ? LEAVES_NEAR : LEAVES_FAR;
  const middle: Vec3 = [0, (tree.crownBase + tree.height) / 2, 0];
  for (let at = 0; at < count; at++) {
    const clump = clumps[at % clumps.length];
    if (clump === undefined) continue;
    const outward = openDirection(clump, clumps, random);
    const position = add(clump.centre, scale(outward, clump.radius * uniform(random, 0.72, 1.05)));
    const size = clump.radius * uniform(random, ...SPRAY[tree.detail]);
    const facing = unit(add(outward, scale(direction(random), 0.8)));
    const normal = unit(add(add(outward, scale(unit(subtract(position, middle)), 0.8)), [0, 0.25, 0]));
    const light = random() < 0.45 + 0.3 * outward[1];
    spray(on("leaf", light ? tree.leafColours[2] : tree.leafColours[1]), clamp(position, size, tree), facing, normal, size);
  }
}

/** A direction from the middle of a clump that does not end inside another one, where no leaf could be seen. */
function openDirection(clump: Clump, clumps: readonly Clump[], random: Random): Vec3 {
  const tries = Array.from({ length: 4 }, () => direction(random));
  const isOpen = (outward: Vec3) => {
    const position = add(clump.centre, scale(outward, clump.radius * 0.9));
    return clumps.every((other) => other === clump || distance(position, other.centre) > other.radius * 0.75);
  };
  return tries.find(isOpen) ?? direction(random);
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
  const fold = scale(facing, -size * 0.2);
  const corners = [
    subtract(position, rib),
    add(add(position, side), fold),
    add(position, rib),
    add(subtract(position, side), fold),
  ];
  const [a = 0, b = 0, c = 0, d = 0] = corners.map((corner) => vertex(surface, corner, normal, corner[0] + corner[2], corner[1]));
  surface.indices.push(a, c, b, a, d, c);
}

function direction(random: Random): Vec3 {
  const up = uniform(random, -1, 1);
  const angle = uniform(random, 0, 2 * Math.PI);
  const flat = Math.sqrt(1 - up * up);
  return [flat * Math.cos(angle), up, flat * Math.sin(angle)];
}
