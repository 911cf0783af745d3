import type { Vec3 } from "../../recipe/spec";
import type { Skeleton } from "./bones";
import type { Detail } from "./model";
import { addSheet, type Meshes, makeSheet, on, type Paint, type Sheet } from "./sheet";
import { add, along, blend, cross, scale, smoothstep } from "./vector";
import { ellipsoid, exit, gradient, limb, type Solid, union, without } from "./wrap";

/** Ways to wear hair, or something on it. */
export const hairstyles = ["short", "long", "bald", "bun", "cap", "helmet"] as const;

/** One of `hairstyles`. */
export type Hairstyle = (typeof hairstyles)[number];

/** What a head is made of. */
export type HeadPaints = { readonly skin: Paint; readonly hair: Paint; readonly cap: Paint; readonly helmet: Paint };

/** Points of the face in the head's own space for a person of 1.75 m: x to its right, y up, z to its back; metres. */
export const face = {
  nose: [0, -0.022, -0.112],
  eye: [0.031, 0.012, -0.083],
  ear: [0.077, -0.006, 0.012],
} as const satisfies Record<string, Vec3>;

/** From the head's own space to the model's. Heads grow less than bodies do. */
export function headFrame(skeleton: Skeleton): { readonly size: number; place(point: Vec3): Vec3; turn(direction: Vec3): Vec3 } {
  // Heads differ less than bodies do: a child of 1.1 m has one of four fifths the size.
  const size = (skeleton.height / 1.75) ** 0.45;
  const right = cross(skeleton.headFront, skeleton.headUp);
  const turn = ([x, y, z]: Vec3): Vec3 => add(add(scale(right, x), scale(skeleton.headUp, y)), scale(skeleton.headFront, -z));
  return { size, turn, place: (point) => add(skeleton.head, scale(turn(point), size)) };
}

/** A sheet in the head's own space, and what it is made of. */
type Piece = { readonly sheet: Sheet; readonly paint: keyof HeadPaints | Paint };

/** All heads have the same form, so its pieces are made once for each style and detail. */
const pieces = new Map<string, readonly Piece[]>();

/** Adds head, neck, face and hair. */
export function addHead(meshes: Meshes, skeleton: Skeleton, style: Hairstyle, paints: HeadPaints, detail: Detail): void {
  const key = `${style} ${detail}`;
  const known = pieces.get(key) ?? headPieces(style, detail);
  pieces.set(key, known);
  const { place, turn } = headFrame(skeleton);
  for (const { sheet, paint } of known) {
    const placed = { ...sheet, points: sheet.points.map(place), normals: sheet.normals.map(turn) };
    const own = typeof paint === "string" ? paints[paint] : on("head", paint);
    addSheet(meshes, placed, () => own);
  }
}

function headPieces(style: Hairstyle, detail: Detail): readonly Piece[] {
  const head = headSolid();
  const skin: readonly Piece[] = [
    { sheet: skull(head, detail), paint: "skin" },
    { sheet: neckSheet(detail), paint: "skin" },
    ...(detail === "near" ? facePieces(head, style) : []),
  ];
  const hair = (line: Line, thickness: number): Piece => ({ sheet: dome(head, detail, line, thickness), paint: "hair" });
  const columns = detail === "near" ? 10 : detail === "middle" ? 7 : 4;
  switch (style) {
    case "bald":
      return skin;
    case "short":
      return [...skin, hair(shortLine, 0.017)];
    case "long":
      return [...skin, hair(longLine, 0.02), { sheet: mane(columns), paint: "hair" }];
    case "bun":
      return [...skin, hair(longLine, 0.018), { sheet: ball([0, 0.075, 0.105], 0.042, columns), paint: "hair" }];
    case "cap": {
      const cap: readonly Piece[] = [
        { sheet: dome(head, detail, capLine, 0.014), paint: "cap" },
        { sheet: brim(detail), paint: "cap" },
      ];
      return detail === "far" ? [...skin, ...cap] : [...skin, hair(shortLine, 0.007), ...cap];
    }
    case "helmet": {
      const shell: Piece = { sheet: dome(head, detail, helmetLine, 0.032), paint: "helmet" };
      return detail === "far" ? [...skin, shell] : [...skin, hair(shortLine, 0.007), shell];
    }
  }
}

/** Height of an edge on the head, by how far back a point is (z). */
type Line = (z: number) => number;

/** High on the forehead, over the ears, low on the neck. */
const shortLine: Line = (z) => blend(0.078, -0.065, smoothstep(-0.06, 0.07, z));
const longLine: Line = (z) => blend(0.078, -0.09, smoothstep(-0.06, 0.07, z));
const capLine: Line = (z) => 0.056 - 0.03 * smoothstep(-0.05, 0.09, z);
const helmetLine: Line = (z) => 0.062 - 0.045 * smoothstep(-0.04, 0.06, z);

function headSolid(): Solid {
  const pair = (of: (sign: number) => Solid) => [of(-1), of(1)];
  const skull = union(
    [
      ellipsoid([0, 0.028, 0.012], [0.075, 0.09, 0.096]),
      limb({ from: [0, 0.0, -0.03], fromRadius: 0.058, to: [0, -0.088, -0.058], toRadius: 0.024 }),
      ...pair((sign) =>
        limb({ from: [sign * 0.045, -0.01, -0.012], fromRadius: 0.03, to: [sign * 0.03, -0.075, -0.03], toRadius: 0.026 }),
      ),
    ],
    0.04,
  );
  const sockets = union(
    pair((sign) => ellipsoid([sign * 0.032, 0.01, -0.1], [0.02, 0.012, 0.018])),
    0.001,
  );
  return union(
    [
      without(skull, sockets, 0.014),
      limb({ from: [0, 0.012, -0.084], fromRadius: 0.009, to: [0, -0.022, -0.1], toRadius: 0.013 }),
      limb({ from: [-0.016, -0.053, -0.082], fromRadius: 0.008, to: [0.016, -0.053, -0.082], toRadius: 0.008 }),
      ...pair((sign) => ellipsoid([sign * 0.076, -0.004, 0.014], [0.011, 0.03, 0.018])),
    ],
    0.014,
  );
}

const POLE = Math.PI / 2;

/** Angles round the head from its face on, and heights of rays from its middle, radians; dense over the face. */
const rays: Record<Detail, { readonly half: readonly number[]; readonly slopes: readonly number[]; readonly dome: number }> = {
  near: {
    half: [0, 0.11, 0.26, 0.44, 0.68, 1.0, 1.35, 1.65, 2.2],
    slopes: [-POLE, -1.2, -0.95, -0.74, -0.56, -0.42, -0.29, -0.16, 0, 0.2, 0.45, 0.75, 1.1, POLE],
    dome: 5,
  },
  middle: { half: [0, 0.45, 1, 1.5, 2.3], slopes: [-POLE, -0.85, -0.3, 0.25, 0.8, POLE], dome: 2 },
  far: { half: [0, 1, 2], slopes: [-POLE, -0.7, 0.5, POLE], dome: 2 },
};

/** All round: the half, the back, and the half mirrored. */
function anglesOf(detail: Detail): number[] {
  const { half } = rays[detail];
  const other = half.slice(1).map((angle) => -angle);
  return [...half, Math.PI, ...other.toReversed()];
}

const MIDDLE: Vec3 = [0, -0.01, -0.01];

function ray(angle: number, slope: number): Vec3 {
  return [-Math.sin(angle) * Math.cos(slope), Math.sin(slope), -Math.cos(angle) * Math.cos(slope)];
}

/** The point of the head that a ray from its middle meets, moved out by `depth`. */
function onHead(head: Solid, angle: number, slope: number, depth = 0): Vec3 {
  const direction = ray(angle, slope);
  return along(MIDDLE, direction, exit(head, MIDDLE, direction, 0.2) + depth);
}

function skull(head: Solid, detail: Detail): Sheet {
  const angles = anglesOf(detail);
  const { slopes } = rays[detail];
  return makeSheet(angles.length, slopes.length, (column, row) => onHead(head, angles[column] ?? 0, slopes[row] ?? 0), {
    closed: true,
    weld: [0, slopes.length - 1],
    normal: gradient(head),
  });
}

/** Hair or a cap: from a line round the head, where it rises out of the skin, up to the crown. */
function dome(head: Solid, detail: Detail, line: Line, thickness: number): Sheet {
  const angles = anglesOf(detail);
  const edges = angles.map((angle) => edgeSlope(head, angle, line));
  const rows = rays[detail].dome;
  const crisp = detail === "far" ? 0 : 1;
  return makeSheet(
    angles.length,
    rows + 1 + crisp,
    (column, row) => {
      const angle = angles[column] ?? 0;
      const edge = edges[column] ?? 0;
      if (row === 0 && crisp) return onHead(head, angle, edge - 0.03, -0.004);
      const share = (row - crisp) / rows;
      return onHead(head, angle, blend(edge, POLE, share), thickness * (share === 0 ? 0.7 : 1));
    },
    { closed: true, weld: [rows + crisp] },
  );
}

/** The slope in which a ray at this angle meets the line (bisection: higher rays meet higher points). */
function edgeSlope(head: Solid, angle: number, line: Line): number {
  let [low, high] = [-1.2, 1.5];
  for (let step = 0; step < 20; step++) {
    const slope = (low + high) / 2;
    const [, y, z] = onHead(head, angle, slope);
    if (y > line(z)) high = slope;
    else low = slope;
  }
  return (low + high) / 2;
}

function neckSheet(detail: Detail): Sheet {
  const all = [
    [-0.17, 0.02, 0.062],
    [-0.14, 0.018, 0.054],
    [-0.1, 0.012, 0.053],
    [-0.05, 0.008, 0.055],
  ] as const;
  const rows = detail === "near" ? all : [all[1], all[3]];
  const columns = detail === "near" ? 10 : detail === "middle" ? 6 : 3;
  return makeSheet(
    columns,
    rows.length,
    (column, row) => {
      const [y, z, radius] = rows[row] ?? [0, 0, 0];
      const angle = (-column / columns) * 2 * Math.PI;
      return [Math.cos(angle) * radius, y, z + Math.sin(angle) * radius];
    },
    { closed: true },
  );
}

function facePieces(head: Solid, style: Hairstyle): readonly Piece[] {
  const brow = style === "bald" ? ("skin" as const) : ("hair" as const);
  return [
    ...[-1, 1].flatMap((side): Piece[] => [
      { sheet: eyeball(side, [0.0155, 0.0075]), paint: ["plastic", "#e8e4dd"] },
      { sheet: eyeball(side, [0.0075, 0.0065, 0.0005]), paint: ["plastic", "#1d1512"] },
      {
        sheet: onFace(head, { x: side * 0.03, y: 0.033, halfWidth: 0.018, halfHeight: 0.003, tilt: 0 }),
        paint: brow,
      },
    ]),
    { sheet: onFace(head, { x: 0, y: -0.053, halfWidth: 0.022, halfHeight: 0.0035, tilt: 0 }), paint: ["skin", "#7a3d38"] },
  ];
}

/** Rings of an eye of these radii: the outer one is flattened by the lids. */
function eyeball(side: number, sizes: readonly number[]): Sheet {
  const centre: Vec3 = [side * face.eye[0], face.eye[1], face.eye[2] + 0.009];
  return makeSheet(
    8,
    sizes.length,
    (column, row) => {
      const turn = (-column / 8) * 2 * Math.PI;
      const size = sizes[row] ?? 0;
      const flat = size > 0.01 ? 0.62 : 0.85;
      return add(centre, [Math.cos(turn) * size, Math.sin(turn) * size * flat, -Math.sqrt(0.0165 ** 2 - size ** 2)]);
    },
    { closed: true },
  );
}

type Strip = {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly tilt: number;
};

/** A strip lying on the face, its ends sunk into the skin: for brows and lips. */
function onFace(head: Solid, { x, y, halfWidth, halfHeight, tilt }: Strip): Sheet {
  const normal = gradient(head);
  return makeSheet(5, 2, (column, row) => {
    const across = 1 - column / 2;
    const height = (row - 0.5) * 2 * halfHeight * (1 - 0.6 * across ** 2) - tilt * across;
    const start: Vec3 = [x + across * halfWidth, y + height, 0];
    const skin = along(start, [0, 0, -1], exit(head, start, [0, 0, -1], 0.2));
    return along(skin, normal(skin), 0.0022 - 0.003 * across ** 2);
  });
}

/** Long hair: from the back of the head to the shoulder blades. */
function mane(columns: number): Sheet {
  const all = [
    [0.075, 0.045, 0.055, 0.05],
    [0.03, 0.045, 0.09, 0.075],
    [-0.04, 0.05, 0.092, 0.075],
    [-0.1, 0.06, 0.098, 0.062],
    [-0.17, 0.078, 0.105, 0.05],
    [-0.23, 0.092, 0.098, 0.042],
    [-0.26, 0.096, 0.07, 0.025],
    [-0.26, 0.096, 0.001, 0.001],
  ] as const;
  const rows = columns < 5 ? [all[0], all[2], all[5]] : columns < 10 ? [all[0], all[2], all[4], all[6], all[7]] : all;
  return makeSheet(
    columns,
    rows.length,
    (column, row) => {
      const [y, z, wide, deep] = rows[rows.length - 1 - row] ?? [0, 0, 0, 0];
      const angle = (-column / columns) * 2 * Math.PI;
      return [Math.cos(angle) * wide, y, z + Math.sin(angle) * deep];
    },
    { closed: true },
  );
}

function ball(centre: Vec3, radius: number, columns: number): Sheet {
  const rows = Math.ceil(columns / 2);
  return makeSheet(
    columns,
    rows + 1,
    (column, row) => {
      const slope = (row / rows - 0.5) * Math.PI * 0.999;
      return along(centre, ray((column / columns) * 2 * Math.PI, slope), radius);
    },
    { closed: true, weld: [0, rows] },
  );
}

/** The visor of a cap, with an upper and a lower side. */
function brim(detail: Detail): Sheet {
  const columns = detail === "near" ? 9 : detail === "middle" ? 5 : 3;
  const outs = detail === "near" ? [0, 0.5, 1, 1, 0] : [0, 1, 1, 0];
  return makeSheet(columns, outs.length, (column, row) => {
    const across = (column / (columns - 1)) * 2 - 1;
    const out = outs[row] ?? 0;
    const reach = 0.075 * out * Math.sqrt(Math.max(0.05, 1 - across ** 2 * 0.9));
    const lower = row > (outs.length - 1) / 2 ? -0.004 : 0;
    return [
      -across * 0.076,
      0.064 - across ** 2 * 0.014 - out * 0.016 + lower,
      -0.028 - 0.06 * Math.sqrt(1 - (across * 0.97) ** 2) - reach,
    ];
  });
}
