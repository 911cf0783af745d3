import type { Vec3 } from "../../recipe/spec";
import { type CarPaints, type LowerBody, locate, totalReach } from "./car-body";
import { pillarFoot } from "./car-cabin";
import type { CarShape } from "./car-shape";
import { addSheet, type Meshes, makeSheet, type Paint, raised, sheetAt } from "./sheet";
import { blend, clamp } from "./vector";

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

/** How far mirrors stand out beyond the body, metres. */
export function mirrorReach(shape: CarShape): number {
  return Math.max(shape.width / 2, pillarFoot(shape)[0] + MIRROR_REACH);
}

/** Adds lamps, grille, number plates, door handles and mirrors. */
export function addDetails(meshes: Meshes, shape: CarShape, body: LowerBody, paints: CarPaints, headlights: boolean): void {
  const head: Paint = headlights ? ["lamp", "#fff6e4"] : ["chrome", "#e4e8ec"];
  const tail: Paint = headlights ? ["lamp", "#d81c14"] : ["plastic", "#8f1210"];
  for (const patch of frontPatches(shape, head)) addPatch(meshes, body, patch);
  for (const patch of rearPatches(shape, body, tail)) addPatch(meshes, body, patch);
  addHandles(meshes, shape, body, paints);
  for (const side of [-1, 1] as const) addMirror(meshes, shape, paints, side);
}

function frontPatches(shape: CarShape, lamp: Paint): Patch[] {
  const edge = shape.top(-shape.half);
  const tall = edge - shape.sill;
  const half = shape.halfWidth;
  const lampTop = edge - tall * 0.13;
  const lampBottom = edge - tall * 0.36;
  const lamps = both({
    lower: [half * 0.6, half * 1.02],
    upper: [half * 0.52, half * 1.3],
    bottom: lampBottom,
    top: lampTop,
    paint: lamp,
    height: 0.014,
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
    middle(0.72, 0.1, 0.3, BLACK, 0.01),
    { lower: [-0.26, 0.26], upper: [-0.26, 0.26], bottom: plate, top: plate + 0.11, paint: PLATE, height: 0.014, rows: 1 },
  ];
}

function rearPatches(shape: CarShape, body: LowerBody, lamp: Paint): Patch[] {
  const edge = shape.top(shape.half);
  const tall = edge - shape.sill;
  const half = shape.halfWidth;
  const end = totalReach(body);
  const upright = shape.body === "van" || shape.body === "pickup";
  const lamps = both({
    lower: [end - half * 1.05, end - half * (upright ? 0.8 : 0.5)],
    upper: [end - half * 1.18, end - half * (upright ? 0.8 : 0.48)],
    bottom: edge - tall * (upright ? 0.55 : 0.34),
    top: edge - tall * 0.1,
    paint: lamp,
    height: 0.014,
    rows: 2,
  });
  const plate = shape.sill + tall * 0.5;
  return [
    ...lamps,
    {
      lower: [end - 0.26, end + 0.26],
      upper: [end - 0.26, end + 0.26],
      bottom: plate,
      top: plate + 0.11,
      paint: PLATE,
      height: 0.014,
      rows: 1,
    },
    {
      lower: [end - half * 0.7, end + half * 0.7],
      upper: [end - half * 0.74, end + half * 0.74],
      bottom: shape.sill + tall * 0.08,
      top: shape.sill + tall * 0.26,
      paint: BLACK,
      height: 0.01,
      rows: 2,
    },
  ];
}

/** The patch and its mirror image. */
function both(patch: Patch): Patch[] {
  const mirrored = ([from, to]: readonly [number, number]) => [-to, -from] as const;
  return [patch, { ...patch, lower: mirrored(patch.lower), upper: mirrored(patch.upper) }];
}

/** Adds a patch whose rim goes down into the body, so that it looks set in and not hung in front. */
function addPatch(meshes: Meshes, body: LowerBody, patch: Patch): void {
  const rim = 0.012;
  const shares = (count: number) => [0, 0, ...Array.from({ length: count - 1 }, (_, at) => (at + 1) / count), 1, 1];
  const up = shares(patch.rows);
  const end = totalReach(body);
  const across = [0, 0, ...columnsUnder(body, patch), 1, 1];
  const sheet = makeSheet(across.length, up.length, (column, row): Vec3 => {
    const outer = column === 0 || row === 0 || column === across.length - 1 || row === up.length - 1;
    const share = up[row] ?? 0;
    const from = blend(patch.lower[0], patch.upper[0], share);
    const to = blend(patch.lower[1], patch.upper[1], share);
    const grow = outer ? rim : 0;
    const sign = (at: number, last: number) => (at === 0 ? -1 : at === last ? 1 : 0);
    const reach = blend(from, to, across[column] ?? 0) + grow * sign(column, across.length - 1);
    const y = blend(patch.bottom, patch.top, share) + grow * sign(row, up.length - 1);
    // Beyond the middle of the rear the outline comes back on the other side.
    const place = reach > end ? locate(body, reach - 2 * end, y) : locate(body, reach, y);
    return raised(sheetAt(body.sheet, place.column, place.row), outer ? -0.004 : patch.height);
  });
  addSheet(meshes, sheet, () => patch.paint);
}

/** Where the columns of the body cross a patch, as shares of its width: with its corners there it follows every facet. */
function columnsUnder(body: LowerBody, { upper: [from, to] }: Patch): number[] {
  const end = totalReach(body);
  const reaches = new Set(body.reach.flatMap((reach) => [-reach, reach, 2 * end - reach].map((at) => at + 0)));
  return [...reaches]
    .map((reach) => (reach - from) / (to - from))
    .filter((share) => share > 0.04 && share < 0.96)
    .toSorted((a, b) => a - b);
}

function addHandles(meshes: Meshes, shape: CarShape, body: LowerBody, paints: CarPaints): void {
  const [front, rear] = shape.axles;
  const corner = body.reach[body.half.findIndex(({ plan }) => plan.nx === 1 && plan.nz === 0)] ?? 0;
  const first = body.half.find(({ plan }) => plan.nx === 1 && plan.nz === 0)?.plan.z ?? 0;
  const doors = [blend(front, rear, 0.53) - 0.24, rear - shape.archRadius - 0.26];
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
function addMirror(meshes: Meshes, shape: CarShape, paints: CarPaints, side: -1 | 1): void {
  const [x, y, z] = pillarFoot(shape);
  const inner = x - 0.02;
  const outer = mirrorReach(shape);
  const middle: Vec3 = [(inner + outer) / 2 + 0.03, y + 0.115, z + 0.2];
  const around = 6;
  const profile = [
    [-0.075, 0.25],
    [-0.05, 0.8],
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
      const wide = (round(Math.cos(angle)) * halfWide) / 0.954;
      return [
        side * (middle[0] + clamp(wide, -halfWide, halfWide)),
        middle[1] + round(Math.sin(angle)) * 0.075,
        middle[2] + along * 1,
      ];
    },
    { closed: true },
  );
  addMirrored(meshes, sheet, side, (row) => (row === profile.length - 2 ? ["chrome", "#9aa4ad"] : paints.body));
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
  addMirrored(meshes, foot, -side as -1 | 1, () => paints.trim);
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
