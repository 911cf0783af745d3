import { pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { place } from "../../src/scene/models";
import type { Markings } from "../../src/scene/models/markings";
import type { Streams } from "../scene";
import {
  CROSSWALK_LENGTH,
  KERB_HEIGHT,
  kerb,
  NORTH_END,
  type Plan,
  parkingWidth,
  roadHeading,
  SIDES,
  type Side,
  SOUTH_END,
  SOUTH_FURNISHED,
  STOP_DISTANCE,
  stopLine,
} from "./plan";

type Stripe = Markings["stripes"][number];

const MIDDLE = (NORTH_END + SOUTH_END) / 2;
const LENGTH = SOUTH_END - NORTH_END;
/** Width of the street that closes the view in the north, and how far it is built. */
export const CROSS_STREET = { width: 9, length: 160 } as const;
export const CROSS_SIDEWALK = 3.5;
/** The land lies under the road by more than the error of its depth, so that the two never fight for a pixel. */
const LAND_LEVEL = -0.25;
const GUTTER = 0.3;
const PAVING = ["#a5a29c", "#b3ada3", "#97958f", "#a89f94"] as const;

/** Everything level: the land, the roads with their paint, the sidewalks. */
export function surfaces(plan: Plan, random: Streams): InstanceSpec[] {
  const style = random("surfaces");
  const asphalt = pick(style, ["#5b5c60", "#66676a", "#525357", "#6e6d6c"]);
  const paving = pick(style, PAVING);
  const centre = (kerb(plan, 1) + kerb(plan, -1)) / 2;
  const width = kerb(plan, 1) - kerb(plan, -1);
  const crossing = NORTH_END - CROSS_STREET.width / 2;
  const ground = { width: 2000, length: 2000, material: "grass", colour: "#6d7f4d" } as const;
  return [
    place("ground", ground, { class: "ground", position: [0, LAND_LEVEL, 0], headingDegrees: 0 }),
    place(
      "road",
      { width, length: LENGTH, gutter: GUTTER, colour: asphalt, ...repairs(plan, centre, style) },
      { class: "road", position: [centre, 0, MIDDLE], headingDegrees: 0 },
    ),
    place(
      "road",
      { width: CROSS_STREET.width, length: CROSS_STREET.length, gutter: 0, colour: asphalt, manholes: [], patches: [] },
      { class: "road", position: [0, 0, crossing], headingDegrees: 90 },
    ),
    place(
      "markings",
      { colour: "#e6e5df", stripes: stripes(plan) },
      { class: "road marking", position: [0, 0, 0], headingDegrees: 0 },
    ),
    ...SIDES.map((side) => sidewalk(plan, side, paving)),
    place(
      "sidewalk",
      {
        width: CROSS_SIDEWALK + 1,
        length: CROSS_STREET.length,
        height: KERB_HEIGHT,
        colour: paving,
        kerbColour: "#b4b2ac",
        ramps: [],
      },
      { class: "sidewalk", position: [0, 0, NORTH_END - CROSS_STREET.width - (CROSS_SIDEWALK + 1) / 2], headingDegrees: 180 },
    ),
  ];
}

/** The sidewalk goes on for a metre under the houses, which stand back a little here and there. */
function sidewalk(plan: Plan, side: Side, colour: string): InstanceSpec {
  const width = plan.sidewalkWidth + 1;
  const ramp = [side * (MIDDLE - plan.crosswalk), CROSSWALK_LENGTH] as const;
  return place(
    "sidewalk",
    { width, length: LENGTH, height: KERB_HEIGHT, colour, kerbColour: "#b4b2ac", ramps: [ramp] },
    { class: "sidewalk", position: [kerb(plan, side, width / 2), 0, MIDDLE], headingDegrees: roadHeading(side) },
  );
}

/** Manhole covers in the lanes, and patches of newer asphalt that do not lie under the paint of the crosswalk. */
function repairs(plan: Plan, centre: number, random: Random) {
  const along = (index: number, count: number) => -70 + (index + uniform(random, 0.2, 0.8)) * (85 / count) - MIDDLE;
  const manholes = [0, 1, 2, 3].map(
    (index) => [pick(random, SIDES) * plan.laneWidth * uniform(random, 0.35, 0.6) - centre, along(index, 4)] as const,
  );
  const patches = [0, 1, 2].map((index) => ({
    at: [pick(random, SIDES) * plan.laneWidth * 0.5 - centre, along(index, 3)] as const,
    size: [uniform(random, 0.8, plan.laneWidth * 0.7), uniform(random, 1.5, 7)] as const,
  }));
  return { manholes, patches };
}

/** The paint: centre line, edges of the lanes, parking spaces, crosswalk and stop lines. */
function stripes(plan: Plan): Stripe[] {
  return [
    ...centreLine(plan),
    ...SIDES.flatMap((side) => sideLines(plan, side)),
    ...crosswalk(plan),
    ...SIDES.map((side) => stop(plan, side)),
  ];
}

/** Dashes of 3 m with gaps of 6 m, and a solid line for the last metres before the stop lines. */
function centreLine({ crosswalk }: Plan): Stripe[] {
  const solid = 12;
  const reach = STOP_DISTANCE + solid;
  const dashes: Stripe[] = [];
  for (let z = SOUTH_END - 5; z > NORTH_END + 4; z -= 9) {
    if (Math.abs(z - crosswalk) > reach + 2) dashes.push([0, z, 0.13, 3]);
  }
  const ends = [1, -1].map((end): Stripe => [0, crosswalk + end * (STOP_DISTANCE + solid / 2), 0.13, solid]);
  return [...dashes, ...ends];
}

function sideLines(plan: Plan, side: Side): Stripe[] {
  const parking = parkingWidth(plan, side);
  const x = parking > 0 ? side * (plan.laneWidth + 0.06) : kerb(plan, side, -GUTTER - 0.12);
  const gap = STOP_DISTANCE - 0.3;
  const north: Stripe = [x, (plan.crosswalk - gap + NORTH_END + 3) / 2, 0.1, plan.crosswalk - gap - NORTH_END - 3];
  const south: Stripe = [x, (plan.crosswalk + gap + SOUTH_END) / 2, 0.1, SOUTH_END - plan.crosswalk - gap];
  const ticks = parking > 0 ? parkingSpaces(plan) : [];
  const inner = parking - GUTTER - 0.11;
  return [north, south, ...ticks.map((z): Stripe => [side * (plan.laneWidth + 0.11 + inner / 2), z + SPACE / 2, inner, 0.1])];
}

/** Length of a parking space, and how many there are on a side: farther cars would cost more than they show. */
export const SPACE = 6.1;
const SPACES = 19;

/** z of the middles of the parking spaces along a kerb, from south to north; none near the crosswalk. */
export function parkingSpaces({ crosswalk }: Plan): number[] {
  const all = Array.from({ length: SPACES }, (_, at) => SOUTH_FURNISHED - 3 - at * SPACE);
  return all.filter((z) => Math.abs(z - crosswalk) > CROSSWALK_LENGTH / 2 + SPACE / 2 + 4);
}

function crosswalk(plan: Plan): Stripe[] {
  const [west, east] = [kerb(plan, -1) + GUTTER, kerb(plan, 1) - GUTTER];
  const count = Math.floor((east - west - 0.4) / 1);
  const first = (west + east) / 2 - ((count - 1) * 1) / 2;
  return Array.from({ length: count }, (_, at): Stripe => [first + at, plan.crosswalk, 0.5, CROSSWALK_LENGTH - 0.4]);
}

function stop(plan: Plan, side: Side): Stripe {
  return [(side * plan.laneWidth) / 2, stopLine(plan, side), plan.laneWidth - 0.3, 0.4];
}
