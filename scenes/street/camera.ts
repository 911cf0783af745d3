import { draw, drawOption } from "../../src/recipe/quantity";
import { pick, uniform } from "../../src/recipe/random";
import type { Footprint } from "../../src/scene/placement";
import type { Streams, Viewpoint } from "../scene";
import type { StreetParameters } from "./parameters";
import { KERB_HEIGHT, kerb, type Plan, SIDES } from "./plan";

/** Where the camera stands, and the ground around and in front of it that must stay empty. */
export type Camera = { readonly viewpoint: Viewpoint; readonly free: Footprint };

/** Metres kept free in front of the camera, beside it and behind it. */
const AHEAD = { car: 7, pedestrian: 4.5 } as const;
const BESIDE = { car: 1.1, pedestrian: 0.7 } as const;
const BACK = 1;
/** Distance of the point that the camera looks at. */
const FOCUS = 30;

/** Puts the camera into the right-hand lane or onto a sidewalk, at z = 0, looking north along the street. */
export function placeCamera(plan: Plan, parameters: StreetParameters, random: Streams): Camera {
  const kind = drawOption(parameters.viewpoint, random("viewpoint"));
  const jitter = random("camera", "place");
  const height = {
    car: draw(parameters.carEyeHeight, random("camera", "carEyeHeight")),
    pedestrian: KERB_HEIGHT + draw(parameters.pedestrianEyeHeight, random("camera", "pedestrianEyeHeight")),
  }[kind];
  const side = pick(jitter, SIDES);
  const x = {
    car: plan.laneWidth / 2 + uniform(jitter, -0.35, 0.1),
    pedestrian: kerb(plan, side, uniform(jitter, 1.5, Math.max(1.6, plan.sidewalkWidth - 1.5))),
  }[kind];
  // A pedestrian looks a little towards the road: the walls beside him would fill half of the picture.
  const headingDegrees = kind === "car" ? uniform(jitter, -4, 4) : -side * uniform(jitter, 2, 16);
  const angle = (headingDegrees * Math.PI) / 180;
  const [ahead, across] = [Math.cos(angle), Math.sin(angle)];
  const reach = (AHEAD[kind] - BACK) / 2;
  return {
    viewpoint: {
      position: [x, height, 0],
      target: [x + FOCUS * across, height + uniform(jitter, -1.2, 1.6), -FOCUS * ahead],
      rollDegrees: uniform(jitter, -0.8, 0.8),
    },
    free: { centre: [x + reach * across, -reach * ahead], half: [BESIDE[kind], (AHEAD[kind] + BACK) / 2], headingDegrees },
  };
}
