import type { Vec3 } from "../../src/recipe/spec";
import { place } from "../../src/scene/models";
import type { Sign } from "../../src/scene/models/sign";
import type { TrafficLight } from "../../src/scene/models/traffic-light";
import { onPath, type Spot } from "../../src/scene/path";
import { type Placed, put } from "../put";
import { landings } from "./beside-kerbs";
import { CROSSWALK_LENGTH, type Crossing, KERB_HEIGHT, type Plan, STOP_DISTANCE } from "./plan";

const STEEL = "#8d9294";
const SIGN_POST = { height: 2.95, radius: 0.035, colour: STEEL };
const SIGN_SIZE = 0.62;
const SIGN_LEVEL = 2.25;
/** From the middle of a post to the middle of the plate on it. */
const SIGN_REACH = 0.035 + 0.046;
const SIGNAL_POST = { height: 3.85, radius: 0.055, colour: STEEL };
/** The lamps for people hang below those for the traffic: on two sides of one post they would touch. */
const HEAD_LEVEL = { vehicles: 2.84, pedestrians: 2.18 } as const;
const HEAD_REACH = 0.055 + 0.2;
/** From the kerb to posts behind it. */
const BEHIND_KERB = 0.45;

/** A post behind a kerb with a sign for the traffic beside it, which goes the way that the spot looks. */
export function postWithSign(kind: Sign["kind"], { x, z, headingDegrees }: Spot): Placed {
  const position: Vec3 = [x, KERB_HEIGHT, z];
  const heading = headingDegrees + 180;
  const plate = place(
    "traffic-sign",
    { kind, size: SIGN_SIZE },
    { class: "traffic sign", position: inFront(position, heading, SIGN_REACH, SIGN_LEVEL), headingDegrees: heading },
  );
  return { ...put("pole", SIGN_POST, { class: "pole", position, headingDegrees: 0 }, 0.35), also: [plate] };
}

/** Posts with lights at every crosswalk that has them; signs at the others, and where traffic gives way. */
export function signals(plan: Plan): Placed[] {
  return [
    ...plan.crossings.flatMap((crossing) => (crossing.control === "lights" ? lights(crossing) : [])),
    ...plan.crossings.flatMap((crossing) => (crossing.control === "zebra" ? zebraSigns(crossing) : [])),
    ...priority(plan),
  ];
}

/** At both kerbs, before the crosswalk as seen by those who come to it: lights for the traffic, and for people who cross. */
function lights(crossing: Crossing): Placed[] {
  const { road, s, approaches, open } = crossing;
  return approaches.flatMap((direction) =>
    ([1, -1] as const).map((side) => {
      const half = side > 0 ? road.half.right : road.half.left;
      const before = s - direction * (CROSSWALK_LENGTH / 2 + 0.6);
      const { x, z, headingDegrees } = onPath(road.path, before, side * (half + BEHIND_KERB));
      const position: Vec3 = [x, KERB_HEIGHT, z];
      const post = put("pole", SIGNAL_POST, { class: "pole", position, headingDegrees: 0 }, 0.5);
      const cars: TrafficLight = { kind: "vehicles", lit: open ? "red" : "green" };
      const people: TrafficLight = { kind: "pedestrians", lit: open ? "green" : "red" };
      const facing = headingDegrees + (direction > 0 ? 180 : 0);
      return { ...post, also: [head(cars, position, facing), head(people, position, headingDegrees - side * 90)] };
    }),
  );
}

function head(light: TrafficLight, post: Vec3, headingDegrees: number) {
  const position = inFront(post, headingDegrees, HEAD_REACH, HEAD_LEVEL[light.kind]);
  return place("traffic-light", light, { class: "traffic light", position, headingDegrees });
}

/** Signs of a crosswalk for those who come to it, on their right. */
function zebraSigns(crossing: Crossing): Placed[] {
  return crossing.approaches.map((direction) => {
    const { x, z, headingDegrees } = landings(crossing)[direction > 0 ? 0 : 1];
    const travel = headingDegrees + (direction > 0 ? 0 : 180);
    return postWithSign("crosswalk", beside({ x, z, headingDegrees: travel }, -CROSSWALK_LENGTH / 2 - 0.7));
  });
}

/** Stop, give-way and priority signs of the arms of a hub. */
function priority({ hub }: Plan): Placed[] {
  if (!hub) return [];
  return hub.arms.flatMap(({ road, line, control }) => {
    if (control === "lights") return [];
    // Roundabouts give way at the ring, where the kerb has already turned away: the sign stands where the arm ends.
    const s = hub.kind === "roundabout" ? Math.max(road.from, line) + 0.5 : line - STOP_DISTANCE + CROSSWALK_LENGTH / 2 + 2.4;
    const { x, z, headingDegrees } = onPath(road.path, s, -road.half.left);
    return [postWithSign(control, beside({ x, z, headingDegrees: headingDegrees + 180 }, 0))];
  });
}

/** Behind the kerb to the right of traffic, `ahead` metres farther on. */
function beside({ x, z, headingDegrees }: Spot, ahead: number): Spot {
  const angle = (headingDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return { x: x + sin * ahead + cos * BEHIND_KERB, z: z - cos * ahead + sin * BEHIND_KERB, headingDegrees };
}

/** A point `reach` metres from a post in the direction of a heading, and `up` metres over its foot. */
function inFront([x, y, z]: Vec3, headingDegrees: number, reach: number, up: number): Vec3 {
  const angle = (headingDegrees * Math.PI) / 180;
  return [x + Math.sin(angle) * reach, y + up, z - Math.cos(angle) * reach];
}
