import type { Vec3 } from "../../recipe/spec";
import type { Building } from "./building-plan";
import { frontWall, type Interval, pane, panel, windowAt } from "./facade";
import type { Detail } from "./model";
import { box, polygon, type Sketch } from "./sketch";

const PARAPET = 0.8;
const COPING = 0.1;
const HUT = 2.2;
const MANSARD = 2.7;
/** How far the mansard leans back. */
const LEAN = 1.1;
const CHIMNEY = 1.1;
/** Gravel and roofing felt, new and old. */
const FELT = ["#8e8c86", "#a39d92", "#77787a", "#b3ada2", "#6c6a67", "#98928a"] as const;
/** How far eaves and copings stand out on the street side. */
export const EAVES = 0.35;
const SLOPE = 0.75;

/** Height of the highest point of the roof over the top of the walls, metres. */
export function roofHeight({ roof, depth }: Building): number {
  if (roof === "flat") return PARAPET + HUT;
  if (roof === "mansard") return MANSARD + CHIMNEY;
  return (depth / 2) * SLOPE + CHIMNEY;
}

/** Puts a roof on walls that end at height `eaves`. */
export function roofOver(on: Sketch["on"], building: Building, eaves: number, bays: readonly Interval[], detail: Detail): void {
  if (building.roof === "flat") flat(on, building, eaves);
  else if (building.roof === "mansard") mansard(on, building, eaves, bays, detail);
  else gable(on, building, eaves);
}

function flat(on: Sketch["on"], { width, depth, wallMaterial, wallColour, trimColour }: Building, eaves: number): void {
  const [x, z] = [width / 2, depth / 2];
  const top = eaves + PARAPET;
  box(on(wallMaterial, wallColour), [-x, eaves, -z], [x, top - COPING, z], ["bottom", "top"]);
  const [deck, inner] = [top - 0.45, z - 0.3];
  // Two houses side by side seldom have the same roof.
  const felt = FELT[Math.round((width + depth) * 10) % FELT.length] ?? FELT[0];
  const coping = on("concrete", trimColour);
  box(coping, [-x, top - COPING - 0.4, -z - 0.06], [x, top, -inner]);
  box(coping, [-x, top - COPING - 0.4, inner], [x, top, z + 0.06]);
  for (const side of [-1, 1])
    box(coping, [side * x - (side + 1) * 0.15, deck, -inner], [side * x + (1 - side) * 0.15, top, inner]);
  polygon(on("roofing", felt), [-x, deck, inner], [x, deck, inner], [x, deck, -inner], [-x, deck, -inner]);
  box(on(wallMaterial, wallColour), [-x * 0.5, deck, 0], [-x * 0.5 + 3, top + HUT, z * 0.6], ["bottom", "top"]);
  box(coping, [-x * 0.5 - 0.08, top + HUT - 0.12, -0.08], [-x * 0.5 + 3.08, top + HUT, z * 0.6 + 0.08], ["bottom"]);
  const metal = on("metal", "#aeb2b4");
  box(metal, [x * 0.35, deck, -z * 0.45], [x * 0.35 + 1.3, deck + 0.9, -z * 0.45 + 0.9], ["bottom"]);
  box(metal, [x * 0.35 + 0.3, deck, -z * 0.45 + 0.9], [x * 0.35 + 0.7, deck + 0.35, z * 0.5], ["bottom"]);
  box(on("glass", "#c4d4dc"), [x * 0.05, deck, z * 0.25], [x * 0.05 + 1.2, deck + 0.25, z * 0.25 + 1.2], ["bottom"]);
}

function gable(on: Sketch["on"], building: Building, eaves: number): void {
  const { width, depth, wallMaterial, wallColour, roofColour } = building;
  const [x, z] = [width / 2, depth / 2];
  const ridge = eaves + z * SLOPE;
  const low = eaves - EAVES * SLOPE;
  const tiles = on("roof", roofColour);
  const walls = on(wallMaterial, wallColour);
  for (const side of [-1, 1] as const) {
    const edge = side * (z + EAVES);
    const corners: readonly [Vec3, Vec3, Vec3, Vec3] =
      side < 0
        ? [
            [x, low, edge],
            [-x, low, edge],
            [-x, ridge, 0],
            [x, ridge, 0],
          ]
        : [
            [-x, low, edge],
            [x, low, edge],
            [x, ridge, 0],
            [-x, ridge, 0],
          ];
    polygon(tiles, ...corners);
    box(
      on("wood", building.trimColour),
      [-x, low - 0.16, Math.min(edge, edge - side * 0.1)],
      [x, low + 0.01, Math.max(edge, edge - side * 0.1)],
    );
  }
  polygon(
    on("wood", building.trimColour),
    [-x, low - 0.1, -z - EAVES],
    [x, low - 0.1, -z - EAVES],
    [x, low - 0.1, -z],
    [-x, low - 0.1, -z],
  );
  polygon(walls, [-x, eaves, -z], [-x, eaves, z], [-x, ridge, 0]);
  polygon(walls, [x, eaves, z], [x, eaves, -z], [x, ridge, 0]);
  chimney(on, [x * 0.55, ridge - 1.2, 0.8], ridge + CHIMNEY);
}

function mansard(on: Sketch["on"], building: Building, eaves: number, bays: readonly Interval[], detail: Detail): void {
  const { width, depth, wallMaterial, wallColour, roofColour } = building;
  const [x, z] = [width / 2, depth / 2];
  const top = eaves + MANSARD;
  const tiles = on("roof", roofColour);
  const walls = on(wallMaterial, wallColour);
  polygon(tiles, [x, eaves, -z], [-x, eaves, -z], [-x, top, -z + LEAN], [x, top, -z + LEAN]);
  polygon(tiles, [-x, eaves, z], [x, eaves, z], [x, top, z - LEAN], [-x, top, z - LEAN]);
  polygon(tiles, [-x, top, z - LEAN], [x, top, z - LEAN], [x, top, -z + LEAN], [-x, top, -z + LEAN]);
  polygon(walls, [-x, eaves, -z], [-x, eaves, z], [-x, top, z - LEAN], [-x, top, -z + LEAN]);
  polygon(walls, [x, eaves, z], [x, eaves, -z], [x, top, -z + LEAN], [x, top, z - LEAN]);
  for (const bay of bays) dormer(on, building, bay, eaves + 0.35, detail);
  chimney(on, [-x + 0.6, top - 0.1, 1.2], top + CHIMNEY);
}

function dormer(on: Sketch["on"], building: Building, [left, right]: Interval, up: number, detail: Detail): void {
  const front = -building.depth / 2 + 0.12;
  const top = up + 1.75;
  const cheeks = on("roof", building.roofColour);
  box(cheeks, [-right - 0.12, up - 0.1, front], [-left + 0.12, top, front + 1.1], ["back", "bottom", "front"]);
  const wall = frontWall(-2 * front);
  const whole: Interval = [left - 0.12, right + 0.12];
  if (detail === "far") {
    const glass = { right: whole, up: [up - 0.1, top] } as const;
    pane(on("window", "#707478"), wall, glass, glass, { out: 0 });
    return;
  }
  const trim = on("plaster", building.frameColour);
  panel(trim, wall, whole, [up - 0.1, top]);
  windowAt(on, wall, { right: [left + 0.05, right - 0.05], up: [up + 0.15, up + 1.5] }, trim, building, "far");
  box(cheeks, [-right - 0.2, top, front - 0.08], [-left + 0.2, top + 0.1, front + 1.1], ["back"]);
}

function chimney(on: Sketch["on"], [x, low, z]: Vec3, top: number): void {
  box(on("brick", "#9a5a48"), [x - 0.35, low, z - 0.45], [x + 0.35, top - 0.2, z + 0.45], ["bottom"]);
  box(on("concrete", "#b8b2a6"), [x - 0.42, top - 0.2, z - 0.52], [x + 0.42, top, z + 0.52], ["bottom"]);
}
