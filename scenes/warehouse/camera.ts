import { draw, drawOption } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import { TRUSS } from "../../src/scene/models/hall-roof";
import type { Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import type { Observer } from "../motion/animate";
import { roam } from "../motion/roam";
import { carriedView } from "../motion/view";
import type { Streams, Viewpoint } from "../scene";
import type { WarehouseParameters } from "./parameters";
import { aisleX, type Plan, rowLength } from "./plan";

/** Where the camera is, and the floor around and in front of it that must stay empty. */
export type Camera = {
  readonly viewpoint: Viewpoint;
  readonly free: Footprint;
  /** Who carries it between what stands, and where the camera is when they have gone on; nobody carries what hangs from the roof. */
  readonly carrier?: {
    observer(taken: readonly Footprint[]): Observer;
    viewpointAt(observer: Observer, metres: number): Viewpoint;
  };
};

/** The way of whoever carries the camera begins along the aisle, wherever he looks. */
type Stand = Spot & { readonly goesDegrees: number };
type Carrier = "worker" | "forklift";

const AHEAD = 3.2;
const BACK = 0.8;
const BESIDE = 0.75;
const FOCUS = 12;

/** Puts the camera into an aisle, onto the open floor or high up in a corner. */
export function placeCamera(plan: Plan, parameters: WarehouseParameters, random: Streams): Camera {
  const kind = drawOption(parameters.viewpoint, random("viewpoint"));
  const heights = {
    worker: draw(parameters.workerEyeHeight, random("camera", "workerEyeHeight")),
    forklift: draw(parameters.forkliftEyeHeight, random("camera", "forkliftEyeHeight")),
    camera: Math.min(draw(parameters.cameraHeight, random("camera", "cameraHeight")), plan.height - TRUSS - 0.6),
  };
  const jitter = random("camera", "place");
  if (kind === "camera") return highUp(plan, heights.camera, jitter);
  const offMiddle = kind === "forklift" ? 0.15 : 0.3;
  const stand = chance(jitter, 0.65) ? aisleStand(plan, offMiddle, jitter) : openStand(plan, jitter);
  return onFloor(kind, stand, heights[kind], jitter, random("camera", "way"));
}

function onFloor(kind: Carrier, stand: Stand, height: number, jitter: Random, style: Random): Camera {
  const { x, z, headingDegrees } = stand;
  const angle = (headingDegrees * Math.PI) / 180;
  const [dx, dz] = [Math.sin(angle), -Math.cos(angle)];
  const reach = (AHEAD - BACK) / 2;
  const viewpoint: Viewpoint = {
    position: [x, height, z],
    target: [x + FOCUS * dx, height + uniform(jitter, -1.6, 0.9), z + FOCUS * dz],
    rollDegrees: uniform(jitter, -0.8, 0.8),
  };
  return {
    viewpoint,
    free: { centre: [x + reach * dx, z + reach * dz], half: [BESIDE, (AHEAD + BACK) / 2], headingDegrees },
    carrier: {
      observer: (taken) => observerOf(kind, stand, taken, style),
      viewpointAt: ({ going }, metres) => carriedView(viewpoint, going.way, metres),
    },
  };
}

/** Somebody on foot, or with the camera on his truck. */
function observerOf(kind: Carrier, { x, z, goesDegrees }: Stand, taken: readonly Footprint[], random: Random): Observer {
  const { bounds, wish, radius, straight } = CARRIERS[kind];
  const start = { x, z, headingDegrees: goesDegrees };
  const way = roam({ start, bounds, taken, clearance: 0.3, radius, straight, turns: [0, 0, 35, -35, 90, -90] }, random);
  const going = { way, wish: uniform(random, wish[0], wish[1]), eager: 0.9, onFoot: kind === "worker" };
  return { going, bounds };
}

/** The ground that they take, m/s, and how they turn, metres. The camera looks out over the forks. */
const CARRIERS = {
  worker: { bounds: { min: [-0.3, 0, -0.4], max: [0.3, 1.8, 0.3] }, wish: [0.9, 1.3], radius: 1.6, straight: [1, 7] },
  forklift: { bounds: { min: [-0.56, 0, -1], max: [0.56, 2.2, 1.25] }, wish: [1.4, 2.4], radius: 2.2, straight: [1.2, 9] },
} as const;

/** In an aisle, with at least half of it ahead. */
function aisleStand(plan: Plan, offMiddle: number, jitter: Random): Stand {
  const aisle = integer(jitter, 0, plan.aisles - 1);
  const length = rowLength(plan.bays);
  const north = chance(jitter, 0.6);
  const z = north ? uniform(jitter, -0.45 * length, 2.5) : uniform(jitter, -length + 0.5, -0.5 * length);
  const x = aisleX(plan, aisle) + uniform(jitter, -offMiddle, offMiddle) * (plan.aisleWidth - 1.6);
  const goesDegrees = north ? 0 : 180;
  return { x, z, goesDegrees, headingDegrees: goesDegrees + uniform(jitter, -16, 16) };
}

/** On the open floor, looking to the racks or across to the other side. */
function openStand(plan: Plan, jitter: Random): Stand {
  const reach = plan.width / 2 - 1.5;
  const x = uniform(jitter, -reach, reach);
  const across = chance(jitter, 0.4) ? 65 : 25;
  // Who stands in the west looks to the east.
  const z = uniform(jitter, 6, plan.south - 1.5);
  const headingDegrees = (-x / reach) * across + uniform(jitter, -12, 12);
  return { x, z, headingDegrees, goesDegrees: headingDegrees };
}

/** Under the roof in a southern corner, or over the southern end of an aisle. */
function highUp(plan: Plan, height: number, jitter: Random): Camera {
  const side = pick(jitter, [-1, 1]);
  const corner = chance(jitter, 0.6);
  const x = corner ? side * (plan.width / 2 - 0.6) : aisleX(plan, integer(jitter, 0, plan.aisles - 1));
  const z = corner ? plan.south - 0.6 : uniform(jitter, 3, 7);
  const target = corner
    ? ([-side * uniform(jitter, 0, 0.25) * plan.width, uniform(jitter, 0, 1.5), uniform(jitter, 0, 4)] as const)
    : ([x + uniform(jitter, -1, 1), uniform(jitter, 0, 1.5), uniform(jitter, -11, -5)] as const);
  return {
    viewpoint: { position: [x, height, z], target, rollDegrees: uniform(jitter, -1.5, 1.5) },
    free: { centre: [x, z], half: [0.3, 0.3], headingDegrees: 0 },
  };
}
