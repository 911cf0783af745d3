import { z } from "zod";
import { integer, pick, type Random, stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Detail, Model } from "./model";
import { polygon, type Surface, sketch } from "./sketch";
import { clamp } from "./vector";

const kinds = ["rows", "ploughed", "wheat", "meadow"] as const;

const parameters = z.strictObject({
  kind: z.enum(kinds),
  width: z.number().min(5).max(1500).describe("Along x, metres"),
  length: z.number().min(5).max(1500).describe("Along z, metres: the direction of the rows"),
  colour,
  soilColour: colour,
  shape: z.int().min(0).describe("Seed of the unevenness"),
});

/** The parameters of a field. */
export type Field = z.output<typeof parameters>;

const COLOURS: Record<Field["kind"], readonly string[]> = {
  rows: ["#5f7a38", "#6d8a3c", "#4f7038", "#7f9a48"],
  ploughed: ["#80664a", "#6e5840", "#94785a", "#7a604c"],
  wheat: ["#c4aa62", "#b89c58", "#a8a850", "#cdb878"],
  meadow: ["#6f8a44", "#7c924c", "#5f7f40", "#8a9a58"],
};
/** Width of a strip that shows as one, metres. */
const STRIP: Record<Field["kind"], number> = { rows: 1.5, ploughed: 3, wheat: 6, meadow: 9 };
/** Most strips of a field, however wide. */
const MOST: Record<Detail, number> = { near: 60, middle: 60, far: 36 };
const TRAMLINES = 24;
const STANDING = 0.05;
const HEIGHT = 0.07;

/** A level field: crops in rows, bare furrows, ripe grain with the tracks of the sprayer, or mown grass. At most 260 triangles. */
export const field: Model<Field> = {
  parameters,
  vary(random: Random) {
    const kind = pick(random, kinds);
    return {
      kind,
      width: uniform(random, 40, 120),
      length: uniform(random, 60, 160),
      colour: pick(random, COLOURS[kind]),
      soilColour: pick(random, COLOURS.ploughed),
      shape: integer(random, 0, 999_999),
    };
  },
  bounds: ({ width, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, HEIGHT, length / 2] }),
  build(given, detail) {
    const { on, parts } = sketch();
    const random = stream(given.shape, 0, "field");
    const [x, z] = [given.width / 2, given.length / 2];
    const base = given.kind === "rows" ? given.soilColour : given.colour;
    strip(on("crop", base), -x, x, -z, z, 0);
    const count = clamp(Math.round(given.width / STRIP[given.kind]), 2, MOST[detail]);
    const pitch = given.width / count;
    const share = given.kind === "rows" ? 0.62 : 1;
    // Headlands at both ends are worked across.
    const end = z - Math.min(6, z * 0.1);
    const tones = [-18, -9, 0, 8].map((by) => shaded(given.colour, by * CONTRAST[given.kind]));
    for (let at = 0; at < count; at++) {
      const left = -x + at * pitch;
      const tone = tones[integer(random, 0, tones.length - 1)] ?? given.colour;
      strip(on("crop", tone), left, left + pitch * share, -end, end, STANDING);
    }
    if (given.kind === "wheat") {
      for (let middle = -x + TRAMLINES / 2; middle < x; middle += TRAMLINES) {
        for (const side of [-0.9, 0.9]) {
          strip(on("crop", given.soilColour), middle + side - 0.25, middle + side + 0.25, -end, end, HEIGHT);
        }
      }
    }
    return parts();
  },
};

const CONTRAST: Record<Field["kind"], number> = { rows: 0.6, ploughed: 1, wheat: 0.6, meadow: 0.55 };

function strip(surface: Surface, x0: number, x1: number, z0: number, z1: number, y: number): void {
  const corners: readonly [Vec3, Vec3, Vec3, Vec3] = [
    [x0, y, z1],
    [x1, y, z1],
    [x1, y, z0],
    [x0, y, z0],
  ];
  polygon(surface, ...corners);
}

/** A colour made brighter by as many 255ths. */
function shaded(colour: string, by: number): string {
  const channel = (at: number) => clamp(Math.round(Number.parseInt(colour.slice(at, at + 2), 16) + by), 0, 255);
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, "0")).join("")}`;
}
