import { draw } from "../../src/recipe/quantity";
import { chance, pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { type ParkingLot, parkingBays } from "../../src/scene/models/parking-lot";
import { inset, KERB, measure, type Rect } from "./plan";
import { cover, lay, reserve, type Site, stand } from "./site";
import { greenery, type Spot } from "./trees";

/** Cars farther away than this park on lots that are drawn empty: they would cost more than they show. */
const FARTHEST = 260;

/** A shop or a hall with a large parking lot before it, or two halls with yards. */
export function retail(site: Site): void {
  const { plan, cell, random } = site;
  const style = random("retail");
  const inner = inset(cell.rect, plan.walk);
  cover(site, inner, "ground", "grass", plan.lawn, KERB);
  const { x, z, width, length } = measure(inner);
  const kind = pick(style, ["shop", "lot", "halls"] as const, [5, 2, 3]);
  const spots = edgeSpots(inner, style, draw(site.parameters.treeDensity, random("trees")));
  if (kind === "lot") lot(site, inset(inner, 3.5), style);
  if (kind === "shop") {
    const depth = Math.min(length * 0.36, uniform(style, 22, 32));
    const hall = {
      ...models.block.vary(style),
      ...HALL,
      width: width - uniform(style, 8, 30),
      depth,
      height: uniform(style, 6, 9),
    };
    const where = { class: "building", position: [x, KERB, inner.z0 + 3 + depth / 2], headingDegrees: 180 } as const;
    stand(site, "block", hall, where);
    lot(site, { ...inset(inner, 3), z0: inner.z0 + depth + 7 }, style);
  }
  if (kind === "halls") {
    cover(site, inset(inner, 2), "ground", "concrete", pick(style, ["#9a9890", "#8c8c88", "#a8a49a"]), KERB + 0.03);
    for (const side of [-1, 1]) {
      const hall = {
        ...models.block.vary(style),
        ...HALL,
        width: width * 0.42,
        depth: length * uniform(style, 0.4, 0.55),
        height: uniform(style, 6, 11),
      };
      const where = {
        class: "building",
        position: [x + side * width * 0.25, KERB, z + length * 0.16],
        headingDegrees: 0,
      } as const;
      stand(site, "block", { ...hall, shape: hall.shape + side + 1 }, where);
    }
    yardTraffic(site, inner, style);
  }
  greenery(site, spots);
}

const HALL = { kind: "hall", storeyHeight: 4, wallMaterial: "metal" } as const;

/** Trucks and cars in the yard before halls. */
function yardTraffic(site: Site, inner: Rect, style: Random): void {
  const share = draw(site.parameters.parkedShare, site.random("parked"));
  const count = Math.floor((inner.x1 - inner.x0 - 12) / 5);
  for (let at = 0; at < count; at++) {
    const random = site.random("yard", at);
    if (!chance(random, share)) continue;
    const x = inner.x0 + 8 + at * 5;
    const truck = chance(random, 0.5);
    const z = inner.z0 + (truck ? 9 : 6);
    const heading = pick(style, [0, 180]);
    const where = { position: [x, KERB + 0.03, z], headingDegrees: heading } as const;
    if (truck) stand(site, "truck", { ...models.truck.vary(random), headlights: false }, { ...where, class: "truck" }, 0.4);
    else stand(site, "car", { ...models.car.vary(random), headlights: false }, { ...where, class: "car" }, 0.3);
  }
}

/** A parking lot over a rectangle, with as many cars as the recipe says. */
export function lot(site: Site, rect: Rect, style: Random): void {
  const { x, z, width, length } = measure(rect);
  if (width < 18 || length < 17) return;
  const lot: ParkingLot = { ...models["parking-lot"].vary(style), width, length };
  const level = site.level + 0.02;
  lay(site, "parking-lot", lot, { class: "parking", position: [x, level, z], headingDegrees: 0 });
  const share = draw(site.parameters.parkedShare, site.random("parked"));
  for (const [at, bay] of parkingBays(lot).entries()) {
    const random = site.random("bay", at);
    const wanted = chance(random, share);
    const [east, south] = [x + bay.x, z + bay.z];
    if (!wanted || site.view.distance(east, south) > FARTHEST || !site.view.shows(east, south, 4)) continue;
    const drawn = models.car.vary(random);
    const car = { ...drawn, length: Math.min(drawn.length, lot.bayLength - 0.1), headlights: false };
    const headingDegrees = bay.headingDegrees + (chance(random, 0.25) ? 180 : 0) + uniform(random, -2, 2);
    const position = [east + uniform(random, -0.12, 0.12), level, south + uniform(random, -0.1, 0.1)] as const;
    stand(site, "car", car, { class: "car", position, headingDegrees }, 0.02);
  }
  reserve(site, rect);
}

/** Places for trees along the edges of a rectangle. */
export function edgeSpots(rect: Rect, random: Random, density: number): Spot[] {
  const spots: Spot[] = [];
  for (let x = rect.x0 + 4; x < rect.x1 - 3; x += 8) {
    for (const z of [rect.z0 + 1.5, rect.z1 - 1.5]) {
      if (chance(random, density)) spots.push({ x: x + uniform(random, -1, 1), z, height: uniform(random, 4, 8) });
    }
  }
  return spots;
}
