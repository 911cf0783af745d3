import { drawCount, drawOption } from "../../src/recipe/quantity";
import { pick, type Random, uniform } from "../../src/recipe/random";
import type { Vec3 } from "../../src/recipe/spec";
import type { Streams } from "../scene";
import type { ShelfParameters } from "./parameters";
import type { Category } from "./products";

/** One bay: `left` is its left end along the row, as a customer sees it. */
export type Bay = { readonly category: Category; readonly left: number; readonly boards: readonly number[] };

/** A row of bays. The first one is in the north of the aisle and faces south (+z), the second one faces it; one in the east or west closes the aisle. */
export type Row = { readonly side: "north" | "south" | "east" | "west"; readonly bays: readonly Bay[] };

/** The shop without goods. The edge of the northern shelf is at z = 0; its middle is x = 0. Metres. */
export type Plan = {
  readonly viewpoint: "front" | "aisle";
  readonly rows: readonly Row[];
  readonly bayWidth: number;
  readonly depth: number;
  readonly height: number;
  /** Between the edges of two shelves that face each other. */
  readonly aisle: number;
  readonly ceiling: number;
  /** Inside of the room, and z of its middle: the northern shelf stands at the wall. */
  readonly room: { readonly width: number; readonly depth: number; readonly middle: number };
};

/** Height of the lowest board. */
const BASE = 0.16;
/** Most boards that leave room for the goods of a category. */
const MOST_BOARDS = { drinks: 5, wine: 5, food: 7, breakfast: 5, household: 5, snacks: 6 } as const satisfies Record<
  Category,
  number
>;

/** Draws the size of everything, and what is sold where; `endRow` is the row at an end of the aisle. */
export function planShelf(
  parameters: ShelfParameters,
  random: Streams,
): { readonly plan: Plan; readonly endRow: (side: "east" | "west") => Row } {
  const viewpoint = drawOption(parameters.viewpoint, random("viewpoint"));
  const size = random("size");
  const bayWidth = pick(size, [0.9, 1, 1.2]);
  const height = uniform(size, 1.8, 2.1);
  const [depth, aisle, ceiling] = [uniform(size, 0.38, 0.48), uniform(size, 2, 2.6), uniform(size, 3, 3.8)];
  const bays = drawCount(parameters.bays, random("bays"));
  const boards = drawCount(parameters.boards, random("boards"));
  const row = (side: Row["side"], first: number, count: number): Row => ({
    side,
    bays: Array.from({ length: count }, (_, at): Bay => {
      const category = drawOption(parameters.category, random("category", side, at));
      const levels = Math.min(boards, MOST_BOARDS[category]);
      const left = first + at * bayWidth;
      return { category, left, boards: boardHeights(levels, height, random("boards", side, at)) };
    }),
  });
  const long = (side: Row["side"]) => row(side, (-bays / 2) * bayWidth, bays);
  const rows = viewpoint === "aisle" ? [long("north"), long("south")] : [long("north")];
  const room = roomSize(bays * bayWidth, depth, random);
  /** From the northern wall to where the southern shelf no longer lets anything be seen. */
  const endBays = Math.ceil((aisle + 2 * depth) / bayWidth);
  const north = -depth - aisle / 2;
  const endRow = (side: "east" | "west") => row(side, side === "east" ? north : -north - endBays * bayWidth, endBays);
  return { plan: { viewpoint, rows, bayWidth, depth, height, aisle, ceiling, room }, endRow };
}

function roomSize(rowLength: number, shelfDepth: number, random: Streams): Plan["room"] {
  const size = random("room size");
  const width = rowLength + uniform(size, 5, 9);
  const depth = uniform(size, 6, 10);
  return { width, depth, middle: depth / 2 - shelfDepth - WALL };
}

/** Between a shelf and the wall behind it. */
const WALL = 0.02;

/** Boards from below to above, the lower ones a little farther apart. */
function boardHeights(levels: number, height: number, random: Random): readonly number[] {
  const top = height - 0.3 - uniform(random, 0, 0.06);
  return Array.from({ length: levels }, (_, at) => {
    const share = at / Math.max(levels - 1, 1);
    return BASE + (top - BASE) * (share + 0.06 * share * (1 - share));
  });
}

/** From the frame of a row (along it to the customer's right, up, and out of the shelf from its edge) into the world. */
export function toWorld(plan: Plan, side: Row["side"], [along, up, out]: Vec3): Vec3 {
  const end = plan.room.width / 2 - WALL - plan.depth;
  if (side === "east") return [end - out, up, plan.aisle / 2 + along];
  if (side === "west") return [out - end, up, plan.aisle / 2 - along];
  // 0 - x and not -x: a spec must not hold -0, which JSON turns into 0.
  return side === "north" ? [along, up, out] : [0 - along, up, plan.aisle - out];
}

/** Compass heading of goods that look at the customer. */
export function frontHeading(side: Row["side"]): number {
  return { north: 180, south: 0, east: 270, west: 90 }[side];
}
