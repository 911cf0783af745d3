import { chance, type Random, uniform } from "../../src/recipe/random";
import type { Bounds } from "../../src/scene/models/model";
import type { Path } from "../../src/scene/path";
import type { Goes } from "../motion/goes";
import { alongAll, onAxles } from "../motion/way";
import type { Cell, Plan } from "./plan";
import { crossingsOf, type Stretch } from "./streets";

/** Somebody in a lane: `share` 0 drives in the middle of the road, 1 at its edge; `direction` 1 goes to larger x or z, `at` is where. */
export type InLane = { readonly stretch: Stretch; readonly direction: 1 | -1; readonly at: number; readonly share: number };

type Pieces = Path["pieces"][number][];

const ENDLESS = 1e5;
/** Longer vehicles do not turn into side streets, and wait at the end of theirs, metres. */
const LONG = 6;
/** Share of those who turn where they could go on. */
const TURNS = 0.25;
/** Metres of lanes ahead that are planned. */
const PLANNED = 300;
/** From the end of a street to the line before which its traffic waits. */
const LINE = 1.4;

/** A vehicle that follows its lane and turns into other streets. */
export function vehicleGoes(plan: Plan, all: readonly Stretch[], lane: InLane, bounds: Bounds): Goes {
  const length = bounds.max[2] - bounds.min[2];
  const slow = length > LONG;
  return (random) => {
    const { path, stop } = routeFrom(plan, all, lane, { turns: !slow, radius: length < 2.5 ? 1.2 : 3 }, random);
    const way = { ...alongAll(path), length: ENDLESS };
    const wish = length < 2.5 ? uniform(random, 3.8, 6) : slow ? uniform(random, 6.5, 9) : uniform(random, 7.5, 12);
    const eager = slow || length < 2.5 ? 1 : uniform(random, 1.3, 2.2);
    return { way: onAxles(way, length * 0.3), wish, eager, onFoot: false, ...(stop !== undefined && { stop }) };
  };
}

type Style = { readonly turns: boolean; readonly radius: number };

function routeFrom(plan: Plan, all: readonly Stretch[], start: InLane, { turns, radius }: Style, random: Random) {
  const pieces: Pieces = [];
  let lane = start;
  let gone = 0;
  while (gone < PLANNED) {
    const turn = turns ? nextTurn(plan, all, lane, radius, random) : undefined;
    if (!turn) break;
    pieces.push([turn.before, 0], [(Math.PI / 2) * turn.radius, turn.sense / turn.radius]);
    gone += turn.before + (Math.PI / 2) * turn.radius;
    lane = turn.lane;
  }
  const { alongX, from, to } = lane.stretch;
  const end = lane.direction > 0 ? to : from;
  const left = lane.direction * (end - lane.at);
  const path: Path = { ...startOf(plan, start), pieces: [...pieces, [Math.max(1, left), 0]] };
  // A street along x goes on out of sight; one along z ends at a junction.
  return { path, ...(!alongX && { stop: Math.max(0, gone + left - LINE) }) };
}

type Turn = {
  readonly before: number;
  readonly sense: 1 | -1;
  readonly radius: number;
  readonly lane: InLane;
};

/** The next street to turn into: by choice into one that meets the street, by need at the end of it. */
function nextTurn(plan: Plan, all: readonly Stretch[], lane: InLane, radius: number, random: Random): Turn | undefined {
  for (const other of meeting(plan, all, lane)) {
    const wanted = !lane.stretch.alongX || chance(random, TURNS);
    // From a street along x only one way leads into the one that meets it.
    const towards = other.alongX ? (chance(random, 0.5) ? 1 : -1) : sideOf(lane, other);
    const turn = turnInto(plan, lane, other, towards, radius);
    if (wanted && turn.before > 0.5) return turn;
  }
  return undefined;
}

/** The streets that meet a lane ahead, the next first. */
function meeting(plan: Plan, all: readonly Stretch[], { stretch, direction, at }: InLane): Stretch[] {
  const reach = plan.roadWidth / 2 + 1;
  if (!stretch.alongX) {
    const end = direction > 0 ? stretch.to : stretch.from;
    return all.filter((one) => one.alongX && Math.abs(one.middle - end) < reach);
  }
  const ahead = new Set(crossingsOf(plan, stretch, all).filter((middle) => direction * (middle - at) > 0));
  return all
    .filter((one) => !one.alongX && ahead.has(one.middle) && endsAt(one, stretch.middle, reach))
    .sort((a, b) => direction * (a.middle - b.middle));
}

function endsAt({ from, to }: Stretch, middle: number, reach: number): boolean {
  return Math.min(Math.abs(from - middle), Math.abs(to - middle)) < reach;
}

/** South (1) or north of the street. */
function sideOf({ stretch }: InLane, other: Stretch): 1 | -1 {
  return other.from > stretch.middle ? 1 : -1;
}

function turnInto(plan: Plan, lane: InLane, other: Stretch, towards: 1 | -1, tight: number): Turn {
  const { direction, at, share, stretch } = lane;
  const next = { stretch: other, direction: towards, share };
  // Compass: from east (1) to south (1) is to the right, from south (1) to east (1) is to the left.
  const sense = (stretch.alongX ? direction * towards : -direction * towards) as 1 | -1;
  const radius = sense > 0 ? tight : plan.roadWidth / 2 + 1;
  const corner = acrossOf(plan, { ...next, at: 0 });
  const before = direction * (corner - at) - radius;
  const start = acrossOf(plan, lane) + towards * radius;
  return { before, sense, radius, lane: { ...next, at: start } };
}

/** The coordinate across its street of somebody in a lane. */
export function acrossOf({ roadWidth }: Pick<Plan, "roadWidth">, { stretch, direction, share }: InLane): number {
  // Right of who drives east is south, of who drives south is west.
  return stretch.middle + direction * (stretch.alongX ? 1 : -1) * share * (roadWidth / 2);
}

/** Compass direction of a lane. */
export function headingIn({ stretch, direction }: InLane): number {
  return stretch.alongX ? (direction > 0 ? 90 : 270) : direction > 0 ? 180 : 0;
}

function startOf(plan: Plan, lane: InLane): Pick<Path, "start" | "headingDegrees"> {
  const across = acrossOf(plan, lane);
  return { start: lane.stretch.alongX ? [lane.at, across] : [across, lane.at], headingDegrees: headingIn(lane) };
}

/** Round a block on its sidewalk, `depth` metres from the kerb, from a place at one of its sides in the direction of a heading. */
export function roundBlock({ rect }: Cell, depth: number, [x, z]: readonly [number, number], headingDegrees: number): Path {
  const [x0, x1, z0, z1] = [rect.x0 + depth, rect.x1 - depth, rect.z0 + depth, rect.z1 - depth];
  const heading = (((Math.round(headingDegrees / 90) * 90) % 360) + 360) % 360;
  const side = heading === 90 || heading === 270 ? (z < (z0 + z1) / 2 ? "north" : "south") : x < (x0 + x1) / 2 ? "west" : "east";
  // The block is to the right of who goes east on its northern side.
  const right = { north: 90, east: 180, south: 270, west: 0 }[side] === heading;
  const sense = right ? 1 : -1;
  const left = { 90: x1 - x, 270: x - x0, 180: z1 - z, 0: z - z0 }[heading as 0 | 90 | 180 | 270];
  const sides = heading === 90 || heading === 270 ? [z1 - z0, x1 - x0] : [x1 - x0, z1 - z0];
  const pieces: Pieces = [[Math.max(0.05, left - CORNER), 0]];
  for (let at = 0; at < 3; at++) {
    pieces.push([(Math.PI / 2) * CORNER, sense / CORNER], [Math.max(0.05, (sides[at % 2] ?? 0) - 2 * CORNER), 0]);
  }
  return { start: [x, z], headingDegrees: heading, pieces };
}

/** Radius of the way of somebody who walks round a corner, metres. */
const CORNER = 0.6;
