import type { Vec3 } from "../../recipe/spec";
import { type CarShape, type PlanPoint, planEnd, planSide } from "./car-shape";
import type { Detail } from "./model";
import { addQuad, addSheet, type Meshes, makeSheet, type Paint, type Sheet } from "./sheet";
import { blend, clamp } from "./vector";

/** The paints of a car. */
export type CarPaints = { readonly body: Paint; readonly trim: Paint; readonly glass: Paint };

/**
 * The lower body as a closed sheet, the number of its rows that belong to the sides, and how far along its outline each column
 * stands from the middle of the front, metres.
 */
export type LowerBody = {
  readonly sheet: Sheet;
  readonly sideRows: number;
  readonly half: readonly Column[];
  readonly reach: readonly number[];
  /** The same for the columns of both sides, and once more beyond the middle of the rear, where the outline comes back. */
  readonly reachRound: readonly number[];
};

type Column = { readonly plan: PlanPoint; readonly bottom: number; readonly seam: boolean };

/** How finely the lower body is built. */
type Fineness = {
  /** Columns of the nose and of the tail, from 0 in the middle to the corner, which is 1. */
  readonly nose: readonly number[];
  readonly tail: readonly number[];
  /** Pieces of a wheel arch; with none the sides are closed and the wheels stand in front of them. */
  readonly archSteps: number;
  readonly doorGaps: boolean;
  /** Heights of the rows of the sides: 0 at the lower edge, 1 at the edge of the bonnet. */
  readonly rows: (trim: number) => readonly number[];
  /** Rows that close the top: their size relative to the edge. */
  readonly cap: readonly number[];
};

const finenesses: Record<Detail, Fineness> = {
  near: {
    nose: [0, 0.22, 0.44, 0.62, 0.75, 0.88],
    tail: [0, 0.22, 0.44, 0.62, 0.75, 0.88],
    archSteps: 6,
    doorGaps: true,
    rows: () => [0, 0.1, 0.25, 0.43, 0.6, 0.78, 0.93, 1],
    cap: [0.82, 0],
  },
  middle: {
    nose: [0, 0.62, 0.81],
    tail: [0, 0.62, 0.81],
    archSteps: 4,
    doorGaps: false,
    rows: (trim) => [0, trim, 0.6, 0.88, 1],
    cap: [0],
  },
  far: { nose: [0, 0.62, 0.81], tail: [0, 0.75], archSteps: 0, doorGaps: false, rows: (trim) => [0, trim, 0.85, 1], cap: [0] },
};

const SEAM = 0.012;
const WELL: Paint = ["plastic", "#0d0d0f"];

/** Adds nose, sides, tail, bonnet and boot, wheel wells and floor. Returns the surface for lamps and the like to lie on. */
export function addLowerBody(meshes: Meshes, shape: CarShape, paints: CarPaints, detail: Detail): LowerBody {
  const fineness = finenesses[detail];
  const trimTop = shape.style.cladding ? 0.25 : 0.1;
  const rows = fineness.rows(trimTop);
  const half = halfOutline(shape, fineness);
  const loop = [
    ...half.map((column) => ({ ...column, plan: { ...column.plan, x: -column.plan.x, nx: -column.plan.nx } })),
    ...half.slice(1, -1).reverse(),
  ];
  const columnOf = (at: number) => loop[at % loop.length] ?? loop[0] ?? half[0];
  const edges = loop.map(({ plan }) => shape.surface(plan, shape.top(plan.z)));
  const point = (at: number, row: number): Vec3 => {
    const column = columnOf(at);
    const edge = edges[at % loop.length];
    if (!column || !edge) throw new Error("A car's outline has no columns");
    const share = rows[row];
    if (share !== undefined) return shape.surface(column.plan, blend(column.bottom, edge[1], share));
    return capPoint(shape, edge, fineness.cap[row - rows.length] ?? 0);
  };
  const last = rows.length + fineness.cap.length - 1;
  const sheet = makeSheet(loop.length, last + 1, point, { closed: true, weld: [last] });
  const paintOf = (at: number, row: number): Paint | undefined => {
    const [from, to] = [columnOf(at), columnOf(at + 1)];
    if (row < rows.length - 1) {
      const gap = row < rows.length - 2 && isSeam(from, to);
      return gap || (rows[row] ?? 0) < trimTop ? paints.trim : paints.body;
    }
    const [z0, z1] = [from?.plan.z ?? 0, to?.plan.z ?? 0];
    // From afar the bed of a pickup is a dark lid.
    if (inBed(shape, (z0 + z1) / 2)) return detail === "far" ? paints.trim : undefined;
    return isUnderCabin(shape, Math.min(z0, z1), Math.max(z0, z1)) ? undefined : paints.body;
  };
  addSheet(meshes, sheet, paintOf);
  if (detail !== "far") {
    addBed(meshes, shape, paints, loop);
    for (const side of [-1, 1] as const) for (const axle of shape.axles) addWell(meshes, shape, side, axle, fineness.archSteps);
    addFloor(meshes, shape);
  }
  const reach = reaches(half);
  return { sheet, sideRows: rows.length, half, reach, reachRound: roundReaches(reach) };
}

/** How far each column stands from the first, along the outline. */
function reaches(half: readonly Column[]): number[] {
  const reach: number[] = [];
  let before = half[0]?.plan;
  for (const { plan } of half) {
    reach.push((reach.at(-1) ?? 0) + (before ? Math.hypot(plan.x - before.x, plan.z - before.z) : 0));
    before = plan;
  }
  return reach;
}

function roundReaches(reach: readonly number[]): number[] {
  const end = reach.at(-1) ?? 0;
  // -0 is 0.
  return [...new Set(reach.flatMap((at) => [0 - at, at, 2 * end - at]))];
}

/** The outline from the middle of the front round one side (x > 0) to the middle of the rear. */
function halfOutline(shape: CarShape, { nose, tail, archSteps, doorGaps }: Fineness): Column[] {
  const bottom = archSteps > 0 ? shape.bottom : shape.sillAt;
  const plain = (plan: PlanPoint): Column => ({ plan, bottom: bottom(plan.z), seam: false });
  const front = [...nose, 1].map((across) => plain(planEnd(shape, -1, across)));
  const rear = [...tail, 1].map((across) => plain(planEnd(shape, 1, across))).reverse();
  const from = front.at(-1)?.plan.z ?? 0;
  const to = rear[0]?.plan.z ?? 0;
  const stops = archSteps > 0 ? sideStops(shape, archSteps, doorGaps, to) : cabinStops(shape);
  const columns = stops
    .filter(({ z }) => z > from + 0.03 && z < to - 0.03)
    .map(({ z, seam }) => ({ ...plain(planSide(shape, z)), seam }));
  return [...front, ...columns, ...rear];
}

type Stop = { readonly z: number; readonly seam: boolean };

/** Where columns stand along a side with wheel arches and doors; `rearCorner` is where the tail begins to turn in. */
function sideStops(shape: CarShape, archSteps: number, doorGaps: boolean, rearCorner: number): Stop[] {
  const [frontAxle, rearAxle] = shape.axles;
  const radius = shape.archRadius;
  const middle = blend(frontAxle, rearAxle, 0.53);
  // The bed of a pickup starts where its doors end.
  const cabEnd = shape.zAt(shape.style.rearFoot);
  const lastGap = bedOf(shape) ? cabEnd - SEAM : rearAxle - radius - 0.02;
  const doors = [frontAxle + radius + 0.1, middle, lastGap];
  const plain = (z: number): Stop => ({ z, seam: false });
  const gap = (z: number): Stop[] => [
    { z, seam: true },
    { z: z + SEAM, seam: true },
  ];
  return [
    ...archStops(frontAxle, radius, archSteps).map(plain),
    ...(doorGaps ? doors.flatMap(gap) : [plain(bedOf(shape) ? cabEnd : middle)]),
    ...archStops(rearAxle, radius, archSteps).map(plain),
    plain(blend(rearAxle + radius, rearCorner, 0.5)),
  ];
}

/** Where the cabin starts and ends, with room for the bow of its windows. */
function cabinStops(shape: CarShape): Stop[] {
  const rear = shape.zAt(shape.style.rearFoot) - (bedOf(shape) ? 0 : 0.3);
  return [shape.zAt(shape.style.cowl) + 0.3, rear].map((z) => ({ z, seam: false }));
}

/** Where columns stand round a wheel arch: both feet, and evenly along the arc. */
function archStops(axle: number, radius: number, steps: number): number[] {
  const arc = Array.from({ length: steps + 1 }, (_, step) => axle - radius * 0.9995 * Math.cos((step / steps) * Math.PI));
  return [axle - radius - 0.006, ...arc, axle + radius + 0.006];
}

/** True where the top need not be closed between two places, since the cabin stands over all of it. */
function isUnderCabin(shape: CarShape, from: number, to: number): boolean {
  const rear = shape.zAt(shape.style.rearFoot) - (bedOf(shape) ? 0 : 0.14);
  return from > shape.zAt(shape.style.cowl) + 0.22 && to < rear + 1e-6;
}

/** True for the narrow gap beside a door. */
function isSeam(from: Column | undefined, to: Column | undefined): boolean {
  return from !== undefined && to !== undefined && from.seam && to.seam && Math.abs(from.plan.z - to.plan.z) < 1.5 * SEAM;
}

/** A point of the bonnet, roofless middle or boot lid: the edge drawn towards the middle line, and raised. */
function capPoint(shape: CarShape, edge: Vec3, size: number): Vec3 {
  const crown = 0.055;
  const middle = clamp(edge[2], 0.75 - shape.half, shape.half - 0.35);
  const z = blend(middle, edge[2], size);
  const swell = inBed(shape, z) ? 0 : crown * (1 - size ** 2);
  return [edge[0] * size, blend(shape.top(z), edge[1], size) + swell, z];
}

const bedOf = (shape: CarShape) => shape.body === "pickup";

function inBed(shape: CarShape, z: number): boolean {
  return bedOf(shape) && z >= shape.zAt(shape.style.rearFoot) - 1e-6;
}

/** The open bed of a pickup: rails round a sunken box. */
function addBed(meshes: Meshes, shape: CarShape, paints: CarPaints, loop: readonly Column[]): void {
  if (!bedOf(shape)) return;
  const wall = 0.1;
  const start = shape.zAt(shape.style.rearFoot);
  const inner = {
    x: shape.halfWidth - 0.085 - wall,
    from: start + 0.04,
    to: shape.half - 0.16 - wall,
    floor: shape.wheelRadius + 0.36,
  };
  const rim = loop.filter((column) => inBed(shape, column.plan.z));
  const edges = rim.map((column) => shape.surface(column.plan, shape.top(column.plan.z)));
  const inside = (edge: Vec3, y: number): Vec3 => [clamp(edge[0], -inner.x, inner.x), y, clamp(edge[2], inner.from, inner.to)];
  const rows = (edge: Vec3): readonly Vec3[] => {
    const corner = inside(edge, edge[1] + 0.01);
    return [edge, corner, corner, inside(edge, inner.floor)];
  };
  const sheet = makeSheet(rim.length, 4, (column, row) => rows(edges[column] ?? [0, 0, 0])[row] ?? [0, 0, 0]);
  addSheet(meshes, sheet, (_, row) => (row === 0 ? paints.body : paints.trim));
  const top = shape.top(start) + 0.01;
  const { x, from, to, floor } = inner;
  addQuad(meshes, paints.trim, [
    [-x, floor, to],
    [x, floor, to],
    [x, floor, from],
    [-x, floor, from],
  ]);
  addQuad(meshes, paints.body, [
    [-x, floor, from],
    [x, floor, from],
    [x, top, from],
    [-x, top, from],
  ]);
  const rail = shape.halfWidth - 0.085;
  addQuad(meshes, paints.body, [
    [-rail, top, from],
    [rail, top, from],
    [rail, top, start - 0.1],
    [-rail, top, start - 0.1],
  ]);
}

/** The inside of a wheel arch, dark, so that no light shines through under the fender. */
function addWell(meshes: Meshes, shape: CarShape, side: -1 | 1, axle: number, steps: number): void {
  const stops = archStops(axle, shape.archRadius, steps);
  const depth = 0.32;
  const edge = stops.map((z): Vec3 => {
    const [x, y, at] = shape.surface(planSide(shape, z), shape.bottom(z));
    return [x * side, y, at];
  });
  const ordered = side > 0 ? edge : edge.toReversed();
  const at = (column: number) => ordered[column] ?? [0, 0, axle];
  const hub: Vec3 = [side * (shape.halfWidth - depth), shape.wheelRadius, axle];
  const sheet = makeSheet(ordered.length, 4, (column, row) => {
    const rim = at(column);
    if (row === 0) return rim;
    const inner: Vec3 = [hub[0], rim[1], rim[2]];
    return row === 3 ? hub : inner;
  });
  addSheet(meshes, sheet, () => WELL);
}

/** A dark floor from nose to tail. */
function addFloor(meshes: Meshes, shape: CarShape): void {
  const y = shape.sill + 0.025;
  const x = shape.halfWidth - 0.3;
  const z = shape.half - 0.12;
  addQuad(meshes, WELL, [
    [-x, y, -z],
    [x, y, -z],
    [x, y, z],
    [-x, y, z],
  ]);
  // Between the wheels the floor reaches the sills.
  const [front, rear] = shape.axles;
  const from = front + shape.archRadius;
  const to = rear - shape.archRadius;
  const outer = shape.halfWidth - 0.06;
  for (const side of [-1, 1] as const) {
    const [a, b] = side > 0 ? [x, outer] : [-outer, -x];
    addQuad(meshes, WELL, [
      [a, y - 0.02, from],
      [b, y - 0.02, from],
      [b, y - 0.02, to],
      [a, y - 0.02, to],
    ]);
  }
}

/** Where on the lower body something lies: column and row of the sheet at `reach` metres round from the middle of the front and height y. */
export function locate(body: LowerBody, reach: number, y: number): { readonly column: number; readonly row: number } {
  const side = reach < 0 ? -1 : 1;
  const wanted = Math.abs(reach);
  const beyond = body.reach.findIndex((at) => at > wanted);
  const next = beyond < 0 ? body.reach.length - 1 : Math.max(1, beyond);
  const [from, to] = [body.reach[next - 1] ?? 0, body.reach[next] ?? 1];
  const column = side * (next - 1 + (wanted - from) / (to - from));
  const heightAt = (row: number) => {
    const left = ((Math.floor(column) % body.sheet.columns) + body.sheet.columns) % body.sheet.columns;
    const right = (left + 1) % body.sheet.columns;
    const at = (index: number) => body.sheet.points[row * body.sheet.columns + index]?.[1] ?? 0;
    return blend(at(left), at(right), column - Math.floor(column));
  };
  let row = 0;
  while (row < body.sideRows - 2 && heightAt(row + 1) < y) row++;
  return { column, row: row + clamp((y - heightAt(row)) / (heightAt(row + 1) - heightAt(row)), 0, 1) };
}

/** Length of the outline from the middle of the front to the middle of the rear, metres. */
export function totalReach(body: LowerBody): number {
  return body.reach.at(-1) ?? 0;
}
