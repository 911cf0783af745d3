import { draw, drawOption } from "../../src/recipe/quantity";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";

/** East (+x) or west (-x) of the middle line. Traffic keeps right: it goes north (-z) in the east and south in the west. */
export type Side = 1 | -1;
export const SIDES = [1, -1] as const;

/** The street without anything on it. It runs along z; the camera is near z = 0 and looks north (-z). Metres. */
export type Plan = {
  readonly laneWidth: number;
  readonly parkingWidth: { readonly east: number; readonly west: number };
  readonly sidewalkWidth: number;
  /** z of the middle of the crosswalk. */
  readonly crosswalk: number;
  readonly signal: "red" | "green";
};

/** Where the street ends at a crossing street in the north, and out of sight in the south. */
export const NORTH_END = -135;
export const SOUTH_END = 45;
/** Things stand as far back as this behind the camera: they are not seen, but their shadows are. */
export const SOUTH_FURNISHED = 18;

export const KERB_HEIGHT = 0.12;
export const CROSSWALK_LENGTH = 4;
/** From the middle of the crosswalk to the stop lines before it. */
export const STOP_DISTANCE = CROSSWALK_LENGTH / 2 + 1.2;
const PARKING_WIDTH = 2.2;

/** Draws the size of everything that does not move. */
export function planStreet(parameters: StreetParameters, random: Streams): Plan {
  const parking = drawOption(parameters.parking, random("parking"));
  return {
    laneWidth: draw(parameters.laneWidth, random("laneWidth")),
    parkingWidth: {
      east: parking === "both" || parking === "right" ? PARKING_WIDTH : 0,
      west: parking === "both" || parking === "left" ? PARKING_WIDTH : 0,
    },
    sidewalkWidth: draw(parameters.sidewalkWidth, random("sidewalkWidth")),
    crosswalk: -draw(parameters.crosswalkDistance, random("crosswalk")),
    signal: drawOption(parameters.signal, random("signal")),
  };
}

/** Width of the parking lane on a side, 0 for none. */
export function parkingWidth(plan: Plan, side: Side): number {
  return side > 0 ? plan.parkingWidth.east : plan.parkingWidth.west;
}

/** x of the kerb, or of a line `distance` metres behind it. */
export function kerb(plan: Plan, side: Side, distance = 0): number {
  return side * (plan.laneWidth + parkingWidth(plan, side) + distance);
}

/** x of the wall of the houses. */
export function facade(plan: Plan, side: Side): number {
  return kerb(plan, side, plan.sidewalkWidth);
}

/** Compass heading of the traffic on a side. */
export function trafficHeading(side: Side): number {
  return side > 0 ? 0 : 180;
}

/** Heading of something on a side that faces the road. */
export function roadHeading(side: Side): number {
  return side > 0 ? 270 : 90;
}

/** z of the line where cars on a side stop for the crosswalk. */
export function stopLine(plan: Plan, side: Side): number {
  return plan.crosswalk + side * STOP_DISTANCE;
}
