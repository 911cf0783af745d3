import { drawCount } from "../../src/recipe/quantity";
import { pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import type { Footprint } from "../../src/scene/placement";
import { firstThatFits, footprints, type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";
import { CROSSWALK_LENGTH, facade, KERB_HEIGHT, kerb, type Plan, parkingWidth, SIDES, trafficHeading } from "./plan";

const TRIES = 8;
/** From the nearest to the farthest place, metres along the street. */
const NEAR = 3;
const FAR = 70;

/** Bicycles that stand at the kerb or along the walls of the houses. */
export function bicycles(plan: Plan, parameters: StreetParameters, taken: readonly Footprint[], random: Streams): Placed[] {
  const count = drawCount(parameters.bicycles, random("bicycles"));
  return some(count, taken, random, "bicycle", (style) => {
    const bicycle = { ...models.bicycle.vary(style), rider: false };
    return () => {
      const side = pick(style, SIDES);
      const x = pick(style, [kerb(plan, side, 0.65), facade(plan, side) - side * 0.5]);
      const headingDegrees = trafficHeading(pick(style, SIDES)) + uniform(style, -4, 4);
      const position = [x, KERB_HEIGHT, -uniform(style, NEAR, FAR)] as const;
      return put("bicycle", bicycle, { class: "bicycle", position, headingDegrees }, 0.1);
    };
  });
}

/** People who ride with the traffic, close to the kerb or to the parked cars. */
export function cyclists(plan: Plan, parameters: StreetParameters, taken: readonly Footprint[], random: Streams): Placed[] {
  const count = drawCount(parameters.cyclists, random("cyclists"));
  const crosswalk: Footprint = { centre: [0, plan.crosswalk], half: [30, CROSSWALK_LENGTH / 2 + 0.3], headingDegrees: 0 };
  return some(count, [crosswalk, ...taken], random, "cyclist", (style) => {
    const bicycle = { ...models.bicycle.vary(style), rider: true };
    return () => {
      const side = pick(style, SIDES);
      const room = parkingWidth(plan, side) > 0 ? 0.45 : 0.7;
      const x = side * (plan.laneWidth - room - uniform(style, 0, 0.15));
      const headingDegrees = trafficHeading(side) + uniform(style, -2, 2);
      const position = [x, 0, -uniform(style, NEAR, FAR)] as const;
      return put("bicycle", bicycle, { class: "bicycle", position, headingDegrees }, 0.1);
    };
  });
}

/** Up to `count`, each drawn from a stream of its own and set on free ground. */
function some(
  count: number,
  taken: readonly Footprint[],
  random: Streams,
  name: string,
  drawOne: (style: Random) => () => Placed,
): Placed[] {
  const kept: Placed[] = [];
  for (let at = 0; at < count; at++) {
    const attempt = drawOne(random(name, at));
    kept.push(...firstThatFits(TRIES, () => [attempt()], [...taken, ...footprints(kept)]));
  }
  return kept;
}
