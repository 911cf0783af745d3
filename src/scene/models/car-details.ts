import type { Vec3 } from "../../recipe/spec";
import { type CarPaints, type LowerBody, locate, totalReach } from "./car-body";
import { pillarFoot } from "./car-cabin";
import { type CarShape, planEnd } from "./car-shape";
import type { Detail } from "./model";
import { addQuad, addSheet, type Meshes, makeSheet, on, type Paint, raised, sheetAt } from "./sheet";
import { blend } from "./vector";
import { HEAD_LAMP, TAIL_LAMP } from "./vehicle-lamps";

/** A four-cornered patch on the body: corners as (metres round from the middle of the front, height). */
type Patch = {
  readonly lower: readonly [from: number, to: number];
  readonly upper: readonly [from: number, to: number];
  readonly bottom: number;
  readonly top: number;
  readonly paint: Paint;
  /** How far it stands out, metres. */
  readonly height: number;
  /** Strips from bottom to top; more follow the body more closely. */
  readonly rows: number;
};

const BLACK: Paint = ["plastic", "#0d0d0f"];
const PLATE: Paint = ["metal", "#e9e9e4"];
const MIRROR_REACH = 0.19;

/** How far lamps and number plates stand out, metres; less, and the edges of the body show through. */
const STAND_OUT = 0.018;

/** How far mirrors stand out beyond the body, metres. */
export function mirrorReach(shape: CarShape): number {
  return Math.max(shape.width / 2, pillarFoot(shape)[0] + MIRROR_REACH);
}

/** What the details lie on and look like. */
export type DetailsOf = {
  readonly shape: CarShape;
  readonly body: LowerBody;
  readonly paints: CarPaints;
  readonly headlights: boolean;
};

/** Adds lamps, grille, number plates, door handles and mirrors; from afar only lamps and mirrors. */
export function addDetails(meshes: Meshes, { shape, body, paints, headlights }: DetailsOf, detail: Detail): void {
  const head: Paint = headlights ? HEAD_LAMP.lit : HEAD_LAMP.out;
  const tail: Paint = headlights ? TAIL_LAMP.lit : TAIL_LAMP.out;
  const patches = [...frontPatches(shape, head), ...rearPatches(shape, body, tail)];
  if (detail === "far") {
    for (const patch of patches) if (patch.paint === head || patch.paint === tail) addFlatPatch(meshes, body, patch);
    for (const side of [-1, 1] as const) addFlatMirror(meshes, shape, paints, side);
    return;
  }
  const add = detail === "near" ? addPatch : addFlatPatch;
  for (const patch of patches) add(meshes, body, patch);
  if (detail === "near") addHandles(meshes, shape, body, paints);
  for (const side of [-1, 1] as const) addMirror(meshes, shape, paints, side, detail === "near" ? 6 : 4);
}

function frontPatches(shape: CarShape, lamp: Paint): Patch[] {
  const edge = shape.top(-shape.half);
  const tall = edge - shape.sill;
  const half = shape.halfWidth;
  const [lampBottom, lampTop] = headSpan(shape);
  const lamps = both({
    lower: [half * 0.6, half * 1.02],
    upper: [half * 0.52, half * 1.3],
    bottom: lampBottom,
    top: lampTop,
    paint: lamp,
    height: STAND_OUT,
    rows: 2,
  });
  const middle = (share: number, from: number, to: number, paint: Paint, height: number): Patch => ({
    lower: [-half * share * 0.92, half * share * 0.92],
    upper: [-half * share, half * share],
    bottom: shape.sill + tall * from,
    top: shape.sill + tall * to,
    paint,
    height,
    rows: 2,
  });
  const plate = shape.sill + tall * 0.4;
  return [
    ...lamps,
    middle(0.5, 0.6, 0.84, BLACK, 0.01),
    // Cladding is dark already.
    ...(shape.style.cladding ? [] : [middle(0.72, 0.1, 0.3, BLACK, 0.01)]),
    { lower: [-0.26, 0.26], upper: [-0.26, 0.26], bottom: plate, top: plate + 0.11, paint: PLATE, height: STAND_OUT, rows: 1 },
  ];
}

function rearPatches(shape: CarShape, body: LowerBody, lamp: Paint): Patch[] {
  const edge = shape.top(shape.half);
  const tall = edge - shape.sill;
  const half = shape.halfWidth;
  const end = totalReach(body);
  const upright = hasUprightTail(shape);
  const [lampBottom, lampTop] = tailSpan(shape);
  const lamps = both({
    lower: [end - half * 1.05, end - half * (upright ? 0.8 : 0.5)],
    upper: [end - half * 1.18, end - half * (upright ? 0.8 : 0.48)],
    bottom: lampBottom,
    top: lampTop,
    paint: lamp,
    height: STAND_OUT,
    rows: 2,
  });
  const bumper: Patch = {
    lower: [end - half * 0.7, end + half * 0.7],
    upper: [end - half * 0.74, end + half * 0.74],
    bottom: shape.sill + tall * 0.08,
    top: shape.sill + tall * 0.26,
    paint: BLACK,
    height: 0.01,
    rows: 2,
  };
  const plate = shape.sill + tall * 0.5;
  return [
    ...lamps,
    {
      lower: [end - 0.26, end + 0.26],
      upper: [end - 0.26, end + 0.26],
      bottom: plate,
      top: plate + 0.11,
      paint: PLATE,
      height: STAND_OUT,
      rows: 1,
    },
    ...(shape.style.cladding ? [] : [bumper]),
  ];
}

/** Lower and upper edge of the headlights, and of the tail lamps. */
function headSpan(shape: CarShape): readonly [number, number] {
  const edge = shape.top(-shape.half);
  const tall = edge - shape.sill;
  return [edge - tall * 0.36, edge - tall * 0.13];
}

function tailSpan(shape: CarShape): readonly [number, number] {
  const edge = shape.top(shape.half);
  const tall = edge - shape.sill;
  return [edge - tall * (hasUprightTail(shape) ? 0.55 : 0.34), edge - tall * 0.1];
}

function hasUprightTail({ body }: CarShape): boolean {
  return body === "van" || body === "pickup";
}

/** Middles of the right headlight and of the right tail lamp. */
export function lampPlaces(shape: CarShape): { readonly head: Vec3; readonly tail: Vec3 } {
  const middle = ([bottom, top]: readonly [number, number]) => (bottom + top) / 2;
  return {
    head: shape.surface(planEnd(shape, -1, 0.78), middle(headSpan(shape))),
    tail: shape.surface(planEnd(shape, 1, hasUprightTail(shape) ? 0.92 : 0.78), middle(tailSpan(shape))),
  };
}

/** The patch and its mirror image. */
function both(patch: Patch): Patch[] {
  const mirrored = ([from, to]: readonly [number, number]) => [-to, -from] as const;
  return [patch, { ...patch, lower: mirrored(patch.lower), upper: mirrored(patch.upper) }];
}

/** Adds a patch whose rim goes down into the body, so that it looks set in and not hung in front. */
function addPatch(meshes: Meshes, body: LowerBody, patch: Patch): void {
  const rim = 0.012;
  const up = [0, 0, ...Array.from({ length: patch.rows - 1 }, (_, at) => (at + 1) / patch.rows), 1, 1];
  const across = [0, 0, ...columnsUnder(body, patch), 1, 1];
  const sign = (at: number, last: number) => (at === 0 ? -1 : at === last ? 1 : 0);
  const sheet = makeSheet(across.length, up.length, (column, row) => {
    const right = sign(column, across.length - 1);
    const over = sign(row, up.length - 1);
    const height = right === 0 && over === 0 ? patch.height : -0.004;
    return onBody(body, ...placeIn(patch, across[column] ?? 0, up[row] ?? 0, right * rim, over * rim), height);
  });
  addSheet(meshes, sheet, () => patch.paint);
}

/** Adds a patch without a rim. */
function addFlatPatch(meshes: Meshes, body: LowerBody, patch: Patch): void {
  // Tall patches stand out more, to clear the edges of a body of few rows.
  const lift = patch.rows > 1 ? 0.014 : 0;
  const across = [0, ...columnsUnder(body, patch), 1];
  const sheet = makeSheet(across.length, 2, (column, row) =>
    onBody(body, ...placeIn(patch, across[column] ?? 0, row, 0, 0), patch.height + lift),
  );
  addSheet(meshes, sheet, () => patch.paint);
}

/** A point of a patch by its shares across and up, moved by some metres: metres round from the middle of the front, and height. */
function placeIn(patch: Patch, across: number, up: number, right: number, over: number): readonly [reach: number, y: number] {
  const from = blend(patch.lower[0], patch.upper[0], up);
  const to = blend(patch.lower[1], patch.upper[1], up);
  return [blend(from, to, across) + right, blend(patch.bottom, patch.top, up) + over];
}

/** The point at a height over the body's surface. */
function onBody(body: LowerBody, reach: number, y: number, height: number): Vec3 {
  const end = totalReach(body);
  // Beyond the middle of the rear the outline comes back on the other side.
  const { column, row } = locate(body, reach > end ? reach - 2 * end : reach, y);
  return raised(sheetAt(body.sheet, column, row), height);
}

/** Where the columns of the body cross a patch, as shares of its width: with its corners there it follows every facet. */
function columnsUnder(body: LowerBody, { upper: [from, to] }: Patch): number[] {
  return body.reachRound
    .map((reach) => (reach - from) / (to - from))
    .filter((share) => share > 0.04 && share < 0.96)
    .toSorted((a, b) => a - b);
}

function addHandles(meshes: Meshes, shape: CarShape, body: LowerBody, paints: CarPaints): void {
  const [front, rear] = shape.axles;
  const corner = body.reach[body.half.findIndex(({ plan }) => plan.nx === 1 && plan.nz === 0)] ?? 0;
  const first = body.half.find(({ plan }) => plan.nx === 1 && plan.nz === 0)?.plan.z ?? 0;
  const lastDoor = shape.body === "pickup" ? shape.zAt(shape.style.rearFoot) : rear - shape.archRadius;
  const doors = [blend(front, rear, 0.53) - 0.24, lastDoor - 0.26];
  for (const z of doors) {
    const reach = corner + z - first;
    const y = blend(shape.sill, shape.top(z), 0.83);
    const handle: Patch = {
      lower: [reach, reach + 0.19],
      upper: [reach, reach + 0.19],
      bottom: y,
      top: y + 0.028,
      paint: paints.trim,
      height: 0.03,
      rows: 1,
    };
    for (const patch of both(handle)) addPatch(meshes, body, patch);
  }
}

/** A mirror on its foot: a rounded housing, glass to the rear. */
function addMirror(meshes: Meshes, shape: CarShape, paints: CarPaints, side: -1 | 1, around: 4 | 6): void {
  const { inner, outer, middle } = mirrorPlace(shape);
  const [glass, housing, stem] = [on("mirror", paints.glass), on("mirror", paints.body), on("mirror", paints.trim)];
  const profile = [
    [-0.078, 0],
    [-0.055, 0.75],
    [0.01, 1],
    [0.035, 0.96],
    [0.035, 0.96],
    [0.025, 0],
  ] as const;
  const halfWide = outer - middle[0];
  const sheet = makeSheet(
    around,
    profile.length,
    (column, row) => {
      const [along, size] = profile[row] ?? [0, 0];
      const angle = ((column + 0.5) / around) * 2 * Math.PI;
      const round = (value: number) => Math.sign(value) * Math.abs(value) ** 0.6 * size;
      // Corners do not point straight out, so the outermost ones are moved to the reach.
      const wide = (round(Math.cos(angle)) * halfWide) / Math.cos(Math.PI / around) ** 0.6;
      return [side * (middle[0] + wide), middle[1] + round(Math.sin(angle)) * 0.075, middle[2] + along];
    },
    { closed: true },
  );
  addMirrored(meshes, sheet, side, (row) => (row === profile.length - 2 ? glass : housing));
  // The foot joins the housing to the door.
  const foot = makeSheet(
    4,
    2,
    (column, row) => {
      const wide = row === 0 ? inner - 0.03 : middle[0];
      const dz = column === 0 || column === 3 ? -0.03 : 0.02;
      return [side * wide, middle[1] - 0.085 + (column < 2 ? 0 : 0.05), middle[2] + dz];
    },
    { closed: true },
  );
  addMirrored(meshes, foot, side > 0 ? -1 : 1, () => stem);
}

/** A mirror seen from afar: one face to the front and one to the rear. */
function addFlatMirror(meshes: Meshes, shape: CarShape, paints: CarPaints, side: -1 | 1): void {
  const { inner, outer, middle } = mirrorPlace(shape);
  const [, y, z] = middle;
  const corners = [
    [inner, y - 0.085, z],
    [outer, y - 0.06, z],
    [outer, y + 0.06, z],
    [inner, y + 0.03, z],
  ] as const;
  const [a, b, c, d] = corners.map(([x, height, depth]): Vec3 => [side * x, height, depth]);
  if (!a || !b || !c || !d) return;
  const [glass, housing] = [on("mirror", paints.glass), on("mirror", paints.body)];
  addQuad(meshes, side > 0 ? glass : housing, [a, b, c, d]);
  addQuad(meshes, side > 0 ? housing : glass, [d, c, b, a]);
}

/** How far mirrors start and end from the middle of the car, and the middle of their housing (x > 0). */
function mirrorPlace(shape: CarShape): { readonly inner: number; readonly outer: number; readonly middle: Vec3 } {
  const [x, y, z] = pillarFoot(shape);
  const inner = x - 0.02;
  const outer = mirrorReach(shape);
  return { inner, outer, middle: [(inner + outer) / 2 + 0.03, y + 0.115, z + 0.2] };
}

function addMirrored(meshes: Meshes, sheet: ReturnType<typeof makeSheet>, side: -1 | 1, paint: (row: number) => Paint): void {
  if (side > 0) {
    addSheet(meshes, sheet, (_, row) => paint(row));
    return;
  }
  const turned = makeSheet(
    sheet.columns,
    sheet.rows,
    (column, row) => sheet.points[row * sheet.columns + (sheet.columns - 1 - column)] ?? [0, 0, 0],
    { closed: true },
  );
  addSheet(meshes, turned, (_, row) => paint(row));
}
