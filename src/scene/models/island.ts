import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { onPath, pathLength, pathSchema, stationsBetween } from "../path";
import { colour } from "./colour";
import { addBehindKerb, addKerb, KERB_WIDTH, kerbBounds } from "./kerb";
import type { Detail, Model } from "./model";
import { type Surface, sketch, vertex } from "./sketch";
import { unit } from "./vector";

const parameters = z.strictObject({
  path: pathSchema.describe("The kerb's face, all the way round clockwise as seen from above, about a convex inside"),
  height: z.number().min(0.03).max(0.25).describe("Of the kerb over the road, metres"),
  kerbColour: colour,
  apron: z.number().min(0.2).max(6).describe("From the kerb's face to the inner ground, metres; paved"),
  apronColour: colour,
  material: z.enum(["grass", "paving", "concrete"]),
  colour,
  rise: z.number().min(0).max(3).describe("How much the middle is higher than the kerb, metres"),
});

/** The parameters of a traffic island. */
export type Island = z.output<typeof parameters>;

/** Rings of the inner ground from its edge inwards: share of the way to the middle, share of the rise. */
const DOME = [
  [0, 0],
  [0.12, 0.28],
  [0.3, 0.6],
  [0.55, 0.88],
  [0.8, 0.98],
  [1, 1],
] as const;

/** A traffic island: a kerb round a paved edge and a mound of grass, or a paved refuge. */
export const island: Model<Island> = {
  parameters,
  vary(random: Random) {
    const radius = uniform(random, 3, 9);
    return {
      path: { start: [-radius, 0], headingDegrees: 0, pieces: [[2 * Math.PI * radius, 1 / radius]] },
      height: 0.12,
      kerbColour: "#b4b2ac",
      apron: uniform(random, 0.4, 1.2),
      apronColour: pick(random, ["#9a6a58", "#8a8880"]),
      material: "grass",
      colour: "#ffffff",
      rise: uniform(random, 0.2, 1),
    };
  },
  bounds(island) {
    const { min, max } = kerbBounds({ ...island, ramps: [] }, KERB_WIDTH);
    return { min, max: [max[0], island.height + island.rise, max[2]] };
  },
  build(island, detail) {
    const { on, parts } = sketch();
    const kerb = { ...island, ramps: [] };
    addKerb(on("concrete", island.kerbColour), kerb);
    if (island.apron > KERB_WIDTH) addBehindKerb(on("paving", island.apronColour), kerb, island.apron);
    mound(on(island.material, island.colour), island, detail);
    return parts();
  },
};

/** The ground inside the apron, drawn in rings to its middle. */
function mound(surface: Surface, { path, apron, height, rise }: Island, detail: Detail): void {
  const edge = stationsBetween(path, 0, pathLength(path)).map((s): readonly [number, number] => {
    const { x, z } = onPath(path, s, apron);
    return [x, z];
  });
  const count = edge.length - 1;
  const middle = ([0, 1] as const).map((axis) => edge.slice(0, count).reduce((sum, point) => sum + point[axis], 0) / count);
  const [cx = 0, cz = 0] = middle;
  const rings =
    rise === 0
      ? [[0, 0] as const, [1, 0] as const]
      : detail === "far"
        ? [[0, 0] as const, [0.4, 0.75] as const, [1, 1] as const]
        : DOME;
  const rows = rings.map(([inward, up], at) =>
    edge.map(([x, z]) => {
      const reach = Math.hypot(x - cx, z - cz) || 1;
      const before = rings[Math.max(0, at - 1)] ?? [0, 0];
      const after = rings[Math.min(rings.length - 1, at + 1)] ?? [1, 1];
      const slope = (rise * (after[1] - before[1])) / (reach * (after[0] - before[0]) || 1);
      const normal: Vec3 = unit([((x - cx) / reach) * slope, 1, ((z - cz) / reach) * slope]);
      const [px, pz] = [x + (cx - x) * inward, z + (cz - z) * inward];
      return vertex(surface, [px, height + rise * up, pz], inward === 1 ? [0, 1, 0] : normal, px, pz);
    }),
  );
  for (const [at, row] of rows.slice(1).entries()) {
    const outer = rows[at] ?? [];
    const last = at === rows.length - 2;
    for (let i = 1; i <= count; i++) {
      const [a = 0, b = 0, c = 0, d = 0] = [outer[i - 1], outer[i], row[i], row[i - 1]];
      surface.indices.push(a, c, b);
      if (!last) surface.indices.push(a, d, c);
    }
  }
}
