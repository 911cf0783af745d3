import { z } from "zod";
import { integer, pick, type Random, stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Detail, Model } from "./model";
import { type Surface, sketch, tube, vertex } from "./sketch";
import { add, unit } from "./vector";

const parameters = z.strictObject({
  /** Each tree: [x, z, height, radius of the crown]. */
  trees: z
    .array(z.tuple([z.number(), z.number(), z.number().min(0.3).max(30), z.number().min(0.2).max(8)]).readonly())
    .min(1)
    .max(400)
    .readonly(),
  colours: z.array(colour).min(1).max(6).readonly(),
  shape: z.int().min(0).describe("Seed of the crowns"),
});

/** The parameters of a group of trees or bushes. */
export type Grove = z.output<typeof parameters>;

/** Rounds and rings of a crown: a dome of bumps. */
const DOME: Record<Detail, { readonly around: number; readonly rings: readonly (readonly [up: number, out: number])[] }> = {
  near: {
    around: 16,
    rings: [
      [0.12, 0.5],
      [0.25, 0.9],
      [0.45, 1],
      [0.66, 0.9],
      [0.84, 0.64],
      [0.95, 0.3],
    ],
  },
  middle: {
    around: 12,
    rings: [
      [0.15, 0.75],
      [0.42, 1],
      [0.7, 0.84],
      [0.91, 0.45],
    ],
  },
  far: {
    around: 7,
    rings: [
      [0.33, 0.96],
      [0.8, 0.66],
    ],
  },
};

/** Trees or bushes that are one thing seen from afar: a wood, a row between fields, the trees of gardens. 21 triangles a tree far away. */
export const grove: Model<Grove> = {
  parameters,
  vary: (random: Random) => ({
    trees: Array.from({ length: integer(random, 5, 20) }, (_, at) => {
      const height = uniform(random, 4, 12);
      return [at * 3 - 20, uniform(random, -10, 10), height, height * uniform(random, 0.25, 0.4)] as const;
    }),
    colours: ["#4a6b35", "#56703a", "#43623a", "#5c6a34"],
    shape: integer(random, 0, 999_999),
  }),
  bounds: ({ trees }) => ({
    min: [Math.min(...trees.map(([x, , , r]) => x - r * 1.15)), 0, Math.min(...trees.map(([, z, , r]) => z - r * 1.15))],
    max: [
      Math.max(...trees.map(([x, , , r]) => x + r * 1.15)),
      Math.max(...trees.map(([, , height]) => height)),
      Math.max(...trees.map(([, z, , r]) => z + r * 1.15)),
    ],
  }),
  build({ trees, colours, shape }, detail) {
    const { on, parts } = sketch();
    for (const [at, [x, z, height, radius]] of trees.entries()) {
      const random = stream(shape, at, "crown");
      const leaf = on("leaf", pick(random, colours));
      crown(leaf, [x, 0, z], height, radius, random, detail);
      if (height > 3 && detail !== "far") {
        tube(on("bark", "#7a6c5e"), { from: [x, 0, z], to: [x, height * 0.4, z], radius: [0.2, 0.15], sides: 4, caps: false });
      }
    }
    return parts();
  },
};

function crown(leaf: Surface, foot: Vec3, height: number, radius: number, random: Random, detail: Detail): void {
  const { around, rings } = DOME[detail];
  const turn = uniform(random, 0, Math.PI);
  const points = rings.map(([up, out]) =>
    Array.from({ length: around }, (_, at): number => {
      const angle = turn + (2 * Math.PI * (at + (up > 0.4 ? 0.5 : 0))) / around;
      const reach = radius * out * uniform(random, 0.8, 1.15);
      const y = height * Math.min(0.98, Math.max(0, up + uniform(random, -0.05, 0.05)));
      const offset: Vec3 = [Math.cos(angle) * reach, y, -Math.sin(angle) * reach];
      // Bumps catch the light unevenly, but not so much that the triangles show.
      const normal = unit([
        Math.cos(angle) * out + uniform(random, -0.28, 0.28),
        (up - 0.3) * 2 + uniform(random, -0.1, 0.4),
        -Math.sin(angle) * out + uniform(random, -0.28, 0.28),
      ]);
      return vertex(leaf, add(foot, offset), normal, foot[0] + offset[0] + offset[1] * 0.5, foot[2] + offset[2]);
    }),
  );
  const tip = vertex(leaf, add(foot, [0, height, 0]), [0, 1, 0], foot[0], foot[2]);
  for (const [ring, lower] of points.entries()) {
    const upper = points[ring + 1];
    for (let at = 0; at < around; at++) {
      const next = (at + 1) % around;
      const [a = 0, b = 0] = [lower[at], lower[next]];
      const [d = tip, c = tip] = upper ? [upper[at], upper[next]] : [];
      leaf.indices.push(a, b, c);
      if (c !== d) leaf.indices.push(a, c, d);
    }
  }
}
