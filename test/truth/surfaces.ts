import type { SceneSpec } from "../../src/recipe/spec";
import { dot, minus, type Point, plus, times } from "./camera";
import { type Both, RING } from "./compare";
import type { Reference, Seen } from "./reference";
import type { Picture } from "./renderer";

/** How well normals, points of the world and parts agree with the reference, over the pixels that show the same instance. */
export type SurfaceFindings = {
  /** Those pixels. */
  readonly surfaces: number;
  /** Normals within half a degree, and others that rays less than the grid beside the centre explain. */
  readonly sameNormal: number;
  readonly normalTies: number;
  /** Those that agree with the surface whose corners are on the grid of the rasterizer; points and parts likewise. */
  readonly gridNormal: number;
  readonly gridPoint: number;
  readonly gridPart: number;
  /** Points within 1 mm or a ten-thousandth of their distance, and the same for those. */
  readonly samePoint: number;
  readonly pointTies: number;
  readonly samePart: number;
  readonly partTies: number;
  /** Pixels that are drawn in one of the layers but not in another. */
  readonly uneven: number;
};

const DEGREES = 0.5;
const POINT = { metres: 0.001, share: 1e-4 } as const;

export function compareSurfaces(spec: SceneSpec, { exact: reference, grid }: Both, picture: Picture): SurfaceFindings {
  const { width } = spec.image;
  const things = new Set(spec.classes.filter(({ kind }) => kind === "thing").map(({ name }) => name));
  const onGrid = { gridNormal: 0, gridPoint: 0, gridPart: 0 };
  const found = { surfaces: 0, sameNormal: 0, normalTies: 0, samePoint: 0, pointTies: 0, samePart: 0, partTies: 0 };
  for (const [at, id] of picture.ids.entries()) {
    if (id === 0) continue;
    const [u, v] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    const seen = reference.seen(u, v);
    if (seen?.instanceId !== id) continue;
    found.surfaces++;
    const snapped = grid.seen(u, v);
    let known: readonly Near[] | undefined;
    const near = (): readonly Near[] => {
      known ??= RING.flatMap(([du, dv]): Near[] => {
        const other = reference.seen(u + du, v + dv);
        return other?.instanceId === id ? [{ seen: other, u: u + du, v: v + dv }] : [];
      });
      return known;
    };

    const normal = inWorld(reference, picture.normals, at);
    const normalHere = reference.normalOf(seen, u, v);
    if (snapped && angle(normal, grid.normalOf(snapped, u, v)) <= DEGREES) onGrid.gridNormal++;
    if (angle(normal, normalHere) <= DEGREES) found.sameNormal++;
    else if (near().some((one) => angle(normal, reference.normalOf(one.seen, one.u, one.v)) <= DEGREES)) found.normalTies++;
    else if (bent(reference, near(), normalHere) >= angle(normal, normalHere)) found.normalTies++;

    const point = triple(picture.positions, at);
    const rayPoint = (one: Near): Point =>
      plus(reference.camera.eye, times(reference.camera.rayThrough(one.u, one.v), one.seen.depth));
    const pointHere = rayPoint({ seen, u, v });
    const away = length(minus(pointHere, reference.camera.eye));
    const apart = length(minus(point, pointHere));
    const slack = Math.max(POINT.metres, POINT.share * away);
    if (snapped && length(minus(point, rayPoint({ seen: onPlane(reference, snapped, u, v), u, v }))) <= slack) onGrid.gridPoint++;
    if (apart <= slack) found.samePoint++;
    // Beside an edge within an instance the plane of the neighbouring triangle is met, as far beyond it as the grid makes.
    else if (near().some((one) => apart <= 2 * length(minus(rayPoint(one), pointHere)) + slack)) found.pointTies++;

    const isThing = things.has(spec.instances[id - 1]?.class ?? "");
    const part = (one: Seen) => (isThing ? (reference.world.parts[one.hit.triangle] ?? 0) : 0);
    if (snapped && picture.parts[at] === part(snapped)) onGrid.gridPart++;
    if (picture.parts[at] === part(seen)) found.samePart++;
    else if (near().some((one) => part(one.seen) === picture.parts[at])) found.partTies++;
  }
  return { ...found, ...onGrid, uneven: picture.uneven };
}

/** Where a ray meets the plane of a triangle whose corners have not moved: depths are measured there. */
function onPlane({ depthOfPlane }: Reference, seen: Seen, u: number, v: number): Seen {
  return { ...seen, depth: depthOfPlane(seen.hit.triangle, u, v) };
}

/** What a ray close to the centre of a pixel meets. */
type Near = { readonly seen: Seen; readonly u: number; readonly v: number };

/** Degrees by which the surface turns within the grid: a normal between two of them is met, or one as far on the other side. */
function bent(reference: Reference, near: readonly Near[], here: Point): number {
  return Math.max(0, ...near.map((one) => angle(reference.normalOf(one.seen, one.u, one.v), here)));
}

/** A normal of the picture, from camera axes to the world: the axes are those of the reference's rays. */
function inWorld({ camera }: Reference, normals: Float32Array, at: number): Point {
  const [x, y, z] = triple(normals, at);
  const { right, down, forward } = camera;
  return plus(plus(times(right, x), times(down, y)), times(forward, z));
}

function triple(values: Float32Array, at: number): Point {
  return [values[at * 3] ?? Number.NaN, values[at * 3 + 1] ?? Number.NaN, values[at * 3 + 2] ?? Number.NaN];
}

function angle(a: Point, b: Point): number {
  return (Math.acos(Math.min(1, Math.max(-1, dot(a, b) / length(a) / length(b)))) / Math.PI) * 180;
}

function length(vector: Point): number {
  return Math.sqrt(dot(vector, vector));
}
