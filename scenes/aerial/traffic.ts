import { draw, drawCount } from "../../src/recipe/quantity";
import { chance, pick, type Random, uniform } from "../../src/recipe/random";
import { modelBounds, models } from "../../src/scene/models";
import { type Footprint, isFree } from "../../src/scene/placement";
import { type Goes, walkingSpeed } from "../motion/goes";
import { alongAll } from "../motion/way";
import { type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { AerialParameters } from "./parameters";
import { type Cell, KERB, type Plan } from "./plan";
import { acrossOf, headingIn, type InLane, roundBlock, vehicleGoes } from "./routes";
import { crossingsOf, type Stretch } from "./streets";
import type { View } from "./view";

const TRIES = 24;
const GAP = 1.5;
const SIDES = [1, -1] as const;

/** Vehicles in their lanes, cyclists at the edge of the road, people on the sidewalks: all of them in view. */
export function traffic(
  plan: Plan,
  view: View,
  cells: readonly Cell[],
  all: readonly Stretch[],
  parameters: AerialParameters,
  random: Streams,
): Placed[] {
  const vehicles = drawCount(parameters.vehicles, random("vehicles"));
  const cyclists = drawCount(parameters.cyclists, random("cyclists"));
  const people = drawCount(parameters.pedestrians, random("pedestrians"));
  const truckShare = draw(parameters.truckShare, random("truckShare"));
  const kept: Placed[] =
    plan.area === "centre" ? atKerbs(plan, view, all, draw(parameters.parkedShare, random("kerbs")), random) : [];
  const add = (count: number, name: string, one: (style: Random) => Placed | undefined) => {
    for (let at = 0; at < count; at++) {
      const found = firstFree(
        random(name, at),
        one,
        kept.map(({ footprint }) => footprint),
      );
      if (found) kept.push(found);
    }
  };
  add(vehicles, "vehicle", (style) => vehicle(plan, view, all, truckShare, style));
  add(cyclists, "cyclist", (style) => cyclist(plan, view, all, style));
  add(people, "person", (style) => walker(plan, view, cells, style));
  return kept;
}

/** Length of a parking space at the kerb. */
const SPACE = 6.2;
/** Cars farther away than this do not park at kerbs: they would cost more than they show. */
const FARTHEST = 190;

/** Cars parked along both kerbs, clear of the junctions. */
function atKerbs(plan: Plan, view: View, all: readonly Stretch[], share: number, random: Streams): Placed[] {
  const half = plan.roadWidth / 2;
  return all.flatMap((stretch) => {
    const { alongX, middle, from, to } = stretch;
    const crossings = crossingsOf(plan, stretch, all);
    const count = Math.floor((to - from - 20) / SPACE);
    return SIDES.flatMap((side) =>
      Array.from({ length: Math.max(0, count) }, (_, at): Placed[] => {
        const style = random("kerb", alongX ? "x" : "z", Math.round(middle), side, at);
        const along = from + 10 + (at + 0.5) * SPACE;
        const car = models.car.vary(style);
        const across = middle + side * (half - 0.25 - car.width / 2);
        const [x, z] = alongX ? [along, across] : [across, along];
        const clear = crossings.every((crossing) => Math.abs(along - crossing) > half + 9);
        if (!chance(style, share) || !clear || !view.shows(x, z, 6) || view.distance(x, z) > FARTHEST) return [];
        const headingDegrees = (alongX ? (side > 0 ? 90 : 270) : side > 0 ? 0 : 180) + uniform(style, -1, 1);
        return [put("car", { ...car, headlights: false }, { class: "car", position: [x, 0, z], headingDegrees }, 0.1)];
      }).flat(),
    );
  });
}

function firstFree(style: Random, one: (style: Random) => Placed | undefined, taken: readonly Footprint[]): Placed | undefined {
  for (let at = 0; at < TRIES; at++) {
    const placed = one(style);
    if (placed && isFree(placed.footprint, taken)) return placed;
  }
  return undefined;
}

/** A place in a lane that is in view: `share` 0 in the middle of the road, 1 at its edge. */
function inLane(plan: Plan, view: View, all: readonly Stretch[], share: number, style: Random) {
  const stretch = pick(
    style,
    all,
    all.map(({ from, to }) => to - from),
  );
  const { alongX, from, to } = stretch;
  const direction = pick(style, [1, -1] as const);
  const at = uniform(style, from, to);
  const lane: InLane = { stretch, direction, at, share };
  const across = acrossOf(plan, lane);
  const [x, z] = alongX ? [at, across] : [across, at];
  const inside = Math.min(at - from, to - at) > (alongX ? 0 : 7);
  return inside && view.shows(x, z, 0) ? { x, z, headingDegrees: headingIn(lane), lane } : undefined;
}

function vehicle(plan: Plan, view: View, all: readonly Stretch[], truckShare: number, style: Random): Placed | undefined {
  const spot = inLane(plan, view, all, plan.area === "centre" ? 0.33 : 0.5, style);
  const large = chance(style, truckShare);
  const bus = chance(style, plan.area === "centre" ? 0.6 : 0.3);
  if (!spot) return undefined;
  const position = [spot.x, 0, spot.z] as const;
  const where = { position, headingDegrees: spot.headingDegrees + uniform(style, -0.8, 0.8) };
  const placed = () => {
    if (large && bus) return put("bus", models.bus.vary(style), { ...where, class: "bus" }, GAP * 0.2);
    if (large) return put("truck", models.truck.vary(style), { ...where, class: "truck" }, GAP * 0.2);
    return put("car", models.car.vary(style), { ...where, class: "car" }, GAP * 0.2);
  };
  return driven(plan, all, spot.lane, placed());
}

function cyclist(plan: Plan, view: View, all: readonly Stretch[], style: Random): Placed | undefined {
  const spot = inLane(plan, view, all, plan.area === "centre" ? 0.52 : 0.8, style);
  if (!spot) return undefined;
  const bicycle = { ...models.bicycle.vary(style), rider: true };
  const where = { class: "bicycle", position: [spot.x, 0, spot.z], headingDegrees: spot.headingDegrees } as const;
  return driven(plan, all, spot.lane, put("bicycle", bicycle, where, 0.2));
}

function driven(plan: Plan, all: readonly Stretch[], lane: InLane, placed: Placed): Placed {
  return { ...placed, goes: vehicleGoes(plan, all, lane, modelBounds(placed.instance)) };
}

/** Somebody on the sidewalk of a block in view; in the country on the grass beside the road. */
function walker(plan: Plan, view: View, cells: readonly Cell[], style: Random): Placed | undefined {
  const cell = pick(style, cells);
  const { rect } = cell;
  const depth = plan.walk > 0 ? uniform(style, plan.area === "centre" ? 1.2 : 0.6, plan.walk - 0.4) : uniform(style, 0.4, 1.2);
  const along = chance(style, 0.6);
  const near = chance(style, 0.5);
  const x = along ? uniform(style, rect.x0 + 3, rect.x1 - 3) : near ? rect.x0 + depth : rect.x1 - depth;
  const z = along ? (near ? rect.z0 + depth : rect.z1 - depth) : uniform(style, rect.z0 + 3, rect.z1 - 3);
  const turn = pick(style, [0, 180]) + uniform(style, -15, 15);
  const person = {
    ...models.person.vary(style),
    pose: pick(style, ["walking", "standing", "phone", "running"] as const, [8, 2, 1, 1]),
  };
  if (!view.shows(x, z, 0)) return undefined;
  const level = plan.walk > 0 ? KERB : -0.04;
  const headingDegrees = (along ? 90 : 0) + turn;
  const placed = put("person", person, { class: "person", position: [x, level, z], headingDegrees }, 0.15);
  const goes: Goes = (random) => ({
    way: alongAll(roundBlock(cell, depth, [x, z], headingDegrees)),
    wish: walkingSpeed(person, random()) ?? 1,
    eager: 1.2,
    onFoot: true,
  });
  return walkingSpeed(person, 0) ? { ...placed, goes } : placed;
}
