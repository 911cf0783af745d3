import { draw } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import type { Tree } from "../../src/scene/models/tree";
import type { Footprint } from "../../src/scene/placement";
import { footprints, keepFree, type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";
import {
  facade,
  KERB_HEIGHT,
  kerb,
  NORTH_END,
  type Plan,
  parkingWidth,
  roadHeading,
  SIDES,
  type Side,
  SOUTH_FURNISHED,
} from "./plan";
import { postWithSign, signals } from "./signs";

/** Metres behind the kerb's face where things stand in a row. */
const LINE = 0.75;
const LIGHT_PITCH = 27;
const PLACE_PITCH = 3.1;
const NORTHMOST = NORTH_END + 6;
const GRATE = 1.2;

/** Everything that stands on the sidewalks: traffic lights, trees, street lights, and things between them. */
export function furniture(plan: Plan, parameters: StreetParameters, free: Footprint, random: Streams): Placed[] {
  const fixed = [...signals(plan), ...SIDES.flatMap((side) => streetlights(plan, side, random))];
  const spacing = draw(parameters.treeSpacing, random("trees"));
  const density = draw(parameters.furnitureDensity, random("furniture"));
  const green = SIDES.flatMap((side) => trees(plan, side, spacing, free, random));
  const small = SIDES.flatMap((side) => [...alongKerb(plan, side, density, random), ...atWalls(plan, side, density, random)]);
  const crosswalk: Footprint = { centre: [0, plan.crosswalk], half: [30, 2.2], headingDegrees: 0 };
  const firm = keepFree(fixed, [free]);
  return [...firm, ...keepFree([...green, ...small], [free, crosswalk, ...footprints(firm)])];
}

function streetlights(plan: Plan, side: Side, random: Streams): Placed[] {
  const style = random("streetlights");
  const light = models.streetlight.vary(style);
  const first = SOUTH_FURNISHED - uniform(style, 0, LIGHT_PITCH / 2) - (side > 0 ? 0 : LIGHT_PITCH / 2);
  const count = Math.floor((first - NORTHMOST) / LIGHT_PITCH) + 1;
  return Array.from({ length: count }, (_, at) => {
    const position = [kerb(plan, side, 0.55), KERB_HEIGHT, first - at * LIGHT_PITCH] as const;
    return foot(put("streetlight", light, { class: "pole", position, headingDegrees: roadHeading(side) }, 0), position, 0.3);
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
  const count = Math.floor((SOUTH_FURNISHED - NORTHMOST) / spacing);
  const kind = models.tree.vary(random("tree kind"));
  return Array.from({ length: count }, (_, at) => at).flatMap((at) => {
    const style = random("tree", side, at);
    const z = SOUTH_FURNISHED - (at + uniform(style, 0.3, 0.7)) * spacing;
    const position = [kerb(plan, side, LINE + 0.15), KERB_HEIGHT, z] as const;
    const tree = grown(kind, style, Math.min(plan.sidewalkWidth - LINE - 0.25, spacing * 0.6));
    const crown = put("tree", tree, { class: "vegetation", position, headingDegrees: 0 }, 0);
    if (keepFree([crown], [free]).length === 0) return [];
    const pit = put("grate", { size: GRATE }, { class: "sidewalk", position, headingDegrees: 0 }, 0.25);
    return [{ ...pit, also: [crown.instance] }];
  });
}

/** A place every few metres, some of them with a sign, bin, bench, hydrant or bollards. */
function alongKerb(plan: Plan, side: Side, density: number, random: Streams): Placed[] {
  const count = Math.floor((SOUTH_FURNISHED - NORTHMOST) / PLACE_PITCH);
  return Array.from({ length: count }, (_, at) => at).flatMap((at) => {
    const style = random("kerbside", side, at);
    const z = SOUTH_FURNISHED - (at + uniform(style, 0.2, 0.8)) * PLACE_PITCH;
    const wanted = chance(style, density);
    const kind = pick(style, ["sign", "bin", "bench", "hydrant", "bollards"] as const, [5, 4, 3, 2.5, 1.5]);
    return wanted ? KERBSIDE[kind](plan, side, z, style) : [];
  });
}

const KERBSIDE: Record<
  "sign" | "bin" | "bench" | "hydrant" | "bollards",
  (plan: Plan, side: Side, z: number, random: Random) => Placed[]
> = {
  sign: (plan, side, z, random) => {
    // One limit for the whole street: wide lanes are for 50 km/h.
    const limit = plan.laneWidth > 3.3 ? "limit 50" : "limit 30";
    const kind = pick(
      random,
      ["no parking", parkingWidth(plan, side) > 0 ? "parking" : "no parking", limit, "yield"] as const,
      [4, 4, 4, 1],
    );
    return [postWithSign(kind, side, [kerb(plan, side, 0.45), KERB_HEIGHT, z])];
  },
  bin: (plan, side, z, random) => {
    const bin = { kind: "round", colour: models.bin.vary(random).colour } as const;
    return [put("bin", bin, { class: "bin", position: [kerb(plan, side, LINE), KERB_HEIGHT, z], headingDegrees: 0 }, 0.25)];
  },
  bench: (plan, side, z, random) => {
    const place = {
      class: "bench",
      position: [kerb(plan, side, LINE + 0.1), KERB_HEIGHT, z],
      headingDegrees: roadHeading(side) + 180,
    } as const;
    return [put("bench", models.bench.vary(random), place, 0.3)];
  },
  hydrant: (plan, side, z, random) => {
    const place = {
      class: "hydrant",
      position: [kerb(plan, side, 0.55), KERB_HEIGHT, z],
      headingDegrees: roadHeading(side),
    } as const;
    return [put("hydrant", models.hydrant.vary(random), place, 0.4)];
  },
  bollards: (plan, side, z) =>
    [-1.2, 0, 1.2].map((offset) => {
      const bollard = { height: 0.95, radius: 0.055, colour: "#4a4e50" };
      return put(
        "pole",
        bollard,
        { class: "pole", position: [kerb(plan, side, 0.4), KERB_HEIGHT, z + offset], headingDegrees: 0 },
        0.2,
      );
    }),
};

/** Wheeled bins that wait beside front doors. */
function atWalls(plan: Plan, side: Side, density: number, random: Streams): Placed[] {
  return Array.from({ length: 10 }, (_, at) => at).flatMap((at) => {
    const style = random("wheeled bins", side, at);
    const z = 10 - (at + uniform(style, 0, 1)) * 13;
    const count = chance(style, density * 0.7) ? pick(style, [1, 2, 3]) : 0;
    return Array.from({ length: count }, (_, one) => {
      const bin = { kind: "wheeled", colour: pick(style, ["#2c2e30", "#2f5238", "#28406a", "#7a6a20"]) } as const;
      const position = [facade(plan, side) - side * 0.62, KERB_HEIGHT, z - one * 0.72] as const;
      return put("bin", bin, { class: "bin", position, headingDegrees: roadHeading(side) + uniform(style, -8, 8) }, 0.04);
    });
  });
}

/** Replaces the ground that something tall takes by the square around its foot. */
function foot(placed: Placed, [x, , z]: readonly [number, number, number], half: number): Placed {
  return { ...placed, footprint: { centre: [x, z], half: [half, half], headingDegrees: 0 } };
}
