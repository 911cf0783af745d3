import { draw, drawCount, drawOption } from "../../src/recipe/quantity";
import { pick, type Random, uniform } from "../../src/recipe/random";
import { varyLook } from "../../src/scene/models/rack";
import type { Footprint } from "../../src/scene/placement";
import type { Streams } from "../scene";
import type { WarehouseParameters } from "./parameters";

/**
 * The hall without anything in it that moves. The aisles run along z; the racks end at z = 0, south of them (+z) lies an open
 * floor before the dock doors. The middle of the hall is at x = 0. Metres.
 */
export type Plan = {
  readonly aisles: number;
  readonly aisleWidth: number;
  readonly bays: number;
  readonly levels: number;
  readonly levelHeight: number;
  readonly rackLook: ReturnType<typeof varyLook>;
  /** Inside of the hall. */
  readonly width: number;
  readonly north: number;
  readonly south: number;
  readonly height: number;
  /** x of the middles of the dock doors. */
  readonly docks: readonly number[];
  readonly light: "skylights" | "strips";
};

/** One side of an aisle: racks whose front looks to `headingDegrees`. */
export type Row = { readonly index: number; readonly x: number; readonly headingDegrees: 90 | 270 };

export const BAY = 2.8;
export const RACK_DEPTH = 1.1;
/** Pallets are longer than the racks are deep. */
const OVERHANG = 0.06;
/** Bays of a rack that stand together. */
const SECTION = 4;
const SECTION_GAP = 0.13;
const BACK_TO_BACK = 0.26;
const MARGIN = 0.9;
const NORTH_MARGIN = 4.5;
const DOCK_PITCH = 5.4;

/** Draws the size of everything that does not move. */
export function planHall(parameters: WarehouseParameters, random: Streams): Plan {
  const aisles = drawCount(parameters.aisles, random("aisles"));
  const aisleWidth = draw(parameters.aisleWidth, random("aisleWidth"));
  const bays = drawCount(parameters.bays, random("bays"));
  const levels = drawCount(parameters.levels, random("levels"));
  const levelHeight = draw(parameters.levelHeight, random("levelHeight"));
  const style = random("hall");
  const width = Math.max(14, aisles * (aisleWidth + 2 * RACK_DEPTH + BACK_TO_BACK) + 2 * MARGIN);
  const doors = Math.floor((width - 2) / DOCK_PITCH);
  return {
    aisles,
    aisleWidth,
    bays,
    levels,
    levelHeight,
    rackLook: varyLook(style),
    width,
    north: -rowLength(bays) - NORTH_MARGIN,
    south: uniform(style, 12, 16),
    height: Math.max(6.5, rackHeight(levels, levelHeight) + uniform(style, 1.8, 3)),
    docks: Array.from({ length: doors }, (_, at) => (at - (doors - 1) / 2) * DOCK_PITCH),
    light: drawOption(parameters.light, random("light")),
  };
}

/** Height of the frames of the racks. */
export function rackHeight(levels: number, levelHeight: number): number {
  return (levels - 1) * levelHeight + 1.2;
}

/** x of the middle of an aisle. */
export function aisleX({ aisles, aisleWidth }: Plan, aisle: number): number {
  return (aisle - (aisles - 1) / 2) * (aisleWidth + 2 * RACK_DEPTH + BACK_TO_BACK);
}

/** All rows of racks, from west to east. */
export function rows(plan: Plan): Row[] {
  return Array.from({ length: 2 * plan.aisles }, (_, index) => {
    const side = index % 2 === 0 ? -1 : 1;
    const x = aisleX(plan, Math.floor(index / 2)) + (side * (plan.aisleWidth + RACK_DEPTH)) / 2;
    return { index, x, headingDegrees: side < 0 ? 90 : 270 };
  });
}

/** Sections of every row: how many bays, and z of the middle. */
export function sections(bays: number): { readonly bays: number; readonly z: number }[] {
  const count = Math.ceil(bays / SECTION);
  return Array.from({ length: count }, (_, at) => {
    const here = Math.min(SECTION, bays - at * SECTION);
    return { bays: here, z: -SECTION_GAP / 2 - at * (SECTION * BAY + SECTION_GAP) - (here * BAY) / 2 };
  });
}

/** z of the middles of all bays of a row. */
export function bayMiddles(bays: number): number[] {
  return sections(bays).flatMap(({ bays: here, z }) => Array.from({ length: here }, (_, at) => z + (here / 2 - at - 0.5) * BAY));
}

/** Length of a row of racks, its last frame included. */
export function rowLength(bays: number): number {
  return bays * BAY + Math.ceil(bays / SECTION) * SECTION_GAP;
}

/** The ground under a row and its pallets. */
export function rowGround({ bays }: Plan, { x }: Row): Footprint {
  const length = rowLength(bays);
  return { centre: [x, -length / 2], half: [RACK_DEPTH / 2 + OVERHANG, length / 2], headingDegrees: 0 };
}

/** The ground outside of the hall. */
export function outside({ width, north, south }: Plan): Footprint[] {
  const [middle, half] = [(north + south) / 2, (south - north) / 2];
  const thick = 5;
  return [
    ...[-1, 1].map(
      (side): Footprint => ({ centre: [side * (width / 2 + thick), middle], half: [thick, half], headingDegrees: 0 }),
    ),
    ...[north - thick, south + thick].map((z): Footprint => ({ centre: [0, z], half: [width, thick], headingDegrees: 0 })),
  ];
}

/** A random place on the open floor, `margin` metres away from walls and racks. */
export function openFloor(plan: Plan, margin: number, random: Random): readonly [x: number, z: number] {
  const reach = plan.width / 2 - margin;
  return [uniform(random, -reach, reach), uniform(random, margin, plan.south - margin)];
}

/** A random aisle's middle and a place along it, more often near its southern end. */
export function inAisle(plan: Plan, random: Random): readonly [x: number, z: number] {
  const aisle = pick(
    random,
    Array.from({ length: plan.aisles }, (_, at) => at),
  );
  return [aisleX(plan, aisle), -1 - (rowLength(plan.bays) - 2) * random() ** 1.4];
}
