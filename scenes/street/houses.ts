import { drawCount } from "../../src/recipe/quantity";
import { chance, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { models, place } from "../../src/scene/models";
import type { Building } from "../../src/scene/models/building";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";
import { facade, KERB_HEIGHT, NORTH_END, type Plan, roadHeading, SIDES, type Side, SOUTH_END } from "./plan";
import { CROSS_SIDEWALK, CROSS_STREET } from "./surfaces";

/** Neighbours do not quite touch, so that their side walls never lie in one plane. */
const SEAM = 0.02;
const NARROWEST = 6;
/** Half the width of what can be seen of the row that closes the street. */
const CLOSING = 34;

/** Rows of houses on both sides, and one across the northern end so that the street does not run into nothing. */
export function houses(plan: Plan, parameters: StreetParameters, gapShare: number, random: Streams): InstanceSpec[] {
  return [...SIDES.flatMap((side) => row(plan, side, parameters, gapShare, random)), ...closingRow(parameters, random)];
}

function row(plan: Plan, side: Side, parameters: StreetParameters, gapShare: number, random: Streams): InstanceSpec[] {
  const result: InstanceSpec[] = [];
  let south = SOUTH_END;
  for (let at = 0; south - NORTH_END > NARROWEST; at++) {
    const style = random("house", side, at);
    const drawn = house(parameters, style);
    const left = south - NORTH_END;
    const width = left - drawn.width < NARROWEST + 5 ? Math.min(left, 24) : drawn.width;
    const north = south - width;
    const x = facade(plan, side) + side * (uniform(style, 0, 0.3) + drawn.depth / 2);
    result.push(
      place(
        "building",
        { ...drawn, width: width - SEAM },
        { class: "building", position: [x, KERB_HEIGHT, south - width / 2], headingDegrees: roadHeading(side) },
      ),
    );
    south = north;
    if (chance(style, gapShare) && south - NORTH_END > 30) {
      const gap = uniform(style, 3.5, 7);
      result.push(...garden(plan, side, south - gap / 2, gap, parameters, style));
      south -= gap;
    }
  }
  return result;
}

/** A house whose height the recipe decides. */
function house(parameters: StreetParameters, random: Random): Building {
  return { ...models.building.vary(random), floors: drawCount(parameters.floors, random) };
}

/** What shows between two houses: a wall along the sidewalk, a tree behind it, and the back of another house. */
function garden(plan: Plan, side: Side, z: number, width: number, parameters: StreetParameters, random: Random): InstanceSpec[] {
  const behind = house(parameters, random);
  const line = facade(plan, side);
  const wall = { ...models.wall.vary(random), width: width - SEAM };
  const tree = models.tree.vary(random);
  return [
    place("wall", wall, { class: "wall", position: [line + side * 0.5, KERB_HEIGHT, z], headingDegrees: roadHeading(side) }),
    place(
      "ground",
      { width: 14, length: 24, material: "grass", colour: "#64794a" },
      { class: "ground", position: [line + side * 7.5, 0.02, z], headingDegrees: 0 },
    ),
    place(
      "tree",
      { ...tree, crownRadius: Math.min(tree.crownRadius, width / 2 - 0.2) },
      { class: "vegetation", position: [line + side * 4, 0.02, z + uniform(random, -0.2, 0.2)], headingDegrees: 0 },
    ),
    place(
      "building",
      { ...behind, width: width + 14, ground: "flats" },
      { class: "building", position: [line + side * (16 + behind.depth / 2), 0, z], headingDegrees: roadHeading(side) },
    ),
  ];
}

function closingRow(parameters: StreetParameters, random: Streams): InstanceSpec[] {
  const result: InstanceSpec[] = [];
  const line = NORTH_END - CROSS_STREET.width - CROSS_SIDEWALK;
  let west = -CLOSING + pick(random("closing"), [0, -3, -6]);
  for (let at = 0; west < CLOSING; at++) {
    const style = random("house", 0, at);
    const drawn = house(parameters, style);
    result.push(
      place(
        "building",
        { ...drawn, width: drawn.width - SEAM },
        { class: "building", position: [west + drawn.width / 2, KERB_HEIGHT, line - drawn.depth / 2], headingDegrees: 180 },
      ),
    );
    west += drawn.width;
  }
  return result;
}
