import { drawCount } from "../../src/recipe/quantity";
import { pick, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import type { Footprint } from "../../src/scene/placement";
import type { StreetParameters } from "./parameters";
import { facade, KERB_HEIGHT, kerb, type Placed, type Plan, SIDES, type Streams, trafficHeading } from "./plan";
import { firstThatFits, footprints, put } from "./put";

const TRIES = 8;
/** From the nearest to the farthest place, metres along the street. */
const NEAR = 3;
const FAR = 70;

/** Bicycles that stand at the kerb or along the walls of the houses. */
export function bicycles(plan: Plan, parameters: StreetParameters, taken: readonly Footprint[], random: Streams): Placed[] {
  const count = drawCount(parameters.bicycles, random("bicycles"));
  const kept: Placed[] = [];
  for (let at = 0; at < count; at++) {
    const style = random("bicycle", at);
    const bicycle = models.bicycle.vary(style);
    const attempt = () => {
      const side = pick(style, SIDES);
      const x = pick(style, [kerb(plan, side, 0.65), facade(plan, side) - side * 0.5]);
      const headingDegrees = trafficHeading(pick(style, SIDES)) + uniform(style, -4, 4);
      const position = [x, KERB_HEIGHT, -uniform(style, NEAR, FAR)] as const;
      return [put("bicycle", bicycle, { class: "bicycle", position, headingDegrees }, 0.1)];
    };
    kept.push(...firstThatFits(TRIES, attempt, [...taken, ...footprints(kept)]));
  }
  return kept;
}
