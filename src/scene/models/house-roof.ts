import type { Vec3 } from "../../recipe/spec";
import { type House, wingOf } from "./house-plan";
import type { Detail } from "./model";
import { box, polygon, type Sketch, type Surface, vertex } from "./sketch";
import { cross, subtract, unit } from "./vector";

/** How far the eaves stand out from the walls, metres. */
export const OVERHANG = 0.45;
const CHIMNEY = 0.8;
const PARAPET = 0.35;
const FASCIA = 0.16;

/** Height of the highest point of the house. */
export function houseRoofTop({ roof, depth, floors, storeyHeight, slope, chimney }: House): number {
  const eaves = floors * storeyHeight;
  if (roof === "flat") return eaves + PARAPET + 0.6;
  return eaves + (depth / 2) * slope + (chimney ? CHIMNEY : 0.02);
}

/** Puts the roof on walls that end at the height `eaves`. */
export function addHouseRoof(on: Sketch["on"], house: House, eaves: number, detail: Detail): void {
  if (house.roof === "flat") {
    flat(on, house, eaves);
    return;
  }
  const tiles = on(house.roofMaterial, house.roofColour);
  const face = (corners: readonly Vec3[]) => tiled(tiles, corners, detail);
  const [x, z] = [house.width / 2, house.depth / 2];
  const [low, ridge] = [eaves - OVERHANG * house.slope, eaves + z * house.slope];
  const [ex, ez] = [x + OVERHANG, z + OVERHANG];
  const end = house.roof === "hip" ? Math.max(0.3, x - z) : x + OVERHANG * 0.6;
  const wide = house.roof === "hip" ? ex : end;
  face([
    [wide, low, -ez],
    [-wide, low, -ez],
    [-end, ridge, 0],
    [end, ridge, 0],
  ]);
  face([
    [-wide, low, ez],
    [wide, low, ez],
    [end, ridge, 0],
    [-end, ridge, 0],
  ]);
  if (house.roof === "hip") {
    face([
      [-ex, low, -ez],
      [-ex, low, ez],
      [-end, ridge, 0],
    ]);
    face([
      [ex, low, ez],
      [ex, low, -ez],
      [end, ridge, 0],
    ]);
  } else {
    const wall = on(house.wallMaterial, house.wallColour);
    polygon(wall, [-x, eaves, -z], [-x, eaves, z], [-x, ridge, 0]);
    polygon(wall, [x, eaves, z], [x, eaves, -z], [x, ridge, 0]);
  }
  if (detail !== "far") {
    const trim = on("plastic", house.trimColour);
    box(trim, [-wide, low - FASCIA, -ez], [wide, low + 0.01, -ez + 0.08]);
    box(trim, [-wide, low - FASCIA, ez - 0.08], [wide, low + 0.01, ez]);
    if (house.roof === "gable") for (const side of [-1, 1]) verge(trim, side * end, low, ridge, ez);
  }
  wingRoof(on, house, eaves, face);
  rearSlope(on, house, eaves, ridge);
  if (house.chimney) chimney(on, [x * 0.35, ridge - 1, z * 0.2], ridge + CHIMNEY);
}

/** A board along the slopes of a gable, seen from both sides. */
function verge(trim: Surface, x: number, low: number, ridge: number, ez: number): void {
  for (const side of [-1, 1]) {
    const [foot, head]: readonly [Vec3, Vec3] = [
      [x, low, side * ez],
      [x, ridge, 0],
    ];
    const down = (point: Vec3): Vec3 => [point[0], point[1] - FASCIA, point[2]];
    polygon(trim, foot, head, down(head), down(foot));
    polygon(trim, down(foot), down(head), head, foot);
  }
}

/** The roof of the wing meets the main roof in two valleys. */
function wingRoof(on: Sketch["on"], house: House, eaves: number, face: (corners: readonly Vec3[]) => void): void {
  const wing = wingOf(house);
  if (!wing) return;
  const half = (wing.right - wing.left) / 2;
  const middle = (wing.left + wing.right) / 2;
  const [low, ridge] = [eaves - OVERHANG * house.slope, eaves + half * house.slope];
  const front = wing.front - OVERHANG * 0.9;
  const back = -house.depth / 2;
  // Where the slopes of wing and house are equally high.
  const valley = back + half;
  const reach = half + OVERHANG;
  const lift = 0.02;
  face([
    [middle - reach, low + lift, front],
    [middle - reach, low + lift, back - OVERHANG],
    [middle, ridge + lift, valley],
    [middle, ridge + lift, front],
  ]);
  face([
    [middle + reach, low + lift, back - OVERHANG],
    [middle + reach, low + lift, front],
    [middle, ridge + lift, front],
    [middle, ridge + lift, valley],
  ]);
  polygon(
    on(house.wallMaterial, house.wallColour),
    [wing.right, eaves, wing.front],
    [wing.left, eaves, wing.front],
    [middle, ridge, wing.front],
  );
}

/** Skylights and solar panels lie on the rear slope. */
function rearSlope(on: Sketch["on"], house: House, eaves: number, ridge: number): void {
  const z = house.depth / 2;
  const run = house.roof === "hip" ? Math.max(1, house.width / 2 - z * 0.75) : house.width / 2 - 0.5;
  const patch = (surface: Surface, left: number, right: number, from: number, to: number, lift: number) => {
    const at = (x: number, share: number): Vec3 => [x, eaves + (ridge - eaves) * share + lift, z * (1 - share)];
    polygon(surface, at(left, from), at(right, from), at(right, to), at(left, to));
  };
  const rows = house.panels > 0 ? 2 : 0;
  const columns = Math.min(Math.floor((2 * run) / 1.1), Math.ceil(house.panels / 2));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = -run + column * 1.1;
      const from = 0.2 + row * 0.34;
      patch(on("metal", "#c4c8cc"), left, left + 1.06, from, from + 0.32, 0.05);
      patch(on("glass", "#20304c"), left + 0.05, left + 1.01, from + 0.012, from + 0.308, 0.07);
    }
  }
  const free = run - (-run + columns * 1.1 + 0.6);
  const lights = Math.min(house.skylights, Math.floor(free / 1.5));
  for (let light = 0; light < lights; light++) {
    const left = run - (light + 1) * 1.5 + 0.4;
    patch(on("metal", "#4c5054"), left - 0.08, left + 0.88, 0.38, 0.66, 0.05);
    patch(on("glass", "#a8bccc"), left, left + 0.8, 0.4, 0.64, 0.07);
  }
}

function flat(on: Sketch["on"], { width, depth, wallMaterial, wallColour, trimColour }: House, eaves: number): void {
  const [x, z] = [width / 2, depth / 2];
  const top = eaves + PARAPET;
  box(on(wallMaterial, wallColour), [-x, eaves, -z], [x, top, z], ["top", "bottom"]);
  rim(on("concrete", trimColour), x, z, top);
  polygon(on("roofing", "#a09c94"), [-x, top - 0.2, z], [x, top - 0.2, z], [x, top - 0.2, -z], [-x, top - 0.2, -z]);
  box(on("glass", "#b8c8d0"), [x * 0.2, top - 0.2, -0.7], [x * 0.2 + 1.4, top + 0.1, 0.7], ["bottom"]);
  box(on("metal", "#a8acb0"), [-x * 0.5, top - 0.2, z * 0.3], [-x * 0.5 + 0.8, top + 0.6, z * 0.3 + 0.8], ["bottom"]);
}

/** The coping of a flat roof: a frame of four bars. */
export function rim(surface: Surface, x: number, z: number, top: number, width = 0.25): void {
  box(surface, [-x - 0.04, top - 0.25, -z - 0.04], [x + 0.04, top, -z + width], ["bottom"]);
  box(surface, [-x - 0.04, top - 0.25, z - width], [x + 0.04, top, z + 0.04], ["bottom"]);
  box(surface, [-x - 0.04, top - 0.25, -z + width], [-x + width, top, z - width], ["bottom", "front", "back"]);
  box(surface, [x - width, top - 0.25, -z + width], [x + 0.04, top, z - width], ["bottom", "front", "back"]);
}

function chimney(on: Sketch["on"], [x, low, z]: Vec3, top: number): void {
  box(on("brick", "#9a5a48"), [x - 0.35, low, z - 0.35], [x + 0.35, top - 0.12, z + 0.35], ["bottom", "top"]);
  box(on("concrete", "#b8b2a6"), [x - 0.42, top - 0.12, z - 0.42], [x + 0.42, top, z + 0.42], ["bottom"]);
  const flue = on("concrete", "#2c2a28");
  polygon(flue, [x - 0.2, top, z + 0.2], [x + 0.2, top, z + 0.2], [x + 0.2, top, z - 0.2], [x - 0.2, top, z - 0.2]);
}

/** A slope whose rows of tiles run level. From afar the rows would only flicker, so that the colour does not change up the slope. */
function tiled(surface: Surface, corners: readonly Vec3[], detail: Detail): void {
  const [a, b, c] = corners;
  if (!a || !b || !c) return;
  const normal = unit(cross(subtract(b, a), subtract(c, a)));
  const level = unit([normal[2], 0, -normal[0]], [1, 0, 0]);
  const indices = corners.map((corner) => {
    const v = detail === "far" ? 0.165 : corner[1] / Math.hypot(normal[0], normal[2]);
    return vertex(surface, corner, normal, corner[0] * level[0] + corner[2] * level[2], v);
  });
  const [first = 0] = indices;
  for (let at = 2; at < indices.length; at++) surface.indices.push(first, indices[at - 1] ?? 0, indices[at] ?? 0);
}
