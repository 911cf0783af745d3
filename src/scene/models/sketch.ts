import { BufferGeometry, Float32BufferAttribute } from "three";
import type { PartName } from "../../recipe/part-names";
import type { Vec3 } from "../../recipe/spec";
import type { MaterialName } from "../material-names";
import type { Part } from "./model";
import { add, cross, scale, subtract, unit } from "./vector";

/** Triangles in the making: flat arrays, three numbers a position and a normal, two a uv (metres). */
export type Surface = {
  readonly positions: number[];
  readonly normals: number[];
  readonly uvs: number[];
  readonly indices: number[];
};

/** Collects surfaces by material and colour, so that a model of many pieces becomes few parts. */
export type Sketch = {
  /** The surface of this material, sRGB colour and named part; the same one every time. */
  on(material: MaterialName, colour: string, part?: PartName): Surface;
  parts(): readonly Part[];
};

/** An empty sketch. `usual` is the name of parts that are given none. */
export function sketch(usual?: PartName): Sketch {
  const surfaces = new Map<string, { material: MaterialName; colour: string; part: PartName | undefined; surface: Surface }>();
  return {
    on(material, colour, part = usual) {
      const key = `${material} ${colour} ${part}`;
      const known = surfaces.get(key);
      if (known) return known.surface;
      const surface: Surface = { positions: [], normals: [], uvs: [], indices: [] };
      surfaces.set(key, { material, colour, part, surface });
      return surface;
    },
    parts: () =>
      [...surfaces.values()].map(({ material, colour, part, surface }) => ({
        material,
        colour,
        part,
        geometry: geometry(surface),
      })),
  };
}

function geometry(surface: Surface): BufferGeometry {
  const result = new BufferGeometry();
  result.setAttribute("position", new Float32BufferAttribute(surface.positions, 3));
  result.setAttribute("normal", new Float32BufferAttribute(surface.normals, 3));
  result.setAttribute("uv", new Float32BufferAttribute(surface.uvs, 2));
  result.setIndex(surface.indices);
  return result;
}

/** Adds a vertex and returns its index. */
export function vertex(surface: Surface, position: Vec3, normal: Vec3, u: number, v: number): number {
  surface.positions.push(position[0], position[1], position[2]);
  surface.normals.push(normal[0], normal[1], normal[2]);
  surface.uvs.push(u, v);
  return surface.positions.length / 3 - 1;
}

/** Adds a flat convex polygon, corners counter-clockwise as seen from its front; uv is its projection along the nearest axis. */
export function polygon(surface: Surface, ...corners: readonly [Vec3, Vec3, Vec3, ...Vec3[]]): void {
  const normal = faceNormal(corners[0], corners[1], corners[2]);
  const vertices = corners.map((corner) => {
    const [u, v] = projected(corner, normal);
    return vertex(surface, corner, normal, u, v);
  });
  fan(surface, vertices);
}

/** Adds a box by two opposite corners. `open` leaves sides out that are never seen. */
export function box(surface: Surface, min: Vec3, max: Vec3, open: readonly Side[] = []): void {
  const [x0, y0, z0] = min;
  const [x1, y1, z1] = max;
  // biome-ignore format: one side a line
  const sides: Record<Side, readonly [Vec3, Vec3, Vec3, Vec3]> = {
    front: [[x1, y0, z0], [x0, y0, z0], [x0, y1, z0], [x1, y1, z0]],
    back: [[x0, y0, z1], [x1, y0, z1], [x1, y1, z1], [x0, y1, z1]],
    left: [[x0, y0, z0], [x0, y0, z1], [x0, y1, z1], [x0, y1, z0]],
    right: [[x1, y0, z1], [x1, y0, z0], [x1, y1, z0], [x1, y1, z1]],
    top: [[x0, y1, z1], [x1, y1, z1], [x1, y1, z0], [x0, y1, z0]],
    bottom: [[x0, y0, z0], [x1, y0, z0], [x1, y0, z1], [x0, y0, z1]],
  };
  for (const side of SIDES) {
    if (!open.includes(side)) polygon(surface, ...sides[side]);
  }
}

const SIDES = ["front", "back", "left", "right", "top", "bottom"] as const;

/** A side of a box: front is -z, left is -x, bottom is -y. */
export type Side = (typeof SIDES)[number];

/** Adds a round, smooth-shaded tube from one point to another; a radius for each end. Caps close the ends flat. */
export function tube(
  surface: Surface,
  {
    from,
    to,
    radius,
    sides,
    caps = true,
  }: { from: Vec3; to: Vec3; radius: readonly [number, number]; sides: number; caps?: boolean },
): void {
  const axis = unit(subtract(to, from));
  const across = unit(cross(Math.abs(axis[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0], axis));
  const third = cross(axis, across);
  const length = Math.hypot(...subtract(to, from));
  const slope = (radius[0] - radius[1]) / length;
  const rings = [from, to].map((centre, end) =>
    Array.from({ length: sides + 1 }, (_, i) => {
      const angle = (2 * Math.PI * i) / sides;
      const outward = add(scale(across, Math.cos(angle)), scale(third, Math.sin(angle)));
      const position = add(centre, scale(outward, radius[end] ?? 0));
      return vertex(surface, position, unit(add(outward, scale(axis, slope))), angle * radius[0], end * length);
    }),
  );
  const [lower = [], upper = []] = rings;
  for (let i = 0; i < sides; i++) strip(surface, lower, upper, i);
  if (!caps) return;
  cap(surface, from, scale(axis, -1), across, third, radius[0], -sides);
  cap(surface, to, axis, across, third, radius[1], sides);
}

/** Adds a flat disc that looks up. */
export function disc(surface: Surface, centre: Vec3, radius: number, sides: number): void {
  cap(surface, centre, [0, 1, 0], [1, 0, 0], [0, 0, -1], radius, sides);
}

function strip(surface: Surface, lower: readonly number[], upper: readonly number[], i: number): void {
  const corners = [lower[i], lower[i + 1], upper[i + 1], upper[i]].filter((corner) => corner !== undefined);
  fan(surface, corners);
}

function cap(surface: Surface, centre: Vec3, normal: Vec3, across: Vec3, third: Vec3, radius: number, sides: number): void {
  if (radius === 0) return;
  const corners = Array.from({ length: Math.abs(sides) }, (_, i) => {
    const angle = (2 * Math.PI * i) / sides;
    const [u, v] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return vertex(surface, add(centre, add(scale(across, u), scale(third, v))), normal, u, v);
  });
  fan(surface, corners);
}

function fan(surface: Surface, vertices: readonly number[]): void {
  const [first = 0] = vertices;
  for (let i = 2; i < vertices.length; i++) surface.indices.push(first, vertices[i - 1] ?? 0, vertices[i] ?? 0);
}

function faceNormal(a: Vec3, b: Vec3, c: Vec3): Vec3 {
  return unit(cross(subtract(b, a), subtract(c, a)));
}

function projected([x, y, z]: Vec3, [nx, ny, nz]: Vec3): [number, number] {
  if (Math.abs(ny) >= Math.abs(nx) && Math.abs(ny) >= Math.abs(nz)) return [x, z];
  return Math.abs(nx) > Math.abs(nz) ? [z, y] : [x, y];
}
