import { z } from "zod";
import { integer, pick, type Random, stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Detail, Model } from "./model";
import { box, disc, polygon, type Sketch, type Surface, sketch, tube, vertex } from "./sketch";
import { unit } from "./vector";

const shedParameters = z.strictObject({
  width: z.number().min(1.5).max(6),
  depth: z.number().min(1.5).max(5),
  height: z.number().min(1.8).max(3).describe("Of the walls, metres"),
  wallColour: colour,
  roofColour: colour,
});

/** A garden shed of boards under a low gable. Front to -z. */
export const shed: Model<z.output<typeof shedParameters>> = {
  parameters: shedParameters,
  vary: (random: Random) => ({
    width: uniform(random, 2, 3.6),
    depth: uniform(random, 1.8, 2.8),
    height: uniform(random, 1.9, 2.2),
    wallColour: pick(random, ["#8a6a48", "#7a5c40", "#9aa09c", "#5c6f5a", "#a88860"]),
    roofColour: pick(random, ["#4c4e50", "#6a5a50", "#5a6458", "#7a7c7c"]),
  }),
  bounds: ({ width, depth, height }) => ({
    min: [-width / 2 - 0.15, 0, -depth / 2 - 0.15],
    max: [width / 2 + 0.15, height + depth * 0.2, depth / 2 + 0.15],
  }),
  build({ width, depth, height, wallColour, roofColour }) {
    const { on, parts } = sketch();
    const [x, z] = [width / 2, depth / 2];
    const wall = on("wood", wallColour);
    const [ridge, low] = [height + depth * 0.2, height - 0.06];
    box(wall, [-x, 0, -z], [x, height, z], ["top", "bottom"]);
    polygon(wall, [-x, height, -z], [-x, height, z], [-x, ridge, 0]);
    polygon(wall, [x, height, z], [x, height, -z], [x, ridge, 0]);
    const roof = on("roof", roofColour);
    const [ex, ez] = [x + 0.15, z + 0.15];
    polygon(roof, [ex, low, -ez], [-ex, low, -ez], [-ex, ridge, 0], [ex, ridge, 0]);
    polygon(roof, [-ex, low, ez], [ex, low, ez], [ex, ridge, 0], [-ex, ridge, 0]);
    box(on("wood", "#5c4630"), [-0.4, 0, -z - 0.03], [0.4, 1.8, -z], ["back", "bottom"]);
    return parts();
  },
};

const trampolineParameters = z.strictObject({ radius: z.number().min(0.8).max(2.5), colour });

/** A round trampoline with a coloured edge. */
export const trampoline: Model<z.output<typeof trampolineParameters>> = {
  parameters: trampolineParameters,
  vary: (random: Random) => ({
    radius: uniform(random, 1.4, 2),
    colour: pick(random, ["#2f6fb0", "#3a8f4a", "#2c5c8c", "#b04a3a"]),
  }),
  bounds: ({ radius }) => ({ min: [-radius, 0, -radius], max: [radius, 0.82, radius] }),
  build({ radius, colour }, detail) {
    const { on, parts } = sketch();
    const sides = detail === "near" ? 28 : 12;
    tube(on("fabric", colour), { from: [0, 0.7, 0], to: [0, 0.8, 0], radius: [radius, radius], sides });
    disc(on("fabric", "#1a1b1e"), [0, 0.82, 0], radius * 0.84, sides);
    for (const angle of [0.8, 2.4, 3.9, 5.5]) {
      const [x, z] = [Math.cos(angle) * radius * 0.9, Math.sin(angle) * radius * 0.9];
      tube(on("metal", "#9a9ea2"), { from: [x, 0, z], to: [x, 0.7, z], radius: [0.03, 0.03], sides: 3, caps: false });
    }
    return parts();
  },
};

const line = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly();
const hedgeParameters = z.strictObject({
  height: z.number().min(0.4).max(4),
  colour,
  lines: z
    .array(line)
    .min(1)
    .readonly()
    .describe("Rectangles that hedges fill: [x, z, width, length], x and z of the middle, metres"),
  shape: z.int().min(0).describe("Seed of the unevenness"),
});

/** Clipped hedges: boxes of leaves with an uneven top. */
export const hedge: Model<z.output<typeof hedgeParameters>> = {
  parameters: hedgeParameters,
  vary: (random: Random) => ({
    height: uniform(random, 0.9, 2),
    colour: pick(random, ["#4a6a38", "#56733f", "#3f5f38", "#64803f"]),
    lines: [[0, 0, 8, 0.8]],
    shape: integer(random, 0, 999_999),
  }),
  bounds: ({ height, lines }) => ({
    min: [
      Math.min(...lines.map(([x, , width]) => x - width / 2)),
      0,
      Math.min(...lines.map(([, z, , length]) => z - length / 2)),
    ],
    max: [
      Math.max(...lines.map(([x, , width]) => x + width / 2)),
      height,
      Math.max(...lines.map(([, z, , length]) => z + length / 2)),
    ],
  }),
  build({ height, colour, lines, shape }, detail) {
    const { on, parts } = sketch();
    const random = stream(shape, 0, "hedge");
    for (const [x, z, width, length] of lines) row(on, colour, height, [x, z, width, length], random, detail);
    return parts();
  },
};

type Line = readonly [x: number, z: number, width: number, length: number];

/** A hedge as a tunnel of cross-sections that are a little high or low, wide or narrow. */
function row(
  on: Sketch["on"],
  colour: string,
  height: number,
  [x, z, width, length]: Line,
  random: Random,
  detail: Detail,
): void {
  const leaf = on("leaf", colour);
  const eastWest = width > length;
  const [reach, half] = eastWest ? [width / 2, length / 2] : [length / 2, width / 2];
  const count = Math.max(1, Math.round((2 * reach) / PITCH[detail]));
  const rings = Array.from({ length: count + 1 }, (_, at) => {
    const along = -reach + (2 * reach * at) / count;
    const [high, wide] = [height * uniform(random, 0.88, 1), half * uniform(random, 0.86, 1)];
    const place = (across: number, y: number): Vec3 => (eastWest ? [x + along, y, z - across] : [x + across, y, z + along]);
    return [place(-half * 0.95, 0), place(-wide, high * 0.85), place(0, high), place(wide, high * 0.85), place(half * 0.95, 0)];
  });
  const outward = (across: number, up: number): Vec3 => unit(eastWest ? [0, up, -across] : [across, up, 0]);
  const normals = [outward(-1, 0.1), outward(-0.7, 0.7), outward(0, 1), outward(0.7, 0.7), outward(1, 0.1)];
  const indices = rings.map((ring) =>
    ring.map((corner, at) => vertex(leaf, corner, normals[at] ?? [0, 1, 0], corner[0] + corner[2], corner[1] * 1.3 + at * 0.3)),
  );
  for (let at = 0; at < count; at++) {
    for (let side = 0; side < 4; side++) {
      const [a = 0, b = 0] = [indices[at]?.[side], indices[at]?.[side + 1]];
      const [d = 0, c = 0] = [indices[at + 1]?.[side], indices[at + 1]?.[side + 1]];
      leaf.indices.push(a, d, c, a, c, b);
    }
  }
  for (const [ring, direction] of [
    [rings[0], -1],
    [rings.at(-1), 1],
  ] as const)
    endCap(leaf, ring ?? [], direction, eastWest);
}

const PITCH: Record<Detail, number> = { near: 0.5, middle: 1.2, far: 4 };

function endCap(leaf: Surface, ring: readonly Vec3[], direction: number, eastWest: boolean): void {
  const normal: Vec3 = eastWest ? [direction, 0, 0] : [0, 0, direction];
  const corners = (direction < 0 ? [...ring].reverse() : ring).map((corner) =>
    vertex(leaf, corner, normal, corner[0] + corner[2], corner[1]),
  );
  const [first = 0] = corners;
  for (let at = 2; at < corners.length; at++) leaf.indices.push(first, corners[at] ?? 0, corners[at - 1] ?? 0);
}
