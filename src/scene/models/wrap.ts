import type { Vec3 } from "../../recipe/spec";
import type { Sheet } from "./sheet";
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
  return exitFrom(-solid(from[0], from[1], from[2]), solid, from, direction, limit);
}

/** The same where the depth of the point in the solid is known. */
function exitFrom(start: number, solid: Solid, [x, y, z]: Vec3, [dx, dy, dz]: Vec3, limit: number): number {
  if (start <= 0) return 0;
  let inside = 0;
  let depth = start;
  let outside = limit;
  let height = 0;
  while (height <= 0) {
    // A little more than the distance, so that a few steps end outside.
    const next = inside + depth * 1.1 + 0.002;
    if (next >= limit) return limit;
    const value = solid(x + dx * next, y + dy * next, z + dz * next);
    if (value > 0) {
      outside = next;
      height = value;
    } else {
      inside = next;
      depth = -value;
    }
  }
  // The surface lies in between, and the distance is nearly linear there (two steps of regula falsi).
  for (let step = 0; step < 2; step++) {
    const middle = inside + ((outside - inside) * depth) / (depth + height);
    const value = solid(x + dx * middle, y + dy * middle, z + dz * middle);
    if (Math.abs(value) < 1e-4) return middle;
    if (value > 0) {
      outside = middle;
      height = value;
    } else {
      inside = middle;
      depth = -value;
    }
  }
  return inside + ((outside - inside) * depth) / (depth + height);
}

/** A place on the axis of a tube; rays go out from it perpendicular to the axis. */
export type Station = { readonly centre: Vec3; readonly axis: Vec3 };

/** Limbs that grow into each other: inner corners are rounded over about `round` metres. */
export type Flesh = { readonly limbs: readonly Limb[]; readonly round: number };

/** How flesh is wrapped. */
export type Wrap = {
  readonly stations: readonly Station[];
  readonly columns: number;
  /** What the tube follows. */
  readonly own: Flesh;
  /** What else it grows into, over `round` metres. Points move out by at most 3 cm to the rounding between the parts. */
  readonly others: readonly Flesh[];
  readonly round: number;
  /** The direction of the first column, about. */
  readonly start: Vec3;
  /** No ray goes further than this, metres. */
  readonly limit: number;
  /** Which ends are closed by a flat face. */
  readonly closed?: readonly ("first" | "last")[];
};

const ROUNDING_REACH = 0.03;

/**
 * A tube of points on the surface of flesh. Neighbouring tubes of one whole meet without a visible seam, since both take
 * points and normals from the same rounded union.
 */
export function wrap(given: Wrap): Sheet {
  const { stations, columns } = given;
  const own = ready(given.own);
  const others = given.others.map(ready);
  const rows = stations.map((station) => ring(given, own, others, station));
  const cap = (end: "first" | "last") => {
    const station = end === "first" ? stations[0] : stations.at(-1);
    const edge = end === "first" ? rows[0] : rows.at(-1);
    if (!given.closed?.includes(end) || !station || !edge) return [];
    const normals = Array<Vec3>(columns).fill(scale(station.axis, end === "first" ? -1 : 1));
    const pair = [
      { points: Array<Vec3>(columns).fill(station.centre), normals },
      { points: edge.points, normals },
    ];
    return end === "first" ? pair : pair.toReversed();
  };
  const all = [...cap("first"), ...rows, ...cap("last")];
  const points: Vec3[] = [];
  const normals: Vec3[] = [];
  for (const row of all) {
    points.push(...row.points);
    normals.push(...row.normals);
  }
  return { columns, rows: all.length, closed: true, points, normals };
}

/** Stations on a chain of points (0 at the first, 1 at the second and so on), each across its piece, leaning at the bends. */
export function chain(points: readonly Vec3[], stations: readonly number[]): Station[] {
  const pieces = points.length - 1;
  const ends = (piece: number): readonly [Vec3, Vec3] => {
    const at = Math.min(pieces - 1, Math.max(0, piece));
    return [points[at] ?? [0, 0, 0], points[at + 1] ?? [0, 1, 0]];
  };
  const direction = (piece: number): Vec3 => {
    const [from, to] = ends(piece);
    return unit(subtract(to, from));
  };
  return stations.map((station) => {
    const piece = Math.min(pieces - 1, Math.floor(station));
    const inside = station - piece;
    const lean = Math.max(0, Math.abs(inside - 0.5) * 2 - 0.5);
    const neighbour = direction(inside < 0.5 ? piece - 1 : piece + 1);
    return { centre: mix(...ends(piece), inside), axis: unit(mix(direction(piece), neighbour, lean)) };
  });
}

function ring(given: Wrap, ownFlesh: Ready, otherFlesh: readonly Ready[], { centre, axis }: Station): Row {
  const { columns, limit, round } = given;
  const side = unit(cross(axis, given.start), [1, 0, 0]);
  const front = unit(cross(side, axis));
  const own = fleshNear(ownFlesh, centre, limit);
  const others = otherFlesh.map((flesh) => fleshNear(flesh, centre, limit + round)).filter((solid) => solid !== undefined);
  const points: Vec3[] = [];
  const normals: Vec3[] = [];
  if (!own) throw new Error(`A tube has its station at ${centre}, outside of what it wraps`);
  const whole = others.length > 0 ? union([own, ...others], round) : own;
  const [inner, outer] = [gradient(own), gradient(whole)];
  const start = -own(centre[0], centre[1], centre[2]);
  // A polygon through the surface is too thin; as long an outline as the circle's makes it as wide on the average (Cauchy).
  const widen = Math.PI / columns / Math.sin(Math.PI / columns);
  for (let column = 0; column < columns; column++) {
    const angle = (column / columns) * 2 * Math.PI;
    const direction = add(scale(front, Math.cos(angle)), scale(side, Math.sin(angle)));
    const reach = exitFrom(start, own, centre, direction, limit);
    const skin = along(centre, direction, reach);
    const depth = whole === own ? 0 : -whole(skin[0], skin[1], skin[2]);
    const further = depth > 5e-4 ? exitFrom(depth, whole, skin, direction, ROUNDING_REACH) : 0;
    // Points that find no surface are deep inside another part and stay hidden there.
    const hidden = further > ROUNDING_REACH * 0.95;
    const point = hidden || further === 0 ? skin : along(skin, direction, further);
    points.push(along(point, direction, reach * (widen - 1)));
    normals.push(hidden ? inner(point) : outer(point));
  }
  return { points, normals };
}

type Row = { readonly points: readonly Vec3[]; readonly normals: readonly Vec3[] };

/** Flesh with what is worked out once for all stations of a tube. */
type Ready = { readonly limbs: readonly { readonly solid: Solid; readonly numbers: Float64Array }[]; readonly round: number };

function ready({ limbs, round }: Flesh): Ready {
  return { limbs: limbs.map((one) => ({ solid: limb(one), numbers: numbersOf(one) })), round };
}

/** The limbs that matter within `reach` of a point as one solid; undefined for none. */
function fleshNear({ limbs, round }: Ready, [x, y, z]: Vec3, reach: number): Solid | undefined {
  const near = limbs.filter(({ solid }) => solid(x, y, z) < reach + round);
  if (near.length === 0) return undefined;
  const numbers = new Float64Array(near.length * FIELDS);
  for (const [at, one] of near.entries()) numbers.set(one.numbers, at * FIELDS);
  return fused(numbers, round);
}

const FIELDS = 9;

/** A limb as `fused` wants it. */
function numbersOf({ from, fromRadius, to, toRadius }: Limb): Float64Array {
  const axis = subtract(to, from);
  const size = axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2 || 1e-12;
  return new Float64Array([from[0], from[1], from[2], axis[0], axis[1], axis[2], 1 / size, fromRadius, toRadius - fromRadius]);
}

/** Limbs as one solid, the same as their union; flat numbers make it quick. Most of the time that a person takes is spent here. */
function fused(limbs: Float64Array, round: number): Solid {
  return (x, y, z) => {
    let nearest = 1e3;
    for (let at = 0; at < limbs.length; at += FIELDS) {
      const px = x - (limbs[at] ?? 0);
      const py = y - (limbs[at + 1] ?? 0);
      const pz = z - (limbs[at + 2] ?? 0);
      const bx = limbs[at + 3] ?? 0;
      const by = limbs[at + 4] ?? 0;
      const bz = limbs[at + 5] ?? 0;
      const share = Math.min(1, Math.max(0, (px * bx + py * by + pz * bz) * (limbs[at + 6] ?? 0)));
      const dx = px - bx * share;
      const dy = py - by * share;
      const dz = pz - bz * share;
      const other = Math.sqrt(dx * dx + dy * dy + dz * dz) - (limbs[at + 7] ?? 0) - (limbs[at + 8] ?? 0) * share;
      const apart = other - nearest;
      // Nothing is rounded over between surfaces this far from each other.
      if (apart >= round) continue;
      if (apart <= -round) nearest = other;
      else {
        const overlap = (round - Math.abs(apart)) / round;
        nearest = Math.min(nearest, other) - (overlap * overlap * round) / 4;
      }
    }
    return nearest;
  };
}
