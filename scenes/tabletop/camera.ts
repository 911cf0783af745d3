import { draw } from "../../src/recipe/quantity";
import { uniform } from "../../src/recipe/random";
import type { Viewpoint } from "../scene";
import type { TabletopParameters } from "./parameters";
import type { Plan, Streams } from "./plan";

/** A camera on an orbit round the middle of the table, from any side. */
export function placeCamera({ ground }: Plan, parameters: TabletopParameters, random: Streams): Viewpoint {
  const distance = draw(parameters.cameraDistance, random("camera", "distance"));
  const elevation = (draw(parameters.cameraElevationDegrees, random("camera", "elevation")) * Math.PI) / 180;
  const jitter = random("camera", "place");
  const azimuth = uniform(jitter, 0, 2 * Math.PI);
  const target = [uniform(jitter, -0.06, 0.06), ground + uniform(jitter, 0, 0.05), uniform(jitter, -0.06, 0.06)] as const;
  const level = distance * Math.cos(elevation);
  return {
    position: [
      target[0] + level * Math.sin(azimuth),
      target[1] + distance * Math.sin(elevation),
      target[2] + level * Math.cos(azimuth),
    ],
    target,
    rollDegrees: uniform(jitter, -3, 3),
  };
}
