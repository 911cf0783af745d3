import { drawCount } from "../../src/recipe/quantity";
import { pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { onPath, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { firstThatFits, footprints, type Placed, put } from "../put";
import type { Streams } from "../scene";
import { crosswalkGround, roadsides } from "./beside-kerbs";
import type { StreetParameters } from "./parameters";
import { KERB_HEIGHT, type Plan } from "./plan";
import { cyclistGoes } from "./routes";
import { pickSight, sights } from "./view";

const TRIES = 8;
const FAR = 75;

/** Bicycles that stand at the kerb or along the walls of the houses. */
export function bicycles(
  plan: Plan,
  parameters: StreetParameters,
  view: Spot,
  taken: readonly Footprint[],
  random: Streams,
): Placed[] {
  const places = kerbsides(plan, view);
  return some(drawCount(parameters.bicycles, random("bicycles")), taken, random, "bicycle", (style) => {
    const bicycle = { ...models.bicycle.vary(style), rider: false };
    return () => {
      const sight = pickSight(style, places);
      const behind = pick(style, [0.65, plan.sidewalkWidth - 0.5]);
      const turn = pick(style, [0, 180]) + uniform(style, -4, 4);
      return sight ? [parked(bicycle, onPath(sight.reach.path, sight.s, behind), turn)] : [];
    };
  });
}

function parked(bicycle: ReturnType<typeof models.bicycle.vary>, { x, z, headingDegrees }: Spot, turn: number): Placed {
  return put("bicycle", bicycle, { class: "bicycle", position: [x, KERB_HEIGHT, z], headingDegrees: headingDegrees + turn }, 0.1);
}

/** People who ride with the traffic, close to the kerb or to the parked cars. */
export function cyclists(
  plan: Plan,
  parameters: StreetParameters,
  view: Spot,
  taken: readonly Footprint[],
  random: Streams,
): Placed[] {
  const places = kerbsides(plan, view);
  const blocked = [...plan.crossings.map((crossing) => crosswalkGround(crossing)), ...taken];
  return some(drawCount(parameters.cyclists, random("cyclists")), blocked, random, "cyclist", (style) => {
    const bicycle = { ...models.bicycle.vary(style), rider: true };
    return () => {
      const sight = pickSight(style, places);
      const aside = uniform(style, 0, 0.15);
      const turn = uniform(style, -2, 2);
      if (!sight) return [];
      const { parking } = sight.reach.of;
      const spot = onPath(sight.reach.path, sight.s, -(parking > 0 ? parking + 0.45 : 0.7) - aside);
      const position = [spot.x, 0, spot.z] as const;
      const placed = put("bicycle", bicycle, { class: "bicycle", position, headingDegrees: spot.headingDegrees + turn }, 0.1);
      return [{ ...placed, goes: cyclistGoes(plan, sight.reach.path, sight.s, -(parking > 0 ? parking + 0.45 : 0.7) - aside) }];
    };
  });
}

function kerbsides(plan: Plan, view: Spot) {
  const reaches = roadsides(plan).map(({ kerb: { path }, stretch }) => ({
    path,
    from: stretch.from,
    to: stretch.to,
    of: stretch,
    weight: stretch.main ? 1 : 0.4,
  }));
  return sights(view, reaches, FAR);
}

/** Up to `count`, each drawn from a stream of its own and set on free ground. */
function some(
  count: number,
  taken: readonly Footprint[],
  random: Streams,
  name: string,
  drawOne: (style: Random) => () => readonly Placed[],
): Placed[] {
  const kept: Placed[] = [];
  for (let at = 0; at < count; at++) {
    const attempt = drawOne(random(name, at));
    kept.push(...firstThatFits(TRIES, attempt, [...taken, ...footprints(kept)]));
  }
  return kept;
}
