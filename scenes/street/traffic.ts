import { draw, drawCount } from "../../src/recipe/quantity";
import { chance, pick, uniform } from "../../src/recipe/random";
import { models, type ParametersOf } from "../../src/scene/models";
import type { Footprint } from "../../src/scene/placement";
import { fits, footprints, keepFree, type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";
import {
  CROSSWALK_LENGTH,
  kerb,
  NORTH_END,
  type Plan,
  parkingWidth,
  SIDES,
  type Side,
  SOUTH_END,
  stopLine,
  trafficHeading,
} from "./plan";
import { parkingSpaces, SPACE } from "./surfaces";

type Car = ParametersOf<"car">;

/** Gap between moving cars, and to everything else, metres. */
const GAP = 2.2;
const TRIES = 12;
/** Cars that come as near as this to a red light wait for it. */
const QUEUE = 30;

/** Parked cars, road works in an empty parking space, and cars on their way. */
export function traffic(plan: Plan, parameters: StreetParameters, taken: readonly Footprint[], random: Streams): Placed[] {
  const works = keepFree(roadWorks(plan, random), taken);
  const share = draw(parameters.parkedShare, random("parkedShare"));
  const parked = keepFree(
    SIDES.flatMap((side) => parkedCars(plan, side, share, random)),
    [...taken, ...footprints(works)],
  );
  const standing = [...works, ...parked];
  return [
    ...standing,
    ...movingCars(plan, drawCount(parameters.movingCars, random("movingCars")), [...taken, ...footprints(standing)], random),
  ];
}

function parkedCars(plan: Plan, side: Side, share: number, random: Streams): Placed[] {
  const width = parkingWidth(plan, side);
  if (width === 0) return [];
  return parkingSpaces(plan).flatMap((z, at) => {
    const style = random("parked", side, at);
    const wanted = chance(style, share);
    const car = models.car.vary(style);
    const x = kerb(plan, side, -0.3 - car.width / 2 + uniform(style, -0.1, 0.05));
    const heading = trafficHeading(side) + uniform(style, -1.5, 1.5);
    const slack = Math.max(0, (SPACE - car.length) / 2 - 0.4);
    const position = [x, 0, z + uniform(style, -slack, slack)] as const;
    return wanted ? [put("car", { ...car, headlights: false }, { class: "car", position, headingDegrees: heading }, 0.15)] : [];
  });
}

/** Cones round a parking space where the road is dug up, on some streets. */
function roadWorks(plan: Plan, random: Streams): Placed[] {
  const style = random("road works");
  const side = pick(style, SIDES);
  const z = pick(
    style,
    parkingSpaces(plan).filter((space) => space < -8 && space > -45),
  );
  const wanted = chance(style, 0.45) && parkingWidth(plan, side) > 0;
  const cone = models.cone.vary(style);
  if (!wanted) return [];
  const inner = side * (plan.laneWidth + 0.35);
  const outer = kerb(plan, side, -0.45);
  const spots = [-2.2, -1.1, 0, 1.1, 2.2].map((along) => [inner, z + along] as const);
  const ends = [-2.3, 2.3].map((along) => [(inner + outer) / 2, z + along] as const);
  return [...spots, ...ends].map(([x, along]) => {
    const position = [x + uniform(style, -0.06, 0.06), 0, along + uniform(style, -0.1, 0.1)] as const;
    return put("cone", cone, { class: "traffic cone", position, headingDegrees: uniform(style, 0, 90) }, 0.3);
  });
}

function movingCars(plan: Plan, count: number, taken: readonly Footprint[], random: Streams): Placed[] {
  const crosswalk: Footprint = { centre: [0, plan.crosswalk], half: [30, CROSSWALK_LENGTH / 2 + 0.3], headingDegrees: 0 };
  const kept: Placed[] = [];
  for (let at = 0; at < count; at++) {
    const style = random("moving", at);
    const car = { ...models.car.vary(style), headlights: chance(style, 0.6) };
    const side = pick(style, SIDES);
    const drift = uniform(style, -1, 1);
    const blocked = [crosswalk, ...taken, ...footprints(kept)];
    const attempt = () => {
      const places = queue(plan, side, uniform(style, NORTH_END + 4, SOUTH_END - 4), car).map((z) =>
        drive(plan, side, z, car, drift),
      );
      return places.filter((candidate) => fits([candidate], blocked)).slice(0, 1);
    };
    kept.push(...firstFilled(attempt));
  }
  return kept;
}

function firstFilled(attempt: () => readonly Placed[]): readonly Placed[] {
  for (let at = 0; at < TRIES; at++) {
    const found = attempt();
    if (found.length > 0) return found;
  }
  return [];
}

/** Where a car at z can be: there, or in the queue before a red light. */
function queue(plan: Plan, side: Side, z: number, car: Car): number[] {
  const line = stopLine(plan, side);
  const before = (z - line) * side;
  if (plan.signal === "green" || before < 0 || before > QUEUE) return [z];
  return [0, 1, 2, 3, 4, 5].map((place) => line + side * (car.length / 2 + 0.6 + place * (GAP + 1.6)));
}

function drive(plan: Plan, side: Side, z: number, car: Car, drift: number): Placed {
  const room = Math.max(0, (plan.laneWidth - car.width) / 2 - 0.35);
  const position = [side * (plan.laneWidth / 2) + drift * Math.min(room, 0.3), 0, z] as const;
  const placed = put("car", car, { class: "car", position, headingDegrees: trafficHeading(side) + drift }, 0);
  const [across, along] = placed.footprint.half;
  return { ...placed, footprint: { ...placed.footprint, half: [across + 0.1, along + GAP / 2] } };
}
