import { drawCount } from "../../src/recipe/quantity";
import { type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { models, type ParametersOf, place } from "../../src/scene/models";
import { besidePath, type Point } from "../../src/scene/path";
import { type Footprint, isFree } from "../../src/scene/placement";
import { put } from "../put";
import type { Streams } from "../scene";
import { houseRows, type StandingHouse } from "./house-rows";
import type { StreetParameters } from "./parameters";
import { KERB_HEIGHT, type Kerb, type Plan } from "./plan";

/** Wider gaps between houses are closed by a wall. */
const GAP = 0.2;
/** At wider ones the sides of the houses are seen and have windows, and trees grow behind the wall. */
const SEEN = 1.6;
const GARDEN = 2.6;
const CROWN = 2.2;
/** From the line between the fronts of two houses to the middle of the wall. */
const WALL_BACK = 0.35;

/** Rows of houses along all kerbs. Bends and corners leave gaps, which are closed by garden walls. */
export function houses(plan: Plan, parameters: StreetParameters, gapShare: number, random: Streams): InstanceSpec[] {
  const taken: Footprint[] = [];
  const rows = plan.kerbs.map((kerb, number) => ({
    kerb,
    number,
    row: houseRows(plan, { kerb, number }, parameters, { taken, gapShare, random }),
  }));
  return rows.flatMap(({ kerb, number, row }) => [
    ...row.map((house, at) => building(house, gapBetween(row[at - 1], house), gapBetween(house, row[at + 1]))),
    ...row.slice(1).flatMap((house, at) => {
      const before = row[at];
      return before
        ? garden(plan, kerb, before.front[1], house.front[0], { parameters, taken, random: random("garden", number, at) })
        : [];
    }),
  ]);
}

function building({ house, spot: { x, z, headingDegrees }, corner }: StandingHouse, before: number, after: number): InstanceSpec {
  // Seen from the street, lower stations are to the right.
  const windows = { right: corner === "low" || before > SEEN, left: corner === "high" || after > SEEN };
  const position = [x, KERB_HEIGHT, z] as const;
  return place("building", { ...house, sideWindows: windows }, { class: "building", position, headingDegrees });
}

function gapBetween(low: StandingHouse | undefined, high: StandingHouse | undefined): number {
  return low && high ? distance(low.front[1], high.front[0]) : 0;
}

/** What shows between two houses: a wall from one to the other, trees behind it, and the back of another house. */
function garden(
  plan: Plan,
  { path }: Kerb,
  from: Point,
  to: Point,
  { parameters, taken, random }: { parameters: StreetParameters; taken: Footprint[]; random: Random },
): InstanceSpec[] {
  const wall = models.wall.vary(random);
  const width = distance(from, to);
  if (width < GAP) return [];
  const headingDegrees = (Math.atan2(to[0] - from[0], from[1] - to[1]) * 180) / Math.PI - 90;
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
  const behind = (metres: number): readonly [number, number, number] => {
    const angle = (headingDegrees * Math.PI) / 180;
    return [middle[0] - Math.sin(angle) * metres, KERB_HEIGHT, middle[1] + Math.cos(angle) * metres];
  };
  const isClear = [0, 0.25, 0.5, 0.75, 1].every((share) => {
    const point: Point = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    return besidePath(path, point).t > plan.sidewalkWidth - 0.01;
  });
  const standing = isClear ? fittingWall(wall, width, behind(WALL_BACK), headingDegrees, taken) : undefined;
  // The side of a corner house needs no wall before it.
  if (!standing) return [];
  if (width < GARDEN) return [standing];
  return [
    standing,
    ...trees(width, behind, headingDegrees, taken, random),
    ...backHouse(width, behind, headingDegrees, parameters, taken, random),
  ];
}

/** The longest wall that fits between the houses: on the inside of bends their sides come together behind their fronts. */
function fittingWall(
  wall: ParametersOf<"wall">,
  width: number,
  position: readonly [number, number, number],
  headingDegrees: number,
  taken: readonly Footprint[],
): InstanceSpec | undefined {
  for (const less of [0.02, 0.1, 0.2, 0.35, 0.5, 0.7]) {
    if (width - less < 0.5) return undefined;
    const placed = put("wall", { ...wall, width: width - less }, { class: "wall", position, headingDegrees }, 0);
    if (isFree(placed.footprint, taken)) return placed.instance;
  }
  return undefined;
}

type Behind = (metres: number) => readonly [number, number, number];

function trees(
  width: number,
  behind: Behind,
  headingDegrees: number,
  taken: readonly Footprint[],
  random: Random,
): InstanceSpec[] {
  const kind = models.tree.vary(random);
  const count = Math.max(1, Math.floor(width / 6));
  return Array.from({ length: count }, (_, at) => {
    const [x, y, z] = behind(uniform(random, 3.5, 5));
    const aside = count === 1 ? 0 : ((at + 0.5) / count - 0.5) * width;
    const angle = (headingDegrees * Math.PI) / 180;
    const position = [x + Math.cos(angle) * aside, y - 0.03, z + Math.sin(angle) * aside] as const;
    const tree = { ...kind, crownRadius: Math.min(kind.crownRadius, CROWN, Math.max(0.7, width / 2 / count - 0.15)) };
    const placed = put("tree", tree, { class: "vegetation", position, headingDegrees: 0 }, 0);
    return isFree(placed.footprint, taken) ? [placed.instance] : [];
  }).flat();
}

function backHouse(
  width: number,
  behind: Behind,
  headingDegrees: number,
  parameters: StreetParameters,
  taken: Footprint[],
  random: Random,
): InstanceSpec[] {
  const drawn = { ...models.building.vary(random), floors: drawCount(parameters.floors, random) };
  const house = { ...drawn, width: Math.min(24, width + 12), ground: "flats" } as const;
  const placed = put("building", house, { class: "building", position: behind(17 + house.depth / 2), headingDegrees }, 0);
  if (!isFree(placed.footprint, taken)) return [];
  taken.push(placed.footprint);
  return [placed.instance];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
