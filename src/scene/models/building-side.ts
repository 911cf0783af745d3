import type { Building } from "./building-plan";
import { frontWall, type Interval, type Opening, panel, wallAround, windowAt } from "./facade";
import type { Detail, Part } from "./model";
import { sketch } from "./sketch";
import { upperFloor, windowBays } from "./storeys";

/** How far sills stand out of the wall, metres. */
export const SIDE_REACH = 0.12;
/** Keeps the windows of a side apart from those of the front. */
const NUMBER_OFFSET = { left: 4096, right: 8192 } as const;

/** The wall at a side of a house (as seen from the street) with windows on all floors: a front of its own, turned. */
export function addSide(building: Building, side: "left" | "right", detail: Detail): readonly Part[] {
  const { on, parts } = sketch();
  const face: Building = { ...building, width: building.depth, depth: building.width, balconies: 0, courses: false };
  const wall = frontWall(face.depth);
  const bays = windowBays({ ...face, bayWidth: Math.max(face.bayWidth, 3) });
  const across: Interval = [-face.width / 2, face.width / 2];
  const head = Math.min(2.65, face.groundHeight - 0.4);
  const openings = bays.map((bay): Opening => ({ right: bay, up: [1.15, head] }));
  const surface = on(face.wallMaterial, face.wallColour);
  wallAround(surface, wall, across, [0, face.groundHeight], detail === "near" ? openings : []);
  for (const opening of openings) windowAt(on, wall, opening, surface, { ...face, shutterColour: null }, detail);
  for (let floor = 1; floor < face.floors; floor++) upperFloor(on, wall, face, bays, floor, detail);
  panel(on("concrete", "#908a80"), wall, across, [0, 0.55], 0.04);
  const turn = side === "left" ? -Math.PI / 2 : Math.PI / 2;
  return parts().map((part) => {
    part.geometry.rotateY(turn);
    if (part.material === "window") renumber(part, NUMBER_OFFSET[side]);
    return part;
  });
}

function renumber({ geometry }: Part, offset: number): void {
  const uv = geometry.getAttribute("uv");
  for (let at = 0; at < uv.count; at++) uv.setX(at, uv.getX(at) + offset);
}
