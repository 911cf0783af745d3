import type { Vec3 } from "../../recipe/spec";
import type { Skeleton } from "./bones";
import { soles } from "./feet";
import type { Detail } from "./model";
import type { Clothes } from "./person-body";
import { addSheet, type Meshes, makeSheet, on, type Paint, type Sheet } from "./sheet";
import { add, along, blend, cross, distance, mix, scale, subtract, unit } from "./vector";
import { chain, type Limb, wrap } from "./wrap";

/** Hands of people of 1.75 m in their own space: x to the finger tips, y to the thumb, z out of the palm; from the wrist, metres. */
const hands = new Map<string, readonly Sheet[]>();

/** Adds a hand at the end of an arm; `grip` closes it round a bar that runs across the palm. */
export function addHand(
  meshes: Meshes,
  skeleton: Skeleton,
  { side, skin, detail, grip }: { side: 0 | 1; skin: Paint; detail: Detail; grip: boolean },
): void {
  const key = `${detail} ${grip}`;
  const sheets = hands.get(key) ?? handSheets(detail, grip);
  hands.set(key, sheets);
  const size = skeleton.height / 1.75;
  const hand = skeleton.hands[side];
  const thumb = skeleton.thumbs[side];
  const palmPaint = on("hand", skin);
  const palm = scale(cross(hand, thumb), side === 0 ? 1 : -1);
  const turn = ([x, y, z]: Vec3): Vec3 => add(add(scale(hand, x), scale(thumb, y)), scale(palm, z));
  for (const sheet of sheets) {
    const points = sheet.points.map((point) => along(skeleton.wrists[side], turn(point), size));
    const placed = { ...sheet, points, normals: sheet.normals.map(turn) };
    addSheet(meshes, side === 0 ? placed : mirrored(placed), () => palmPaint);
  }
}

/** A closed sheet that looks outwards again after its points were mirrored. */
function mirrored(sheet: Sheet): Sheet {
  const { columns } = sheet;
  const back = (list: readonly Vec3[]) =>
    list.map((own, at) => list[Math.floor(at / columns) * columns + ((columns - (at % columns)) % columns)] ?? own);
  return { ...sheet, points: back(sheet.points), normals: back(sheet.normals) };
}

function handSheets(detail: Detail, grip: boolean): readonly Sheet[] {
  const [knuckle, tip, thumbTip]: readonly [Vec3, Vec3, Vec3] = grip
    ? [
        [0.088, 0, 0.012],
        [0.062, 0, 0.052],
        [0.075, 0.036, 0.036],
      ]
    : [
        [0.085, 0, 0.004],
        [0.148, 0, 0.03],
        [0.085, 0.044, 0.02],
      ];
  const palm = [-0.02, 0, 0.02].map(
    (across): Limb => ({ from: [0.005, across * 0.55, 0], fromRadius: 0.018, to: [0.085, across * 1.2, 0.004], toRadius: 0.014 }),
  );
  const fingers = [-0.024, -0.008, 0.008, 0.023].map(
    (across): Limb => ({
      from: add(knuckle, [0, across, 0]),
      fromRadius: 0.0115,
      to: add(tip, [0, across * 0.85, 0]),
      toRadius: 0.0085,
    }),
  );
  const thumb: Limb = { from: [0.03, 0.018, 0.008], fromRadius: 0.015, to: thumbTip, toRadius: 0.0105 };
  const mitten = { limbs: [...palm, ...fingers], round: 0.012 };
  const near = detail === "near";
  const end = along(tip, unit(subtract(tip, knuckle)), 0.004);
  const main = wrap({
    stations: chain(
      [[-0.015, 0, 0], knuckle, end],
      near ? [0, 0.5, 1, 1.45, 1.97] : detail === "middle" ? [0, 0.8, 1.9] : [0, 1.5],
    ),
    columns: near ? 8 : detail === "middle" ? 5 : 3,
    own: mitten,
    others: [{ limbs: [thumb], round: 0.01 }],
    round: 0.015,
    start: [0, 1, 0],
    limit: 0.08,
    closed: detail === "far" ? [] : ["last"],
  });
  if (!near) return [main];
  const thumbEnd = along(thumb.to, unit(subtract(thumb.to, thumb.from)), 0.007);
  const own = { limbs: [thumb], round: 0.01 };
  const stations = chain([thumb.from, thumbEnd], [0.2, 0.7, 0.98]);
  return [
    main,
    wrap({ stations, columns: 6, own, others: [mitten], round: 0.015, start: [1, 0, 0], limit: 0.05, closed: ["last"] }),
  ];
}

type Outline = readonly (readonly [along: number, half: number, high: number])[];

/** Outlines of a shoe: along the foot from heel (-1) to toe (1), half width, height of the upper; shares of the foot's length. */
const shoeOutlines: Record<Detail, Outline> = {
  near: [
    [-1, 0.1, 0.16],
    [-0.94, 0.15, 0.34],
    [-0.72, 0.175, 0.42],
    [-0.4, 0.165, 0.44],
    [-0.12, 0.165, 0.36],
    [0.25, 0.19, 0.27],
    [0.6, 0.195, 0.22],
    [0.88, 0.155, 0.18],
    [1, 0.08, 0.1],
  ],
  middle: [
    [-1, 0.14, 0.34],
    [-0.4, 0.17, 0.44],
    [0.25, 0.19, 0.27],
    [1, 0.1, 0.14],
  ],
  far: [
    [-1, 0.15, 0.36],
    [1, 0.17, 0.16],
  ],
};

/** Half sections from the middle of the instep down to the sole's edge: shares of the half width and of the height. */
const shoeSections: Record<Detail, readonly (readonly [across: number, up: number])[]> = {
  near: [
    [0, 1],
    [0.6, 0.9],
    [0.92, 0.55],
    [1, 0.16],
    [1, 0.16],
    [1, 0.08],
    [0.82, 0],
  ],
  middle: [
    [0, 1],
    [0.9, 0.6],
    [1, 0.16],
    [0.9, 0],
  ],
  far: [
    [0.6, 1],
    [1, 0],
  ],
};

/** Adds a shoe with its sole. */
export function addShoe(meshes: Meshes, skeleton: Skeleton, side: 0 | 1, clothes: Clothes, detail: Detail): void {
  const [heel, ball] = soles(skeleton.ankles[side], skeleton.feet[side], skeleton.height);
  if (!heel || !ball) return;
  const foot = skeleton.feet[side];
  const across = unit(cross(foot, [0, 1, 0]), [1, 0, 0]);
  const up = unit(cross(across, foot));
  const long = distance(heel, ball);
  const middle = mix(heel, ball, 0.5);
  const outline = shoeOutlines[detail];
  const half = shoeSections[detail];
  const left = half.map(([x, y]) => [-x, y] as const).toReversed();
  const section = half[0]?.[0] === 0 ? [...left, ...half.slice(1)] : [...left, ...half];
  const rings = outline.length + 2;
  const sheet = makeSheet(rings, section.length, (column, row) => {
    const cap = column === 0 || column === rings - 1;
    const [at, wide, high] = outline[Math.min(outline.length - 1, Math.max(0, column - 1))] ?? [0, 0, 0];
    const [x, y] = section[section.length - 1 - row] ?? [0, 0];
    const lift = y <= 0.16 ? (y / 0.16) * 0.1 * long : blend(0.1, high, (y - 0.16) / 0.84) * long;
    return along(along(along(middle, foot, (at * long) / 2), across, cap ? 0 : x * wide * long), up, lift);
  });
  const last = section.length - 1;
  // From far away a sole is less than a pixel.
  const isSole = (row: number) => Math.max(section[last - row]?.[1] ?? 1, section[last - row - 1]?.[1] ?? 1) <= 0.16;
  addSheet(meshes, sheet, (_, row) => (isSole(row) ? clothes.solePaint : clothes.shoePaint));
  if (detail === "far") return;
  const under = makeSheet(outline.length, 2, (column, row) => {
    const [at, wide] = outline[column] ?? [0, 0];
    return along(along(middle, foot, (at * long) / 2), across, (row === 0 ? -1 : 1) * 0.82 * wide * long);
  });
  addSheet(meshes, under, () => clothes.solePaint);
}
