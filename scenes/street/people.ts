import { drawCount } from "../../src/recipe/quantity";
import { pick } from "../../src/recipe/random";
import { onPath, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { firstThatFits, footprints, type Placed } from "../put";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";
import { GROUPS } from "./people-groups";
import type { Crossing, Plan, Stretch } from "./plan";
import { type Sight, seenFrom, sights } from "./view";

const FAR = 85;
const TRIES = 8;

/** People who walk along the street, stand and talk, or cross the road while the traffic waits. */
export function people(
  plan: Plan,
  parameters: StreetParameters,
  view: Spot,
  taken: readonly Footprint[],
  random: Streams,
): Placed[] {
  const count = drawCount(parameters.pedestrians, random("pedestrians"));
  const ways = { plan, walks: walks(plan, view), crossings: open(plan, view) };
  const kinds = Object.values(GROUPS);
  const shares = kinds.map(({ share }) => share);
  const kept: Placed[] = [];
  for (let at = 0; kept.length < count && at < count; at++) {
    const style = random("person", at);
    const { draw } = pick(style, kinds, shares);
    const pace = random("pace", at)();
    const group = firstThatFits(TRIES, () => draw({ ...ways, pace }, style), [...taken, ...footprints(kept)]);
    kept.push(...group.slice(0, count - kept.length));
  }
  return kept;
}

/** All sidewalks in sight. */
function walks(plan: Plan, view: Spot): readonly Sight<Stretch>[] {
  const reaches = plan.kerbs.flatMap(({ path, stretches }) =>
    stretches
      .filter(({ kind }) => kind !== "end")
      .map((stretch) => ({ path, from: stretch.from, to: stretch.to, of: stretch, weight: stretch.main ? 1 : 0.4 })),
  );
  return sights(view, reaches, FAR);
}

/** Crosswalks in sight that people may use now. */
function open(plan: Plan, view: Spot): readonly Crossing[] {
  return plan.crossings.filter(({ road, s, open }) => {
    const { distance, degrees } = seenFrom(view, onPath(road.path, s));
    return open && distance < FAR && Math.abs(degrees) < 55;
  });
}
