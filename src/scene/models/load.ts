import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour, shaded } from "./colour";
import type { Detail, Model } from "./model";
import { cardboard } from "./parcel";
import { addSheet, finish, type Meshes, makeSheet } from "./sheet";
import { box, polygon, sketch, tube } from "./sketch";

const kinds = ["boxes", "wrapped", "crates", "drums"] as const;

const parameters = z.strictObject({
  kind: z.enum(kinds).describe("Bare boxes, boxes in stretch film, plastic crates or four drums"),
  height: z.number().min(0.3).max(2).describe("Without the pallet, metres"),
  width: z.number().min(0.5).max(1.3).describe("Along x, metres"),
  length: z.number().min(0.5).max(1.3).describe("Along z, metres"),
  columns: z.number().int().min(1).max(4).describe("Boxes or crates side by side along x"),
  rows: z.number().int().min(1).max(4).describe("Along z"),
  layers: z.number().int().min(1).max(6),
  colour,
});

/** The parameters of what stands on a pallet, as one thing. */
export type Load = z.output<typeof parameters>;

const COLOURS = {
  boxes: cardboard,
  wrapped: ["#c9c3b6", "#b9a88e", "#bcc4c8", "#2b2d31", "#a9b7bf"],
  crates: ["#2f5f9e", "#8d2f2b", "#3c6a44", "#4a4d52", "#c07a2a"],
  drums: ["#24558c", "#2f6b58", "#3a3d42", "#9a2f2a"],
} as const satisfies Record<(typeof kinds)[number], readonly string[]>;

/** The goods on a pallet, labelled as a whole. */
export const load: Model<Load> = {
  parameters,
  vary(random: Random) {
    const kind = pick(random, kinds, [5, 4, 2, 1.3]);
    const [columns, rows] = pick(random, [[2, 2], [2, 3], [2, 4], [3, 3]] as const, [3, 4, 2, 1]); // biome-ignore format: pairs
    const layers = pick(random, [2, 3, 4, 5], [1, 3, 3, 1]);
    const height = kind === "drums" ? 0.88 : Math.min(1.5, layers * uniform(random, 0.22, 0.42));
    return { kind, height, width: 0.78, length: 1.18, columns, rows, layers, colour: pick(random, COLOURS[kind]) };
  },
  bounds: ({ width, height, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, height, length / 2] }),
  build(given, detail) {
    if (given.kind === "wrapped") return wrapped(given, detail);
    return given.kind === "drums" ? drums(given, detail) : stacked(given, detail);
  },
};

/** A dark block with a lighter face for each box that shows: the joints are the block. */
function stacked({ kind, width, height, length, columns, rows, layers, colour }: Load, detail: Detail) {
  const { on, parts } = sketch();
  const material = kind === "boxes" ? "cardboard" : "plastic";
  const [x, z] = [width / 2, length / 2];
  if (detail === "far") {
    box(on(material, colour), [-x, 0, -z], [x, height, z], ["bottom"]);
    return parts();
  }
  const inset = 0.006;
  box(on(material, shaded(colour, 0.45)), [inset - x, 0, inset - z], [x - inset, height - inset, z - inset], ["bottom"]);
  const tones = [1, 0.94, 1.05].map((tone) => on(material, shaded(colour, tone)));
  const gap = kind === "boxes" ? 0.006 : 0.02;
  const step = [width / columns, height / layers, length / rows] as const;
  const face = (turn: 0 | 1 | 2 | 3, at: number, layer: number) => {
    const across = turn % 2 === 0 ? step[0] : step[2];
    const [reach, half] = turn % 2 === 0 ? [z, x] : [x, z];
    const [u0, u1] = [at * across - half + gap, (at + 1) * across - half - gap];
    const [v0, v1] = [layer * step[1] + gap, (layer + 1) * step[1] - gap];
    const place = (u: number, v: number) => TURNS[turn](u, v, reach - 0.003);
    const surface = tones[(at * 5 + layer * 7 + turn) % tones.length];
    if (surface) polygon(surface, place(u0, v0), place(u1, v0), place(u1, v1), place(u0, v1));
    if (kind !== "crates" || detail !== "near") return;
    const [um, vm] = [(u0 + u1) / 2, v1 - step[1] * 0.22];
    const hole = (u: number, v: number) => TURNS[turn](um + u, vm + v, reach);
    polygon(on("plastic", "#17181a"), hole(-0.06, -0.012), hole(0.06, -0.012), hole(0.06, 0.012), hole(-0.06, 0.012));
  };
  for (let layer = 0; layer < layers; layer++) {
    for (const turn of [0, 2] as const) for (let at = 0; at < columns; at++) face(turn, at, layer);
    for (const turn of [1, 3] as const) for (let at = 0; at < rows; at++) face(turn, at, layer);
  }
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const [x0, x1] = [column * step[0] - x + gap, (column + 1) * step[0] - x - gap];
      const [z0, z1] = [row * step[2] - z + gap, (row + 1) * step[2] - z - gap];
      const surface = tones[(column + row * 2) % tones.length];
      if (surface) polygon(surface, [x0, height, z1], [x1, height, z1], [x1, height, z0], [x0, height, z0]);
    }
  }
  return parts();
}

/** From a place on a side (u to the right as seen from outside, v up, at `reach` from the middle) to the model. */
const TURNS = [
  (u: number, v: number, reach: number) => [-u, v, -reach] as const,
  (u: number, v: number, reach: number) => [reach, v, -u] as const,
  (u: number, v: number, reach: number) => [u, v, reach] as const,
  (u: number, v: number, reach: number) => [-reach, v, u] as const,
] as const;

/** Film drawn tight round the boxes: it bulges a little at each layer and has soft corners. */
function wrapped({ width, height, length, layers, colour }: Load, detail: Detail) {
  const meshes: Meshes = new Map();
  const columns = detail === "near" ? 16 : 8;
  const bands = detail === "far" ? 1 : detail === "middle" ? layers : layers * 2;
  const rows = bands + 3;
  const [x, z] = [width / 2, length / 2];
  const sheet = makeSheet(
    columns,
    rows,
    (column, row) => {
      const [a, b] = softCorner(column, columns, 0.06, x, z);
      // The film is tightest between two layers; the last two rows close the top.
      const tight = row % 2 === 1 && row < bands ? 0.985 : 1;
      const closing = row === rows - 1 ? 0 : row === rows - 2 ? 0.97 : tight;
      const up = Math.min(1, row / bands);
      return [a * closing, up * height, b * closing];
    },
    { closed: true },
  );
  const dark = shaded(colour, 0.9);
  addSheet(meshes, sheet, (_, row) => ["film", row % 2 === 0 ? colour : dark]);
  return finish(meshes);
}

/** The outline of a rectangle with round corners, counter-clockwise as seen from above; `columns` is a multiple of four. */
function softCorner(column: number, columns: number, corner: number, x: number, z: number): readonly [number, number] {
  const each = columns / 4;
  const quadrant = Math.floor(column / each);
  const angle = ((quadrant + (column % each) / (each - 1)) * Math.PI) / 2;
  const [signX, signZ] = [quadrant === 0 || quadrant === 3 ? 1 : -1, quadrant < 2 ? -1 : 1];
  return [signX * (x - corner) + corner * Math.cos(angle), signZ * (z - corner) - corner * Math.sin(angle)];
}

function drums({ width, length, height, colour }: Load, detail: Detail) {
  const { on, parts } = sketch();
  const radius = Math.min(width, length) / 4;
  const sides = { near: 12, middle: 8, far: 6 }[detail];
  const hoops = detail === "near" ? [0.3, 0.63, 0.97] : [];
  for (const x of [-width / 2 + radius, width / 2 - radius]) {
    for (const z of [-length / 2 + radius, length / 2 - radius]) {
      tube(on("paint", colour), { from: [x, 0, z], to: [x, height, z], radius: [radius * 0.97, radius * 0.97], sides });
      for (const up of hoops) {
        tube(on("metal", shaded(colour, 0.7)), {
          from: [x, up * height, z],
          to: [x, (up + 0.03) * height, z],
          radius: [radius, radius],
          sides,
          caps: false,
        });
      }
    }
  }
  return parts();
}
