import { draw, drawOption } from "../../src/recipe/quantity";
import { pick, uniform } from "../../src/recipe/random";
import { besidePath, onPath, pathLength, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import type { Observer } from "../motion/animate";
import { carriedView } from "../motion/view";
import { along as alongPath, type Way } from "../motion/way";
import type { Streams, Viewpoint } from "../scene";
import { turned } from "./joint";
import type { StreetParameters } from "./parameters";
import { KERB_HEIGHT, type Plan } from "./plan";
import { routeFrom, stopOf } from "./routes";

/** Where the camera stands and looks, on the ground and in space, and the ground around and in front of it that must stay empty. */
export type Camera = {
  readonly kind: "car" | "pedestrian";
  readonly viewpoint: Viewpoint;
  readonly view: Spot;
  readonly free: Footprint;
  /** Who looks, and where the camera is when they have gone on. */
  readonly observer: Observer;
  viewpointAt(metres: number): Viewpoint;
};

/** Metres kept free in front of the camera, beside it and behind it. */
const AHEAD = { car: 7, pedestrian: 4.5 } as const;
const BESIDE = { car: 1.1, pedestrian: 0.7 } as const;
const BACK = 1;
/** From the camera to the front of the car that carries it. */
const BONNET = 1.9;
/** Distance of the point that the camera looks at. */
const FOCUS = 30;
/** Whoever moves looks into a bend: as much of the way to where the street is by then. */
const LOOKS_AHEAD = { metres: 24, share: 0.7 } as const;

/** Puts the camera into the lane on the right or onto a sidewalk, at z = 0, looking along the street. */
export function placeCamera(plan: Plan, parameters: StreetParameters, random: Streams): Camera {
  const kind = drawOption(parameters.viewpoint, random("viewpoint"));
  const jitter = random("camera", "place");
  const height = {
    car: draw(parameters.carEyeHeight, random("camera", "carEyeHeight")),
    pedestrian: KERB_HEIGHT + draw(parameters.pedestrianEyeHeight, random("camera", "pedestrianEyeHeight")),
  }[kind];
  const side = pick(jitter, [1, -1] as const);
  const place = kind === "car" ? inLane(plan, uniform(jitter, -0.35, 0.1)) : onSidewalk(plan, side, jitter());
  const ahead = inLane(plan, 0, LOOKS_AHEAD.metres);
  const bend = LOOKS_AHEAD.share * turned(place.headingDegrees, headingTo(inLane(plan, 0), ahead));
  // A pedestrian looks a little towards the road: the walls beside him would fill half of the picture.
  const aside = kind === "car" ? uniform(jitter, -4, 4) : -side * uniform(jitter, 2, 16);
  const headingDegrees = place.headingDegrees + bend + aside;
  const angle = (headingDegrees * Math.PI) / 180;
  const [across, along] = [Math.sin(angle), -Math.cos(angle)];
  const reach = (AHEAD[kind] - BACK) / 2;
  const { x, z } = place;
  const viewpoint: Viewpoint = {
    position: [x, height, z],
    target: [x + FOCUS * across, height + uniform(jitter, -1.2, 1.6), z + FOCUS * along],
    rollDegrees: uniform(jitter, -0.8, 0.8),
  };
  const observer = observerOf(plan, kind, side, place, random);
  return {
    kind,
    viewpoint,
    observer,
    viewpointAt: (metres) => carriedView(viewpoint, observer.going.way, metres, (at) => looksAlong(observer.going.way, at)),
    view: { x, z, headingDegrees },
    free: { centre: [x + reach * across, z + reach * along], half: [BESIDE[kind], (AHEAD[kind] + BACK) / 2], headingDegrees },
  };
}

/** The car or the person that carries the camera. */
function observerOf(plan: Plan, kind: Camera["kind"], side: 1 | -1, place: Spot, random: Streams): Observer {
  const style = random("camera", "way");
  const { lane, s, right, left } = plan.ego;
  if (kind === "car") {
    const { t } = besidePath(lane.path, [place.x, place.z]);
    const way = routeFrom(plan, lane, s, t, style);
    const going = { way, wish: uniform(style, 7, 11), eager: 1.4, ...stopOf(lane, s, BONNET), onFoot: false };
    return { going, bounds: { min: [-0.9, 0, -BONNET], max: [0.9, 1.5, 2.4] } };
  }
  // The kerb on the left runs the other way.
  const { path } = side > 0 ? right : left;
  const at = besidePath(path, [place.x, place.z]);
  const way = alongPath(path, at.s, side > 0 ? pathLength(path) : 0, at.t, side);
  return {
    going: { way, wish: uniform(style, 1, 1.4), eager: 1, onFoot: true },
    bounds: { min: [-0.3, 0, -0.4], max: [0.3, 1.7, 0.3] },
  };
}

/** Where somebody looks after some metres: along the way, and into a bend before it comes. */
function looksAlong(way: Way, metres: number): number {
  const here = way.spot(metres);
  return (
    here.headingDegrees + LOOKS_AHEAD.share * turned(here.headingDegrees, headingTo(here, way.spot(metres + LOOKS_AHEAD.metres)))
  );
}

function inLane({ ego }: Plan, aside: number, ahead = 0): Spot {
  return onPath(ego.lane.path, ego.s + ahead, aside);
}

/** Beside the place in the lane, somewhere between kerb and houses; looks in the direction of the lane. */
function onSidewalk(plan: Plan, side: 1 | -1, share: number): Spot {
  const { x, z, headingDegrees } = inLane(plan, 0);
  const { path } = side > 0 ? plan.ego.right : plan.ego.left;
  const { s } = besidePath(path, [x, z]);
  const behind = 1.5 + share * Math.max(0.1, plan.sidewalkWidth - 3);
  return { ...onPath(path, s, behind), headingDegrees };
}

function headingTo(from: Spot, to: Spot): number {
  return (Math.atan2(to.x - from.x, from.z - to.z) * 180) / Math.PI;
}
