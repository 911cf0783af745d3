import { z } from "zod";
import { type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { addLoft, turn } from "./loft";
import type { Model } from "./model";
import { finish, type Meshes } from "./sheet";

const parameters = z.strictObject({
  radius: z.number().min(0.25).max(0.6).describe("Metres"),
  width: z.number().min(0.15).max(0.4).describe("Metres"),
});

/** The parameters of a loose tyre. */
export type Tyre = z.output<typeof parameters>;

/** A tyre without a wheel that lies on its side. */
export const tyre: Model<Tyre> = {
  parameters,
  vary: (random: Random) => ({ radius: uniform(random, 0.3, 0.38), width: uniform(random, 0.18, 0.24) }),
  bounds: ({ radius, width }) => ({ min: [-radius, 0, -radius], max: [radius, width, radius] }),
  build({ radius, width }, detail) {
    const meshes: Meshes = new Map();
    const hole = radius * 0.62;
    // Round the section: inner wall up, shoulder, tread down, and back under it.
    const profile = [
      [hole, width * 0.25],
      [hole * 1.06, width * 0.02],
      [radius * 0.85, 0],
      [radius * 0.96, width * 0.06],
      [radius, width * 0.2],
      [radius, width * 0.8],
      [radius * 0.96, width * 0.94],
      [radius * 0.85, width],
      [hole * 1.06, width * 0.98],
      [hole, width * 0.75],
      [hole, width * 0.25],
    ] as const;
    const sides = { near: 28, middle: 14, far: 8 }[detail];
    const rings: readonly (readonly Vec3[])[] = turn(profile, sides);
    addLoft(meshes, ["rubber", "#1c1c1e"], rings, true);
    return finish(meshes);
  },
};
