import { chance, integer, pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { type House, houseParameters as parameters, wingOf } from "./house-plan";
import { addHouseRoof, houseRoofTop, OVERHANG } from "./house-roof";
import type { Bounds, Detail, Model } from "./model";
import { box, polygon, type Sketch, sketch } from "./sketch";
import { addPane, type Share, windowNumber } from "./window-glass";

const WALLS = {
  brick: ["#a8604c", "#b8705a", "#8c5547", "#c2a07c"],
  plaster: ["#ece6d8", "#f2ede2", "#e2d2b0", "#d8dcd8", "#e8cdb0", "#f4f2ee"],
  wood: ["#8a5a3c", "#b8bcb8", "#5c6f7a", "#7d2f28", "#d8d2c4"],
} as const;
const ROOFS = {
  roof: ["#a4543c", "#8f4a38", "#b2674a", "#6a6460", "#55565a", "#7c5a48", "#94705a"],
  metal: ["#8a9298", "#6a7478", "#5a4a44", "#4e6a5c"],
} as const;
const GARAGE = { width: 3.3, height: 2.6, setBack: 0.8 } as const;

/** A detached house of one to three floors in a garden. Front to -z. At most 700 triangles near, 420 in the middle, 200 far. */
export const house: Model<House> = { parameters, vary, bounds, build };

function vary(random: Random): House {
  const roof = pick(random, ["gable", "hip", "flat"] as const, [6, 4, 1]);
  const wallMaterial = pick(random, ["brick", "plaster", "wood"] as const, [3, 6, 2]);
  const roofMaterial = pick(random, ["roof", "metal"] as const, [8, 1]);
  const depth = uniform(random, 7.5, 10);
  return {
    width: depth + uniform(random, 1.5, 5.5),
    depth,
    floors: pick(random, [1, 2, 3], [5, 6, 0.4]),
    storeyHeight: uniform(random, 2.6, 3),
    roof,
    slope: uniform(random, 0.45, 0.85),
    roofMaterial,
    roofColour: pick(random, ROOFS[roofMaterial]),
    wallMaterial,
    wallColour: pick(random, WALLS[wallMaterial]),
    trimColour: pick(random, ["#f4f2ee", "#e8e2d4", "#3a3c40", "#5a4636"]),
    doorColour: pick(random, ["#5a3a28", "#2e4a3c", "#7a2a28", "#27384f"]),
    wing: roof === "flat" ? "none" : pick(random, ["none", "left", "right"], [5, 3, 3]),
    wingReach: uniform(random, 1.2, 3.5),
    garage: chance(random, 0.4),
    chimney: chance(random, 0.7),
    skylights: chance(random, 0.45) ? integer(random, 1, 4) : 0,
    panels: chance(random, 0.3) ? integer(random, 6, 14) : 0,
  };
}

function bounds(house: House): Bounds {
  const [x, z] = [house.width / 2 + OVERHANG, house.depth / 2 + OVERHANG];
  const wing = house.wing === "none" ? 0 : house.wingReach;
  return {
    min: [-x, 0, -z - wing],
    max: [house.garage ? house.width / 2 + GARAGE.width : x, houseRoofTop(house), z],
  };
}

function build(house: House, detail: Detail) {
  const { on, parts } = sketch();
  const [x, z, eaves] = [house.width / 2, house.depth / 2, house.floors * house.storeyHeight];
  const walls = on(house.wallMaterial, house.wallColour);
  box(walls, [-x, 0, -z], [x, eaves, z], ["top", "bottom"]);
  const wing = wingOf(house);
  if (wing) box(walls, [wing.left, 0, wing.front], [wing.right, eaves, -z], ["top", "bottom", "back"]);
  openings(on, house, detail);
  if (house.garage) garage(on, house, detail);
  addHouseRoof(on, house, eaves, detail);
  return parts();
}

/** Windows and the door, flat before the walls, with frames unless far away. */
function openings(on: Sketch["on"], house: House, detail: Detail): void {
  const [x, z] = [house.width / 2, house.depth / 2];
  const wing = wingOf(house);
  const fronts: (readonly [from: number, to: number, z: number])[] = wing
    ? [[wing.left, wing.right, wing.front], wing.left > -x ? [-x, wing.left, -z] : [wing.right, x, -z]]
    : [[-x, x, -z]];
  for (let floor = 0; floor < house.floors; floor++) {
    const low = floor * house.storeyHeight + 0.9;
    for (const [from, to, at] of fronts) {
      for (const middle of middles(from, to))
        windowOn(on, house, (right, up, out) => [right, up, at - out], middle, low, -1, detail);
    }
    for (const middle of middles(-x, x)) windowOn(on, house, (right, up, out) => [right, up, z + out], middle, low, 1, detail);
    if (detail === "far") continue;
    for (const middle of middles(-z, z)) {
      windowOn(on, house, (right, up, out) => [-x - out, up, right], middle, low, 1, detail);
      if (!house.garage || floor > 0) windowOn(on, house, (right, up, out) => [x + out, up, right], middle, low, -1, detail);
    }
  }
  const entry = fronts.at(-1) ?? [-x, x, -z];
  const door = (entry[0] + entry[1]) / 2 + 0.1;
  box(on("wood", house.doorColour), [door - 0.5, 0, entry[2] - 0.06], [door + 0.5, 2.1, entry[2]], ["back", "bottom"]);
  if (detail !== "far") {
    box(on("concrete", "#b4b0a8"), [door - 0.8, 0, entry[2] - 0.3], [door + 0.8, 0.12, entry[2]], ["back", "bottom"]);
    box(on("plaster", house.trimColour), [door - 0.8, 2.3, entry[2] - 0.3], [door + 0.8, 2.4, entry[2]], ["back"]);
  }
}

/** Middles of the windows between two corners of a wall, an even number where there is room, so that a door fits between. */
function middles(from: number, to: number): number[] {
  const count = Math.max(1, Math.floor((to - from - 1) / 5)) * 2;
  const pitch = (to - from) / count;
  return pitch < 1.8 ? [] : Array.from({ length: count }, (_, at) => from + (at + 0.5) * pitch);
}

type Wall = (right: number, up: number, out: number) => Vec3;

/** One window; `turn` is 1 where the wall's first axis runs to the right as seen from outside. */
function windowOn(on: Sketch["on"], house: House, wall: Wall, middle: number, low: number, turn: 1 | -1, detail: Detail): void {
  if (detail !== "far") {
    const [left, right] = [middle - turn * 0.62, middle + turn * 0.62];
    const [bottom, top, out] = [low - 0.07, low + 1.27, 0.03];
    const trim = on("plastic", house.trimColour);
    polygon(trim, wall(left, bottom, out), wall(right, bottom, out), wall(right, top, out), wall(left, top, out));
  }
  const glass = on("window", "#8f9498");
  const window = { number: windowNumber(middle, low), use: "home" } as const;
  const leaves: readonly Share[] =
    detail === "near"
      ? [
          [0, 0.46],
          [0.54, 1],
        ]
      : [[0, 1]];
  for (const share of leaves) {
    const [left, right] = [middle + turn * (1.1 * share[0] - 0.55), middle + turn * (1.1 * share[1] - 0.55)];
    const corners = [
      wall(left, low, 0.05),
      wall(right, low, 0.05),
      wall(right, low + 1.2, 0.05),
      wall(left, low + 1.2, 0.05),
    ] as const;
    addPane(glass, corners, window, share);
  }
}

function garage(on: Sketch["on"], house: House, detail: Detail): void {
  const [x, z] = [house.width / 2, house.depth / 2];
  const { width, height, setBack } = GARAGE;
  const front = -z + setBack;
  const back = Math.min(z, front + 6);
  box(on(house.wallMaterial, house.wallColour), [x, 0, front], [x + width, height - 0.15, back], ["bottom", "left", "top"]);
  box(on("concrete", "#8d8a84"), [x, height - 0.15, front - 0.0], [x + width, height, back], ["bottom"]);
  if (detail === "far") return;
  const door = on("metal", "#d8d8d4");
  box(door, [x + 0.4, 0, front - 0.04], [x + width - 0.4, 2.1, front], ["back", "bottom"]);
}
