import { draw } from "../../src/recipe/quantity";
import { uniform } from "../../src/recipe/random";
import type { Streams, Viewpoint } from "../scene";
import type { ShelfParameters } from "./parameters";
import type { Plan } from "./plan";

/** Where the camera stands, and in a sequence after some seconds. */
export type Camera = { readonly viewpoint: Viewpoint; viewpointAt(seconds: number): Viewpoint };

/** Metres that the camera stays away from the ends of the shelf, and may go past them before a short one. */
const PAST = 0.4;

/** Puts the camera before the shelf, or at one end of the aisle. It glides along the shelf to where more of it is left. */
export function placeCamera(plan: Plan, parameters: ShelfParameters, random: Streams): Camera {
  const height = draw(parameters.cameraHeight, random("camera", "height"));
  const yaw = (draw(parameters.yawDegrees, random("camera", "yaw")) * Math.PI) / 180;
  const distance = draw(parameters.distance, random("camera", "distance"));
  const jitter = random("camera", "place");
  const rollDegrees = uniform(jitter, -0.8, 0.8);
  const half = ((plan.rows[0]?.bays.length ?? 1) * plan.bayWidth) / 2;
  if (plan.viewpoint === "front") {
    const x = uniform(jitter, -1, 1) * Math.max(0, half - 0.75 * distance);
    const up = height + (1 - height) * uniform(jitter, 0.1, 0.6) * Math.min(1, distance / 2);
    const position = [x + distance * Math.sin(yaw), height, distance * Math.cos(yaw)] as const;
    const end = Math.max(half - 0.5 * distance, Math.abs(x)) + PAST;
    return gliding(plan, { position, target: [x, up, 0], rollDegrees }, x > 0 ? -end - x : end - x, random);
  }
  const direction = uniform(jitter, 0, 1) < 0.5 ? 1 : -1;
  const z = plan.aisle * uniform(jitter, 0.4, 0.6);
  const ahead = Math.PI / 2 + yaw;
  const position = [-direction * (half - 0.2), height, z] as const;
  const viewpoint = {
    position,
    target: [position[0] + direction * 3 * Math.sin(ahead), height + uniform(jitter, -0.5, 0), z + 3 * Math.cos(ahead)],
    rollDegrees,
  } as const;
  // As far as there is shelf ahead.
  return gliding(plan, viewpoint, direction * Math.max(0, 2 * half - AHEAD), random);
}

/** Metres of the shelf that stay ahead of who walks along the aisle. */
const AHEAD = 1.4;

/** Along the shelf (x) by so many metres at most, slower and slower towards their end, and now and then a little to one side. */
function gliding(plan: Plan, viewpoint: Viewpoint, metres: number, random: Streams): Camera {
  const style = random("camera", "way");
  const speed = uniform(style, 0.2, 0.6);
  const [turn, period, start] = [uniform(style, 0.02, 0.06), uniform(style, 5, 9), uniform(style, 0, 2 * Math.PI)];
  const { position, target, rollDegrees } = viewpoint;
  const sway = (seconds: number) => turn * (Math.sin((2 * Math.PI * seconds) / period + start) - Math.sin(start));
  return {
    viewpoint,
    viewpointAt(seconds) {
      const gone = metres === 0 ? 0 : metres * Math.tanh((speed * seconds) / Math.abs(metres));
      const aside = sway(seconds) * Math.hypot(target[0] - position[0], target[2] - position[2]);
      const along = plan.viewpoint === "front";
      return {
        position: [position[0] + gone, position[1], position[2]],
        target: [target[0] + gone + (along ? aside : 0), target[1], target[2] + (along ? 0 : aside)],
        rollDegrees,
      };
    },
  };
}
