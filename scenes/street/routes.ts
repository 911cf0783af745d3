import { pick, type Random, uniform } from "../../src/recipe/random";
import { besidePath, onPath, type Path, pathLength, type Spot } from "../../src/scene/path";
import type { Goes } from "../motion/goes";
import { along, joined, onAxles, type Way } from "../motion/way";
import { turned } from "./joint";
import { type Lane, type Plan, STOP_DISTANCE } from "./plan";

/** Lanes that begin as near as this to the end of another go on from there, metres. */
const JOINT = 0.8;
/** Lanes that end as far as this behind the camera lead on out of sight. */
const OUT_OF_SIGHT = 20;
const ENDLESS = 1e5;
/** No route is longer than this, metres. */
const LONGEST = 400;
/** From the middle of a vehicle to each of its axles, as a share of its length. */
const AXLES = 0.3;

/** A vehicle that follows its lane, and at its end goes on in another one. */
export function vehicleGoes(plan: Plan, lane: Lane, s: number, aside: number, length: number): Goes {
  return (random) => {
    const way = routeFrom(plan, lane, s, aside, random);
    const slow = length > 6;
    return {
      way: onAxles(way, length * AXLES),
      wish: slow ? uniform(random, 7.5, 10) : uniform(random, 8.5, 13),
      eager: slow ? 1 : uniform(random, 1.3, 2.2),
      ...stopOf(lane, s, length / 2),
      onFoot: false,
    };
  };
}

/** The line before which the traffic of a lane waits, if it does so and the line lies ahead. */
export function stopOf({ stop }: Lane, s: number, front: number): { readonly stop?: number } {
  return stop?.waits && stop.s - s > front - 0.5 ? { stop: stop.s - s } : {};
}

/** Somebody who rides along the kerb, and waits before red lights. */
export function cyclistGoes(plan: Plan, path: Path, s: number, aside: number): Goes {
  return (random) => {
    const wish = uniform(random, 3.8, 6);
    const lines = plan.crossings
      .filter(({ open, control }) => open && control === "lights")
      .map(({ road, s: at }) => onPath(road.path, at))
      .map(({ x, z }) => besidePath(path, [x, z]))
      .filter(({ t }) => Math.abs(t) < 14)
      .map((line) => line.s - STOP_DISTANCE - s)
      .filter((metres) => metres > 0.5);
    const stop = lines.length > 0 ? { stop: Math.min(...lines) } : {};
    return { way: onAxles(along(path, s, s + LONGEST, aside), 0.5), wish, eager: 0.9, ...stop, onFoot: false };
  };
}

/** From a station of a lane on, straight ahead where there is a choice more often than not. */
export function routeFrom(plan: Plan, lane: Lane, s: number, aside: number, random: Random): Way {
  const ways = [along(lane.path, s, lane.to, aside)];
  let [last, length] = [lane, lane.to - s];
  while (length < LONGEST) {
    const next = successor(plan, last, random);
    if (!next) break;
    ways.push(along(next.path, next.from, next.to, aside));
    length += next.to - next.from;
    last = next;
  }
  const way = joined(ways);
  const end = onPath(last.path, last.to);
  return end.z > OUT_OF_SIGHT ? { ...way, length: ENDLESS } : way;
}

function successor({ lanes }: Plan, lane: Lane, random: Random): Lane | undefined {
  if (lane.kind === "ring") return lane;
  const end = onPath(lane.path, lane.to);
  const next = lanes.filter((other) => other !== lane && isJoint(end, onPath(other.path, other.from)));
  if (next.length === 0) return undefined;
  return pick(
    random,
    next,
    next.map((other) =>
      Math.abs(turned(end.headingDegrees, onPath(other.path, pathLength(other.path)).headingDegrees)) < 20 ? 3 : 1,
    ),
  );
}

function isJoint(end: Spot, start: Spot): boolean {
  const apart = Math.hypot(end.x - start.x, end.z - start.z);
  return apart < JOINT && Math.abs(turned(end.headingDegrees, start.headingDegrees)) < 10;
}
