import type { Skeleton } from "./bones";
import type { Detail } from "./model";
import { addHand, addShoe } from "./person-ends";
import { type Bottom, calfBack, legAt, limbsOf, looseness, shoulderRoot, sides, type Top } from "./person-limbs";
import { addSheet, type Meshes, makeSheet, on, type Paint } from "./sheet";
import { add, along, blend, cross, mix, scale, subtract, unit } from "./vector";
import { chain, type Flesh, wrap } from "./wrap";

/** How a body is dressed. */
export type Clothes = {
  readonly top: Top;
  readonly bottom: Bottom;
  readonly skin: Paint;
  readonly topPaint: Paint;
  readonly bottomPaint: Paint;
  readonly shoePaint: Paint;
  readonly solePaint: Paint;
};

/** Columns round a tube and stations along it; a station counts the joints that it has passed. */
type Tube = { readonly columns: number; readonly stations: readonly number[] };

type Level = {
  /** Hem, pelvis, waist, chest, collar. */
  readonly trunk: Tube;
  /** Foot of the neck, shoulder, elbow, wrist. */
  readonly sleeve: Tube;
  /** Shoulder, elbow, wrist. */
  readonly bareArm: Tube;
  /** Below the belt: crotch, pelvis, waist. */
  readonly hips: Tube;
  /** Hip, knee, ankle. */
  readonly leg: Tube;
  readonly bareLeg: Tube;
  readonly skirt: Tube;
};

const levels: Record<Detail, Level> = {
  near: {
    trunk: { columns: 16, stations: [0, 0.5, 1, 1.5, 2, 2.5, 2.9, 3.2, 3.45, 3.7, 4] },
    sleeve: { columns: 9, stations: [0.24, 0.54, 0.81, 1, 1.17, 1.5, 1.86, 2.01, 2.16, 2.55, 2.94] },
    bareArm: { columns: 9, stations: [0.4, 0.72, 0.92, 1.08, 1.32, 1.7, 2] },
    hips: { columns: 12, stations: [0, 0.3, 0.7, 1.2, 1.7] },
    leg: { columns: 10, stations: [0, 0.2, 0.5, 0.84, 1, 1.16, 1.56, 1.97] },
    bareLeg: { columns: 10, stations: [0.5, 0.86, 1, 1.14, 1.36, 1.7, 2] },
    skirt: { columns: 16, stations: [0, 0, 0.15, 0.55, 1, 1] },
  },
  middle: {
    trunk: { columns: 9, stations: [0, 1, 2, 3, 3.55, 4] },
    sleeve: { columns: 5, stations: [0.45, 0.9, 1.2, 1.95, 2.94] },
    bareArm: { columns: 5, stations: [0.45, 1, 2] },
    hips: { columns: 7, stations: [0, 0.5, 1.4] },
    leg: { columns: 6, stations: [0, 0.45, 0.98, 1.3, 1.97] },
    bareLeg: { columns: 6, stations: [0.7, 1.02, 1.35, 2] },
    skirt: { columns: 9, stations: [0, 0, 1] },
  },
  far: {
    trunk: { columns: 6, stations: [0, 2, 3.35, 3.9] },
    sleeve: { columns: 3, stations: [0.8, 2, 2.94] },
    bareArm: { columns: 3, stations: [0.45, 1, 2] },
    hips: { columns: 4, stations: [] },
    leg: { columns: 4, stations: [0.1, 1.05, 1.97] },
    bareLeg: { columns: 3, stations: [0.75, 1.05, 2] },
    skirt: { columns: 5, stations: [0.15, 1] },
  },
};

/** Where short sleeves and the legs of shorts end. */
const SHORT_SLEEVE = 1.5;
const SHORTS = 0.86;
/** Where skirts and coats end, as shares of the legs. */
const SKIRT = 0.46;
const COAT = 0.4;

/** Adds torso, arms, legs, hands and shoes. */
export function addBody(
  meshes: Meshes,
  skeleton: Skeleton,
  { girth, clothes, detail, grip = false }: { girth: number; clothes: Clothes; detail: Detail; grip?: boolean },
): void {
  const level = levels[detail];
  addTop(meshes, skeleton, girth, clothes, level);
  addBottom(meshes, skeleton, girth, clothes, level);
  for (const side of sides) {
    addHand(meshes, skeleton, { side, skin: clothes.skin, detail, grip });
    addShoe(meshes, skeleton, side, clothes, detail);
  }
}

/** The stations of a tube before `end`, and one there. */
function until({ stations }: Tube, end: number): number[] {
  return [...stations.filter((at) => at < end - 0.06), end];
}

/** The bands round a high-visibility vest, as stations of the trunk. */
const BANDS = [
  [1.12, 1.36],
  [2.1, 2.32],
] as const;
const REFLECTIVE: Paint = ["fabric", "#d5d8da", "torso"];

/** The stations of a trunk with the edges of the bands of a vest in place of those near them. */
function banded({ stations }: Tube): number[] {
  const edges = BANDS.flat();
  const kept = stations.filter((at) => edges.every((edge) => Math.abs(at - edge) > 0.12));
  return [...kept, ...edges].sort((a, b) => a - b);
}

/** Whether a cell of a vest is in a band, or on the stripes over the shoulders where the trunk is finely divided. */
function reflects(stations: readonly number[], columns: number, column: number, row: number): boolean {
  const [from = -1, to = -1] = [stations[row], stations[row + 1]];
  if (BANDS.some(([low, high]) => from >= low && to <= high)) return true;
  return columns === 16 && to > BANDS[1][1] && [2, 5, 10, 13].includes(column);
}

function addTop(meshes: Meshes, skeleton: Skeleton, girth: number, clothes: Clothes, level: Level): void {
  const { torso, arm, seat, lap, size } = limbsOf(skeleton, girth);
  const cloth = looseness[clothes.top];
  const { pelvis, waist, chest, neck, torsoUp, torsoFront } = skeleton;
  const coat = clothes.top === "coat";
  // A top lies over the trousers also where a raised thigh lifts them; a coat has a skirt for that.
  const laps = coat ? [] : lap(cloth * 0.7);
  const trunk: Flesh = { limbs: [...torso(cloth), ...sides.map((side) => seat(side, cloth)), ...laps], round: 0.07 };
  const sleeves = sides.map((side): Flesh => ({ limbs: arm(side, cloth), round: 0.03 }));
  const hem = along(pelvis, torsoUp, (coat ? 0 : clothes.top === "t-shirt" ? -0.035 : -0.07) * size);
  const collar = along(neck, torsoUp, 0.025 * size);
  const { columns } = level.trunk;
  const vest = clothes.top === "vest";
  const shares = vest ? banded(level.trunk) : level.trunk.stations;
  const stations = chain([hem, pelvis, waist, chest, collar], shares);
  const closed = columns > 6 ? (["first", "last"] as const) : [];
  const shirt = wrap({ stations, columns, own: trunk, others: sleeves, round: 0.06, start: torsoFront, limit: 0.28, closed });
  const first = closed.length > 0 ? 2 : 0;
  const torsoPaint = on("torso", clothes.topPaint);
  addSheet(meshes, shirt, (column, row) => (vest && reflects(shares, columns, column, row - first) ? REFLECTIVE : torsoPaint));
  const armPaint = on("arm", vest ? clothes.bottomPaint : clothes.topPaint);
  for (const side of sides) {
    const path = [shoulderRoot(skeleton), skeleton.shoulders[side], skeleton.elbows[side], skeleton.wrists[side]];
    const bare = clothes.top === "t-shirt";
    const shares = bare ? until(level.sleeve, SHORT_SLEEVE) : level.sleeve.stations;
    const sleeve = wrap({
      stations: chain(path, shares),
      columns: level.sleeve.columns,
      own: { limbs: arm(side, cloth), round: 0.03 },
      others: [trunk],
      round: 0.06,
      start: torsoFront,
      limit: 0.15,
      closed: level.sleeve.columns > 3 ? ["last"] : [],
    });
    addSheet(meshes, sleeve, () => armPaint);
    if (bare) addBareArm(meshes, skeleton, side, girth, on("arm", clothes.skin), level);
  }
}

function addBareArm(meshes: Meshes, skeleton: Skeleton, side: 0 | 1, girth: number, skin: Paint, level: Level): void {
  const { columns, stations } = level.bareArm;
  const path = [skeleton.shoulders[side], skeleton.elbows[side], skeleton.wrists[side]];
  const own: Flesh = { limbs: limbsOf(skeleton, girth).arm(side, 0), round: 0.03 };
  const arm = wrap({ ...alone, stations: chain(path, stations), columns, own, start: skeleton.torsoFront, limit: 0.15 });
  addSheet(meshes, arm, () => skin);
}

const alone = { others: [], round: 0.03 } as const;

function addBottom(meshes: Meshes, skeleton: Skeleton, girth: number, clothes: Clothes, level: Level): void {
  if (clothes.bottom === "skirt")
    addSkirt(meshes, skeleton, { girth, end: SKIRT, cloth: 0.012, paint: on("leg", clothes.bottomPaint), level });
  else addTrousers(meshes, skeleton, girth, clothes, level);
  if (clothes.bottom !== "trousers") addBareLegs(meshes, skeleton, girth, on("leg", clothes.skin), level);
  if (clothes.top === "coat")
    addSkirt(meshes, skeleton, { girth, end: COAT, cloth: 0.024, paint: on("torso", clothes.topPaint), level });
}

function addTrousers(meshes: Meshes, skeleton: Skeleton, girth: number, clothes: Clothes, level: Level): void {
  const { torso, leg, seat, size } = limbsOf(skeleton, girth);
  const { pelvis, waist, torsoUp, torsoFront } = skeleton;
  const cloth = 0.008;
  const paint = on("leg", clothes.bottomPaint);
  const hips: Flesh = { limbs: [...torso(0.002), ...sides.map((side) => seat(side, 0.004))], round: 0.06 };
  const legs = sides.map((side): Flesh => ({ limbs: leg(side, cloth, 0.014), round: 0.03 }));
  const low = along(pelvis, torsoUp, -0.085 * size);
  if (level.hips.stations.length > 0) {
    const stations = chain([low, along(pelvis, torsoUp, -0.02), waist], level.hips.stations);
    const { columns } = level.hips;
    const seat = wrap({
      stations,
      columns,
      own: hips,
      others: legs,
      round: 0.025,
      start: torsoFront,
      limit: 0.3,
      closed: ["first"],
    });
    addSheet(meshes, seat, () => paint);
  }
  for (const side of sides) {
    const stations = chain(
      [skeleton.hips[side], skeleton.knees[side], skeleton.ankles[side]],
      clothes.bottom === "trousers" ? level.leg.stations : until(level.leg, SHORTS),
    );
    const sleeve = wrap({
      stations,
      columns: level.leg.columns,
      own: { limbs: leg(side, cloth, 0.014), round: 0.03 },
      others: [hips],
      round: 0.025,
      start: scale(calfBack(skeleton, side), -1),
      limit: 0.25,
      closed: level.leg.columns > 4 ? ["last"] : [],
    });
    addSheet(meshes, sleeve, () => paint);
  }
}

/** Legs below shorts or a skirt. */
function addBareLegs(meshes: Meshes, skeleton: Skeleton, girth: number, skin: Paint, level: Level): void {
  const { leg } = limbsOf(skeleton, girth);
  for (const side of sides) {
    const stations = chain([skeleton.hips[side], skeleton.knees[side], skeleton.ankles[side]], level.bareLeg.stations);
    const own: Flesh = { limbs: leg(side, 0, 0), round: 0.03 };
    const start = scale(calfBack(skeleton, side), -1);
    addSheet(meshes, wrap({ ...alone, stations, columns: level.bareLeg.columns, own, start, limit: 0.2 }), () => skin);
  }
}

/** Cloth round both thighs, from the hips to a share of the legs (0.5 is the knee). */
function addSkirt(
  meshes: Meshes,
  skeleton: Skeleton,
  { girth, end, cloth, paint, level }: { girth: number; end: number; cloth: number; paint: Paint; level: Level },
): void {
  const { size } = limbsOf(skeleton, girth);
  const { columns, stations: shares } = level.skirt;
  // Equal stations at an end turn the cloth inwards there.
  const shrink = (row: number) => {
    if (row === 0) return shares[1] === shares[0] ? 0.85 : 1;
    return shares[row] === shares[row - 1] ? 0.6 : 1;
  };
  const sheet = makeSheet(
    columns,
    shares.length,
    (column, row) => {
      const share = shares[row] ?? 1;
      const at = share * end;
      const [left, right] = [legAt(skeleton, 0, at), legAt(skeleton, 1, at)];
      const middle = mix(mix(left, right, 0.5), along(skeleton.pelvis, skeleton.torsoUp, 0.02), (1 - share) ** 2);
      const later = mix(legAt(skeleton, 0, at + 0.05), legAt(skeleton, 1, at + 0.05), 0.5);
      const down = unit(subtract(later, mix(left, right, 0.5)), [0, -1, 0]);
      const front = unit(cross([-1, 0, 0], down), [0, 0, -1]);
      const apart = subtract(right, left);
      const ahead = Math.abs(apart[0] * front[0] + apart[1] * front[1] + apart[2] * front[2]) / 2;
      const wide = Math.abs(apart[0]) / 2 + blend(0.087, 0.095, share) * size * girth + cloth;
      const deep = ahead + blend(0.112, 0.1, share) * size * girth + cloth;
      const angle = (column / columns) * 2 * Math.PI;
      const fold = (1 + 0.035 * share * Math.cos(angle * 6)) * shrink(row);
      return add(along(middle, front, Math.cos(angle) * deep * fold), [-Math.sin(angle) * wide * fold, 0, 0]);
    },
    { closed: true },
  );
  addSheet(meshes, sheet, () => paint);
}
