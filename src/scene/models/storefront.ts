import type { Building } from "./building";
import { bar, glazing, type Interval, type Opening, panel, reveal, type Wall, wallAround, windowAt } from "./facade";
import { textWidth, write } from "./lettering";
import { polygon, type Sketch } from "./sketch";

/** How far an awning reaches over the sidewalk, metres. */
export const AWNING_REACH = 1.1;
/** How far a shop's sign board stands out. */
export const SIGN_REACH = 0.1;

const PIER = 0.45;
const RISER = 0.45;
const BOARD = 0.62;
const DOOR_WIDTH = 1.05;

/** The ground floor of a house, from the ground up to `building.groundHeight`. */
export function groundFloor(on: Sketch["on"], wall: Wall, building: Building, bays: readonly Interval[]): void {
  if (building.ground === "shops") shops(on, wall, building);
  else flats(on, wall, building, bays);
}

function shops(on: Sketch["on"], wall: Wall, building: Building): void {
  const count = Math.max(1, Math.round(building.width / 7));
  const pitch = building.width / count;
  const openings = Array.from({ length: count }, (_, unit): Opening => {
    const left = -building.width / 2 + unit * pitch;
    return { right: [left + PIER, left + pitch - PIER], up: [0, building.groundHeight - 0.85] };
  });
  const surface = on(building.wallMaterial, building.wallColour);
  wallAround(surface, wall, [-building.width / 2, building.width / 2], [0, building.groundHeight], openings);
  for (const [unit, opening] of openings.entries()) shop(on, wall, building, opening, unit);
}

function shop(on: Sketch["on"], wall: Wall, building: Building, opening: Opening, unit: number): void {
  const colour = building.shopColours[unit % building.shopColours.length] ?? "#445566";
  const text = building.signs[unit % building.signs.length] ?? "";
  const {
    right: [left, right],
    up: [, head],
  } = opening;
  const front = on("wood", colour);
  const doorLeft = unit % 2 === 0 ? right - DOOR_WIDTH - 0.15 : left + 0.15;
  const door: Interval = [doorLeft, doorLeft + DOOR_WIDTH];
  const shopWindow: Interval = unit % 2 === 0 ? [left, doorLeft] : [doorLeft + DOOR_WIDTH, right];
  const depth = 0.3;
  reveal(front, wall, opening, depth);
  panel(front, wall, shopWindow, [0, RISER], -depth + 0.02);
  panel(front, wall, unit % 2 === 0 ? [door[1], right] : [left, door[0]], [0, head], -depth);
  glazing(on, wall, { right: shopWindow, up: [RISER, head] }, colour, Math.max(2, Math.round((right - left) / 1.9)), depth);
  shopDoor(on, wall, door, head, colour, depth);
  const board: Interval = [head + 0.05, head + 0.05 + BOARD];
  bar(front, wall, [left - 0.2, right + 0.2], board, [0, SIGN_REACH]);
  if (building.detail === "near") {
    const height = Math.min(0.36, (0.36 * (right - left - 0.6)) / textWidth(text, 0.36));
    write(
      on("plastic", building.letterColour),
      wall,
      text,
      (left + right) / 2,
      (board[0] + board[1] - height) / 2,
      height,
      SIGN_REACH + 0.012,
    );
  }
  if (unit % 2 === building.awnings % 2 && building.awnings > 0)
    awning(on, wall, [left - 0.05, right + 0.05], board[0], building.awningColour);
}

function shopDoor(on: Sketch["on"], wall: Wall, door: Interval, head: number, colour: string, depth: number): void {
  const leaf = Math.min(2.2, head - 0.3);
  glazing(on, wall, { right: door, up: [leaf, head] }, colour, 1, depth);
  glazing(on, wall, { right: door, up: [0.02, leaf] }, colour, 1, depth);
  panel(on("wood", colour), wall, door, [0, 0.28], 0.05 - depth);
  bar(on("chrome", "#d0d0d0"), wall, [door[0] + 0.12, door[0] + 0.15], [0.9, 1.35], [0.04 - depth, 0.09 - depth]);
}

/** A sloping cloth with a valance and closed sides, hung under the sign board. */
function awning(on: Sketch["on"], wall: Wall, [left, right]: Interval, top: number, colour: string): void {
  const cloth = on("fabric", colour);
  const edge = top - 0.45;
  const hem = edge - 0.2;
  const out = AWNING_REACH;
  polygon(cloth, wall(left, edge, out), wall(right, edge, out), wall(right, top, 0.02), wall(left, top, 0.02));
  polygon(
    cloth,
    wall(right, edge, out - 0.02),
    wall(left, edge, out - 0.02),
    wall(left, top - 0.02, 0.02),
    wall(right, top - 0.02, 0.02),
  );
  panel(cloth, wall, [left, right], [hem, edge], out);
  polygon(
    cloth,
    wall(right, hem, out - 0.02),
    wall(left, hem, out - 0.02),
    wall(left, edge, out - 0.02),
    wall(right, edge, out - 0.02),
  );
  polygon(cloth, wall(left, edge, 0.02), wall(left, edge, out), wall(left, top, 0.02));
  polygon(cloth, wall(right, edge, out), wall(right, edge, 0.02), wall(right, top, 0.02));
}

function flats(on: Sketch["on"], wall: Wall, building: Building, bays: readonly Interval[]): void {
  const middle = Math.floor(bays.length / 2);
  const head = Math.min(2.65, building.groundHeight - 0.4);
  const openings = bays.map((bay, at): Opening => {
    if (at !== middle) return { right: bay, up: [1.15, head] };
    const centre = (bay[0] + bay[1]) / 2;
    return { right: [centre - 0.65, centre + 0.65], up: [0.12, head] };
  });
  const surface = on(building.wallMaterial, building.wallColour);
  wallAround(surface, wall, [-building.width / 2, building.width / 2], [0, building.groundHeight], openings);
  const stone = on("concrete", building.trimColour);
  for (const [at, opening] of openings.entries()) {
    if (at === middle) houseDoor(on, wall, building, opening);
    else windowAt(on, wall, opening, surface, { ...building, shutterColour: null });
  }
  const door = openings[middle]?.right ?? [0, 0];
  bar(stone, wall, [-building.width / 2, door[0] - 0.1], [0, 0.55], [0, 0.05]);
  bar(stone, wall, [door[1] + 0.1, building.width / 2], [0, 0.55], [0, 0.05]);
}

function houseDoor(on: Sketch["on"], wall: Wall, building: Building, opening: Opening): void {
  const {
    right: [left, right],
    up: [low, high],
  } = opening;
  const stone = on("concrete", building.trimColour);
  const wood = on("wood", building.doorColour);
  reveal(on(building.wallMaterial, building.wallColour), wall, opening, 0.3);
  const leaf = Math.min(low + 2.1, high - 0.25);
  panel(wood, wall, opening.right, [low, leaf], -0.3);
  glazing(on, wall, { right: opening.right, up: [leaf, high] }, building.frameColour, 1, 0.3);
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
