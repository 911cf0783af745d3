import { draw } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import type { Tree } from "../../src/scene/models/tree";
import { onPath, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { footprints, keepFree, type Placed, put } from "../put";
import type { Streams } from "../scene";
import { crosswalkGround, isFurnished, roadsides, type Side } from "./beside-kerbs";
import { KERBSIDE } from "./kerbside";
import type { StreetParameters } from "./parameters";
import { KERB_HEIGHT, type Plan } from "./plan";
import { signals } from "./signs";

/** Metres behind the kerb's face where things stand in a row. */
const LINE = 0.75;
const LIGHT_PITCH = 27;
const PLACE_PITCH = 3.1;
const WALL_PITCH = 13;
const GRATE = 1.2;
/** Trees farther from a corner than this, metres along the kerb, do not hide who comes round it. */
const CORNER_CLEAR = 5;

/** Everything that stands on the sidewalks: traffic lights, trees, street lights, and things between them. */
export function furniture(
  plan: Plan,
  parameters: StreetParameters,
  { free, taken }: { readonly free: Footprint; readonly taken: readonly Footprint[] },
  random: Streams,
): Placed[] {
  const sides = roadsides(plan);
  const fixed = [...signals(plan), ...sides.flatMap((side, at) => streetlights(plan, side, at, random))];
  const spacing = draw(parameters.treeSpacing, random("trees"));
  const density = draw(parameters.furnitureDensity, random("furniture"));
  const green = sides.flatMap((side) => trees(plan, side, spacing, free, random));
  const small = sides.flatMap((side) => [...alongKerb(plan, side, density, random), ...atWalls(plan, side, density, random)]);
  const firm = keepFree(fixed, [free, ...taken]);
  return [
    ...firm,
    ...keepFree(
      [...green, ...small],
      [free, ...taken, ...plan.crossings.map((one) => crosswalkGround(one)), ...footprints(firm)],
    ),
  ];
}

/** Stations along a side, one in each step of a pitch, the first at the corner; `within` draws where in its step each is. */
function steps(
  { stretch }: Side,
  pitch: number,
  within: (at: number) => number,
): readonly { readonly at: number; readonly s: number }[] {
  const { from, to, grows } = stretch;
  const count = Math.max(0, Math.floor((to - from) / pitch));
  return Array.from({ length: count }, (_, at) => {
    const ahead = (at + within(at)) * pitch;
    return { at, s: grows > 0 ? from + ahead : to - ahead };
  });
}

function spotAt({ kerb }: Side, s: number, behind: number): Spot {
  return onPath(kerb.path, s, behind);
}

function streetlights(plan: Plan, side: Side, number: number, random: Streams): Placed[] {
  const style = random("streetlights");
  const light = models.streetlight.vary(style);
  const start = uniform(style, 0.1, 0.5) + (number % 2) * 0.5;
  return steps(side, LIGHT_PITCH, () => start).flatMap(({ s }) => {
    const { x, z, headingDegrees } = spotAt(side, s, 0.55);
    if (!isFurnished(plan, { x, z })) return [];
    const position = [x, KERB_HEIGHT, z] as const;
    const lamp = put("streetlight", light, { class: "pole", position, headingDegrees: headingDegrees - 90 }, 0);
    return [{ ...lamp, footprint: { centre: [x, z], half: [0.3, 0.3], headingDegrees: 0 } as const }];
  });
}

/** A tree of the kind that the street is planted with; now and then a young one. Its crown keeps clear of the houses. */
function grown(kind: Tree, random: Random, room: number): Tree {
  const size = chance(random, 0.14) ? uniform(random, 0.5, 0.68) : uniform(random, 0.85, 1.12);
  return {
    ...kind,
    height: Math.max(3.2, kind.height * size),
    crownRadius: Math.max(0.8, Math.min(kind.crownRadius * size, room)),
    crownBase: kind.crownBase * Math.min(1, 0.45 + 0.55 * size),
    trunkRadius: kind.trunkRadius * size,
    shape: integer(random, 0, 999_999),
  };
}

function trees(plan: Plan, side: Side, spacing: number, free: Footprint, random: Streams): Placed[] {
  const kind = models.tree.vary(random("tree kind"));
  const styles = (at: number) => random("tree", side.name, at);
  return steps(side, spacing, (at) => 0.3 + 0.4 * styles(at)()).flatMap(({ at, s }) => {
    const { x, z, headingDegrees } = spotAt(side, s, LINE + 0.15);
    const corner = side.stretch.grows > 0 ? s - side.stretch.from : side.stretch.to - s;
    if (!isFurnished(plan, { x, z }) || corner < CORNER_CLEAR) return [];
    const style = styles(at);
    style();
    const position = [x, KERB_HEIGHT, z] as const;
    const tree = grown(kind, style, Math.min(plan.sidewalkWidth - LINE - 0.25, spacing * 0.6));
    const crown = put("tree", tree, { class: "vegetation", position, headingDegrees: 0 }, 0);
    if (keepFree([crown], [free]).length === 0) return [];
    const pit = put("grate", { size: GRATE }, { class: "sidewalk", position, headingDegrees }, 0.25);
    return [{ ...pit, also: [crown.instance] }];
  });
}

/** A place every few metres, some of them with a sign, bin, bench, hydrant or bollards. */
function alongKerb(plan: Plan, side: Side, density: number, random: Streams): Placed[] {
  const styles = (at: number) => random("kerbside", side.name, at);
  return steps(side, PLACE_PITCH, (at) => 0.2 + 0.6 * styles(at)()).flatMap(({ at, s }) => {
    const style = styles(at);
    style();
    const wanted = chance(style, density);
    const kind = pick(style, ["sign", "bin", "bench", "hydrant", "bollards"] as const, [5, 4, 3, 2.5, 1.5]);
    if (!wanted || !isFurnished(plan, spotAt(side, s, 0))) return [];
    return KERBSIDE[kind](plan, side, (behind, ahead = 0) => spotAt(side, s + ahead, behind), style);
  });
}

/** Wheeled bins that wait beside front doors. */
function atWalls(plan: Plan, side: Side, density: number, random: Streams): Placed[] {
  const styles = (at: number) => random("wheeled bins", side.name, at);
  return steps(side, WALL_PITCH, (at) => styles(at)()).flatMap(({ at, s }) => {
    const style = styles(at);
    style();
    const count = chance(style, density * 0.7) ? pick(style, [1, 2, 3]) : 0;
    return Array.from({ length: count }, (_, one) => {
      const bin = { kind: "wheeled", colour: pick(style, ["#2c2e30", "#2f5238", "#28406a", "#7a6a20"]) } as const;
      const { x, z, headingDegrees } = spotAt(side, s + one * 0.72, plan.sidewalkWidth - 0.62);
      const facing = headingDegrees - 90 + uniform(style, -8, 8);
      return put("bin", bin, { class: "bin", position: [x, KERB_HEIGHT, z], headingDegrees: facing }, 0.04);
    }).filter(() => isFurnished(plan, spotAt(side, s, 0)));
  });
}
