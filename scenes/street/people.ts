import { drawCount } from "../../src/recipe/quantity";
import { pick, type Random, uniform } from "../../src/recipe/random";
import { models, type ParametersOf } from "../../src/scene/models";
import type { Footprint } from "../../src/scene/placement";
import { firstThatFits, footprints, type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";
import { CROSSWALK_LENGTH, facade, KERB_HEIGHT, kerb, type Plan, SIDES, type Side } from "./plan";

type Person = ParametersOf<"person">;
type Spot = { readonly x: number; readonly y: number; readonly z: number; readonly headingDegrees: number };

/** Nearest and farthest place of people on the sidewalks; farther ones are too small to learn from. */
const NEAR = 4;
const FAR = 85;
const TRIES = 8;
const CLEARANCE = 0.12;
/** Where people walk: metres behind the kerb's face, and before the houses. */
const FROM_KERB = 1.55;
const FROM_WALL = 0.55;

/** People who walk along the street, stand and talk, or cross the road while the cars wait. */
export function people(plan: Plan, parameters: StreetParameters, taken: readonly Footprint[], random: Streams): Placed[] {
  const count = drawCount(parameters.pedestrians, random("pedestrians"));
  const walls = SIDES.map((side) => houseFronts(plan, side));
  const kept: Placed[] = [];
  for (let at = 0; kept.length < count && at < count; at++) {
    const style = random("person", at);
    const doing = pick(style, ["walk", "talk", "cross"] as const, [6, 2, plan.signal === "red" ? 3 : 0]);
    const group = firstThatFits(TRIES, () => GROUPS[doing](plan, style), [...taken, ...walls, ...footprints(kept)]);
    kept.push(...group.slice(0, count - kept.length));
  }
  return kept;
}

const GROUPS: Record<"walk" | "talk" | "cross", (plan: Plan, random: Random) => Placed[]> = {
  /** One person, or two side by side. */
  walk(plan, random) {
    const side = pick(random, SIDES);
    const z = along(random);
    const headingDegrees = pick(random, [0, 180]) + uniform(random, -6, 6);
    const distance = uniform(random, FROM_KERB, plan.sidewalkWidth - FROM_WALL);
    const pose = () => pick(random, ["walking", "phone", "carrying", "running"] as const, [12, 2, 3, 1]);
    const first = stand(someone(random, pose()), { x: kerb(plan, side, distance), y: KERB_HEIGHT, z, headingDegrees });
    const beside = distance + 0.72;
    const alone = beside > plan.sidewalkWidth - FROM_WALL || random() < 0.7;
    if (alone) return [first];
    const x = kerb(plan, side, beside);
    return [first, stand(someone(random, "walking"), { x, y: KERB_HEIGHT, z: z + uniform(random, -0.2, 0.2), headingDegrees })];
  },

  /** Two to four in a ring who look at each other. */
  talk(plan, random) {
    const side = pick(random, SIDES);
    const centre = [
      kerb(plan, side, uniform(random, FROM_KERB + 0.5, Math.max(FROM_KERB + 0.5, plan.sidewalkWidth - 1.2))),
      along(random),
    ] as const;
    const count = pick(random, [2, 3, 4], [5, 3, 1]);
    const turn = uniform(random, 0, 360);
    const radius = 0.42 + 0.09 * count;
    return Array.from({ length: count }, (_, at) => {
      const direction = turn + (360 / count) * at;
      const angle = (direction * Math.PI) / 180;
      const spot = { x: centre[0] + Math.sin(angle) * radius, y: KERB_HEIGHT, z: centre[1] - Math.cos(angle) * radius };
      const pose = pick(random, ["standing", "phone", "carrying"] as const, [6, 1, 2]);
      return stand(someone(random, pose), { ...spot, headingDegrees: direction + 180 + uniform(random, -15, 15) });
    });
  },

  /** One person on the crosswalk. */
  cross(plan, random) {
    const side = pick(random, SIDES);
    const [from, to] = [kerb(plan, -1) + 0.6, kerb(plan, 1) - 0.6];
    const z = plan.crosswalk + uniform(random, -0.5, 0.5) * (CROSSWALK_LENGTH - 1.2);
    const spot = { x: uniform(random, from, to), y: 0, z, headingDegrees: side * 90 + uniform(random, -8, 8) };
    return [stand(someone(random, pick(random, ["walking", "phone", "carrying"] as const, [8, 1, 2])), spot)];
  },
};

/** The ground of the houses on a side, and a little before it. */
function houseFronts(plan: Plan, side: Side): Footprint {
  const depth = 10;
  return { centre: [facade(plan, side) + side * (depth / 2 - 0.12), 0], half: [depth / 2, 200], headingDegrees: 0 };
}

/** More people near the camera than far from it. */
function along(random: Random): number {
  return -NEAR - (FAR - NEAR) * random() ** 1.6;
}

function someone(random: Random, pose: Person["pose"]): Person {
  return { ...models.person.vary(random), pose };
}

function stand(person: Person, { x, y, z, headingDegrees }: Spot): Placed {
  return put("person", person, { class: "person", position: [x, y, z], headingDegrees }, CLEARANCE);
}
