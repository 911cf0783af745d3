import { draw, drawCount } from "../../src/recipe/quantity";
import { chance, pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { curvatureAt, onPath, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { fits, footprints, type Placed, put } from "../put";
import type { Streams } from "../scene";
import { crosswalkGround } from "./beside-kerbs";
import type { StreetParameters } from "./parameters";
import type { Lane, Plan } from "./plan";
import { vehicleGoes } from "./routes";
import { pickSight, type Sight, sights } from "./view";

/** Gap between moving vehicles, and to everything else, metres. */
const GAP = 2.2;
const TRIES = 12;
/** Vehicles that come as near as this to a line at which they wait stand in the queue before it. */
const QUEUE = 30;
/** From the front of the first one to that line, and between those that wait. */
const TO_LINE = 0.6;
const QUEUE_GAP = 1.6;
/** The middle of a vehicle in a bend comes this near to the middle of its lane, metres; longer ones do not go there. */
const SWING = 0.32;
/** How much likelier a vehicle is on the road that the camera is on, or in a roundabout. */
const WEIGHT = { main: 1, other: 0.4, link: 0.5, ring: 1.6 } as const;

/** A vehicle that drives, before it is known where. */
type Vehicle = { readonly length: number; readonly width: number; readonly put: (spot: Spot, clearance: number) => Placed };

/** Vehicles on their way, in the lanes, in queues, across junctions and round roundabouts. */
export function traffic(
  plan: Plan,
  parameters: StreetParameters,
  view: Spot,
  taken: readonly Footprint[],
  random: Streams,
): readonly Placed[] {
  const heavy = draw(parameters.heavyShare, random("heavyShare"));
  const kinds = [1 - heavy, heavy * 0.6, heavy * 0.4];
  const cars = drive(plan, view, taken, drawCount(parameters.movingCars, random("movingCars")), (at) => {
    const style = random("moving", at);
    return { style, vehicle: VEHICLES[pick(style, ["car", "truck", "bus"] as const, kinds)](style) };
  });
  const riders = drive(
    plan,
    view,
    [...taken, ...footprints(cars)],
    drawCount(parameters.motorcycles, random("motorcycles")),
    (at) => {
      const style = random("motorcycle", at);
      return { style, vehicle: VEHICLES.motorcycle(style) };
    },
  );
  return [...cars, ...riders];
}

/** Up to `count` vehicles in lanes that the camera sees, each drawn and placed from a stream of its own. */
function drive(
  plan: Plan,
  view: Spot,
  taken: readonly Footprint[],
  count: number,
  drawOne: (at: number) => { readonly style: Random; readonly vehicle: Vehicle },
): readonly Placed[] {
  const places = sights(
    view,
    plan.lanes.map((lane) => ({ path: lane.path, from: lane.from, to: lane.to, of: lane, weight: weightOf(lane) })),
  );
  const closed = plan.crossings.map((crossing) => crosswalkGround(crossing));
  const kept: Placed[] = [];
  for (let at = 0; at < count; at++) {
    const { style, vehicle } = drawOne(at);
    const drift = uniform(style, -1, 1);
    const blocked = [...closed, ...taken, ...footprints(kept)];
    for (let tries = 0; tries < TRIES; tries++) {
      const sight = pickSight(style, places);
      const found = sight && stations(sight, vehicle).flatMap((s) => inLane(plan, sight.reach.of, s, vehicle, drift));
      const free = found?.find((one) => fits([one], blocked));
      if (!free) continue;
      kept.push(free);
      break;
    }
  }
  return kept;
}

function weightOf({ kind, main }: Lane): number {
  return kind === "road" ? WEIGHT[main ? "main" : "other"] : WEIGHT[kind];
}

const VEHICLES: Record<"car" | "truck" | "bus" | "motorcycle", (random: Random) => Vehicle> = {
  car(random) {
    const car = { ...models.car.vary(random), headlights: chance(random, 0.6) };
    return { ...car, put: (spot, clearance) => put("car", car, where("car", spot), clearance) };
  },
  truck(random) {
    const truck = { ...models.truck.vary(random), headlights: chance(random, 0.6) };
    return { ...truck, put: (spot, clearance) => put("truck", truck, where("truck", spot), clearance) };
  },
  bus(random) {
    const bus = { ...models.bus.vary(random), headlights: chance(random, 0.6) };
    return { ...bus, put: (spot, clearance) => put("bus", bus, where("bus", spot), clearance) };
  },
  motorcycle(random) {
    const motorcycle = { ...models.motorcycle.vary(random), rider: true };
    const { min, max } = models.motorcycle.bounds(motorcycle);
    return {
      length: max[2] - min[2],
      width: max[0] - min[0],
      put: (spot, clearance) => put("motorcycle", motorcycle, where("motorcycle", spot), clearance),
    };
  },
};

function where(name: string, { x, z, headingDegrees }: Spot) {
  return { class: name, position: [x, 0, z], headingDegrees } as const;
}

/** Where a vehicle at a station can be: there, or in the queue before the line where its lane waits. */
function stations({ reach: { of: lane }, s }: Sight<Lane>, { length }: Vehicle): readonly number[] {
  const { stop } = lane;
  const before = stop ? stop.s - s : Infinity;
  if (!stop?.waits || before < -length / 2 || before > QUEUE) return [s];
  return [0, 1, 2, 3, 4, 5].map((place) => stop.s - TO_LINE - length / 2 - place * (GAP + QUEUE_GAP));
}

/** The vehicle at a station of a lane; nothing where the lane is too short or bends too much for it. */
function inLane(plan: Plan, lane: Lane, s: number, vehicle: Vehicle, drift: number): readonly Placed[] {
  const { length, width } = vehicle;
  const { path, from, to, kind } = lane;
  const half = length / 2;
  if (s - half < from - (kind === "road" ? 0 : 1) || s + half > to + (kind === "ring" ? half : 1)) return [];
  const bend = Math.max(...[-half, 0, half].map((ahead) => Math.abs(curvatureAt(path, s + ahead))));
  if ((bend * length ** 2) / 8 > SWING + (kind === "ring" ? 0.7 : 0)) return [];
  const room = Math.max(0, (plan.laneWidth - width) / 2 - 0.35);
  const aside = drift * Math.min(room, width < 1.2 ? 0.8 : 0.3);
  const spot = onPath(path, s, aside);
  const placed = vehicle.put({ ...spot, headingDegrees: spot.headingDegrees + drift }, 0);
  const [across, along] = placed.footprint.half;
  const goes = vehicleGoes(plan, lane, s, aside, length);
  return [{ ...placed, footprint: { ...placed.footprint, half: [across + 0.1, along + GAP / 2] }, goes }];
}
