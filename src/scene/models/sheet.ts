import { BufferGeometry, Float32BufferAttribute, Uint32BufferAttribute } from "three";
import type { PartName } from "../../recipe/part-names";
import type { Vec3 } from "../../recipe/spec";
import type { MaterialName } from "../material-names";
import type { Part } from "./model";
import { add, along, clamp, cross, dot, mix, subtract, unit } from "./vector";

/** What a patch of surface is made of: material and sRGB `#rrggbb`; and what part of the thing it is, where that has a name. */
export type Paint = readonly [material: MaterialName, colour: string, part?: PartName];

/** The same paint on a named part. */
export function on(part: PartName, [material, colour]: Paint): Paint {
  return [material, colour, part];
}

/** Triangles under construction, one list for each paint, in the order of first use. */
export type Meshes = Map<string, { readonly paint: Paint; readonly mesh: Mesh }>;

type Mesh = { readonly positions: number[]; readonly normals: number[]; readonly uvs: number[]; readonly indices: number[] };

/**
 * A surface as a grid of points with smooth normals; columns x rows points outwards. Two equal rows (or columns) next to
 * each other make a crease, since cells without area leave the normals on both sides alone.
 */
export type Sheet = {
  readonly columns: number;
  readonly rows: number;
  /** The last column is followed by the first. */
  readonly closed: boolean;
  readonly points: readonly Vec3[];
  readonly normals: readonly Vec3[];
};

/** What shapes a sheet besides its points. */
export type SheetOptions = {
  readonly closed?: boolean;
  /** Rows in which points at the same place share their normal: poles and ridges. */
  readonly weld?: readonly number[];
  /** Gives the normals instead of the cells, for surfaces with a known gradient. */
  readonly normal?: (point: Vec3) => Vec3;
};

/** Makes a sheet from the point at each column and row. */
export function makeSheet(
  columns: number,
  rows: number,
  at: (column: number, row: number) => Vec3,
  options: SheetOptions = {},
): Sheet {
  const closed = options.closed ?? false;
  const points: Vec3[] = [];
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) points.push(at(column, row));
  const sums = options.normal ? flat(points.map(options.normal)) : cellNormals(points, columns, rows, closed);
  for (const row of options.weld ?? []) weld(points, sums, row * columns, columns);
  return { columns, rows, closed, points, normals: points.map((_, at) => unit(vectorAt(sums, at))) };
}

/** Adds the cells of a sheet, each in the paint chosen for it; `undefined` leaves a hole. */
export function addSheet(meshes: Meshes, sheet: Sheet, paintOf: (column: number, row: number) => Paint | undefined): void {
  const { columns, rows, points } = sheet;
  const cells = sheet.closed ? columns : columns - 1;
  const place = placer(sheet);
  const brushes = new Map<Mesh, Brush>();
  let used: Paint | undefined;
  let brush: Brush | undefined;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column < cells; column++) {
      const paint = paintOf(column, row);
      if (!paint) continue;
      if (paint !== used || !brush) {
        brush = brushOf(brushes, meshOf(meshes, paint), (columns + 1) * rows);
        used = paint;
      }
      const next = (column + 1) % columns;
      const a = pointAt(points, row * columns + column);
      const b = pointAt(points, row * columns + next);
      const c = pointAt(points, (row + 1) * columns + next);
      const d = pointAt(points, (row + 1) * columns + column);
      const { indices } = brush.mesh;
      const east = column + 1;
      const north = row + 1;
      // The shorter diagonal gives rounder surfaces.
      if (squaredDistance(a, c) <= squaredDistance(b, d) + 1e-12) {
        if (hasArea(a, b, c)) indices.push(place(brush, column, row), place(brush, east, row), place(brush, east, north));
        if (hasArea(a, c, d)) indices.push(place(brush, column, row), place(brush, east, north), place(brush, column, north));
      } else {
        if (hasArea(a, b, d)) indices.push(place(brush, column, row), place(brush, east, row), place(brush, column, north));
        if (hasArea(b, c, d)) indices.push(place(brush, east, row), place(brush, east, north), place(brush, column, north));
      }
    }
  }
}

/** Adds a flat polygon, corners counter-clockwise seen from its front, as a fan round the first corner. */
export function addPolygon(meshes: Meshes, paint: Paint, corners: readonly Vec3[]): void {
  const mesh = meshOf(meshes, paint);
  const first = mesh.positions.length / 3;
  const a = pointAt(corners, 0);
  const normal = faceNormal(corners);
  const right = unit(subtract(pointAt(corners, 1), a));
  const up = cross(normal, right);
  for (const corner of corners) {
    const from = subtract(corner, a);
    addVertex(mesh, corner, normal, dot(from, right), dot(from, up));
  }
  for (let at = 2; at < corners.length; at++) mesh.indices.push(first, first + at - 1, first + at);
}

/** Adds a flat four-cornered face, corners counter-clockwise seen from its front. */
export function addQuad(meshes: Meshes, paint: Paint, corners: readonly [Vec3, Vec3, Vec3, Vec3]): void {
  addPolygon(meshes, paint, corners);
}

/** The surface between grid points, by bilinear interpolation; `column` and `row` need not be whole. */
export function sheetAt(sheet: Sheet, column: number, row: number): { readonly point: Vec3; readonly normal: Vec3 } {
  const r0 = clamp(Math.floor(row), 0, sheet.rows - 2);
  const c0 = sheet.closed ? Math.floor(column) : clamp(Math.floor(column), 0, sheet.columns - 2);
  const at = (list: readonly Vec3[], dc: number, dr: number) => {
    const wrapped = (((c0 + dc) % sheet.columns) + sheet.columns) % sheet.columns;
    return pointAt(list, (r0 + dr) * sheet.columns + wrapped);
  };
  const between = (list: readonly Vec3[]) =>
    mix(mix(at(list, 0, 0), at(list, 1, 0), column - c0), mix(at(list, 0, 1), at(list, 1, 1), column - c0), row - r0);
  return { point: between(sheet.points), normal: unit(between(sheet.normals)) };
}

/** The finished parts, one for each paint. `usual` is the name of those whose paint has none. */
export function finish(meshes: Meshes, usual?: PartName): readonly Part[] {
  return [...meshes.values()].map(({ paint, mesh }) => {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new Float32BufferAttribute(mesh.positions, 3));
    geometry.setAttribute("normal", new Float32BufferAttribute(mesh.normals, 3));
    geometry.setAttribute("uv", new Float32BufferAttribute(mesh.uvs, 2));
    geometry.setIndex(new Uint32BufferAttribute(mesh.indices, 1));
    return { material: paint[0], colour: paint[1], geometry, part: paint[2] ?? usual };
  });
}

function meshOf(meshes: Meshes, paint: Paint): Mesh {
  const key = paint.join(" ");
  const known = meshes.get(key);
  if (known) return known.mesh;
  const mesh: Mesh = { positions: [], normals: [], uvs: [], indices: [] };
  meshes.set(key, { paint, mesh });
  return mesh;
}

function addVertex(mesh: Mesh, point: Vec3, normal: Vec3, u: number, v: number): number {
  mesh.positions.push(point[0], point[1], point[2]);
  mesh.normals.push(normal[0], normal[1], normal[2]);
  mesh.uvs.push(u, v);
  return mesh.positions.length / 3 - 1;
}

/** The mean normal of a polygon that need not be quite flat (Newell's method). */
function faceNormal(corners: readonly Vec3[]): Vec3 {
  let sum: Vec3 = [0, 0, 0];
  let from = pointAt(corners, corners.length - 1);
  for (const to of corners) {
    sum = add(sum, cross(from, to));
    from = to;
  }
  return unit(sum);
}

/** A mesh that a sheet is painted with, and the vertex of each grid point in it, or -1 where there is none yet. */
type Brush = { readonly mesh: Mesh; readonly vertices: Int32Array };

function brushOf(brushes: Map<Mesh, Brush>, mesh: Mesh, places: number): Brush {
  const known = brushes.get(mesh);
  if (known) return known;
  const brush: Brush = { mesh, vertices: new Int32Array(places).fill(-1) };
  brushes.set(mesh, brush);
  return brush;
}

/** Gives the vertex at a column and row; closed sheets have a column more than points, for the seam of the texture. */
function placer(sheet: Sheet): (brush: Brush, column: number, row: number) => number {
  const { columns } = sheet;
  const { across, up } = surfaceCoordinates(sheet);
  return (brush, column, row) => {
    const place = row * (columns + 1) + column;
    const known = brush.vertices[place] ?? -1;
    if (known >= 0) return known;
    const at = row * columns + (column % columns);
    const point = pointAt(sheet.points, at);
    const vertex = addVertex(brush.mesh, point, pointAt(sheet.normals, at), across[column] ?? 0, up[row] ?? 0);
    brush.vertices[place] = vertex;
    return vertex;
  };
}

function pointAt(points: readonly Vec3[], at: number): Vec3 {
  const point = points[at];
  if (!point) throw new Error(`A sheet has no point ${at}; it has ${points.length}`);
  return point;
}

/** Three numbers a vector, one after another. */
function flat(vectors: readonly Vec3[]): Float64Array {
  const numbers = new Float64Array(vectors.length * 3);
  for (const [at, vector] of vectors.entries()) numbers.set(vector, at * 3);
  return numbers;
}

function vectorAt(numbers: Float64Array, at: number): Vec3 {
  return [numbers[at * 3] ?? 0, numbers[at * 3 + 1] ?? 0, numbers[at * 3 + 2] ?? 0];
}

function addTo(sums: Float64Array, at: number, x: number, y: number, z: number): void {
  sums[at * 3] = (sums[at * 3] ?? 0) + x;
  sums[at * 3 + 1] = (sums[at * 3 + 1] ?? 0) + y;
  sums[at * 3 + 2] = (sums[at * 3 + 2] ?? 0) + z;
}

/** Sums of the normals of the cells round each point, weighted by their area. */
function cellNormals(points: readonly Vec3[], columns: number, rows: number, closed: boolean): Float64Array {
  const sums = new Float64Array(points.length * 3);
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column < (closed ? columns : columns - 1); column++) {
      const a = row * columns + column;
      const b = row * columns + ((column + 1) % columns);
      const c = b + columns;
      const d = a + columns;
      const [ax, ay, az] = pointAt(points, a);
      const [bx, by, bz] = pointAt(points, b);
      const [cx, cy, cz] = pointAt(points, c);
      const [dx, dy, dz] = pointAt(points, d);
      // The vector product of the diagonals.
      const x = (cy - ay) * (dz - bz) - (cz - az) * (dy - by);
      const y = (cz - az) * (dx - bx) - (cx - ax) * (dz - bz);
      const z = (cx - ax) * (dy - by) - (cy - ay) * (dx - bx);
      addTo(sums, a, x, y, z);
      addTo(sums, b, x, y, z);
      addTo(sums, c, x, y, z);
      addTo(sums, d, x, y, z);
    }
  }
  return sums;
}

/** Gives points of one row that are at the same place the sum of their normals. */
function weld(points: readonly Vec3[], normals: Float64Array, first: number, columns: number): void {
  const apart = normals.slice(first * 3, (first + columns) * 3);
  for (let column = 0; column < columns; column++) {
    const point = pointAt(points, first + column);
    normals.fill(0, (first + column) * 3, (first + column + 1) * 3);
    for (let other = 0; other < columns; other++) {
      if (squaredDistance(point, pointAt(points, first + other)) >= 1e-8) continue;
      addTo(normals, first + column, ...vectorAt(apart, other));
    }
  }
}

/** Texture coordinates in metres: along the middle row for each column, up the first column for each row. */
function surfaceCoordinates({ points, columns, rows }: Sheet): {
  readonly across: readonly number[];
  readonly up: readonly number[];
} {
  const middle = Math.floor(rows / 2) * columns;
  const across = [0];
  for (let column = 1; column <= columns; column++) {
    const step = squaredDistance(pointAt(points, middle + column - 1), pointAt(points, middle + (column % columns)));
    across.push((across[column - 1] ?? 0) + Math.sqrt(step));
  }
  const up = [0];
  for (let row = 1; row < rows; row++) {
    const step = squaredDistance(pointAt(points, (row - 1) * columns), pointAt(points, row * columns));
    up.push((up[row - 1] ?? 0) + Math.sqrt(step));
  }
  return { across, up };
}

/** False for triangles of less than a hundredth of a square millimetre. */
function hasArea(a: Vec3, b: Vec3, c: Vec3): boolean {
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const uz = b[2] - a[2];
  const vx = c[0] - a[0];
  const vy = c[1] - a[1];
  const vz = c[2] - a[2];
  const x = uy * vz - uz * vy;
  const y = uz * vx - ux * vz;
  const z = ux * vy - uy * vx;
  return x * x + y * y + z * z >= 4e-16;
}

function squaredDistance(a: Vec3, b: Vec3): number {
  const x = a[0] - b[0];
  const y = a[1] - b[1];
  const z = a[2] - b[2];
  return x * x + y * y + z * z;
}

/** The points of a sheet moved along their normals. */
export function raised(point: { readonly point: Vec3; readonly normal: Vec3 }, height: number): Vec3 {
  return along(point.point, point.normal, height);
}
