import type { Random } from "../../src/recipe/random";
import { beside, besideStation, type Path, type Point, pathLength, reversed } from "../../src/scene/path";

/** The kinds of places. */
export const layouts = ["straight", "curve", "junction", "roundabout"] as const;

/**
 * A place without anything on it: roads, the kerbs beside them and the lanes on them, all of them paths with stations and
 * offsets. Every layout is made of these, and whatever is put somewhere is put beside one of these paths, so a straight street
 * is only the simplest case. Metres; traffic keeps right.
 */
export type Plan = {
  readonly layout: (typeof layouts)[number];
  readonly laneWidth: number;
  readonly sidewalkWidth: number;
  readonly roads: readonly Road[];
  readonly kerbs: readonly Kerb[];
  readonly lanes: readonly Lane[];
  readonly crossings: readonly Crossing[];
  /** Where roads meet. */
  readonly hub?: Hub;
  /** Where who looks is: a lane and a station on it, and the kerbs to the right and left. */
  readonly ego: { readonly lane: Lane; readonly s: number; readonly right: Kerb; readonly left: Kerb };
};

/** A road; its path is the line between the two directions of traffic. */
export type Road = {
  readonly path: Path;
  /** Stations between which it is drawn; before lies the hub. */
  readonly from: number;
  readonly to: number;
  /** Width of the parking lanes, 0 for none. */
  readonly parking: Sides;
  /** From its path to the kerbs. */
  readonly half: Sides;
  /** It has lines and lanes; the street that closes the view at its end has not. */
  readonly marked: boolean;
};

/** Of the right and the left side of a road. */
export type Sides = { readonly right: number; readonly left: number };

/** The edge of a carriageway; the sidewalk lies to its right, and the traffic beside it goes along it. */
export type Kerb = { readonly path: Path; readonly stretches: readonly Stretch[] };

/** A part of a kerb that is beside one road, round a corner or round a roundabout. */
export type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly kind: "road" | "corner" | "end";
  /** Width of the parking lane. */
  readonly parking: number;
  /** Houses are put up in this direction along the path, away from the corner. */
  readonly grows: 1 | -1;
  /** Beside the road that the camera is on. */
  readonly main: boolean;
};

/** A lane in the direction of its traffic. */
export type Lane = {
  readonly path: Path;
  readonly from: number;
  readonly to: number;
  readonly kind: "road" | "ring" | "link";
  readonly main: boolean;
  /** The line before which its traffic waits, and whether it does so now. */
  readonly stop?: { readonly s: number; readonly waits: boolean };
};

/** A crosswalk over a road. */
export type Crossing = {
  readonly road: Road;
  /** Station of its middle. */
  readonly s: number;
  /** Directions along the road in which traffic comes to it and stops before it. */
  readonly approaches: readonly (1 | -1)[];
  readonly control: "lights" | "zebra";
  /** People may walk: the traffic has red or gives way. */
  readonly open: boolean;
  readonly main: boolean;
};

/** The area where roads meet. */
export type Hub = {
  readonly kind: "junction" | "roundabout";
  readonly centre: Point;
  /** The asphalt between the mouths of the roads. */
  readonly outline: readonly Point[];
  readonly arms: readonly Arm[];
  /** Of a roundabout: radii of the central island and of the outer kerb. */
  readonly ring?: { readonly island: number; readonly outer: number };
};

/** A road that leaves a hub. Its traffic comes in on its left side, as seen looking outwards. */
export type Arm = {
  readonly road: Road;
  /** Station where the traffic that comes in stops or gives way. */
  readonly line: number;
  readonly control: "lights" | "stop" | "yield" | "priority";
  /** The traffic that comes in waits: it has red or gives way. */
  readonly waits: boolean;
  readonly main: boolean;
};

/** What all layouts share. */
export type Profile = {
  readonly laneWidth: number;
  readonly sidewalkWidth: number;
  readonly parking: Sides;
  /** From the camera to the middle of the crosswalk. */
  readonly crosswalkDistance: number;
  readonly red: boolean;
  readonly control: "lights" | "signs";
};

/** Metres of street behind the camera. */
export const BEHIND = 45;
/** Things stand as far back as this behind the camera: they are not seen, but their shadows are. */
export const FURNISHED_BEHIND = 18;

export const KERB_HEIGHT = 0.12;
export const CROSSWALK_LENGTH = 4;
/** From the middle of the crosswalk to the stop lines before it. */
export const STOP_DISTANCE = CROSSWALK_LENGTH / 2 + 1.2;
export const PARKING_WIDTH = 2.2;

/** The parts of a plan that a layout draws. */
export type Drawn = Omit<Plan, "layout" | "laneWidth" | "sidewalkWidth">;
export type DrawLayout = (profile: Profile, random: Random) => Drawn;

/** A marked road along a path: a lane and perhaps a parking lane on each side. */
export function twoLanes(path: Path, from: number, parking: Sides, laneWidth: number): Road {
  const half = { right: laneWidth + parking.right, left: laneWidth + parking.left };
  return { path, from, to: pathLength(path), parking, half, marked: true };
}

/** The lane on one side of a road, in the direction of its traffic. */
export function laneOf({ path }: Road, laneWidth: number, side: 1 | -1): Path {
  return side > 0 ? beside(path, laneWidth / 2) : reversed(beside(path, -laneWidth / 2));
}

/** Station on `laneOf(road, laneWidth, side)` of a station on the road. */
export function laneStation({ path }: Road, laneWidth: number, side: 1 | -1, s: number): number {
  const along = besideStation(path, s, (side * laneWidth) / 2);
  return side > 0 ? along : pathLength(beside(path, -laneWidth / 2)) - along;
}
