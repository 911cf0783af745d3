import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { addLoft, hulls, type Rings } from "./loft";
import type { Collider, Detail, Model } from "./model";
import { addSheet, finish, type Meshes, makeSheet } from "./sheet";
import { unit } from "./vector";

const shapes = ["cube", "cylinder", "torus", "pyramid", "cone", "superellipsoid"] as const;

const parameters = z.strictObject({
  shape: z.enum(shapes),
  width: z.number().min(0.01).max(0.5).describe("Metres"),
  height: z.number().min(0.01).max(0.5),
  depth: z.number().min(0.01).max(0.5),
  /** Of a superellipsoid: 0.3 nearly a box, 1 a ball, 1.8 nearly a double cone. */
  roundness: z.number().min(0.3).max(1.8),
  material: z.enum(["plastic", "wood", "metal", "paint"]),
  colour,
});
/** The parameters of a distractor. */
export type Distractor = z.output<typeof parameters>;

/** A solid without a name, such as a toy brick: something that a detector must learn to leave alone. */
export const distractor: Model<Distractor> = {
  parameters,
  vary(random: Random) {
    const shape = pick(random, shapes);
    const size = uniform(random, 0.035, 0.085);
    const stretch = () => (shape === "torus" ? 1 : uniform(random, 0.7, 1.5));
    const width = size * stretch();
    return {
      shape,
      width,
      height: shape === "torus" ? width * uniform(random, 0.3, 0.4) : size * stretch(),
      depth: shape === "torus" ? width : size * stretch(),
      roundness: uniform(random, 0.4, 1.5),
      material: pick(random, ["plastic", "wood", "metal", "paint"] as const, [4, 2, 1, 2]),
      colour: pick(random, [
        "#c8402f",
        "#2f6fb5",
        "#e0b02c",
        "#3f9a5a",
        "#7a4f9c",
        "#e07a2a",
        "#d8d4c8",
        "#2f3338",
        "#3fb0b0",
        "#c98a55",
      ]),
    };
  },
  bounds: ({ width, height, depth }) => ({ min: [-width / 2, 0, -depth / 2], max: [width / 2, height, depth / 2] }),
  collider: (solid) => (solid.shape === "torus" ? torusPieces(solid) : [SHAPES[solid.shape](solid, SIDES.near).flat()]),
  build(solid, detail) {
    const meshes: Meshes = new Map();
    const sides = SIDES[detail];
    if (solid.shape === "torus") addTorus(meshes, solid, sides);
    else addLoft(meshes, [solid.material, solid.colour], SHAPES[solid.shape](solid, sides));
    return finish(meshes);
  },
};

const SIDES: Record<Detail, number> = { near: 32, middle: 16, far: 8 };

const SHAPES: Record<Exclude<Distractor["shape"], "torus">, (solid: Distractor, sides: number) => Rings> = {
  cube: (solid) => prism(solid, 4, (share) => 1 - (share === 0 || share === 1 ? 0.05 : 0)),
  cylinder: (solid, sides) => prism(solid, sides, (share) => 1 - (share === 0 || share === 1 ? 0.05 : 0)),
  pyramid: (solid) => prism(solid, 4, (share) => 1 - share),
  cone: (solid, sides) => prism(solid, sides, (share) => 1 - share),
  superellipsoid({ width, height, depth, roundness }, sides) {
    const bend = (value: number) => Math.sign(value) * Math.abs(value) ** roundness;
    const steps = sides / 2;
    return Array.from({ length: steps + 1 }, (_, step) => {
      const latitude = Math.PI * (step / steps - 0.5);
      const ring = step === 0 || step === steps ? 0 : bend(Math.cos(latitude));
      return Array.from({ length: sides }, (_, at): Vec3 => {
        const angle = (2 * Math.PI * at) / sides;
        return [
          (width / 2) * ring * bend(Math.cos(angle)),
          (height / 2) * (1 + (step === steps ? 1 : bend(Math.sin(latitude)))),
          (-depth / 2) * ring * bend(Math.sin(angle)),
        ];
      });
    });
  },
};

/** A column over a square (4 sides, with sharp edges) or a circle; the ends are bevelled by what `scale` takes away. */
function prism({ width, height, depth }: Distractor, sides: number, scale: (share: number) => number): Rings {
  const square = sides === 4;
  const levels = scale(1) === 0 ? [0, 1] : [0, 0.03, 0.03, 0.97, 0.97, 1];
  return levels.map((share) =>
    Array.from({ length: square ? 8 : sides }, (_, at): Vec3 => {
      const corner = square ? Math.floor(((at + 7) % 8) / 2) + 0.5 : at;
      const angle = (2 * Math.PI * corner) / sides;
      const reach = (square ? Math.SQRT1_2 : 0.5) * scale(share);
      return [width * reach * Math.cos(angle), height * share, -depth * reach * Math.sin(angle)];
    }),
  );
}

function torusRings({ width, height }: Distractor, sides: number, segments: number): Rings {
  const [tube, radius] = [height / 2, (width - height) / 2];
  return Array.from({ length: segments }, (_, segment) => {
    const turn = (2 * Math.PI * segment) / segments;
    return Array.from({ length: sides }, (_, side): Vec3 => {
      const angle = (2 * Math.PI * side) / sides;
      const reach = radius + tube * Math.cos(angle);
      return [reach * Math.cos(turn), tube + tube * Math.sin(angle), -reach * Math.sin(turn)];
    });
  });
}

function torusPieces(solid: Distractor): Collider {
  const rings = torusRings(solid, 10, 16);
  return hulls([...rings, ...rings.slice(0, 1)]);
}

function addTorus(meshes: Meshes, solid: Distractor, sides: number): void {
  const around = sides / 2;
  const rings = torusRings(solid, around, sides);
  const at = (column: number, row: number): Vec3 => rings[column % sides]?.[row % around] ?? [0, 0, 0];
  const radius = (solid.width - solid.height) / 2;
  const normal = ([x, y, z]: Vec3): Vec3 => {
    const length = Math.hypot(x, z);
    return unit([x - (x / length) * radius, y - solid.height / 2, z - (z / length) * radius]);
  };
  const sheet = makeSheet(sides, around + 1, at, { closed: true, normal });
  addSheet(meshes, sheet, () => [solid.material, solid.colour]);
}
