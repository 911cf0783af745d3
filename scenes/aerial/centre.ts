import { draw } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { edgeSpots, lot } from "./lots";
import { inset, KERB, measure, type Rect } from "./plan";
import { cover, lay, reserve, type Site, stand } from "./site";
import { greenery, type Spot } from "./trees";

/** A block of a town centre: rows of houses round a courtyard, high blocks with a parking lot, or a park. */
export function centre(site: Site): void {
  const style = site.random("centre");
  const kind = pick(style, ["rows", "slabs", "park"] as const, [6, 3, 1.2]);
  KINDS[kind](site, inset(site.cell.rect, site.plan.walk), style);
}

const KINDS: Record<"rows" | "slabs" | "park", (site: Site, inner: Rect, random: Random) => void> = {
  rows(site, inner, random) {
    cover(site, inner, "sidewalk", "paving", site.plan.paving, KERB);
    const depth = uniform(random, 10.5, 12.5);
    const floors = Math.min(integer(random, 3, 5), mostFloors(site));
    for (const side of [1, -1] as const) {
      for (const [from, to] of parts(inner.x0, inner.x1, random)) {
        const z = side > 0 ? inner.z1 - depth / 2 - 0.4 : inner.z0 + depth / 2 + 0.4;
        row(site, [(from + to) / 2, z], side > 0 ? 180 : 0, { width: to - from - 0.02, depth, floors }, random);
      }
      const z0 = inner.z0 + depth + 1;
      const z1 = inner.z1 - depth - 1;
      if (z1 - z0 < 14 || chance(random, 0.25)) continue;
      for (const [from, to] of parts(z0, z1, random)) {
        const x = side > 0 ? inner.x1 - depth / 2 - 0.4 : inner.x0 + depth / 2 + 0.4;
        row(site, [x, (from + to) / 2], side > 0 ? 90 : 270, { width: to - from - 0.02, depth, floors }, random);
      }
    }
    courtyard(site, inset(inner, depth + 3), random);
  },

  slabs(site, inner, random) {
    cover(site, inner, "grass", "grass", site.plan.lawn, KERB);
    const { x, width, length } = measure(inner);
    const kind = pick(random, ["flats", "office"] as const);
    const drawn = models.block.vary(random);
    const storeyHeight = 3.2;
    const material = drawn.wallMaterial === "metal" ? "plaster" : drawn.wallMaterial;
    const slab = {
      ...drawn,
      kind,
      width: width * 0.7,
      depth: Math.min(15, length * 0.26),
      storeyHeight,
      wallMaterial: material,
      skylights: 1,
    };
    const spots: Spot[] = edgeSpots(inner, random, draw(site.parameters.treeDensity, site.random("trees")));
    const z = inner.z0 + 5 + slab.depth / 2;
    const high = { ...slab, height: storeyHeight * Math.min(integer(random, 3, 7), mostFloors(site)) };
    stand(site, "block", high, { class: "building", position: [x, KERB, z], headingDegrees: 0 });
    const rest = { ...inset(inner, 3), z0: inner.z0 + slab.depth + 8 };
    lot(site, rest, random);
    greenery(site, spots);
  },

  park(site, inner, random) {
    cover(site, inner, "grass", "grass", site.plan.lawn, KERB);
    const { x, z, width, length } = measure(inner);
    const pond = {
      ...models.pool.vary(random),
      width: Math.min(25, width * 0.35),
      length: length * 0.35,
      edge: 0.8,
      waterColour: "#5c7a78",
      edgeColour: "#8a8878",
      round: true,
    };
    stand(site, "pool", pond, { class: "water", position: [x + width * 0.14, KERB, z - length * 0.1], headingDegrees: 0 });
    const paths = [
      [0, length * 0.28, width, 2.4],
      [-width * 0.24, 0, 2.4, length],
    ] as const;
    lay(
      site,
      "yard",
      { material: "paving", colour: "#c2b494", height: 0.02, areas: paths },
      { class: "sidewalk", position: [x, KERB, z], headingDegrees: 0 },
    );
    for (const [left, top, wide, long] of paths) {
      reserve(site, { x0: x + left - wide / 2, x1: x + left + wide / 2, z0: z + top - long / 2, z1: z + top + long / 2 });
    }
    const spots = Array.from({ length: 45 }, () => ({
      x: uniform(random, inner.x0 + 3, inner.x1 - 3),
      z: uniform(random, inner.z0 + 3, inner.z1 - 3),
      height: uniform(random, 4, 10),
    }));
    greenery(site, spots);
  },
};

/** So low that the drone does not meet a roof. */
function mostFloors({ view }: Site): number {
  return Math.max(2, Math.floor((view.altitude - 15) / 3.6));
}

type Size = { readonly width: number; readonly depth: number; readonly floors: number };

function row(site: Site, [x, z]: readonly [number, number], headingDegrees: number, size: Size, random: Random): void {
  const drawn = models.building.vary(random);
  const floors = Math.max(2, Math.min(mostFloors(site), size.floors + pick(random, [-1, 0, 0, 1])));
  const building = { ...drawn, ...size, floors, awnings: 0, balconies: 0 };
  stand(site, "building", building, { class: "building", position: [x, KERB, z], headingDegrees }, -0.4);
}

/** Trees along the kerbs. */
function avenue(site: Site, random: Random, density: number): Spot[] {
  const { x0, x1, z0, z1 } = inset(site.cell.rect, 0.7);
  const spots: Spot[] = [];
  for (let x = x0 + 8; x < x1 - 6; x += 11) {
    for (const z of [z0, z1]) if (chance(random, density)) spots.push({ x, z, height: uniform(random, 5, 7.5) });
  }
  return spots;
}

/** Pieces of a side, each as wide as a house. */
function parts(from: number, to: number, random: Random): (readonly [number, number])[] {
  const count = Math.max(1, Math.round((to - from) / uniform(random, 13, 18)));
  return Array.from(
    { length: count },
    (_, at) => [from + ((to - from) * at) / count, from + ((to - from) * (at + 1)) / count] as const,
  );
}

/** What lies behind the houses: a lawn with trees, some sheds and parked cars. */
function courtyard(site: Site, rect: Rect, random: Random): void {
  const { width, length } = measure(rect);
  if (width < 6 || length < 5) return;
  const lawn = inset(rect, 1.5);
  cover(site, lawn, "grass", "grass", site.plan.lawn, KERB + 0.03);
  const inside = (margin: number) =>
    [uniform(random, lawn.x0 + margin, lawn.x1 - margin), uniform(random, lawn.z0 + margin, lawn.z1 - margin)] as const;
  for (let at = integer(random, 1, 3); at > 0; at--) {
    const [x, z] = inside(1);
    stand(site, "shed", models.shed.vary(random), {
      class: "shed",
      position: [x, KERB + 0.03, z],
      headingDegrees: pick(random, [0, 90]),
    });
  }
  const density = draw(site.parameters.treeDensity, site.random("trees"));
  const spots = Array.from({ length: Math.round((density * width * length) / 45) }, () => {
    const [x, z] = inside(1);
    return { x, z, height: uniform(random, 3, 9) };
  });
  greenery(site, [...spots, ...avenue(site, random, density)]);
}
