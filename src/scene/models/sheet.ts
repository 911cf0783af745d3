import { BufferGeometry, Float32BufferAttribute } from "three";
import type { Vec3 } from "../../recipe/spec";
import type { MaterialName } from "../materials";
import type { Part } from "./model";
import { add, along, clamp, cross, distance, length, mix, subtract, unit } from "./vector";

/** What a patch of surface is made of: material and sRGB `#rrggbb`. */
export type Paint = readonly [material: MaterialName, colour: string];

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
  const points = Array.from({ length: columns * rows }, (_, i) => at(i % columns, Math.floor(i / columns)));
  const closed = options.closed ?? false;
  const smooth = options.normal ? points.map(options.normal) : cellNormals(points, columns, rows, closed);
  const welded = weld(points, smooth, columns, options.weld ?? []);
  return { columns, rows, closed, points, normals: welded.map((normal) => unit(normal)) };
}

/** Adds the cells of a sheet, each in the paint chosen for it; `undefined` leaves a hole. */
export function addSheet(meshes: Meshes, sheet: Sheet, paintOf: (column: number, row: number) => Paint | undefined): void {
  const cells = sheet.closed ? sheet.columns : sheet.columns - 1;
  const uvs = surfaceCoordinates(sheet);
  const placed = new Map<string, number>();
  const place = (paint: Paint, column: number, row: number): number => {
    const key = `${paint}/${column}/${row}`;
    const known = placed.get(key);
    if (known !== undefined) return known;
    const at = row * sheet.columns + (column % sheet.columns);
    const index = addVertex(meshOf(meshes, paint), pointAt(sheet.points, at), pointAt(sheet.normals, at), uvs(column, row));
    placed.set(key, index);
    return index;
  };
  for (let row = 0; row + 1 < sheet.rows; row++) {
    for (let column = 0; column < cells; column++) {
      const paint = paintOf(column, row);
      if (!paint) continue;
      const corner = (dc: number, dr: number) => ({
        point: pointAt(sheet.points, (row + dr) * sheet.columns + ((column + dc) % sheet.columns)),
        index: () => place(paint, column + dc, row + dr),
      });
      const [a, b, c, d] = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
      // The shorter diagonal gives rounder surfaces.
      const first = distance(a.point, c.point) <= distance(b.point, d.point);
      const triangles = first ? [[a, b, c] as const, [a, c, d] as const] : [[a, b, d] as const, [b, c, d] as const];
      for (const triangle of triangles) {
        if (area(triangle[0].point, triangle[1].point, triangle[2].point) < 1e-8) continue;
        meshOf(meshes, paint).indices.push(triangle[0].index(), triangle[1].index(), triangle[2].index());
      }
    }
  }
}

/** Adds a flat four-cornered face, corners counter-clockwise seen from its front. */
export function addQuad(meshes: Meshes, paint: Paint, corners: readonly [Vec3, Vec3, Vec3, Vec3]): void {
  const [a, b, c, d] = corners;
  const sheet = makeSheet(2, 2, (column, row) => (row === 0 ? (column === 0 ? a : b) : column === 0 ? d : c));
  addSheet(meshes, sheet, () => paint);
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

/** The finished parts, one for each paint. */
export function finish(meshes: Meshes): readonly Part[] {
  return [...meshes.values()].map(({ paint, mesh }) => {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new Float32BufferAttribute(mesh.positions, 3));
    geometry.setAttribute("normal", new Float32BufferAttribute(mesh.normals, 3));
    geometry.setAttribute("uv", new Float32BufferAttribute(mesh.uvs, 2));
    geometry.setIndex(mesh.indices);
    return { material: paint[0], colour: paint[1], geometry };
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

function addVertex(mesh: Mesh, point: Vec3, normal: Vec3, uv: readonly [number, number]): number {
  mesh.positions.push(...point);
  mesh.normals.push(...normal);
  mesh.uvs.push(...uv);
  return mesh.positions.length / 3 - 1;
}

function pointAt(points: readonly Vec3[], at: number): Vec3 {
  const point = points[at];
  if (!point) throw new Error(`A sheet has no point ${at}; it has ${points.length}`);
  return point;
}

/** Sums of the normals of the cells round each point, weighted by their area. */
function cellNormals(points: readonly Vec3[], columns: number, rows: number, closed: boolean): Vec3[] {
  const sums: Vec3[] = points.map(() => [0, 0, 0]);
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column < (closed ? columns : columns - 1); column++) {
      const next = (column + 1) % columns;
      const corners = [row * columns + column, row * columns + next, (row + 1) * columns + next, (row + 1) * columns + column];
      const [a, b, c, d] = corners.map((corner) => pointAt(points, corner));
      if (!a || !b || !c || !d) continue;
      const normal = cross(subtract(c, a), subtract(d, b));
      for (const corner of corners) sums[corner] = add(pointAt(sums, corner), normal);
    }
  }
  return sums;
}

function weld(points: readonly Vec3[], normals: readonly Vec3[], columns: number, rows: readonly number[]): Vec3[] {
  const sums = new Map<string, Vec3>();
  const keyOf = (at: number) => {
    const row = Math.floor(at / columns);
    if (!rows.includes(row)) return undefined;
    const place = pointAt(points, at).map((value) => Math.round(value * 1e4) + 0);
    return `${row}/${place}`;
  };
  for (const [at, normal] of normals.entries()) {
    const key = keyOf(at);
    if (key !== undefined) sums.set(key, add(sums.get(key) ?? [0, 0, 0], normal));
  }
  return normals.map((normal, at) => sums.get(keyOf(at) ?? "") ?? normal);
}

/** Texture coordinates in metres: along the middle row and up the first column. */
function surfaceCoordinates(sheet: Sheet): (column: number, row: number) => readonly [number, number] {
  const middle = Math.floor(sheet.rows / 2) * sheet.columns;
  const across = [0];
  for (let column = 1; column <= sheet.columns; column++) {
    const step = distance(pointAt(sheet.points, middle + column - 1), pointAt(sheet.points, middle + (column % sheet.columns)));
    across.push((across.at(-1) ?? 0) + step);
  }
  const up = [0];
  for (let row = 1; row < sheet.rows; row++) {
    const step = distance(pointAt(sheet.points, (row - 1) * sheet.columns), pointAt(sheet.points, row * sheet.columns));
    up.push((up.at(-1) ?? 0) + step);
  }
  return (column, row) => [across[column] ?? 0, up[row] ?? 0];
}

function area(a: Vec3, b: Vec3, c: Vec3): number {
  return length(cross(subtract(b, a), subtract(c, a))) / 2;
}

/** The points of a sheet moved along their normals. */
export function raised(point: { readonly point: Vec3; readonly normal: Vec3 }, height: number): Vec3 {
  return along(point.point, point.normal, height);
}
