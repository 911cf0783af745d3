import { draw } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import { models, type ParametersOf } from "../../src/scene/models";
import { onPath, type Path, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { firstThatFits, type Placed, put } from "../put";
import type { Streams } from "../scene";
import { crosswalkGround, roadsides } from "./beside-kerbs";
import type { StreetParameters } from "./parameters";
import { KERB_HEIGHT, type Plan } from "./plan";
import { postWithSign } from "./signs";
import { pickSight, sights } from "./view";

const TRIES = 14;
const VESTS = ["#d6ea2a", "#ff7a1c"] as const;
const HELMETS = ["#f2f2ee", "#f0c419", "#d8501c"] as const;

/** Road works on a sidewalk or in a parking lane, where the recipe wants some. */
export function works(
  plan: Plan,
  parameters: StreetParameters,
  view: Spot,
  taken: readonly Footprint[],
  random: Streams,
): readonly Placed[] {
  const wanted = chance(random("works"), draw(parameters.construction, random("construction")));
  if (!wanted) return [];
  const style = random("works", "place");
  const sides = roadsides(plan);
  const places = sights(
    view,
    sides.map(({ kerb: { path }, stretch }) => ({
      path,
      from: stretch.from + 8,
      to: stretch.to - 8,
      of: stretch,
      weight: stretch.main ? 1 : 0.2,
    })),
    45,
  );
  const blocked = [...taken, ...plan.crossings.map((crossing) => crosswalkGround(crossing, 2))];
  return firstThatFits(
    TRIES,
    () => {
      const sight = pickSight(style, places);
      if (!sight) return [];
      const { path, of: stretch } = sight.reach;
      const onRoad = stretch.parking > 0 && chance(style, 0.6);
      const middle = onRoad ? -stretch.parking / 2 - 0.05 : plan.sidewalkWidth * 0.42;
      const width = onRoad ? 1.7 : Math.min(1.9, plan.sidewalkWidth * 0.45);
      const level = onRoad ? 0 : KERB_HEIGHT;
      const length = uniform(style, 4, 6.5);
      const sign = postWithSign("works", onPath(path, sight.s - length / 2 - 4, 0.45));
      return [...site(path, sight.s, { middle, width, length, level }, style), sign];
    },
    blocked,
  );
}

/** A site beside a path: where its middle is to the right of the path, its size, and the height of the ground. */
export type Site = { readonly middle: number; readonly width: number; readonly length: number; readonly level: number };

/** An opened strip between barriers, with workers, cones before it and a sign for those who come. */
export function site(path: Path, s: number, { middle, width, length, level }: Site, random: Random): readonly Placed[] {
  const at = (ahead: number, right: number): Spot => onPath(path, s + ahead, middle + right);
  const here = (name: string, { x, z, headingDegrees }: Spot, turn = 0) =>
    ({ class: name, position: [x, level, z], headingDegrees: headingDegrees + turn }) as const;
  const fence = (spot: Spot, wide: number, turn: number) =>
    put("barrier", { ...models.barrier.vary(random), width: wide, boards: 2 }, here("barrier", spot, turn), 0);
  const half = length / 2;
  const dig = {
    width: Math.max(1, width - 1),
    length: Math.max(1, length - 2.9),
    heap: uniform(random, 0.35, 0.7),
    shape: integer(random, 0, 999_999),
  };
  const hole = put("excavation", dig, here("ground", at(0.75, 0)), 0);
  const ends = [fence(at(-half, 0), width, 180), fence(at(half, 0), width, 0)];
  const pieces = Math.max(1, Math.floor((length - 0.9) / 1.9));
  const pitch = (length - 0.9) / pieces;
  // Along the side of the traffic, from end to end.
  const along = Array.from({ length: pieces }, (_, piece) =>
    fence(at(-half + 0.45 + (piece + 0.5) * pitch, -width / 2 - 0.4), Math.min(1.8, pitch - 0.1), -90),
  );
  const cone = models.cone.vary(random);
  const cones = [1.2, 2.4].map((before, step) =>
    put("cone", cone, here("traffic cone", at(-half - before, -width / 2 + 0.35 * (step + 1)), uniform(random, 0, 90)), 0.04),
  );
  const count = integer(random, 1, 2);
  const people = Array.from({ length: count }, (_, one) => {
    const spot = at(-half + 0.95, ((one - (count - 1) / 2) * width) / 2);
    const person = worker(random, pick(random, ["standing", "crouching", "phone"] as const, [3, 3, 1]));
    return put("person", person, here("person", spot, uniform(random, -25, 25)), 0);
  });
  return [...ends, ...along, hole, ...cones, ...people];
}

/** Somebody in a vest, with a helmet as a rule. */
export function worker(random: Random, pose: ParametersOf<"person">["pose"]): ParametersOf<"person"> {
  const drawn = models.person.vary(random);
  const helmet = chance(random, 0.8);
  return {
    ...drawn,
    pose,
    top: "vest",
    topColour: pick(random, VESTS),
    bottom: "trousers",
    bottomColour: pick(random, ["#23283a", "#3a3d42", "#4b4a48", "#34508a"]),
    hair: helmet ? "helmet" : drawn.hair,
    extraColour: helmet ? pick(random, HELMETS) : drawn.extraColour,
  };
}
