import type { Building } from "./building-plan";
import {
  bar,
  glazing,
  type Interval,
  type Opening,
  pane,
  paneIntervals,
  panel,
  reveal,
  type Wall,
  wallAround,
  windowAt,
} from "./facade";
import { textWidth, write } from "./lettering";
import type { Detail } from "./model";
import { polygon, type Sketch, type Surface } from "./sketch";

/** How far an awning reaches over the sidewalk, metres. */
export const AWNING_REACH = 1.1;
/** How far a shop's sign board stands out. */
const SIGN_REACH = 0.1;

const PIER = 0.45;
const RISER = 0.45;
const BOARD = 0.62;
const DOOR_WIDTH = 1.05;
const PLINTH = 0.55;
const STONE = "#908a80";
/** Lamps under the ceiling of shops, and what they sell, as seen through the glass. */
const LIT = ["#fff2d8", "#e8eef0", "#ffe2b0"] as const;
const GOODS = ["#ffffff", "#e8b46c", "#d86a5c", "#8cb4d8", "#f2e2b8", "#9cc48c", "#c8c8d0"] as const;

/** The ground floor of a house, from the ground up to `building.groundHeight`. */
export function groundFloor(on: Sketch["on"], wall: Wall, building: Building, bays: readonly Interval[], detail: Detail): void {
  if (building.ground === "shops") shops(on, wall, building, detail);
  else flats(on, wall, building, bays, detail);
}

/** The wall of the ground floor; holes are cut only where they can be told from pictures of holes. */
function groundWall(on: Sketch["on"], wall: Wall, building: Building, openings: readonly Opening[], detail: Detail): Surface {
  const surface = on(building.wallMaterial, building.wallColour);
  const across: Interval = [-building.width / 2, building.width / 2];
  wallAround(surface, wall, across, [0, building.groundHeight], detail === "near" ? openings : []);
  return surface;
}

function shops(on: Sketch["on"], wall: Wall, building: Building, detail: Detail): void {
  const count = Math.max(1, Math.round(building.width / 7));
  const pitch = building.width / count;
  const openings = Array.from({ length: count }, (_, unit): Opening => {
    const left = -building.width / 2 + unit * pitch;
    return { right: [left + PIER, left + pitch - PIER], up: [0, building.groundHeight - 0.85] };
  });
  groundWall(on, wall, building, openings, detail);
  for (const [unit, opening] of openings.entries()) {
    const colour = building.shopColours[unit % building.shopColours.length] ?? "#445566";
    if (detail === "near") plinth(on, wall, [opening.right[0] - PIER, opening.right[0]], detail);
    shop(on, wall, building, opening, { unit, colour }, detail);
  }
  if (detail === "near") plinth(on, wall, [building.width / 2 - PIER, building.width / 2], detail);
}

function shop(
  on: Sketch["on"],
  wall: Wall,
  building: Building,
  { right: [left, right], up: [, head] }: Opening,
  { unit, colour }: { unit: number; colour: string },
  detail: Detail,
): void {
  const front = on("wood", colour);
  const doorLeft = unit % 2 === 0 ? right - DOOR_WIDTH - 0.15 : left + 0.15;
  const door: Interval = [doorLeft, doorLeft + DOOR_WIDTH];
  const glass: Opening = { right: unit % 2 === 0 ? [left, doorLeft] : [door[1], right], up: [RISER, head] };
  const board: Interval = [head + 0.05, head + 0.05 + BOARD];
  const hung: Interval = [left - 0.2, right + 0.2];
  const out = detail === "near" ? -0.3 : 0.04;
  panel(front, wall, [left, right], [0, head], out);
  if (detail === "far") {
    const whole: Opening = { right: [left + 0.1, right - 0.1], up: [RISER, head - 0.1] };
    pane(on("window", "#707478"), wall, whole, whole, { out: out + 0.04, use: "shop" });
    panel(front, wall, hung, board, SIGN_REACH);
  } else {
    if (detail === "near") reveal(front, wall, { right: [left, right], up: [0, head] }, -out);
    shopWindow(on, wall, glass, { unit, colour, out: out + 0.02 }, detail);
    shopDoor(on, wall, door, head, { colour, out: out + 0.02 }, detail);
    bar(front, wall, hung, board, [0, SIGN_REACH]);
  }
  if (detail === "near") sign(on, wall, building, [left, right], board, unit);
  if (unit % 2 === building.awnings % 2 && building.awnings > 0)
    awning(on, wall, [left - 0.05, right + 0.05], board[0], building.awningColour, detail);
}

function sign(on: Sketch["on"], wall: Wall, building: Building, [left, right]: Interval, board: Interval, unit: number): void {
  const text = building.signs[unit % building.signs.length] ?? "";
  const height = Math.min(0.36, (0.36 * (right - left - 0.6)) / textWidth(text, 0.36));
  const up = (board[0] + board[1] - height) / 2;
  const letters = on("plastic", building.letterColour);
  write(letters, wall, text, { right: (left + right) / 2, up, height, out: SIGN_REACH + 0.012 });
}

/** What is behind the glass of a shop is painted on it: a lit ceiling, a dim room, and goods on shelves in front. */
function shopWindow(
  on: Sketch["on"],
  wall: Wall,
  window: Opening,
  { unit, colour, out }: { unit: number; colour: string; out: number },
  detail: Detail,
): void {
  const {
    right,
    up: [low, high],
  } = window;
  const panes = paneIntervals(right, Math.max(2, Math.round((right[1] - right[0]) / 1.9)));
  const frame = 0.06;
  for (const across of panes) {
    const band = (colour: string, up: Interval) =>
      pane(on("window", colour), wall, window, { right: across, up }, { out, use: "shop" });
    band("#3c3a38", [low + frame, high - 0.7]);
    band("#8a8478", [high - 0.7, high - 0.45]);
    band(LIT[unit % LIT.length] ?? LIT[0], [high - 0.45, high - frame]);
    if (detail === "near") goods(on, wall, window, across, { unit, out: out + 0.01 });
  }
  if (detail === "near") panel(on("wood", colour), wall, right, [low - 0.3, low - 0.12], out);
}

/** Two rows of boxes, bottles and the like: their widths, heights and colours hang on where they stand. */
function goods(
  on: Sketch["on"],
  wall: Wall,
  window: Opening,
  [left, right]: Interval,
  { unit, out }: { unit: number; out: number },
): void {
  const low = window.up[0] + 0.06;
  const patch = (colour: string, right: Interval, up: Interval) =>
    pane(on("window", colour), wall, window, { right, up }, { out, use: "shop" });
  for (const [row, level] of [low, low + 0.85].entries()) {
    if (row > 0) patch("#c8b89c", [left, right], [level - 0.05, level]);
    const count = Math.max(2, Math.round((right - left) / 0.42));
    for (let at = 0; at < count; at++) {
      const place = Math.abs(Math.round(left * 5) + at * 7 + row * 3 + unit * 5);
      if (place % 4 === 0) continue;
      const pitch = (right - left) / count;
      const middle = left + (at + 0.5) * pitch;
      const half = pitch * (0.22 + 0.05 * (place % 5));
      const high = level + 0.2 + 0.11 * (place % 4);
      patch(GOODS[place % GOODS.length] ?? GOODS[0], [middle - half, middle + half], [level, high]);
    }
  }
}

function shopDoor(
  on: Sketch["on"],
  wall: Wall,
  door: Interval,
  head: number,
  { colour, out }: { colour: string; out: number },
  detail: Detail,
): void {
  const leaf = Math.min(2.2, head - 0.3);
  const frame = on("wood", colour);
  const whole: Opening = { right: door, up: [0, head] };
  const light: Opening = { right: [door[0] + 0.06, door[1] - 0.06], up: [leaf + 0.04, head - 0.06] };
  const leafGlass: Opening = { right: [door[0] + 0.1, door[1] - 0.1], up: [0.3, leaf - 0.08] };
  pane(on("window", "#8a8478"), wall, whole, light, { out, use: "shop" });
  pane(on("window", "#55524c"), wall, whole, leafGlass, { out, use: "shop" });
  if (detail !== "near") return;
  panel(on("metal", "#8d9294"), wall, door, [0, 0.03], out);
  bar(on("chrome", "#d0d0d0"), wall, [door[0] + 0.14, door[0] + 0.17], [0.9, 1.35], [out, out + 0.06]);
  panel(frame, wall, [door[0] - 0.04, door[0]], [0, head], out);
}

/** A stone foot of the wall. */
function plinth(on: Sketch["on"], wall: Wall, right: Interval, detail: Detail): void {
  const stone = on("concrete", STONE);
  if (detail === "near") bar(stone, wall, right, [0, PLINTH], [0, 0.05]);
  else panel(stone, wall, right, [0, PLINTH], 0.05);
}

/** A sloping cloth with a valance and closed sides, hung under the sign board. */
function awning(on: Sketch["on"], wall: Wall, [left, right]: Interval, top: number, colour: string, detail: Detail): void {
  const cloth = on("fabric", colour);
  const edge = top - 0.45;
  const hem = edge - 0.2;
  const out = AWNING_REACH;
  polygon(cloth, wall(left, edge, out), wall(right, edge, out), wall(right, top, 0.02), wall(left, top, 0.02));
  panel(cloth, wall, [left, right], [hem, edge], out);
  polygon(cloth, wall(left, edge, 0.02), wall(left, edge, out), wall(left, top, 0.02));
  polygon(cloth, wall(right, edge, out), wall(right, edge, 0.02), wall(right, top, 0.02));
  if (detail === "far") return;
  const inner = out - 0.02;
  const under = top - 0.02;
  polygon(cloth, wall(right, edge, inner), wall(left, edge, inner), wall(left, under, 0.02), wall(right, under, 0.02));
  polygon(cloth, wall(right, hem, inner), wall(left, hem, inner), wall(left, edge, inner), wall(right, edge, inner));
}

function flats(on: Sketch["on"], wall: Wall, building: Building, bays: readonly Interval[], detail: Detail): void {
  const middle = Math.floor(bays.length / 2);
  const head = Math.min(2.65, building.groundHeight - 0.4);
  const openings = bays.map((bay, at): Opening => {
    if (at !== middle) return { right: bay, up: [1.15, head] };
    const centre = (bay[0] + bay[1]) / 2;
    return { right: [centre - 0.65, centre + 0.65], up: [0.12, head] };
  });
  const surface = groundWall(on, wall, building, openings, detail);
  for (const [at, opening] of openings.entries()) {
    if (at === middle) houseDoor(on, wall, building, opening, detail);
    else windowAt(on, wall, opening, surface, { ...building, shutterColour: null }, detail);
  }
  const door = openings[middle]?.right ?? [0, 0];
  plinth(on, wall, [-building.width / 2, door[0] - 0.18], detail);
  plinth(on, wall, [door[1] + 0.18, building.width / 2], detail);
}

function houseDoor(on: Sketch["on"], wall: Wall, building: Building, opening: Opening, detail: Detail): void {
  const {
    right: [left, right],
    up: [low, high],
  } = opening;
  const stone = on("concrete", building.trimColour);
  const wood = on("wood", building.doorColour);
  const leaf = Math.min(low + 2.1, high - 0.25);
  if (detail !== "near") {
    panel(stone, wall, [left - 0.18, right + 0.18], [0, high + 0.18], 0.04);
    panel(wood, wall, opening.right, [low, leaf], 0.08);
    const light: Opening = { right: opening.right, up: [leaf + 0.05, high] };
    pane(on("window", "#707478"), wall, light, light, { out: 0.08 });
    return;
  }
  reveal(on(building.wallMaterial, building.wallColour), wall, opening, 0.3);
  panel(wood, wall, opening.right, [low, leaf], -0.3);
  glazing(on, wall, { right: opening.right, up: [leaf, high] }, building.frameColour, 1, -0.3);
  for (const [from, to] of [
    [0.15, 0.85],
    [1.05, 1.9],
  ] as const) {
    bar(wood, wall, [left + 0.15, left + 0.58], [low + from, low + to], [-0.3, -0.27]);
    bar(wood, wall, [right - 0.58, right - 0.15], [low + from, low + to], [-0.3, -0.27]);
  }
  bar(on("chrome", "#c8b070"), wall, [left + 0.6, left + 0.7], [low + 0.95, low + 1.0], [-0.3, -0.22]);
  bar(stone, wall, [left - 0.1, right + 0.1], [0, low], [-0.3, 0.3]);
  bar(stone, wall, [left - 0.18, left], [low, high + 0.18], [0, 0.06]);
  bar(stone, wall, [right, right + 0.18], [low, high + 0.18], [0, 0.06]);
  bar(stone, wall, [left, right], [high, high + 0.18], [0, 0.06]);
}
