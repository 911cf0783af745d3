import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec, Quaternion, Vec3 } from "../../src/recipe/spec";
import { headingRotation, place } from "../../src/scene/models";
import { RAIL } from "../../src/scene/models/shelf-unit";
import type { Streams } from "../scene";
import { type Bay, frontHeading, type Plan, type Row, toWorld } from "./plan";
import { type Category, drawProducts, fitting, type Product } from "./products";

/** How tidy the shelf is: shares as in the parameters. */
export type Order = {
  readonly frontedShare: number;
  readonly gapShare: number;
  readonly misplacedShare: number;
  readonly fallenShare: number;
  readonly depthRows: number;
};

/** One board of a bay, in the frame of its row. Metres. */
type Board = {
  readonly row: Row["side"];
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly clear: number;
};

/** Room between neighbouring items; each keeps to its half of it, however it is turned. */
const GAP = 0.01;
/** From the edge of the board to the first items. */
const EDGE = 0.012;
const TAG_WIDTH = 0.076;
/** Room for a hand over the goods. */
const AIR = 0.02;

const categories: readonly Category[] = ["drinks", "wine", "food", "breakfast", "household", "snacks"];

/** All goods and price tags of a bay. */
export function stockBay(
  plan: Plan,
  row: Row["side"],
  bay: Bay,
  at: number,
  order: Order,
  random: Streams,
): readonly InstanceSpec[] {
  return bay.boards.flatMap((up, level) => {
    const ceiling = (bay.boards[level + 1] ?? up + 0.45) - RAIL;
    const board: Board = { row, left: bay.left + 0.012, right: bay.left + plan.bayWidth - 0.012, up, clear: ceiling - up - AIR };
    const range = drawProducts(bay.category, board.clear, random, row, at, level);
    return range.length > 0 ? stockBoard(plan, board, range, order, (purpose) => random(purpose, row, at, level)) : [];
  });
}

/** Fills a board from left to right with blocks of equal items, each with a price tag under it. */
function stockBoard(
  plan: Plan,
  board: Board,
  range: readonly Product[],
  order: Order,
  random: (purpose: string) => Random,
): readonly InstanceSpec[] {
  const blocks = random("blocks");
  const [sold, moved, prices] = [random("gaps"), random("items"), random("prices")];
  const stocked: InstanceSpec[] = [];
  let left = board.left;
  for (let at = 0; left < board.right; at++) {
    const rest = board.right - left;
    // At the end of the board something slimmer fills what is left.
    const turn = [...range.slice(at % range.length), ...range.slice(0, at % range.length)];
    const product = turn.find(({ width }) => width + GAP <= rest);
    if (!product) break;
    const pitch = product.width + GAP;
    const wanted = Math.max(integer(blocks, 2, 5), Math.ceil(TAG_WIDTH / pitch));
    const facings = Math.min(wanted, Math.floor(rest / pitch));
    if (facings < 1) break;
    stocked.push(...stockBlock(plan, board, product, left, facings, order, sold, moved));
    if (facings * pitch >= TAG_WIDTH) stocked.push(tag(plan, board, left + TAG_WIDTH / 2, prices));
    left += facings * pitch;
  }
  return stocked;
}

/** One product's facings side by side. */
function stockBlock(
  plan: Plan,
  board: Board,
  product: Product,
  left: number,
  facings: number,
  order: Order,
  sold: Random,
  moved: Random,
): readonly InstanceSpec[] {
  const stocked: InstanceSpec[] = [];
  const pitch = product.width + GAP;
  const soldOut = chance(sold, order.gapShare * 0.4);
  for (let at = 0; at < facings; at++) {
    const middle = left + (at + 0.5) * pitch;
    const gap = chance(sold, (0.6 * order.gapShare) / (1 - 0.4 * order.gapShare)) || soldOut;
    const [misplaced, fallen, fronted] = [
      chance(moved, order.misplacedShare),
      chance(moved, order.fallenShare),
      chance(moved, order.frontedShare),
    ];
    const other = misplaced ? fitting(pick(moved, categories), board.clear, moved) : undefined;
    const shown = other && other.width <= product.width && other.depth <= plan.depth / 2 ? other : product;
    const shelf: Shelf = { plan, board, middle, random: moved };
    if (gap && shown === product) continue;
    if (fallen && shown.height < plan.depth - 0.06) {
      stocked.push(lying(shelf, shown));
      continue;
    }
    const back = -EDGE - product.depth * 1.5 - GAP;
    const roomBehind = -back + product.depth / 2 < plan.depth - 0.06;
    if (fronted || !roomBehind || shown !== product) {
      stocked.push(...standing(shelf, shown, -EDGE - shown.depth / 2));
      if (order.depthRows > 1 && roomBehind && product.stack === 1 && shown.depth <= product.depth)
        stocked.push(...standing(shelf, hidden(product), back));
    } else {
      stocked.push(...standing(shelf, product, back));
    }
  }
  return stocked;
}

type Shelf = { readonly plan: Plan; readonly board: Board; readonly middle: number; readonly random: Random };

/** An item, or a stack, whose middle is `out` before the edge. It is turned no farther than its neighbours allow. */
function standing({ plan, board, middle, random }: Shelf, product: Product, out: number): readonly InstanceSpec[] {
  const most = product.round ? 25 : (Math.asin((GAP * 0.45) / Math.max(product.width, product.depth)) * 180) / Math.PI;
  const high = Math.min(product.stack, Math.floor(board.clear / product.height));
  const along = middle + uniform(random, -0.0008, 0.0008);
  const shifted = out - uniform(random, 0, 0.005);
  return Array.from({ length: Math.max(1, high) }, (_, at) =>
    item(
      product,
      toWorld(plan, board.row, [along, board.up + at * product.height, shifted]),
      headingRotation(frontHeading(board.row) + uniform(random, -most, most)),
    ),
  );
}

/** An item that lies on its back, its foot towards the customer. */
function lying({ plan, board, middle }: Shelf, product: Product): InstanceSpec {
  const up = board.up + product.depth / 2 + 0.002;
  return item(product, toWorld(plan, board.row, [middle, up, -EDGE - 0.004]), onItsBack(board.row));
}

function item({ model, parameters, design }: Product, position: Vec3, rotation: Quaternion): InstanceSpec {
  return { model, class: model, position, rotation, parameters: { ...parameters, design } };
}

/** The foot to the customer, the front up: a quarter turn about x, after the turn to the customer. */
function onItsBack(side: Row["side"]): Quaternion {
  const half = Math.SQRT1_2;
  const turns = {
    north: [0, half, -half, 0],
    south: [half, 0, 0, half],
    east: [-0.5, -0.5, 0.5, -0.5],
    west: [0.5, -0.5, 0.5, 0.5],
  } as const;
  return turns[side];
}

/** What stands behind another item has no letters: nobody can read them. */
function hidden(product: Product): Product {
  return { ...product, design: { ...product.design, layout: "plain" } };
}

function tag(plan: Plan, board: Board, along: number, random: Random): InstanceSpec {
  const position: Vec3 = [along + uniform(random, -0.002, 0.002), board.up - RAIL + 0.003, 0.0075];
  return place(
    "price-tag",
    {
      cents: 100 * integer(random, 0, 8) + pick(random, [19, 29, 49, 79, 89, 95, 99]),
      colour: chance(random, 0.15) ? "#f7d432" : "#f8f8f4",
    },
    { class: "price tag", position: toWorld(plan, board.row, position), headingDegrees: frontHeading(board.row) },
  );
}
