import type { Vec3 } from "../../src/recipe/spec";
import { place } from "../../src/scene/models";
import type { Sign } from "../../src/scene/models/sign";
import type { TrafficLight } from "../../src/scene/models/traffic-light";
import { type Placed, put } from "../put";
import { CROSSWALK_LENGTH, KERB_HEIGHT, kerb, type Plan, SIDES, type Side, trafficHeading } from "./plan";

const STEEL = "#8d9294";
const SIGN_POST = { height: 2.95, radius: 0.035, colour: STEEL };
const SIGN_SIZE = 0.62;
const SIGN_LEVEL = 2.25;
/** From the middle of a post to the middle of the plate on it. */
const SIGN_REACH = 0.035 + 0.046;
const SIGNAL_POST = { height: 3.4, radius: 0.055, colour: STEEL };
const HEAD_LEVEL = { vehicles: 2.4, pedestrians: 2.2 } as const;
const HEAD_REACH = 0.055 + 0.2;

/** A post with a sign for the traffic on its side of the road. */
export function postWithSign(kind: Sign["kind"], side: Side, position: Vec3): Placed {
  const heading = trafficHeading(side) + 180;
  const plate = place(
    "traffic-sign",
    { kind, size: SIGN_SIZE },
    { class: "traffic sign", position: inFront(position, heading, SIGN_REACH, SIGN_LEVEL), headingDegrees: heading },
  );
  return { ...put("pole", SIGN_POST, { class: "pole", position, headingDegrees: 0 }, 0.35), also: [plate] };
}

/** The four posts at the corners of the crosswalk, each with lights for the cars that come to it and for people who cross. */
export function signals(plan: Plan): Placed[] {
  return SIDES.flatMap((side) =>
    SIDES.map((end) => {
      const position: Vec3 = [kerb(plan, side, 0.45), KERB_HEIGHT, plan.crosswalk + end * (CROSSWALK_LENGTH / 2 + 0.6)];
      const post = put("pole", SIGNAL_POST, { class: "pole", position, headingDegrees: 0 }, 0.5);
      const cars: TrafficLight = { kind: "vehicles", lit: plan.signal };
      const people: TrafficLight = { kind: "pedestrians", lit: plan.signal === "red" ? "green" : "red" };
      const carHeading = end > 0 ? 180 : 0;
      const peopleHeading = side > 0 ? 270 : 90;
      return { ...post, also: [head(cars, position, carHeading), head(people, position, peopleHeading)] };
    }),
  );
}

function head(light: TrafficLight, post: Vec3, headingDegrees: number) {
  const position = inFront(post, headingDegrees, HEAD_REACH, HEAD_LEVEL[light.kind]);
  return place("traffic-light", light, { class: "traffic light", position, headingDegrees });
}

/** A point `reach` metres from a post in the direction of a heading, and `up` metres over its foot. */
function inFront([x, y, z]: Vec3, headingDegrees: number, reach: number, up: number): Vec3 {
  const angle = (headingDegrees * Math.PI) / 180;
  return [x + Math.sin(angle) * reach, y + up, z - Math.cos(angle) * reach];
}
