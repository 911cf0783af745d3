import type { Vec3 } from "../../recipe/spec";
import type { Bounds, Collider } from "./model";
import { addSheet, type Meshes, makeSheet, type Paint } from "./sheet";
import { add, cross, scale, subtract, unit } from "./vector";

/** A cross-section on a path: half its width and height in metres. */
export type Station = {
  readonly at: Vec3;
  readonly width: number;
  readonly height: number;
  /** Exponent of the outline: 2 an ellipse, more a rounded rectangle (superellipse). */
  readonly power?: number;
  /** Metres by which the sides are bent up against the middle: the bowl of a spoon. */
  readonly cup?: number;
};

export type Rings = readonly (readonly Vec3[])[];
/** Radius and height of the points of a body of revolution, from its bottom pole on the outside upwards. */
export type Profile = readonly (readonly [radius: number, height: number])[];

/** Cross-sections along a path. Their width lies along `side`, which must be at right angles to the path. */
export function sweep(stations: readonly Station[], side: Vec3, sides: number): Rings {
  return stations.map(({ at, width, height, power = 2, cup = 0 }, index) => {
    const before = stations[Math.max(index - 1, 0)]?.at ?? at;
    const after = stations[Math.min(index + 1, stations.length - 1)]?.at ?? at;
    const up = cross(unit(subtract(after, before)), side);
    return Array.from({ length: sides }, (_, corner) => {
      const [x, y] = superellipse((2 * Math.PI * corner) / sides, power);
      return add(at, add(scale(side, x * width), scale(up, y * height + x * x * cup)));
    });
  });
}

/** The rings of a body of revolution about the y axis; `wave` scales the radius by angle and height. */
export function turn(profile: Profile, sides: number, wave: (angle: number, height: number) => number = () => 1): Rings {
  return profile.map(([radius, height]) =>
    Array.from({ length: sides }, (_, corner): Vec3 => {
      const angle = (2 * Math.PI * corner) / sides;
      const scaled = radius * wave(angle, height);
      return [scaled * Math.cos(angle), height, -scaled * Math.sin(angle)];
    }),
  );
}

/** Adds the skin through rings. Ends that are no points are closed flat, unless `open`. Two equal rings make a crease. */
export function addLoft(meshes: Meshes, paint: Paint | ((row: number) => Paint), rings: Rings, open = false): void {
  const closed = open ? rings : [...pole(rings[0]), ...rings, ...pole(rings.at(-1))];
  const columns = closed[0]?.length ?? 0;
  const at = (column: number, row: number): Vec3 => closed[row]?.[column] ?? [0, 0, 0];
  const weld = open ? [] : [0, closed.length - 1];
  const sheet = makeSheet(columns, closed.length, at, { closed: true, weld });
  const skipped = open ? 0 : pole(rings[0]).length;
  const drawn = new Map([...meshes].map(([key, { mesh }]) => [key, mesh.uvs.length]));
  addSheet(meshes, sheet, (_, row) => (typeof paint === "function" ? paint(row - skipped) : paint));
  for (const [key, { paint, mesh }] of meshes) if (paint[0] === "wood") turnGrain(mesh.uvs, drawn.get(key) ?? 0);
}

/** Lets the grain of new wood run along the path instead of round it: swaps the texture's axes. */
function turnGrain(uvs: number[], from: number): void {
  for (let at = from; at + 1 < uvs.length; at += 2) {
    const [around = 0, lengthwise = 0] = [uvs[at], uvs[at + 1]];
    uvs[at] = lengthwise;
    uvs[at + 1] = around;
  }
}

/** The middle of an end and its ring once more, so that its edge is sharp; nothing for an end that is a point. */
function pole(ring: readonly Vec3[] = []): Vec3[][] {
  const middle = scale(ring.reduce(add, [0, 0, 0]), 1 / ring.length);
  const point = ring.every((corner) => Math.hypot(...subtract(corner, middle)) < 1e-9);
  return point ? [] : [ring.map(() => middle)];
}

/** Convex pieces between each ring and the next. Good for rings that are convex themselves. */
export function hulls(rings: Rings): Collider {
  return rings.slice(1).map((ring, at) => [...(rings[at] ?? []), ...ring]);
}

/** Convex pieces of the wall between an outer and an inner profile with the same number of points. */
export function shell(outer: Profile, inner: Profile, segments: number): Collider {
  const pieces: Vec3[][] = [];
  const round = [outer, inner].map((profile) => turn(profile, segments, () => roundness(segments)));
  for (let level = 0; level + 1 < outer.length; level++) {
    for (let at = 0; at < segments; at++) {
      const next = (at + 1) % segments;
      pieces.push(
        round.flatMap((rings) =>
          [level, level + 1].flatMap((row) => [at, next].map((column) => rings[row]?.[column] ?? [0, 0, 0])),
        ),
      );
    }
  }
  return pieces;
}

/** What to make a polygon larger by that stands for a circle: it is then as much outside of it as inside. */
export function roundness(segments: number): number {
  return (1 + 1 / Math.cos(Math.PI / segments)) / 2;
}

/** The corners of a box: a convex piece of a collider. */
export function boxCorners([x0, y0, z0]: Vec3, [x1, y1, z1]: Vec3): readonly Vec3[] {
  return [x0, x1].flatMap((x) => [y0, y1].flatMap((y) => [z0, z1].map((z): Vec3 => [x, y, z])));
}

/** The box around points. */
export function boundsOf(points: Iterable<Vec3>): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const point of points) {
    for (const axis of [0, 1, 2] as const) {
      min[axis] = Math.min(min[axis], point[axis]);
      max[axis] = Math.max(max[axis], point[axis]);
    }
  }
  return { min, max };
}

function superellipse(angle: number, power: number): readonly [number, number] {
  const bend = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / power);
  return [bend(Math.cos(angle)), bend(Math.sin(angle))];
}
