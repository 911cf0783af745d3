import { drawOption } from "../../src/recipe/quantity";
import { chance, pick, uniform } from "../../src/recipe/random";
import type { Streams } from "../scene";
import type { AerialParameters } from "./parameters";

/** Height of sidewalks and of the land inside them over the roads. */
export const KERB = 0.12;

/** A rectangle of the ground, metres. */
export type Rect = { readonly x0: number; readonly x1: number; readonly z0: number; readonly z1: number };
/** What a recipe calls the kind of place. */
export type Area = "suburb" | "centre" | "farmland" | "parking";
/** A block between streets. */
export type Cell = { readonly row: number; readonly column: number; readonly rect: Rect };

/**
 * A town without end: streets along x, numbered by row, and between two of them short streets along z, numbered by column. Those
 * of one row need not meet those of the next.
 */
export type Plan = {
  readonly area: Area;
  readonly roadWidth: number;
  /** Width of the sidewalks; 0 for country roads without. */
  readonly walk: number;
  readonly pitch: readonly [x: number, z: number];
  readonly asphalt: string;
  readonly paving: string;
  readonly lawn: string;
  /** z of the middle of the street north of a row. */
  street(row: number): number;
  /** x of the middle of the street west of a column. */
  cut(row: number, column: number): number;
};

type Range = readonly [number, number];
type Style = { readonly block: Range; readonly depth: Range; readonly road: Range; readonly walk: Range };

const STYLES: Record<Area, Style> = {
  suburb: { block: [80, 125], depth: [58, 68], road: [6.2, 7.4], walk: [1.7, 2.3] },
  centre: { block: [62, 95], depth: [54, 72], road: [10.5, 12.5], walk: [3, 4.2] },
  farmland: { block: [150, 240], depth: [100, 160], road: [5, 6.2], walk: [0, 0] },
  parking: { block: [105, 140], depth: [84, 104], road: [7.5, 9.5], walk: [2, 2.8] },
};

/** Draws the net of streets. */
export function planTown(parameters: AerialParameters, random: Streams): Plan {
  const area = drawOption(parameters.area, random("area"));
  const style = STYLES[area];
  const size = random("plan");
  const roadWidth = uniform(size, ...style.road);
  const pitch = [uniform(size, ...style.block) + roadWidth, uniform(size, ...style.depth) + roadWidth] as const;
  const walk = uniform(size, ...style.walk);
  return {
    area,
    roadWidth,
    walk,
    pitch,
    asphalt: pick(size, ["#5b5c60", "#66676a", "#525357", "#737271"]),
    paving: pick(size, ["#a5a29c", "#b3ada3", "#97958f", "#a89f94"]),
    lawn: pick(size, ["#69794a", "#737f50", "#637548", "#808a58"]),
    street: (row) => row * pitch[1] + uniform(random("street", row), -0.06, 0.06) * pitch[1],
    cut(row, column) {
      const shift = random("cuts", row);
      const offset = chance(shift, 0.45) ? 0 : uniform(shift, 0.2, 0.8);
      return (column + offset + uniform(random("cut", row, column), -0.1, 0.1)) * pitch[0];
    },
  };
}

/** The block east of a cut and south of a street, inside the kerbs. */
export function cellAt(plan: Plan, row: number, column: number): Cell {
  const half = plan.roadWidth / 2;
  return {
    row,
    column,
    rect: {
      x0: plan.cut(row, column) + half,
      x1: plan.cut(row, column + 1) - half,
      z0: plan.street(row) + half,
      z1: plan.street(row + 1) - half,
    },
  };
}

/** The rectangle `by` metres smaller on every side. */
export function inset({ x0, x1, z0, z1 }: Rect, by: number): Rect {
  return { x0: x0 + by, x1: x1 - by, z0: z0 + by, z1: z1 - by };
}

/** Middle and size of a rectangle. */
export function measure({ x0, x1, z0, z1 }: Rect) {
  return { x: (x0 + x1) / 2, z: (z0 + z1) / 2, width: x1 - x0, length: z1 - z0 };
}
