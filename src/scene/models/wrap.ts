import type { Vec3 } from "../../recipe/spec";
import { makeSheet, type Sheet } from "./sheet";
import { add, along, cross, mix, scale, subtract, unit } from "./vector";

/** Signed distance to a surface in metres (about), negative inside. */
export type Solid = (x: number, y: number, z: number) => number;

/** Two balls and all between them. */
export type Limb = { readonly from: Vec3; readonly fromRadius: number; readonly to: Vec3; readonly toRadius: number };

/** A tapered capsule: the radius changes linearly from one end to the other. */
export function limb({ from, fromRadius, to, toRadius }: Limb): Solid {
  const [ax, ay, az] = from;
  const [bx, by, bz] = subtract(to, from);
  const size = bx * bx + by * by + bz * bz || 1e-12;
  return (x, y, z) => {
    const px = x - ax;
    const py = y - ay;
    const pz = z - az;
    const at = Math.min(1, Math.max(0, (px * bx + py * by + pz * bz) / size));
    const dx = px - bx * at;
    const dy = py - by * at;
    const dz = pz - bz * at;
    return Math.sqrt(dx * dx + dy * dy + dz * dz) - (fromRadius + (toRadius - fromRadius) * at);
  };
}

/** An ellipsoid with its axes along x, y and z (exact surface, approximate distance; https://iquilezles.org/articles/ellipsoids). */
export function ellipsoid([cx, cy, cz]: Vec3, [rx, ry, rz]: Vec3): Solid {
  return (x, y, z) => {
    const px = (x - cx) / rx;
    const py = (y - cy) / ry;
    const pz = (z - cz) / rz;
    const k0 = Math.sqrt(px * px + py * py + pz * pz);
    const k1 = Math.sqrt((px / rx) ** 2 + (py / ry) ** 2 + (pz / rz) ** 2);
    return k1 < 1e-9 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
  };
}

/** Union with inner corners rounded over about `round` metres (polynomial smooth minimum; https://iquilezles.org/articles/smin). */
export function union(solids: readonly Solid[], round: number): Solid {
  return (x, y, z) => {
    let nearest = 1e3;
    for (const solid of solids) {
      const other = solid(x, y, z);
      const overlap = Math.max(0, round - Math.abs(nearest - other)) / round;
      nearest = Math.min(nearest, other) - (overlap * overlap * round) / 4;
    }
    return nearest;
  };
}

/** The first solid without the second, with rounded edges. */
export function without(solid: Solid, hollow: Solid, round: number): Solid {
  return (x, y, z) => {
    const a = solid(x, y, z);
    const b = -hollow(x, y, z);
    const overlap = Math.max(0, round - Math.abs(a - b)) / round;
    return Math.max(a, b) + (overlap * overlap * round) / 4;
  };
}

/** The outward direction at a point of the surface. */
export function gradient(solid: Solid): (point: Vec3) => Vec3 {
  const step = 1e-3;
  // Four corners of a tetrahedron give the gradient with fewer samples than six axis points.
  return ([x, y, z]) => {
    const a = solid(x + step, y - step, z - step);
    const b = solid(x - step, y - step, z + step);
    const c = solid(x - step, y + step, z - step);
    const d = solid(x + step, y + step, z + step);
    return unit([a - b - c + d, c + d - a - b, b + d - a - c]);
  };
}

/** How far one can go from a point inside along a direction before the surface, at most `limit` metres. 0 from a point outside. */
export function exit(solid: Solid, from: Vec3, direction: Vec3, limit: number): number {
  const value = (at: number) => solid(from[0] + direction[0] * at, from[1] + direction[1] * at, from[2] + direction[2] * at);
  let inside = 0;
  let outside = 0;
  while (outside < limit) {
    const gap = -value(outside);
    if (gap <= 0) break;
    inside = outside;
    outside = Math.min(limit, outside + Math.max(gap, 0.004));
  }
  // The steps are short near the surface, so a few halvings reach a tenth of a millimetre.
  for (let step = 0; step < 6; step++) {
    const middle = (inside + outside) / 2;
    if (value(middle) < 0) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** A place on the axis of a tube; rays go out from it perpendicular to the axis. */
export type Station = { readonly centre: Vec3; readonly axis: Vec3 };

/** How a solid is wrapped. */
export type Wrap = {
  readonly stations: readonly Station[];
  readonly columns: number;
  /** What the tube follows. */
  readonly own: Solid;
  /** What it is part of. Points move out by at most 3 cm to the rounding between the parts. */
  readonly whole: Solid;
  /** The direction of the first column, about. */
  readonly start: Vec3;
  /** No ray goes further than this, metres. */
  readonly limit: number;
  /** Which ends are closed by a flat face. */
  readonly closed?: readonly ("first" | "last")[];
};

const ROUNDING_REACH = 0.03;

/**
 * A tube of points on the surface of a solid. Neighbouring tubes of one whole meet without a visible seam, since both take
 * points and normals from the same rounded union.
 */
export function wrap(given: Wrap): Sheet {
  const { stations, columns } = given;
  const rings = stations.map((station) => ring(given, station));
  const [inner, outer] = [gradient(given.own), gradient(given.whole)];
  // The union's gradient says nothing about points that are hidden inside another part.
  const normal = (point: Vec3) => (given.whole(...point) < -2e-3 ? inner(point) : outer(point));
  const rows = rings.map((points) => ({ points, normals: points.map(normal) }));
  const cap = (end: "first" | "last") => {
    const station = end === "first" ? stations[0] : stations.at(-1);
    const edge = end === "first" ? rings[0] : rings.at(-1);
    if (!given.closed?.includes(end) || !station || !edge) return [];
    const looks = Array<Vec3>(columns).fill(scale(station.axis, end === "first" ? -1 : 1));
    const pair = [
      { points: Array<Vec3>(columns).fill(station.centre), normals: looks },
      { points: edge, normals: looks },
    ];
    return end === "first" ? pair : pair.toReversed();
  };
  const all = [...cap("first"), ...rows, ...cap("last")];
  const sheet = makeSheet(columns, all.length, (column, row) => all[row]?.points[column] ?? [0, 0, 0], { closed: true });
  return { ...sheet, normals: all.flatMap((row) => row.normals) };
}

/** Stations on a chain of points (share 0 the first, 1 the last, evenly in between), each across its piece, leaning at the bends. */
export function chain(points: readonly Vec3[], shares: readonly number[]): Station[] {
  const pieces = points.length - 1;
  const ends = (piece: number): readonly [Vec3, Vec3] => {
    const at = Math.min(pieces - 1, Math.max(0, piece));
    return [points[at] ?? [0, 0, 0], points[at + 1] ?? [0, 1, 0]];
  };
  const direction = (piece: number): Vec3 => {
    const [from, to] = ends(piece);
    return unit(subtract(to, from));
  };
  return shares.map((share) => {
    const piece = Math.min(pieces - 1, Math.floor(share * pieces));
    const inside = share * pieces - piece;
    const lean = Math.max(0, Math.abs(inside - 0.5) * 2 - 0.5);
    const neighbour = direction(inside < 0.5 ? piece - 1 : piece + 1);
    return { centre: mix(...ends(piece), inside), axis: unit(mix(direction(piece), neighbour, lean)) };
  });
}

function ring(given: Wrap, { centre, axis }: Station): readonly Vec3[] {
  const side = unit(cross(axis, given.start), [1, 0, 0]);
  const front = unit(cross(side, axis));
  return Array.from({ length: given.columns }, (_, column) => {
    const angle = (column / given.columns) * 2 * Math.PI;
    const direction = add(scale(front, Math.cos(angle)), scale(side, Math.sin(angle)));
    const skin = along(centre, direction, exit(given.own, centre, direction, given.limit));
    if (given.whole === given.own || given.whole(...skin) > -5e-4) return skin;
    const further = exit(given.whole, skin, direction, ROUNDING_REACH);
    // Points that find no surface are deep inside another part and stay hidden there.
    return further < ROUNDING_REACH * 0.95 ? along(skin, direction, further) : skin;
  });
}
