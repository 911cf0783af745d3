import type { Building } from "./building-plan";
import { bar, type Interval, panel, type Wall, wallWithRow, windowAt } from "./facade";
import type { Detail } from "./model";
import { polygon, type Side, type Sketch, type Surface } from "./sketch";

/** How far balconies stand out, metres. */
export const BALCONY_REACH = 1.05;
/** From the floor to the lower edge of windows. */
const SILL = 0.85;
/** Bars of a balcony's railing over its floor. */
const RAILING = {
  // biome-ignore format: one line
  near: [[0.08, 0.16], [0.36, 0.44], [0.64, 0.72], [0.92, 1.0]],
  middle: [[0.3, 1.0]],
  far: [[-0.16, 1.0]],
} as const satisfies Record<Detail, readonly Interval[]>;
/** Ledges run from wall to wall, so that their ends are never seen. */
export const HIDDEN: readonly Side[] = ["left", "right"];

/** Where the windows of a floor are, from left to right as seen from the street. */
export function windowBays({ width, bayWidth, windowWidth }: Building): readonly Interval[] {
  const count = Math.max(2, Math.round((width - 0.6) / bayWidth));
  const pitch = (width - 0.6) / count;
  const half = Math.min(windowWidth, pitch - 0.6) / 2;
  return Array.from({ length: count }, (_, at) => {
    const middle = (at - (count - 1) / 2) * pitch;
    return [middle - half, middle + half];
  });
}

/** A floor over the ground floor, with its windows and balconies. */
export function upperFloor(
  on: Sketch["on"],
  wall: Wall,
  building: Building,
  bays: readonly Interval[],
  floor: number,
  detail: Detail,
): void {
  const surface = on(building.wallMaterial, building.wallColour);
  const base = building.groundHeight + building.storeyHeight * (floor - 1);
  const across: Interval = [-building.width / 2, building.width / 2];
  const storey: Interval = [base, base + building.storeyHeight];
  const up: Interval = [base + SILL, base + Math.min(SILL + building.windowHeight, building.storeyHeight - 0.3)];
  if (detail === "near") wallWithRow(surface, wall, across, storey, bays, up);
  else panel(surface, wall, across, storey);
  for (const [at, right] of bays.entries()) {
    windowAt(on, wall, { right, up }, surface, building, detail);
    if (building.balconies > 0 && (at + floor) % building.balconies === 0) balcony(on, wall, building, right, base, detail);
  }
  const ledge = building.courses || floor === 1;
  if (ledge) bar(on(building.trimMaterial, building.trimColour), wall, across, [base - 0.12, base + 0.06], [0, 0.09], HIDDEN);
}

/** A slab with a railing of flat bars. The door to it is as wide as the window over it. */
function balcony(on: Sketch["on"], wall: Wall, building: Building, [left, right]: Interval, base: number, detail: Detail): void {
  const across: Interval = [left - 0.35, right + 0.35];
  const [floor, out] = [base + 0.08, BALCONY_REACH];
  const slab = on("concrete", building.trimColour);
  const rail = on("metal", "#3c3f42");
  if (detail !== "far") bar(slab, wall, across, [base - 0.08, floor], [0, out]);
  for (const [low, high] of RAILING[detail]) railing(rail, wall, across, [floor + low, floor + high], detail);
  if (detail === "near") panel(on("plastic", building.frameColour), wall, [left, right], [floor, base + SILL - 0.07], 0.04);
}

/** One bar round a balcony: before it, and unless it is far away along both its sides, seen from outside. */
function railing(rail: Surface, wall: Wall, across: Interval, [low, high]: Interval, detail: Detail): void {
  const out = BALCONY_REACH;
  panel(rail, wall, across, [low, high], out);
  if (detail === "far") return;
  const [left, right] = across;
  polygon(rail, wall(left, low, 0), wall(left, low, out), wall(left, high, out), wall(left, high, 0));
  polygon(rail, wall(right, low, out), wall(right, low, 0), wall(right, high, 0), wall(right, high, out));
}
