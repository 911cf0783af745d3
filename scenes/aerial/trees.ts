import { pick, type Random, stream, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { isFree } from "../../src/scene/placement";
import type { Site } from "./site";
import { lay, stand } from "./site";

/** A place for a tree or a bush. */
export type Spot = { readonly x: number; readonly z: number; readonly height: number };

/** Trees this near to the camera are built leaf by leaf, as long as there are not too many of them. */
const NEAR = 105;
const MOST = 14;
const GREENS = ["#4a6b35", "#56703a", "#43623a", "#5c6a34", "#66803f"] as const;

/** Plants trees and bushes where there is room: the nearest one by one, the others of a block as one thing. */
export function greenery(site: Site, spots: readonly Spot[]): void {
  const style = site.random("greenery");
  const grove: (readonly [number, number, number, number])[] = [];
  const { rect } = site.cell;
  const [x, z] = [(rect.x0 + rect.x1) / 2, (rect.z0 + rect.z1) / 2];
  let single = 0;
  for (const [at, spot] of spots.entries()) {
    const random = site.random("tree", at);
    const radius = Math.max(0.6, Math.min(3.6, spot.height * uniform(random, 0.26, 0.4)));
    const trunk = { centre: [spot.x, spot.z], half: [radius * 0.5, radius * 0.5], headingDegrees: 0 } as const;
    if (!isFree(trunk, site.taken)) continue;
    if (spot.height > 4 && single < MOST && site.view.distance(spot.x, spot.z) < NEAR) {
      const tree = treeOf(spot.height, radius, random);
      const where = { class: "vegetation", position: [spot.x, site.level, spot.z], headingDegrees: 0 } as const;
      if (stand(site, "tree", tree, where, -radius * 0.35)) single++;
      continue;
    }
    site.taken.push(trunk);
    grove.push([spot.x - x, spot.z - z, spot.height, radius]);
  }
  if (grove.length === 0) return;
  const shape = Math.floor(uniform(style, 0, 1e6));
  const where = { class: "vegetation", position: [x, site.level, z], headingDegrees: 0 } as const;
  lay(site, "grove", { trees: grove, colours: GREENS, shape }, where);
}

function treeOf(height: number, radius: number, random: Random) {
  const tree = models.tree.vary(random);
  return {
    ...tree,
    height,
    crownRadius: Math.max(0.8, radius),
    crownBase: Math.max(1, Math.min(tree.crownBase, height * 0.3)),
    trunkRadius: Math.max(0.05, height * 0.016),
  };
}

/** A wood or a row of trees over a rectangle, about `pitch` metres apart, for the far country. */
export function wood(
  seed: number,
  { width, length }: { readonly width: number; readonly length: number },
  pitch: number,
): (readonly [number, number, number, number])[] {
  const random = stream(seed, 0, "wood");
  const count = Math.min(140, Math.max(1, Math.round((width * length) / pitch ** 2)));
  const aspect = Math.sqrt(width / length);
  const columns = Math.max(1, Math.round(Math.sqrt(count) * aspect));
  const rows = Math.max(1, Math.round(count / columns));
  return Array.from({ length: columns * rows }, (_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const x = ((column + uniform(random, 0.15, 0.85)) / columns - 0.5) * width;
    const z = ((row + uniform(random, 0.15, 0.85)) / rows - 0.5) * length;
    const height = uniform(random, 0.8, 1.7) * pitch;
    return [x, z, Math.min(16, height), Math.min(7.5, pitch * uniform(random, 0.45, 0.68))] as const;
  });
}

/** One of the greens of leaves. */
export function greens(random: Random): string[] {
  return [pick(random, GREENS), pick(random, GREENS), pick(random, GREENS)];
}
