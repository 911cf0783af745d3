import { draw } from "../../src/recipe/quantity";
import { uniform } from "../../src/recipe/random";
import type { Streams, Viewpoint } from "../scene";
import type { ShelfParameters } from "./parameters";
import type { Plan } from "./plan";

/** Puts the camera before the shelf, or at one end of the aisle. */
export function placeCamera(plan: Plan, parameters: ShelfParameters, random: Streams): Viewpoint {
  const height = draw(parameters.cameraHeight, random("camera", "height"));
  const yaw = (draw(parameters.yawDegrees, random("camera", "yaw")) * Math.PI) / 180;
  const distance = draw(parameters.distance, random("camera", "distance"));
  const jitter = random("camera", "place");
  const rollDegrees = uniform(jitter, -0.8, 0.8);
  const half = ((plan.rows[0]?.bays.length ?? 1) * plan.bayWidth) / 2;
  if (plan.viewpoint === "front") {
    const x = uniform(jitter, -1, 1) * Math.max(0, half - 0.75 * distance);
    const up = height + (1 - height) * uniform(jitter, 0.1, 0.6) * Math.min(1, distance / 2);
    return { position: [x + distance * Math.sin(yaw), height, distance * Math.cos(yaw)], target: [x, up, 0], rollDegrees };
  }
  const direction = uniform(jitter, 0, 1) < 0.5 ? 1 : -1;
  const z = plan.aisle * uniform(jitter, 0.4, 0.6);
  const ahead = Math.PI / 2 + yaw;
  const position = [-direction * (half - 0.2), height, z] as const;
  return {
    position,
    target: [position[0] + direction * 3 * Math.sin(ahead), height + uniform(jitter, -0.5, 0), z + 3 * Math.cos(ahead)],
    rollDegrees,
  };
}
