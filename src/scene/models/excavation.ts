import { z } from "zod";
import { integer, type Random, stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import type { Detail, Model } from "./model";
import { addSheet, finish, type Meshes, makeSheet, type Paint } from "./sheet";

const parameters = z.strictObject({
  width: z.number().min(1).max(4).describe("Of the opened strip along x, metres"),
  length: z.number().min(1).max(12).describe("Along z, metres"),
  heap: z.number().min(0).max(1.2).describe("Height of the heap of soil at its far end, metres"),
  shape: z.int().min(0).describe("Seed of the clods"),
});

/** The parameters of a place where the ground is dug up. */
export type Excavation = z.output<typeof parameters>;

const SOIL: Paint = ["bark", "#6e5a44"];
const RUBBLE: Paint = ["concrete", "#6a6864"];
/** Broken edge round the opened strip, metres wide and high. */
const EDGE = 0.16;
const RIM = 0.07;
const GRID: Record<Detail, number> = { near: 14, middle: 8, far: 5 };

/** A strip of road or sidewalk that is dug up: raw soil inside broken edges, and what was dug out in a heap. */
export const excavation: Model<Excavation> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 1.2, 2),
    length: uniform(random, 2.5, 5),
    heap: uniform(random, 0.4, 0.8),
    shape: integer(random, 0, 999_999),
  }),
  bounds: ({ width, length, heap }) => ({
    min: [-width / 2, 0, -length / 2],
    max: [width / 2, Math.max(heap * 1.1, RIM * 1.5), length / 2],
  }),
  build({ width, length, heap, shape }, detail) {
    const meshes: Meshes = new Map();
    const size = GRID[detail];
    const random = stream(shape, 0, "clods");
    const rough = Array.from({ length: (size + 1) * (size + 1) }, () => random());
    const [x, z] = [width / 2, length / 2];
    // The heap takes the far third.
    const height = (u: number, v: number, noise: number): number => {
      const edge = Math.min(u, 1 - u) * width;
      const end = Math.min(v, 1 - v) * length;
      const margin = Math.min(edge, end);
      if (margin < 1e-6) return 0;
      const rim = margin < EDGE * 1.6 ? RIM * (0.5 + noise) : 0.012 + 0.02 * noise;
      const far = Math.max(0, 1 - v / 0.36);
      const dome = heap * Math.sin(Math.PI * Math.min(1, far)) * Math.sin(Math.PI * u) * (0.8 + 0.3 * noise);
      return Math.max(rim, dome);
    };
    const at = (column: number, row: number): Vec3 => {
      const [u, v] = [column / size, row / size];
      return [-x + u * width, height(u, v, rough[row * (size + 1) + column] ?? 0), z - (1 - v) * length];
    };
    const sheet = makeSheet(size + 1, size + 1, (column, row) => at(column, size - row));
    addSheet(meshes, sheet, (column, row) =>
      column === 0 || row === 0 || column === size - 1 || row === size - 1 ? RUBBLE : SOIL,
    );
    return finish(meshes);
  },
};
