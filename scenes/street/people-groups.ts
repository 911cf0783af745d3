import { chance, gaussian, pick, type Random, uniform } from "../../src/recipe/random";
import { models, type ParametersOf } from "../../src/scene/models";
import { onPath, type Spot } from "../../src/scene/path";
import { type Placed, put } from "../put";
import { CROSSWALK_LENGTH, type Crossing, KERB_HEIGHT, type Plan, type Stretch } from "./plan";
import { pickSight, type Sight } from "./view";
import { crosserGoes, walkerGoes } from "./walks";

type Person = ParametersOf<"person">;

/** Where people may be: stations of the sidewalks in sight, and crosswalks that are open to them. */
export type Ways = {
  readonly plan: Plan;
  readonly walks: readonly Sight<Stretch>[];
  readonly crossings: readonly Crossing[];
  /** Of the group, 0 slow to 1 fast. */
  readonly pace: number;
};

const CLEARANCE = 0.12;
/** Where people walk: metres behind the kerb's face, and before the houses. */
const FROM_KERB = 1.55;
const FROM_WALL = 0.55;
/** Between people who walk side by side. */
const BESIDE = 0.72;
/** Of people on a sidewalk, how many are children. */
const CHILDREN = 0.12;

/** A group that could be there; empty where there is no such place in sight. */
type Group = (ways: Ways, random: Random) => readonly Placed[];

/** Groups of people by what they do, and how often. */
export const GROUPS: Record<
  "walk" | "together" | "family" | "talk" | "wait" | "cross",
  { readonly share: number; readonly draw: Group }
> = {
  walk: { share: 5, draw: (ways, random) => abreast(ways, random, 1) },
  together: { share: 2.5, draw: (ways, random) => abreast(ways, random, pick(random, [2, 3], [4, 1])) },
  family: { share: 1, draw: family },
  talk: { share: 2, draw: talk },
  wait: { share: 1, draw: waitToCross },
  cross: { share: 3, draw: cross },
};

/** Somebody of any age, in a pose. */
function someone(random: Random, pose: Person["pose"]): Person {
  const drawn = models.person.vary(random);
  return chance(random, CHILDREN) ? child(random, drawn, pose) : { ...drawn, pose };
}

function child(random: Random, drawn: Person, pose: Person["pose"]): Person {
  const height = Math.min(1.5, Math.max(1.02, 1.26 + 0.13 * gaussian(random)));
  return { ...drawn, height, girth: Math.min(drawn.girth, 1.02), top: drawn.top === "coat" ? "jacket" : drawn.top, pose };
}

/** A person on the ground at a height. */
function stand(person: Person, { x, z, headingDegrees }: Spot, level: number): Placed {
  return put("person", person, { class: "person", position: [x, level, z], headingDegrees }, CLEARANCE);
}

function walkingPose(random: Random): Person["pose"] {
  return pick(random, ["walking", "phone", "carrying", "running"] as const, [12, 2, 3, 1]);
}

/** Some people side by side who walk along the kerb. */
function abreast({ plan, walks, pace }: Ways, random: Random, count: number): readonly Placed[] {
  const sight = pickSight(random, walks);
  const room = plan.sidewalkWidth - FROM_WALL - (count - 1) * BESIDE;
  const first = uniform(random, FROM_KERB, Math.max(FROM_KERB, room));
  const turn = pick(random, [0, 180]) + uniform(random, -6, 6);
  const people = Array.from({ length: count }, () => someone(random, count > 1 ? "walking" : walkingPose(random)));
  const steps = people.map(() => uniform(random, -0.2, 0.2));
  if (!sight || room < FROM_KERB) return [];
  return people.map((person, at) => {
    const spot = onPath(sight.reach.path, sight.s + (steps[at] ?? 0), first + at * BESIDE);
    const direction = Math.cos((turn * Math.PI) / 180) > 0 ? 1 : -1;
    const goes = walkerGoes(sight.reach.path, sight.s + (steps[at] ?? 0), first + at * BESIDE, { person, direction, pace });
    return { ...stand(person, { ...spot, headingDegrees: spot.headingDegrees + turn }, KERB_HEIGHT), ...goes };
  });
}

/** One or two grown-ups with one or two children. */
function family({ plan, walks, pace }: Ways, random: Random): readonly Placed[] {
  const sight = pickSight(random, walks);
  const [adults, children] = [pick(random, [1, 2]), pick(random, [1, 2], [3, 1])];
  const turn = pick(random, [0, 180]) + uniform(random, -5, 5);
  const people = [
    ...Array.from(
      { length: adults },
      (): Person => ({ ...models.person.vary(random), pose: pick(random, ["walking", "carrying"], [3, 1]) }),
    ),
    ...Array.from({ length: children }, () => child(random, models.person.vary(random), "walking")),
  ];
  const room = plan.sidewalkWidth - FROM_WALL - (people.length - 1) * 0.62;
  const first = uniform(random, FROM_KERB, Math.max(FROM_KERB, room));
  if (!sight || room < FROM_KERB - 0.3) return [];
  return people.map((person, at) => {
    const spot = onPath(sight.reach.path, sight.s + 0.1 * at, first + at * 0.62);
    const direction = Math.cos((turn * Math.PI) / 180) > 0 ? 1 : -1;
    const goes = walkerGoes(sight.reach.path, sight.s + 0.1 * at, first + at * 0.62, { person, direction, pace });
    return { ...stand(person, { ...spot, headingDegrees: spot.headingDegrees + turn }, KERB_HEIGHT), ...goes };
  });
}

/** Two to four in a ring who look at each other. */
function talk({ plan, walks }: Ways, random: Random): readonly Placed[] {
  const sight = pickSight(random, walks);
  const low = FROM_KERB + 0.5;
  const behind = uniform(random, low, Math.max(low, plan.sidewalkWidth - 1.2));
  const count = pick(random, [2, 3, 4], [5, 3, 1]);
  const turn = uniform(random, 0, 360);
  const people = Array.from({ length: count }, () =>
    someone(random, pick(random, ["standing", "phone", "carrying", "waving"] as const, [6, 1, 2, 0.5])),
  );
  const looks = people.map(() => uniform(random, -15, 15));
  if (!sight) return [];
  const centre = onPath(sight.reach.path, sight.s, behind);
  return people.map((person, at) => {
    const direction = turn + (360 / count) * at;
    const { x, z } = ahead({ ...centre, headingDegrees: direction }, 0.42 + 0.09 * count);
    return stand(person, { x, z, headingDegrees: direction + 180 + (looks[at] ?? 0) }, KERB_HEIGHT);
  });
}

/** One or two at the kerb of a crosswalk who wait for their green. */
function waitToCross({ plan }: Ways, random: Random): readonly Placed[] {
  const closed = plan.crossings.filter(({ open }) => !open);
  const share = random();
  const side = pick(random, [1, -1] as const);
  const count = pick(random, [1, 2]);
  const people = Array.from({ length: count }, () => someone(random, pick(random, ["standing", "phone"] as const, [3, 1])));
  const crossing = closed[Math.floor(share * closed.length)];
  if (!crossing) return [];
  const { road, s } = crossing;
  const half = side > 0 ? road.half.right : road.half.left;
  return people.map((person, at) => {
    const spot = onPath(road.path, s + (at - (count - 1) / 2) * 0.9, side * (half + 0.7));
    return stand(person, { ...spot, headingDegrees: spot.headingDegrees - side * 90 }, KERB_HEIGHT);
  });
}

/** Somebody on a crosswalk. */
function cross({ crossings, pace }: Ways, random: Random): readonly Placed[] {
  const share = random();
  const side = pick(random, [1, -1]);
  const across = random();
  const along = uniform(random, -0.5, 0.5) * (CROSSWALK_LENGTH - 1.2);
  const turn = side * 90 + uniform(random, -8, 8);
  const person = someone(random, pick(random, ["walking", "phone", "carrying"] as const, [8, 1, 2]));
  const crossing = crossings[Math.floor(share * crossings.length)];
  if (!crossing) return [];
  const { road, s } = crossing;
  const [from, to] = [-road.half.left + 0.6, road.half.right - 0.6];
  const spot = onPath(road.path, s + along, from + (to - from) * across);
  const walks = { ...spot, headingDegrees: spot.headingDegrees + turn };
  const t = from + (to - from) * across;
  const toKerb = side > 0 ? road.half.right - t : t + road.half.left;
  return [{ ...stand(person, walks, 0), ...crosserGoes(walks, toKerb, { person, pace }) }];
}

/** The spot some metres ahead. */
function ahead({ x, z, headingDegrees }: Spot, metres: number): Spot {
  const angle = (headingDegrees * Math.PI) / 180;
  return { x: x + Math.sin(angle) * metres, z: z - Math.cos(angle) * metres, headingDegrees };
}
