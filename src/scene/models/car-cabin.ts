import type { Vec3 } from "../../recipe/spec";
import type { CarPaints } from "./car-body";
import type { CarShape } from "./car-shape";
import type { Detail } from "./model";
import { addSheet, type Meshes, makeSheet } from "./sheet";
import { blend, clamp } from "./vector";

/** Where a column of the cabin runs: over the windscreen, a side or the rear window, and what it is made of up to the next one. */
type Column = { readonly base: Vec3; readonly rail: Vec3; readonly glazed: boolean; readonly out: Vec3 };

/** How finely the cabin is built. */
type Fineness = {
  /** Heights of the rows between belt line and roof rail, and which of the strips between them are windows. */
  readonly rows: readonly number[];
  readonly window: readonly [first: number, last: number];
  /** Sizes of the rows that close the roof, relative to the rail. */
  readonly cap: readonly number[];
  /** Columns of the windscreen and of the rear window from the middle (0) to the edge of the glass; the pillar is at 1. */
  readonly windscreen: readonly number[];
  readonly rearWindow: readonly number[];
  /** Pillars between the side windows. */
  readonly pillars: boolean;
};

const finenesses: Record<Detail, Fineness> = {
  near: {
    rows: [0, 0.07, 0.45, 0.88, 1],
    window: [1, 2],
    cap: [0.93, 0.6, 0],
    windscreen: [0, 0.35, 0.68, 0.93],
    rearWindow: [0, 0.3, 0.62, 0.9],
    pillars: true,
  },
  middle: {
    rows: [0, 0.07, 0.88, 1],
    window: [1, 1],
    cap: [0.75, 0],
    windscreen: [0, 0.93],
    rearWindow: [0, 0.9],
    pillars: true,
  },
  far: { rows: [0, 0.98], window: [0, 0], cap: [0], windscreen: [0, 0.93], rearWindow: [0, 0.9], pillars: false },
};

/** The roof's middle stands above its rails by this much, metres. */
const CROWN = 0.075;

/** Adds pillars, windows and roof. */
export function addCabin(meshes: Meshes, shape: CarShape, paints: CarPaints, detail: Detail): void {
  const { rows, window, cap, ...columns } = finenesses[detail];
  const half = halfCabin(shape, columns);
  const loop = [
    ...half.map((column) => ({ ...column, base: flip(column.base), rail: flip(column.rail), out: flip(column.out) })),
    // A column paints the cells after it, so on the way back each one takes the paint of the one before.
    ...half
      .slice(1, -1)
      .map((column, at) => ({ ...column, glazed: half[at + 1]?.glazed ?? false }))
      .reverse(),
  ];
  const count = half.length;
  const glazed = (column: number) => {
    const at = column < count - 1 ? column : 2 * (count - 1) - 1 - column;
    return half[at]?.glazed ?? false;
  };
  const sheet = makeSheet(
    loop.length,
    rows.length + cap.length,
    (at, row) => {
      const column = loop[at];
      if (!column) throw new Error(`A cabin has no column ${at}`);
      const share = rows[row];
      if (share !== undefined) return sidePoint(column, share);
      return roofPoint(shape, column.rail, cap[row - rows.length] ?? 0);
    },
    { closed: true, weld: [rows.length + cap.length - 1] },
  );
  addSheet(meshes, sheet, (column, row) => (glazed(column) && row >= window[0] && row <= window[1] ? paints.glass : paints.body));
}

/** Half width of the cabin at the belt, for mirrors to stand on; and the foot of the first pillar. */
export function pillarFoot(shape: CarShape): Vec3 {
  const { base } = sidePlace(shape, 0);
  return base;
}

/** Where windscreen and rear window meet the roof on the right side. */
export function roofCorners(shape: CarShape): readonly [front: Vec3, rear: Vec3] {
  return [endPlace(shape, -1, 1).rail, endPlace(shape, 1, 1).rail];
}

const flip = (point: Vec3): Vec3 => [-point[0], point[1], point[2]];

function sidePoint(column: Column, share: number): Vec3 {
  const bulge = 0.022 * Math.sin(Math.PI * share);
  const at = (axis: 0 | 1 | 2) => blend(column.base[axis], column.rail[axis], share) + column.out[axis] * bulge;
  return [at(0), at(1), at(2)];
}

function roofPoint(shape: CarShape, rail: Vec3, size: number): Vec3 {
  const z = blend(clamp(rail[2], shape.zAt(shape.style.header) + 0.4, shape.zAt(shape.style.roofEnd) - 0.4), rail[2], size);
  return [rail[0] * size, blend(ridge(shape, z), rail[1], size ** 3), z];
}

/** Height of the roof on its middle line. */
function ridge(shape: CarShape, z: number): number {
  const { header, roofEnd, roofFall } = shape.style;
  const peak = shape.zAt(blend(header, roofEnd, 0.35));
  const front = (z - peak) / (shape.zAt(header) - peak);
  const rear = (z - peak) / (shape.zAt(roofEnd) - peak);
  return shape.height - (z < peak ? 0.035 * front ** 2 : roofFall * rear ** 2);
}

/** Columns from the middle of the windscreen round one side (x > 0) to the middle of the rear window. */
function halfCabin(shape: CarShape, fineness: Pick<Fineness, "windscreen" | "rearWindow" | "pillars">): Column[] {
  const { pillars, glazed } = shape.style;
  const windscreen = fineness.windscreen.map((across, at, all) => ({
    ...endPlace(shape, -1, across),
    glazed: at < all.length - 1,
  }));
  const post = { first: 0.045, middle: 0.02, last: shape.body === "sedan" || shape.body === "pickup" ? 0.07 : 0.055 };
  const all = [...pillars.flatMap((pillar) => [pillar - post.middle, pillar + post.middle]), 1 - post.last];
  // Windows start at every second stop; without pillars there is one as long as all of them.
  const stops = [0, post.first, ...(fineness.pillars ? all : all.slice(2 * glazed - 2, 2 * glazed - 1))];
  const side = stops.map((share, at) => ({
    ...sidePlace(shape, share, share > 0.1 && share < 0.72),
    glazed: at % 2 === 1 && (at - 1) / 2 < glazed,
  }));
  const rear = [...fineness.rearWindow, 1].reverse().map((across, at) => ({ ...endPlace(shape, 1, across), glazed: at > 0 }));
  return [...windscreen, { ...endPlace(shape, -1, 1), glazed: false }, ...side.slice(1), ...rear];
}

type Place = Omit<Column, "glazed">;

/** A column over the windscreen (`end` -1) or rear window (1); `across` 0 in the middle, 1 at the pillar. */
function endPlace(shape: CarShape, end: -1 | 1, across: number): Place {
  const { style } = shape;
  const bow = end < 0 ? [0.2, 0.12] : [0.12, 0.07];
  const foot = shape.zAt(end < 0 ? style.cowl : style.rearFoot) - end * (bow[0] ?? 0) * across ** 2.5;
  const head = shape.zAt(end < 0 ? style.header : style.roofEnd) - end * (bow[1] ?? 0) * across ** 2.5;
  const share = end < 0 ? 0 : 1;
  const base: Vec3 = [across * beltHalf(shape, share), shape.top(foot) - 0.025, foot];
  const rail: Vec3 = [across * roofHalf(shape, share), railHeight(shape, head) + CROWN * 0.7 * (1 - across ** 2), head];
  return { base, rail, out: [0.3 * across, 0, end] };
}

/** A column at the side, `share` 0 at the first pillar, 1 at the last; it slants like them or stands upright. */
function sidePlace(shape: CarShape, share: number, upright = false): Place {
  const front = endPlace(shape, -1, 1);
  const rear = endPlace(shape, 1, 1);
  const head = blend(front.rail[2], rear.rail[2], share);
  const foot = upright ? head - 0.03 : blend(front.base[2], rear.base[2], share);
  return {
    base: [beltHalf(shape, share), shape.top(foot) - 0.025, foot],
    rail: [roofHalf(shape, share), railHeight(shape, head), head],
    out: [1, 0, 0],
  };
}

const railHeight = (shape: CarShape, z: number) => ridge(shape, z) - CROWN;

/** Half widths, drawn in a little towards windscreen and rear window. */
const beltHalf = (shape: CarShape, share: number) =>
  (shape.width / 2) * shape.style.beltWidth * (1 - 0.03 * (2 * share - 1) ** 2);
const roofHalf = (shape: CarShape, share: number) =>
  (shape.width / 2) * shape.style.roofWidth * (1 - 0.06 * (2 * share - 1) ** 2);
