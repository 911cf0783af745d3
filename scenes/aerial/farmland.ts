import { draw } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { models, place } from "../../src/scene/models";
import type { Footprint } from "../../src/scene/placement";
import type { Streams } from "../scene";
import { inset, measure, type Plan, type Rect } from "./plan";
import { cover, lay, reserve, type Site, stand } from "./site";
import { greenery, greens, type Spot, wood } from "./trees";
import type { View } from "./view";

/** Width of the grass beside country roads. */
const VERGE = 2.5;

/** A block of fields with trees between them, now and then a farm or a wood. */
export function farmland(site: Site): void {
  const { cell, random, plan } = site;
  const style = random("fields");
  cover(site, cell.rect, "grass", "grass", plan.lawn, -0.04);
  const inner = inset(cell.rect, VERGE);
  const kind = pick(style, ["fields", "farm", "wood"] as const, [7, 2, 1]);
  const density = draw(site.parameters.treeDensity, random("trees"));
  const spots: Spot[] = [];
  const { width, length, x, z } = measure(inner);
  let rest = inner;
  if (kind === "farm") {
    farm(site, { ...inner, x1: inner.x0 + 52, z1: inner.z0 + 46 }, style, spots);
    fields(site, { ...inner, x0: inner.x0 + 52, z1: inner.z0 + 46 }, 1, style);
    rest = { ...inner, z0: inner.z0 + 48 };
  }
  if (kind === "wood") {
    const trees = wood(integer(style, 0, 999_999), { width: width * 0.36, length: length - 8 }, 8.5);
    const where = { class: "vegetation", position: [x - width * 0.3, 0, z], headingDegrees: 0 } as const;
    lay(site, "grove", { trees, colours: greens(style), shape: integer(style, 0, 999_999) }, where);
    rest = { ...inner, x0: inner.x0 + width * 0.42 };
  }
  fields(site, rest, integer(style, 1, 4), style);
  for (let at = inner.x0; at < inner.x1; at += 9) {
    if (chance(style, density * 0.5)) spots.push({ x: at, z: inner.z0 - 1, height: uniform(style, 2, 8) });
    if (chance(style, density * 0.25)) spots.push({ x: at, z: inner.z1 + 1, height: uniform(style, 3, 9) });
  }
  greenery(site, spots);
}

/** Fields side by side over a rectangle. */
function fields(site: Site, rect: Rect, count: number, random: Random): void {
  const { x, z, width, length } = measure(rect);
  const along = chance(random, 0.5);
  const size = along ? length : width;
  for (let at = 0; at < count; at++) {
    const middle = (along ? z : x) - size / 2 + ((at + 0.5) * size) / count;
    const across = size / count - 1.6;
    const drawn = models.field.vary(random);
    // Rows run along the field.
    const field = { ...drawn, width: across, length: along ? width : length };
    const position = along ? ([x, 0, middle] as const) : ([middle, 0, z] as const);
    lay(site, "field", field, { class: "field", position, headingDegrees: along ? 90 : 0 });
  }
}

/** A farmhouse, a barn and trees round a yard. */
function farm(site: Site, rect: Rect, random: Random, spots: Spot[]): void {
  const { x, z } = measure(rect);
  cover(site, inset(rect, 5), "ground", "concrete", "#a8a08c", 0.01);
  const house = { ...models.house.vary(random), garage: false };
  stand(site, "house", house, { class: "building", position: [x - 13, 0, z - 8], headingDegrees: 180 });
  const barn = {
    ...models.block.vary(random),
    kind: "hall",
    width: 26,
    depth: 14,
    height: 6,
    storeyHeight: 4,
    units: 0,
    wallMaterial: "metal",
    wallColour: "#7c5240",
  } as const;
  stand(site, "block", barn, { class: "building", position: [x + 11, 0, z - 8], headingDegrees: 180 });
  stand(
    site,
    "truck",
    { ...models.truck.vary(random), headlights: false },
    { class: "truck", position: [x + 6, 0.01, z + 7], headingDegrees: 90 },
  );
  stand(
    site,
    "car",
    { ...models.car.vary(random), headlights: false },
    { class: "car", position: [x - 12, 0.01, z + 5], headingDegrees: 20 },
  );
  reserve(site, inset(rect, 7));
  for (let at = 0; at < 16; at++) {
    const edge = pick(random, [0, 1, 2, 3]);
    const [u, v] = [uniform(random, 2, 50), uniform(random, 1, 4)];
    const sides = [
      [rect.x0 + u, rect.z0 + v],
      [rect.x0 + u, rect.z1 - v],
      [rect.x0 + v, rect.z0 + u * 0.85],
      [rect.x1 - v, rect.z0 + u * 0.85],
    ] as const;
    const [east, south] = sides[edge] ?? [x, z];
    spots.push({ x: east, z: south, height: uniform(random, 3, 9) });
  }
}

/** Side of the patches of the land beyond the town, metres, and how far they reach. */
const PATCH = 210;
const REACH = 1200;
/** Farther than this trees stand for several. */
const COARSE = 400;
/** The land lies under everything else by more than the error of its depth. */
const LAND = -0.3;

/** Fields and woods from the edge of the town to the horizon, and the land under all of it. */
export function country(
  plan: Plan,
  view: View,
  roads: readonly Footprint[],
  town: readonly Rect[],
  random: Streams,
): InstanceSpec[] {
  const land = { width: 4000, length: 4000, material: "grass", colour: plan.lawn } as const;
  const result: InstanceSpec[] = [place("ground", land, { class: "grass", position: [0, LAND - 0.3, 0], headingDegrees: 0 })];
  const count = Math.ceil(REACH / PATCH);
  for (let column = -count; column <= count; column++) {
    for (let row = -count; row <= count; row++) {
      const style = random("patch", column, row);
      const [x, z] = [view.centre[0] + column * PATCH, view.centre[1] + row * PATCH];
      if (!view.sees(x, z, PATCH * 0.8)) continue;
      const drawn = models.field.vary(style);
      const turned = chance(style, 0.5);
      const field = { ...drawn, width: PATCH - 6, length: PATCH - 6 };
      result.push(place("field", field, { class: "field", position: [x, LAND, z], headingDegrees: turned ? 90 : 0 }));
      const long = chance(style, 0.6);
      const size = long ? { width: PATCH - 14, length: 8 } : { width: uniform(style, 40, 110), length: uniform(style, 40, 110) };
      const [east, south] = [x + (long ? 0 : uniform(style, -40, 40)), z + (long ? PATCH / 2 : uniform(style, -40, 40))];
      const seed = integer(style, 0, 999_999);
      const coarse = view.distance(x, z) > COARSE ? 1.7 : 1;
      const trees = wood(seed, size, (long ? 9 : 11) * coarse).filter(([dx, dz, , radius]) =>
        isOpen([east + dx, south + dz], radius, town, roads),
      );
      const colours = greens(style);
      if (trees.length === 0 || !chance(style, 0.8)) continue;
      result.push(
        place(
          "grove",
          { trees, colours, shape: seed },
          { class: "vegetation", position: [east, LAND, south], headingDegrees: 0 },
        ),
      );
    }
  }
  return result;
}

/** Whether a tree stands clear of the town and of the roads out of it. */
function isOpen([x, z]: readonly [number, number], radius: number, town: readonly Rect[], roads: readonly Footprint[]): boolean {
  const margin = radius + 1;
  const inTown = town.some(({ x0, x1, z0, z1 }) => x > x0 - margin && x < x1 + margin && z > z0 - margin && z < z1 + margin);
  if (inTown) return false;
  return roads.every(
    ({ centre, half }) => Math.abs(x - centre[0]) > half[0] + margin || Math.abs(z - centre[1]) > half[1] + margin,
  );
}
