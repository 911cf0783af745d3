import { draw } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import type { Vec3 } from "../../src/recipe/spec";
import { models } from "../../src/scene/models";
import { inset, KERB, measure, type Rect } from "./plan";
import { cover, lay, reserve, type Site, stand } from "./site";
import { greenery, type Spot } from "./trees";

type Line = readonly [x: number, z: number, width: number, length: number];
/** A garden with a house: its rectangle, and which way the street lies, 1 for south (+z). */
type Plot = { readonly rect: Rect; readonly side: 1 | -1 };

/** Two rows of houses back to back, each in its garden. */
export function suburb(site: Site): void {
  const { plan, cell, random } = site;
  const inner = inset(cell.rect, plan.walk);
  cover(site, inner, "grass", "grass", plan.lawn, KERB);
  const style = random("plots");
  const hedges: Line[] = [];
  const paved: Line[] = [];
  const spots: Spot[] = [];
  const { z: middle, width } = measure(inner);
  const count = Math.max(2, Math.round(width / uniform(style, 17, 24)));
  hedges.push([(inner.x0 + inner.x1) / 2, middle, width, 0.7]);
  for (const side of [1, -1] as const) {
    for (let at = 0; at < count; at++) {
      const [x0, x1] = [inner.x0 + (width * at) / count, inner.x0 + (width * (at + 1)) / count];
      const rect = side > 0 ? { x0, x1, z0: middle, z1: inner.z1 } : { x0, x1, z0: inner.z0, z1: middle };
      if (at > 0) hedges.push([x0, middle + side * ((inner.z1 - middle) * 0.36), 0.6, (inner.z1 - middle) * 0.7]);
      plot(site, { rect, side }, random("plot", side, at), paved, spots);
    }
  }
  const hedge = models.hedge.vary(random("hedges"));
  const at = [measure(inner).x, KERB, middle] as const;
  lay(site, "hedge", { ...hedge, lines: relative(hedges, at) }, { class: "vegetation", position: at, headingDegrees: 0 });
  if (paved.length > 0) {
    const colour = pick(style, ["#a09a90", "#b0a698", "#8c8a88", "#a48c7c"]);
    lay(
      site,
      "yard",
      { material: "paving", colour, height: 0.03, areas: relative(paved, at) },
      { class: "sidewalk", position: at, headingDegrees: 0 },
    );
  }
  greenery(site, spots);
}

/** One garden: the house, a car on the driveway, a terrace, and behind it a pool, a trampoline, a shed and trees. */
function plot(site: Site, { rect, side }: Plot, random: Random, paved: Line[], spots: Spot[]): void {
  const { x, width, length } = measure(rect);
  const drawn = models.house.vary(random);
  const garage = drawn.garage && width > 19;
  const room = width - 3.5 - (garage ? 3.3 : 3.4);
  const size = Math.min(drawn.width, room);
  const house = { ...drawn, garage, width: size, depth: Math.min(drawn.depth, size - 0.5, length * 0.42) };
  const street = side > 0 ? rect.z1 : rect.z0;
  const front = street - side * uniform(random, 4.5, 6.5);
  const wing = house.wing === "none" ? 0 : house.wingReach;
  const z = front - side * (house.depth / 2 + wing);
  // To the right of the house, as seen from its door outwards.
  const right = side > 0 ? -1 : 1;
  const heading = side > 0 ? 180 : 0;
  const centre = x - right * 1.6;
  stand(site, "house", house, { class: "building", position: [centre, KERB, z], headingDegrees: heading }, 0.1);

  const drive = centre + right * (size / 2 + 1.85);
  const driveLength = Math.abs(z - street) - (garage ? house.depth / 2 - 0.9 : 0);
  paved.push([drive, street - side * (driveLength / 2), 3, driveLength]);
  const door = centre - right * size * 0.2;
  paved.push([door, street - side * (Math.abs(front - street) / 2), 1.2, Math.abs(front - street)]);
  const parked = chance(random, draw(site.parameters.parkedShare, site.random("parked")));
  const car = models.car.vary(random);
  const nose = pick(random, [0, 180]);
  const carAt = street - side * (car.length / 2 + 0.6 + uniform(random, 0, Math.max(0, driveLength - car.length - 1)));
  if (parked) {
    const place = { class: "car", position: [drive, KERB + 0.03, carAt], headingDegrees: nose + uniform(random, -2, 2) } as const;
    stand(site, "car", { ...car, headlights: false }, place, 0.05);
  }
  reserve(site, { x0: drive - 1.5, x1: drive + 1.5, z0: Math.min(street, z), z1: Math.max(street, z) });

  const back = z - side * (house.depth / 2);
  const end = side > 0 ? rect.z0 : rect.z1;
  const depth = Math.abs(end - back);
  paved.push([centre, back - side * 1.6, Math.min(size * 0.7, 7), 3.2]);
  reserve(site, {
    x0: centre - 3.5,
    x1: centre + 3.5,
    z0: Math.min(back, back - side * 3.2),
    z1: Math.max(back, back - side * 3.2),
  });
  const garden = inset(
    { x0: rect.x0, x1: rect.x1, z0: Math.min(end, back - side * 3.4), z1: Math.max(end, back - side * 3.4) },
    1,
  );
  const anywhere = (halfWidth: number, halfLength: number) =>
    [
      uniform(random, garden.x0 + halfWidth, Math.max(garden.x0 + halfWidth, garden.x1 - halfWidth)),
      KERB,
      uniform(random, garden.z0 + halfLength, Math.max(garden.z0 + halfLength, garden.z1 - halfLength)),
    ] as const;
  const wanted = chance(random, draw(site.parameters.poolShare, site.random("pools")));
  const pool = models.pool.vary(random);
  const across = pick(random, [0, 90]);
  const halves = [pool.width / 2 + pool.edge, pool.length / 2 + pool.edge] as const;
  const [halfX, halfZ] = across === 0 ? halves : ([halves[1], halves[0]] as const);
  if (wanted && depth > 2 * halfZ + 6 && width > 2 * halfX + 2) {
    stand(site, "pool", pool, { class: "swimming pool", position: anywhere(halfX, halfZ), headingDegrees: across }, 0.2);
  }
  if (chance(random, 0.4)) {
    const where = { class: "shed", position: anywhere(1.8, 1.6), headingDegrees: heading + 180 } as const;
    stand(site, "shed", models.shed.vary(random), where, 0.2);
  }
  if (chance(random, 0.25)) {
    stand(
      site,
      "trampoline",
      models.trampoline.vary(random),
      { class: "trampoline", position: anywhere(2, 2), headingDegrees: 0 },
      0.2,
    );
  }
  const density = draw(site.parameters.treeDensity, site.random("trees"));
  for (let at = integer(random, 7, 15); at > 0; at--) {
    const spot = anywhere(0.8, 0.8);
    if (chance(random, density))
      spots.push({ x: spot[0], z: spot[2], height: uniform(random, 1.2, 3) + uniform(random, 0, 7) * chanceOf(random, 0.65) });
  }
  outdoors(site, anywhere, site.random("outdoors", side, Math.round(x)));
  const frontX = uniform(random, rect.x0 + 1, rect.x1 - 1);
  if (chance(random, density * 0.6)) spots.push({ x: frontX, z: street - side * 1.8, height: uniform(random, 1.2, 5) });
}

/** Beds of vegetables, and who is in the garden. */
function outdoors(site: Site, anywhere: (halfWidth: number, halfLength: number) => Vec3, random: Random): void {
  if (chance(random, 0.35)) {
    const [wide, long] = [uniform(random, 0.9, 1.4), uniform(random, 2, 4.5)];
    const areas = [0, 1, 2].map((at): Line => [(at - 1) * (wide + 0.5), 0, wide, long]);
    const reach = 1.5 * wide + 0.5;
    const position = anywhere(reach + 0.3, long / 2 + 0.3);
    const bed = { material: "soil", colour: pick(random, ["#6b5138", "#5c4a38", "#75603f"]), height: 0.12, areas } as const;
    stand(site, "yard", bed, { class: "vegetation", position, headingDegrees: 0 }, 0.2);
  }
  for (let at = integer(random, 0, 2); at > 0; at--) {
    const someone = models.person.vary(random);
    const pose = pick(random, ["standing", "crouching", "walking", "phone"] as const, [4, 2, 2, 1]);
    const headingDegrees = uniform(random, 0, 360);
    const wanted = chance(random, 0.3);
    if (wanted) stand(site, "person", { ...someone, pose }, { class: "person", position: anywhere(1, 1), headingDegrees }, 0.2);
  }
}

function chanceOf(random: Random, probability: number): number {
  return chance(random, probability) ? 1 : 0;
}

/** Rectangles of the world as seen from a place. */
function relative(lines: readonly Line[], [x, , z]: readonly [number, number, number]): Line[] {
  return lines.map(([left, top, width, length]) => [left - x, top - z, width, length]);
}
