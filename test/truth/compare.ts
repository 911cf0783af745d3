import type { SceneSpec } from "../../src/recipe/spec";
import { type Extent, extentOf } from "./extents";
import type { Reference, Seen } from "./reference";
import type { Picture } from "./renderer";

/**
 * The ids of a picture as exact rays see them, the same with tied pixels as the picture shows them, and as rays see them that meet triangles with corners on the
 * grid of the rasterizer.
 */
export type Exact = { readonly expected: Uint32Array; readonly settled: Uint32Array; readonly snapped: Uint32Array };

/** A spec in exact arithmetic, and as a rasterizer is bound to draw it. */
export type Both = { readonly exact: Reference; readonly grid: Reference };

/** How well a picture agrees with the reference. Pixels and things are counted; differences are the largest. */
export type Findings = {
  readonly scene: string;
  readonly pixels: number;
  /** Pixels that show the instance that the ray through their centre meets. */
  readonly sameId: number;
  /** Pixels that show what the ray meets when corners are on the grid of the rasterizer. */
  readonly gridId: number;
  /** Others than those of `sameId` that a ray less than the grid of the rasterizer beside the centre explains: an edge runs between the two. */
  readonly edgeTies: number;
  /** Others with two surfaces so close behind each other that the same shift changes their order. */
  readonly depthTies: number;
  /** The rest, as [x, y, id of the reference, id of the picture]. */
  readonly wrong: readonly (readonly [x: number, y: number, expected: number, given: number])[];
  /** Pixels with the same id (not 0), those whose depth agrees to 1 mm or a ten-thousandth, and others beside an edge within the instance. */
  readonly depths: number;
  readonly sameDepth: number;
  /** Depths that agree with the plane of the triangle that is met on the grid: corners move, but depths are those of the unmoved plane. */
  readonly gridDepth: number;
  readonly depthEdgeTies: number;
  /** Things in the picture, and those whose tight box agrees to a pixel on every side. */
  readonly boxes: number;
  readonly sameBox: number;
  /** Boxes that agree with those on the grid, and of these the ones that are the same to the pixel. */
  readonly gridBox: number;
  readonly equalBox: number;
  /** Others whose box agrees when the tied pixels are given to the instance that the picture shows. */
  readonly tiedBoxes: number;
};

/** Rasterizers put corners on a grid of 1/16 pixel (SwiftShader) or finer, so edges lie up to half of that beside where they should; twice for safety. */
const GRID = 1 / 16;
export const RING = [GRID, GRID / 2, GRID / 4].flatMap((radius) =>
  Array.from({ length: 16 }, (_, at) => [radius * Math.cos((at * Math.PI) / 8), radius * Math.sin((at * Math.PI) / 8)] as const),
);

const DEPTH = { metres: 0.001, share: 1e-4 } as const;

export function compare(
  spec: SceneSpec,
  { exact: reference, grid }: Both,
  { ids, depth }: Picture,
): Findings & { readonly exact: Exact } {
  const { width, height } = spec.image;
  const expected = new Uint32Array(ids.length);
  const settled = new Uint32Array(ids.length);
  const snapped = new Uint32Array(ids.length);
  const counts = { sameId: 0, gridId: 0, edgeTies: 0, depthTies: 0, depths: 0, sameDepth: 0, gridDepth: 0, depthEdgeTies: 0 };
  const wrong: [number, number, number, number][] = [];
  for (let at = 0; at < ids.length; at++) {
    const [u, v] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    const seen = reference.seen(u, v);
    const id = seen?.instanceId ?? 0;
    const given = ids[at] ?? 0;
    expected[at] = id;
    settled[at] = given;
    const onGrid = grid.seen(u, v);
    snapped[at] = onGrid?.instanceId ?? 0;
    if (snapped[at] === given) counts.gridId++;
    if (id === given) {
      counts.sameId++;
      if (!seen) continue;
      counts.depths++;
      const metres = depth[at] ?? 0;
      if (onGrid && isNear(metres, reference.depthOfPlane(onGrid.hit.triangle, u, v))) counts.gridDepth++;
      if (isNear(metres, seen.depth)) counts.sameDepth++;
      else if (isBetween(metres, around(reference, u, v))) counts.depthEdgeTies++;
    } else if (around(reference, u, v).some((other) => (other?.instanceId ?? 0) === given)) counts.edgeTies++;
    else if (seen && isClose(reference, seen, given, u, v)) counts.depthTies++;
    else {
      wrong.push([at % width, Math.floor(at / width), id, given]);
      settled[at] = id;
    }
  }
  const things = new Set(spec.classes.filter(({ kind }) => kind === "thing").map(({ name }) => name));
  const shown = new Set(ids);
  const labelled = spec.instances.flatMap(({ class: name }, at) => (things.has(name) && shown.has(at + 1) ? [at + 1] : []));
  const [given, exact, tied, onGrid] = [ids, expected, settled, snapped].map((layer) => extentOf(layer, width)) as FourExtents;
  const same = labelled.filter((id) => isWithin(1, given.get(id), exact.get(id)));
  const others = labelled.filter((id) => !same.includes(id));
  return {
    scene: spec.scene,
    pixels: width * height,
    ...counts,
    wrong,
    exact: { expected, settled, snapped },
    boxes: labelled.length,
    sameBox: same.length,
    gridBox: labelled.filter((id) => isWithin(1, given.get(id), onGrid.get(id))).length,
    equalBox: labelled.filter((id) => isWithin(0, given.get(id), onGrid.get(id))).length,
    tiedBoxes: others.filter((id) => isWithin(1, given.get(id), tied.get(id))).length,
  };
}

type Extents = ReadonlyMap<number, Extent>;
type FourExtents = [Extents, Extents, Extents, Extents];

function around(reference: Reference, u: number, v: number): (Seen | undefined)[] {
  return RING.map(([du, dv]) => reference.seen(u + du, v + dv));
}

function isNear(metres: number, expected: number): boolean {
  return Math.abs(metres - expected) <= Math.max(DEPTH.metres, DEPTH.share * expected);
}

/**
 * True for a depth that the surfaces around a pixel centre explain: beside an edge within an instance the plane of the neighbouring triangle is met,
 * as far beyond it as the grid makes.
 */
function isBetween(metres: number, surfaces: readonly (Seen | undefined)[]): boolean {
  const depths = surfaces.flatMap((one) => (one ? [one.depth] : []));
  const [least, most] = [Math.min(...depths), Math.max(...depths)];
  const slack = Math.max(DEPTH.metres, DEPTH.share * metres, most - least);
  return metres >= least - slack && metres <= most + slack;
}

/** True when another instance is so little behind the one that is seen that moving both by the grid can change their order. */
function isClose(reference: Reference, seen: Seen, otherId: number, u: number, v: number): boolean {
  const other = reference.seenOf(otherId, u, v);
  if (!other) return false;
  const change = RING.map(([du, dv]) => {
    const shift = (one: Seen) => Math.abs(reference.depthOfPlane(one.hit.triangle, u + du, v + dv) - one.depth);
    return shift(seen) + shift(other);
  });
  return other.depth - seen.depth <= Math.max(...change);
}

function isWithin(pixels: number, a: Extent | undefined, b: Extent | undefined): boolean {
  return a !== undefined && b !== undefined && a.every((side, at) => Math.abs(side - (b[at] ?? Number.NaN)) <= pixels);
}
