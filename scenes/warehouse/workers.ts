import { draw, drawCount } from "../../src/recipe/quantity";
import { chance, pick, type Random, uniform } from "../../src/recipe/random";
import { modelBounds, models, type ParametersOf } from "../../src/scene/models";
import type { Bounds } from "../../src/scene/models/model";
import type { Footprint } from "../../src/scene/placement";
import { type Goes, walkingSpeed } from "../motion/goes";
import { roam } from "../motion/roam";
import { firstThatFits, footprints, type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { WarehouseParameters } from "./parameters";
import { inAisle, openFloor, type Plan } from "./plan";

type Person = ParametersOf<"person">;
type Spot = { readonly x: number; readonly z: number; readonly headingDegrees: number };

/** What the people of this warehouse wear: shares, and the colour of the trousers. */
export type Dress = { readonly vestShare: number; readonly helmetShare: number; readonly vestColour: string };

const TRIES = 10;
const CLEARANCE = 0.15;
const WORKWEAR = ["#23283a", "#2f3f5f", "#3a3d42", "#4b4a48", "#1f2428", "#34508a", "#3f4a36"];

/** Draws what is common to everybody. */
export function dressCode(parameters: WarehouseParameters, random: Streams): Dress {
  return {
    vestShare: draw(parameters.vestShare, random("vestShare")),
    helmetShare: draw(parameters.helmetShare, random("helmetShare")),
    vestColour: pick(random("vest colour"), ["#d6ea2a", "#ff7a1c"], [3, 2]),
  };
}

/** A person dressed for work. */
export function worker({ vestShare, helmetShare, vestColour }: Dress, random: Random): Person {
  const drawn = models.person.vary(random);
  const vest = chance(random, vestShare);
  const helmet = chance(random, helmetShare);
  const helmetColour = pick(random, ["#f2f2ee", "#f0c419", "#2f62b0", "#d8501c"], [4, 4, 2, 1]);
  return {
    ...drawn,
    top: vest ? "vest" : drawn.top,
    topColour: vest ? vestColour : drawn.topColour,
    bottom: "trousers",
    bottomColour: pick(random, WORKWEAR),
    shoeColour: pick(random, ["#1c1c1e", "#3a2a1c", "#5a4630"]),
    hair: helmet ? "helmet" : drawn.hair,
    extraColour: helmet ? helmetColour : drawn.extraColour,
  };
}

/** People on foot: they walk, stand, look at a scanner, talk, or pull a pallet jack. */
export function workers(
  plan: Plan,
  parameters: WarehouseParameters,
  dress: Dress,
  taken: readonly Footprint[],
  random: Streams,
): Placed[] {
  const count = drawCount(parameters.workers, random("workers"));
  const kept: Placed[] = [];
  for (let at = 0; at < count && kept.length < count; at++) {
    const style = random("worker", at);
    const doing = pick(style, ["walk", "stand", "talk", "pull"] as const, [5, 4, 2, 1.5]);
    const group = firstThatFits(TRIES, () => GROUPS[doing](plan, dress, style), [...taken, ...footprints(kept)]);
    kept.push(...group.slice(0, count - kept.length));
  }
  return kept;
}

const GROUPS: Record<"walk" | "stand" | "talk" | "pull", (plan: Plan, dress: Dress, random: Random) => Placed[]> = {
  walk: (plan, dress, random) => [person(dress, "walking", somewhere(plan, random), random)],

  stand(plan, dress, random) {
    const spot = { ...somewhere(plan, random), headingDegrees: uniform(random, 0, 360) };
    return [
      person(
        dress,
        pick(random, ["standing", "phone", "waving", "crouching", "reaching", "carrying"] as const, [4, 3, 0.6, 1.5, 1.5, 2]),
        spot,
        random,
      ),
    ];
  },

  /** Two who look at each other. */
  talk(plan, dress, random) {
    const { x, z } = somewhere(plan, random);
    const turn = uniform(random, 0, 360);
    return [0, 180].map((half) => {
      const angle = ((turn + half) * Math.PI) / 180;
      const spot = { x: x + Math.sin(angle) * 0.55, z: z - Math.cos(angle) * 0.55, headingDegrees: turn + half + 180 };
      return person(dress, "standing", spot, random);
    });
  },

  /** One with a pallet jack behind. */
  pull(plan, dress, random) {
    const spot = somewhere(plan, random);
    const puller = person(dress, "walking", spot, random);
    const angle = (spot.headingDegrees * Math.PI) / 180;
    const behind = [spot.x - Math.sin(angle) * JACK_BEHIND, 0, spot.z + Math.cos(angle) * JACK_BEHIND] as const;
    const jack = { ...models["pallet-jack"].vary(random), tiltDegrees: 30 };
    const towed = put(
      "pallet-jack",
      jack,
      { class: "pallet jack", position: behind, headingDegrees: spot.headingDegrees + 180 },
      0,
    );
    return [
      { ...puller, goes: pulling(spot, modelBounds(puller.instance), modelBounds(towed.instance)) },
      { ...towed, towed: true },
    ];
  },
};

/** From a walker to the middle of the jack. */
const JACK_BEHIND = 1.5;

function somewhere(plan: Plan, random: Random): Spot {
  if (chance(random, 0.5)) {
    const [x, z] = openFloor(plan, 0.8, random);
    return { x, z, headingDegrees: uniform(random, 0, 360) };
  }
  const [x, z] = inAisle(plan, random);
  const off = plan.aisleWidth / 2 - 0.6;
  return { x: x + uniform(random, -off, off), z, headingDegrees: pick(random, [0, 180]) + uniform(random, -12, 12) };
}

/** Who walks goes round what stands in the hall, and between the racks. */
function walking(start: Spot, someone: Person): Goes {
  const bounds = models.person.bounds(someone);
  return (random, taken) => {
    const wish = walkingSpeed(someone, random()) ?? 1;
    return { way: roam({ start, bounds, taken, ...STROLL }, random), wish, eager: 1.2, onFoot: true };
  };
}

/** With the jack: slower, in wider turns. */
function pulling(start: Spot, puller: Bounds, jack: Bounds): Goes {
  const bounds: Bounds = {
    min: [Math.min(puller.min[0], -jack.max[0]), 0, puller.min[2]],
    max: [Math.max(puller.max[0], jack.max[0]), puller.max[1], JACK_BEHIND - jack.min[2]],
  };
  return (random, taken) => {
    const way = roam({ start, bounds, taken, ...STROLL, radius: 1.6, straight: [1, 7] }, random);
    return { way, wish: uniform(random, 0.8, 1.1), eager: 0.7, onFoot: true, bounds };
  };
}

/** How people walk about in a hall. */
const STROLL = { clearance: 0.2, radius: 0.7, straight: [0.8, 6], turns: [0, 0, 40, -40, 90, -90, 150, -150] } as const;

function person(dress: Dress, pose: Person["pose"], { x, z, headingDegrees }: Spot, random: Random): Placed {
  const someone = { ...worker(dress, random), pose };
  const placed = put("person", someone, { class: "person", position: [x, 0, z], headingDegrees }, CLEARANCE);
  return walkingSpeed(someone, 0) ? { ...placed, goes: walking({ x, z, headingDegrees }, someone) } : placed;
}
