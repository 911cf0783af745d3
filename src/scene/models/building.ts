import { z } from "zod";
import { chance, integer, pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import { bar, frontWall, type Interval, panel, type Wall, wallWithRow, windowAt } from "./facade";
import type { Bounds, Detail, Model } from "./model";
import { EAVES, roofHeight, roofOver } from "./roof";
import { box, polygon, type Side, type Sketch, type Surface, sketch } from "./sketch";
import { AWNING_REACH, groundFloor } from "./storefront";

const parameters = z.strictObject({
  width: z.number().min(4).max(40).describe("Along the street, metres"),
  depth: z.number().min(4).max(40).describe("Away from the street, metres"),
  floors: z.int().min(1).max(12).describe("Storeys, the ground floor included"),
  storeyHeight: z.number().min(2.6).max(4.5).describe("Of the upper floors, metres"),
  groundHeight: z.number().min(3).max(6).describe("Of the ground floor, metres"),
  bayWidth: z.number().min(1.8).max(6).describe("Distance between the middles of windows, metres"),
  windowWidth: z.number().min(0.7).max(3),
  windowHeight: z.number().min(0.9).max(2.4),
  wallMaterial: z.enum(["brick", "plaster", "concrete"]),
  wallColour: colour,
  trimMaterial: z.enum(["plaster", "concrete"]),
  trimColour: colour,
  frameColour: colour,
  doorColour: colour,
  roofColour: colour,
  shutterColour: colour.nullable(),
  lintel: z.boolean(),
  courses: z.boolean().describe("A ledge between all storeys"),
  balconies: z.int().min(0).max(4).describe("A balcony on every n-th window; 0 for none"),
  roof: z.enum(["flat", "gable", "mansard"]),
  ground: z.enum(["shops", "flats"]),
  shopColours: z.array(colour).min(1),
  signs: z.array(z.string()).min(1).describe("What is written over the shops, in capitals"),
  letterColour: colour,
  awnings: z.int().min(0).max(2).describe("0 none, otherwise over every second shop"),
  awningColour: colour,
});

/** The parameters of a house in a row. */
export type Building = z.output<typeof parameters>;

const WALLS = {
  brick: ["#a8604c", "#b8705a", "#8c5547", "#c08a6a", "#d0b090", "#7d5648", "#9a4a3c", "#b89a68", "#6a5650"],
  plaster: [
    "#e8e0cf",
    "#f0e6d2",
    "#dcc084",
    "#e6c8a8",
    "#cfd6d2",
    "#d9a98a",
    "#a9b9c6",
    "#e3d3b8",
    "#c9b8a8",
    "#eeeae0",
    "#b4bf9e",
    "#cf9480",
    "#dfb6ae",
    "#8fa3a6",
    "#d8b25e",
  ],
  concrete: ["#c8c4bc", "#b4b2ac", "#d6d0c4", "#a8a49c"],
} as const;
const TRIMS = ["#e8e2d4", "#d8d0c0", "#c8c0b0", "#f0ece4", "#a89f92"] as const;
const FRAMES = ["#f4f2ee", "#f4f2ee", "#3a3c40", "#5a4636", "#2f4438"] as const;
const DOORS = ["#5a3a28", "#2e4a3c", "#7a2a28", "#27384f", "#3c3c40"] as const;
const SHUTTERS = ["#4d6b57", "#5b7186", "#7b4a3c", "#8d8b80"] as const;
const ROOFS = {
  gable: ["#9c5a44", "#8a4c3c", "#6c6660", "#a8694e"],
  mansard: ["#5c6068", "#666a70", "#545a60"],
  flat: ["#8a8780"],
} as const;
const SHOPS = ["#2f4a44", "#7a2f30", "#27384f", "#3a3a3c", "#c9a24a", "#5d6f52", "#8a4a2c", "#4a3a5c", "#566878"] as const;
const SIGNS = [
  "CAFE",
  "BAKERY",
  "BOOKS",
  "PHARMACY",
  "MARKET",
  "HOTEL",
  "BANK",
  "FLOWERS",
  "BIKES",
  "PIZZA",
  "OPTICS",
  "SHOES",
  "BAR",
  "TEA",
  "DELI",
  "RECORDS",
  "BARBER",
  "TOYS",
  "HARDWARE",
  "GALLERY",
] as const;
const LETTERS = ["#f4f0e4", "#f2d98a", "#ffffff"] as const;
const AWNINGS = ["#a8443c", "#3c6a54", "#d8c8a0", "#3a5a80", "#c87a38"] as const;

const BALCONY_REACH = 1.05;
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
const HIDDEN: readonly Side[] = ["left", "right"];

/** A house of 3 to 7 floors in a row of houses; its sides are plain fire walls. Front to -z. */
export const building: Model<Building> = { parameters, vary, bounds, build };

function vary(random: Random): Building {
  const wallMaterial = pick(random, ["brick", "plaster", "concrete"] as const, [4, 6, 2]);
  const roof = pick(random, ["flat", "gable", "mansard"] as const, [4, 4, 3]);
  const modern = wallMaterial === "concrete";
  return {
    width: uniform(random, 9, 19),
    depth: uniform(random, 10, 13),
    floors: integer(random, 3, 6),
    storeyHeight: uniform(random, 2.9, 3.4),
    groundHeight: uniform(random, 3.6, 4.3),
    bayWidth: uniform(random, 2.5, 3.4),
    windowWidth: modern ? uniform(random, 1.4, 1.8) : uniform(random, 0.95, 1.35),
    windowHeight: uniform(random, 1.45, 1.85),
    wallMaterial,
    wallColour: pick(random, WALLS[wallMaterial]),
    trimMaterial: wallMaterial === "plaster" ? "plaster" : "concrete",
    trimColour: pick(random, TRIMS),
    frameColour: pick(random, FRAMES),
    doorColour: pick(random, DOORS),
    roofColour: pick(random, ROOFS[roof]),
    shutterColour: wallMaterial === "plaster" && chance(random, 0.3) ? pick(random, SHUTTERS) : null,
    lintel: !modern && chance(random, 0.7),
    courses: !modern && chance(random, 0.6),
    balconies: chance(random, 0.3) ? integer(random, 2, 3) : 0,
    roof: modern ? "flat" : roof,
    ground: chance(random, 0.65) ? "shops" : "flats",
    shopColours: [pick(random, SHOPS), pick(random, SHOPS), pick(random, SHOPS)],
    signs: [pick(random, SIGNS), pick(random, SIGNS), pick(random, SIGNS)],
    letterColour: pick(random, LETTERS),
    awnings: integer(random, 0, 2),
    awningColour: pick(random, AWNINGS),
  };
}

function bounds(building: Building): Bounds {
  const [x, z] = [building.width / 2, building.depth / 2];
  const out = Math.max(
    EAVES,
    building.ground === "shops" && building.awnings > 0 ? AWNING_REACH : 0,
    building.balconies > 0 ? BALCONY_REACH : 0,
  );
  return { min: [-x - 0.05, 0, -z - out], max: [x + 0.05, eavesHeight(building) + roofHeight(building), z + EAVES] };
}

function build(building: Building, detail: Detail) {
  const { on, parts } = sketch();
  const wall = frontWall(building.depth);
  const bays = windowBays(building);
  const eaves = eavesHeight(building);
  groundFloor(on, wall, building, bays, detail);
  for (let floor = 1; floor < building.floors; floor++) upperFloor(on, wall, building, bays, floor, detail);
  shell(on, building, eaves);
  if (building.roof !== "flat") cornice(on, wall, building, eaves, detail);
  roofOver(on, building, eaves, bays, detail);
  return parts();
}

function eavesHeight({ groundHeight, storeyHeight, floors }: Building): number {
  return groundHeight + storeyHeight * (floors - 1);
}

/** Where the windows of a floor are, from left to right as seen from the street. */
function windowBays({ width, bayWidth, windowWidth }: Building): readonly Interval[] {
  const count = Math.max(2, Math.round((width - 0.6) / bayWidth));
  const pitch = (width - 0.6) / count;
  const half = Math.min(windowWidth, pitch - 0.6) / 2;
  return Array.from({ length: count }, (_, at) => {
    const middle = (at - (count - 1) / 2) * pitch;
    return [middle - half, middle + half];
  });
}

function upperFloor(
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

/** The walls without windows: back and sides. */
function shell(on: Sketch["on"], { width, depth, wallMaterial, wallColour }: Building, eaves: number): void {
  const [x, z] = [width / 2, depth / 2];
  box(on(wallMaterial, wallColour), [-x, 0, -z], [x, eaves, z], ["front", "bottom"]);
}

function cornice(on: Sketch["on"], wall: Wall, building: Building, eaves: number, detail: Detail): void {
  const across: Interval = [-building.width / 2, building.width / 2];
  const trim = on(building.trimMaterial, building.trimColour);
  if (detail !== "far") bar(trim, wall, across, [eaves - 0.55, eaves - 0.4], [0, 0.1], HIDDEN);
  bar(trim, wall, across, [eaves - 0.4, eaves - 0.22], [0, 0.22], HIDDEN);
  if (building.roof === "mansard") bar(trim, wall, across, [eaves - 0.22, eaves], [0, EAVES]);
}
