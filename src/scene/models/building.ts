import { chance, integer, pick, type Random, uniform } from "../../recipe/random";
import { type Building, buildingParameters as parameters } from "./building-plan";
import { addSide, SIDE_REACH } from "./building-side";
import { bar, frontWall, type Interval, type Wall } from "./facade";
import type { Bounds, Detail, Model } from "./model";
import { EAVES, roofHeight, roofOver } from "./roof";
import { box, type Side, type Sketch, sketch } from "./sketch";
import { AWNING_REACH, groundFloor } from "./storefront";
import { BALCONY_REACH, HIDDEN, upperFloor, windowBays } from "./storeys";

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

const SIDES = ["left", "right"] as const;

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
    sideWindows: { left: false, right: false },
  };
}

function bounds(building: Building): Bounds {
  const [x, z] = [building.width / 2, building.depth / 2];
  const out = Math.max(
    EAVES,
    building.ground === "shops" && building.awnings > 0 ? AWNING_REACH : 0,
    building.balconies > 0 ? BALCONY_REACH : 0,
  );
  const { left, right } = building.sideWindows;
  const aside = left || right ? SIDE_REACH : 0.05;
  return { min: [-x - aside, 0, -z - out], max: [x + aside, eavesHeight(building) + roofHeight(building), z + EAVES] };
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
  const sides = SIDES.filter((side) => building.sideWindows[side]).flatMap((side) => addSide(building, side, detail));
  return [...parts(), ...sides];
}

function eavesHeight({ groundHeight, storeyHeight, floors }: Building): number {
  return groundHeight + storeyHeight * (floors - 1);
}

/** The walls without windows: the back, and the sides that touch neighbours. */
function shell(on: Sketch["on"], { width, depth, wallMaterial, wallColour, sideWindows }: Building, eaves: number): void {
  const [x, z] = [width / 2, depth / 2];
  // Seen from the street, left is +x.
  const open: Side[] = [
    "front",
    "bottom",
    ...(sideWindows.left ? ["right" as const] : []),
    ...(sideWindows.right ? ["left" as const] : []),
  ];
  box(on(wallMaterial, wallColour), [-x, 0, -z], [x, eaves, z], open);
}

function cornice(on: Sketch["on"], wall: Wall, building: Building, eaves: number, detail: Detail): void {
  const across: Interval = [-building.width / 2, building.width / 2];
  const trim = on(building.trimMaterial, building.trimColour);
  if (detail !== "far") bar(trim, wall, across, [eaves - 0.55, eaves - 0.4], [0, 0.1], HIDDEN);
  bar(trim, wall, across, [eaves - 0.4, eaves - 0.22], [0, 0.22], HIDDEN);
  if (building.roof === "mansard") bar(trim, wall, across, [eaves - 0.22, eaves], [0, EAVES]);
}
