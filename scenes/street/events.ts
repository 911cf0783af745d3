import { draw, type Quantity } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { besidePath, onPath, type Path, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { headingOf } from "../motion/goes";
import { fits, footprints, type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { Camera } from "./camera";
import type { StreetParameters } from "./parameters";
import { CROSSWALK_LENGTH, type Plan } from "./plan";
import { seenFrom } from "./view";
import { crosserGoes } from "./walks";
import { site, worker } from "./works";

/** The rare events, by the names of the parameters that say how likely they are. */
export const eventNames = ["jaywalking", "fallenLoad", "animal", "blockedLane"] as const;
export type EventName = (typeof eventNames)[number];

/** What happened: the things of it, and the lines of sight to them that must stay free. */
export type Events = { readonly placed: readonly Placed[]; readonly sight: readonly Footprint[] };

/** Metres ahead of the camera along its lane where each may be: apart from each other, so that all can happen in one image. */
const AHEAD: Record<EventName, readonly [number, number]> = {
  jaywalking: [8.6, 12],
  animal: [12.6, 15.6],
  fallenLoad: [16.2, 19.4],
  blockedLane: [24.5, 29],
};
const TRIES = 40;
/** How much farther each further try is, and nearest of all, metres. */
const FARTHER = 0.6;
const NEAREST = 8.3;
/** Half the width of a line of sight: of what is as wide as a lane, more is seen. */
const SIGHT = { jaywalking: 0.3, animal: 0.3, fallenLoad: 0.3, blockedLane: 0.85 } as const;
/** Events are as far from the edges of the picture as this, degrees from where the camera looks. */
const HALF_ANGLE = 25;

/** Draws and places the events that happen, on the lane that the camera looks along. */
export function events(
  plan: Plan,
  parameters: StreetParameters,
  camera: Camera,
  taken: readonly Footprint[],
  random: Streams,
): Events {
  const placed: Placed[] = [];
  const sight: Footprint[] = [];
  for (const name of eventNames) {
    const wanted: Quantity = parameters[name];
    if (!chance(random("event", name), draw(wanted, random("event", name, "chance")))) continue;
    const style = random("event", name, "place");
    for (let tries = 0; tries < TRIES; tries++) {
      const [low, high] = AHEAD[name];
      // Farther ahead if need be: from a sidewalk across the road the lane is far aside near by.
      const metres = uniform(style, low, high) + Math.max(0, tries - 6) * FARTHER;
      const group = EVENTS[name](laneAhead(plan, metres, name), style);
      const main = group[0];
      const { degrees } = main ? seenFrom(camera.view, middleOf(main)) : { degrees: 180 };
      if (!main || Math.abs(degrees) > HALF_ANGLE || !isOnRoad(plan, group)) continue;
      if (!fits(group, [...taken, camera.free, ...footprints(placed)])) continue;
      placed.push(...group);
      sight.push(corridor(camera.view, main, SIGHT[name]));
      break;
    }
  }
  return { placed, sight };
}

/** Whether all of a group lies between the kerbs of the road that the camera is on. */
function isOnRoad({ ego }: Plan, group: readonly Placed[]): boolean {
  return group.every(({ footprint: { centre, half } }) =>
    [ego.right, ego.left].every(({ path }) => besidePath(path, centre).t < -Math.hypot(...half) * 0.75),
  );
}

/** A place in the lane: its path and a station. */
type Ahead = { readonly path: Path; readonly s: number; readonly laneWidth: number };

function laneAhead({ ego, laneWidth, hub, crossings }: Plan, metres: number, name: EventName): Ahead {
  const { path, to } = ego.lane;
  // Into a roundabout the lane does not go on.
  const room = hub?.kind === "roundabout" ? Math.min(1, (to - ego.s - 3.5) / AHEAD.blockedLane[1]) : 1;
  const s = ego.s + Math.max(NEAREST, metres * room);
  if (name !== "jaywalking") return { path, s, laneWidth };
  // On a crosswalk it would be none.
  const near = crossings
    .filter(({ main }) => main)
    .map(({ road, s }) => onPath(road.path, s))
    .map(({ x, z }) => besidePath(path, [x, z]).s)
    .find((station) => Math.abs(station - s) < CROSSWALK_LENGTH / 2 + 1.4);
  return { path, s: near === undefined ? s : near + (CROSSWALK_LENGTH / 2 + 1.5) * (near - ego.s > 13 ? -1 : 1), laneWidth };
}

const EVENTS: Record<EventName, (ahead: Ahead, random: Random) => readonly Placed[]> = {
  /** Somebody who crosses where there is no crosswalk. */
  jaywalking({ path, s, laneWidth }, random) {
    const side = pick(random, [1, -1]);
    const spot = onPath(path, s, uniform(random, -0.6, 0.3) * laneWidth);
    const pose = pick(random, ["walking", "running", "phone", "carrying"] as const, [5, 3, 2, 1]);
    const person = { ...models.person.vary(random), pose };
    const placed = put("person", person, on("person", spot, side * 90 + uniform(random, -18, 18)), 0.1);
    const turned = { ...spot, headingDegrees: headingOf(placed.instance) };
    return [{ ...placed, ...crosserGoes(turned, laneWidth, { person, pace: 0.7 }) }];
  },

  /** What fell off a lorry: boxes, a pallet with one of them, or tyres. */
  fallenLoad({ path, s }, random) {
    const kind = pick(random, ["boxes", "pallet", "tyres"] as const, [4, 2, 2]);
    const middle = uniform(random, -0.5, 0.5);
    const spread = (at: number, apart: number): Spot =>
      onPath(
        path,
        s + (at % 2) * apart + uniform(random, -0.1, 0.1),
        middle + (at - 1) * apart * 0.85 + uniform(random, -0.1, 0.1),
      );
    const turn = () => uniform(random, 0, 360);
    if (kind === "tyres") {
      return Array.from({ length: integer(random, 1, 3) }, (_, at) =>
        put("tyre", models.tyre.vary(random), on("tyre", spread(at, 0.85), turn()), 0.02),
      );
    }
    const boxes = Array.from({ length: integer(random, 2, 4) }, (_, at) =>
      put("parcel", { ...models.parcel.vary(random), ...larger(random) }, on("box", spread(at, 0.95), turn()), 0.02),
    );
    if (kind === "boxes") return boxes;
    const pallet = put("pallet", models.pallet.vary(random), on("pallet", onPath(path, s, middle), turn()), 0.05);
    const beside = put(
      "parcel",
      { ...models.parcel.vary(random), ...larger(random) },
      on("box", onPath(path, s - 1.3, middle + 0.3), turn()),
      0.02,
    );
    return [pallet, beside];
  },

  /** A dog, a cat or a deer that crosses the road. */
  animal({ path, s, laneWidth }, random) {
    const animal = models.animal.vary(random);
    const side = pick(random, [1, -1]);
    const spot = onPath(path, s, uniform(random, -0.55, 0.35) * laneWidth);
    return [put("animal", animal, on(animal.kind, spot, side * 90 + uniform(random, -35, 35)), 0.05)];
  },

  /** A car that broke down, one that stands where it must not, or road works in the lane. */
  blockedLane({ path, s, laneWidth }, random) {
    const kind = pick(random, ["broken down", "double-parked", "works"] as const);
    if (kind === "works") {
      const width = laneWidth - 1;
      return site(path, s + 1, { middle: 0.3, width, length: uniform(random, 5, 6.5), level: 0 }, random);
    }
    const drift = kind === "double-parked" ? laneWidth * 0.12 : uniform(random, -0.2, 0.3);
    const vehicle = blocking(kind, onPath(path, s + 1, drift), random);
    const triangle = models["hazard-triangle"].vary(random);
    const back = s + 1 - vehicle.footprint.half[1];
    const warning = put("hazard-triangle", triangle, on("warning triangle", onPath(path, back - 1.7, drift + 0.5), 180), 0.02);
    if (kind === "double-parked") return [vehicle, warning];
    const driver = worker(random, pick(random, ["phone", "standing", "waving"] as const));
    // Beside the car, not before it.
    const beside = onPath(path, back + 0.4, drift - vehicle.footprint.half[0] - 0.5);
    return [vehicle, warning, put("person", driver, on("person", beside, 180 + uniform(random, -40, 40)), 0.02)];
  },
};

function blocking(kind: "broken down" | "double-parked", spot: Spot, random: Random): Placed {
  const lorry = models.truck.vary(random);
  const car = models.car.vary(random);
  if (kind === "double-parked" && chance(random, 0.5))
    return put("truck", { ...lorry, length: 6.8, headlights: true }, on("truck", ahead(spot, 1.2), 0), 0);
  return put("car", { ...car, headlights: kind === "double-parked" }, on("car", spot, uniform(random, -2, 2)), 0);
}

function larger(random: Random) {
  return { width: uniform(random, 0.4, 0.62), height: uniform(random, 0.3, 0.5), length: uniform(random, 0.4, 0.62) };
}

function on(name: string, { x, z, headingDegrees }: Spot, turn: number) {
  return { class: name, position: [x, 0, z], headingDegrees: headingDegrees + turn } as const;
}

function ahead({ x, z, headingDegrees }: Spot, metres: number): Spot {
  const angle = (headingDegrees * Math.PI) / 180;
  return { x: x + Math.sin(angle) * metres, z: z - Math.cos(angle) * metres, headingDegrees };
}

function middleOf({ footprint: { centre } }: Placed) {
  return { x: centre[0], z: centre[1] };
}

/** The ground between the camera and a thing. */
function corridor(view: Spot, { footprint: { centre, half } }: Placed, wide: number): Footprint {
  const { distance } = seenFrom(view, { x: centre[0], z: centre[1] });
  const end = Math.max(0.5, distance - Math.hypot(...half) - 0.1);
  const share = end / distance / 2;
  const headingDegrees = (Math.atan2(centre[0] - view.x, view.z - centre[1]) * 180) / Math.PI;
  return {
    centre: [view.x + (centre[0] - view.x) * share, view.z + (centre[1] - view.z) * share],
    half: [wide, end / 2],
    headingDegrees,
  };
}
