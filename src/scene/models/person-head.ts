import type { Vec3 } from "../../recipe/spec";
import { addSheet, type Meshes, makeSheet, type Paint, type Sheet } from "./sheet";
import type { Skeleton } from "./skeleton";
import { add, along, cross, scale, smoothstep } from "./vector";
import { ellipsoid, exit, gradient, limb, type Solid, union, without } from "./wrap";

/** Ways to wear hair, or something on it. */
export const hairstyles = ["short", "long", "bald", "bun", "cap"] as const;

/** One of `hairstyles`. */
export type Hairstyle = (typeof hairstyles)[number];

/** What a head is made of. */
export type HeadPaints = { readonly skin: Paint; readonly hair: Paint; readonly cap: Paint };

/** Points of the face in the head's own space for a person of 1.75 m: x to its right, y up, z to its back; metres. */
export const face = {
  nose: [0, -0.022, -0.112],
  eye: [0.031, 0.012, -0.083],
  ear: [0.077, -0.006, 0.012],
} as const satisfies Record<string, Vec3>;

/** From the head's own space to the model's. Heads grow less than bodies do. */
export function headFrame(skeleton: Skeleton): { readonly size: number; place(point: Vec3): Vec3; turn(direction: Vec3): Vec3 } {
  const size = (skeleton.height / 1.75) ** 0.7;
  const right = cross(skeleton.headFront, skeleton.headUp);
  const turn = ([x, y, z]: Vec3): Vec3 => add(add(scale(right, x), scale(skeleton.headUp, y)), scale(skeleton.headFront, -z));
  return { size, turn, place: (point) => add(skeleton.head, scale(turn(point), size)) };
}

/** Adds head, neck, face and hair. */
export function addHead(meshes: Meshes, skeleton: Skeleton, style: Hairstyle, paints: HeadPaints): void {
  const frame = headFrame(skeleton);
  const addPlaced = (sheet: Sheet, paintOf: (column: number, row: number) => Paint | undefined) =>
    addSheet(meshes, { ...sheet, points: sheet.points.map(frame.place), normals: sheet.normals.map(frame.turn) }, paintOf);
  const head = headSolid();
  const skin = shell(head, () => 0);
  addPlaced(skin, () => paints.skin);
  addPlaced(neckSheet(), () => paints.skin);
  addFace(addPlaced, head, paints);
  if (style === "bald") return;
  const thickness = style === "cap" ? 0.01 : style === "short" ? 0.015 : 0.02;
  const line = style === "cap" ? capLine : hairLine;
  const cover = (point: Vec3) => smoothstep(0, 0.018, point[1] - line(point, style)) * thickness;
  const depth = (point: Vec3) => (point[1] > line(point, style) ? cover(point) + 0.003 : -0.006);
  const hair = shell(head, depth, true);
  // Only cells that rise out of the skin somewhere.
  const shown = (above: (point: Vec3) => boolean) => (column: number, row: number) =>
    [0, 1].some((down) =>
      [0, 1].some((on) => {
        const point = skin.points[(row + down) * skin.columns + ((column + on) % skin.columns)];
        return point !== undefined && above(point);
      }),
    );
  const covered = shown((point) => point[1] > line(point, style) - 0.012);
  const paint = style === "cap" ? paints.cap : paints.hair;
  addPlaced(hair, (column, row) => (covered(column, row) ? paint : undefined));
  if (style === "cap") {
    const fringe = (point: Vec3) => point[1] > hairLine(point, "short") && point[1] < capLine(point) + 0.02;
    const under = shown(fringe);
    const sheet = shell(head, (point) => (fringe(point) ? 0.005 : -0.006), true);
    addPlaced(sheet, (column, row) => (under(column, row) ? paints.hair : undefined));
    addPlaced(brim(), () => paints.cap);
  }
  if (style === "long") addPlaced(mane(), () => paints.hair);
  if (style === "bun") addPlaced(ball([0, 0.075, 0.105], 0.042), () => paints.hair);
}

/** Height of the hairline in the direction of a point of the head: high on the forehead, over the ears, low on the neck. */
function hairLine([, , z]: Vec3, style: Hairstyle): number {
  const back = smoothstep(-0.06, 0.07, z);
  const low = style === "short" || style === "cap" ? -0.065 : -0.09;
  return (1 - back) * 0.078 + back * low;
}

function capLine([, , z]: Vec3): number {
  return 0.056 - 0.03 * smoothstep(-0.05, 0.09, z);
}

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

/** Angles round the head, dense over the face. */
const angles = (() => {
  const half = [0, 0.11, 0.26, 0.44, 0.68, 1.0, 1.35, 1.65, 2.2];
  return [
    ...half,
    Math.PI,
    ...half
      .slice(1)
      .map((angle) => -angle)
      .reverse(),
  ];
})();

/** Heights of rays from the middle of the head, radians; dense over the face. */
const slopes = [-1.5, -1.2, -0.95, -0.74, -0.56, -0.42, -0.29, -0.16, 0, 0.2, 0.45, 0.75, 1.1, 1.5];

/** The surface of a head moved outwards by `depth` of each of its points; hair takes its normals from its own form. */
function shell(head: Solid, depth: (point: Vec3) => number, own = false): Sheet {
  const middle: Vec3 = [0, -0.01, -0.01];
  const at = (column: number, row: number): Vec3 => {
    const angle = angles[column] ?? 0;
    const slope = slopes[row] ?? 0;
    const direction: Vec3 = [-Math.sin(angle) * Math.cos(slope), Math.sin(slope), -Math.cos(angle) * Math.cos(slope)];
    const point = along(middle, direction, exit(head, middle, direction, 0.2));
    return along(point, direction, depth(point));
  };
  const options = { closed: true, weld: [0, slopes.length - 1] };
  return makeSheet(angles.length, slopes.length, at, own ? options : { ...options, normal: gradient(head) });
}

function neckSheet(): Sheet {
  const rows = [
    [-0.17, 0.02, 0.062],
    [-0.14, 0.018, 0.054],
    [-0.1, 0.012, 0.053],
    [-0.05, 0.008, 0.055],
  ] as const;
  const columns = 10;
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

function addFace(
  addPlaced: (sheet: Sheet, paintOf: (column: number, row: number) => Paint) => void,
  head: Solid,
  paints: HeadPaints,
): void {
  for (const side of [-1, 1]) {
    const centre: Vec3 = [side * face.eye[0], face.eye[1], face.eye[2] + 0.009];
    const eye = makeSheet(
      8,
      4,
      (column, row) => {
        const turn = (-column / 8) * 2 * Math.PI;
        const size = [0.0155, 0.0075, 0.0065, 0.0005][row] ?? 0;
        const flat = 0.62;
        return [
          centre[0] + Math.cos(turn) * size,
          centre[1] + Math.sin(turn) * size * (row === 0 ? flat : 0.85),
          centre[2] - Math.sqrt(0.0165 ** 2 - size ** 2),
        ];
      },
      { closed: true },
    );
    addPlaced(eye, (_, row) => (row === 0 ? ["plastic", "#e8e4dd"] : ["plastic", "#1d1512"]));
    addPlaced(onFace(head, side * 0.031, 0.033, 0.021, 0.0035, 0.003 * side), () => paints.hair);
  }
  addPlaced(onFace(head, 0, -0.053, 0.023, 0.0025, 0), () => ["skin", "#7a3d38"]);
}

/** A strip lying on the face: for brows and lips. */
function onFace(head: Solid, x: number, y: number, halfWidth: number, halfHeight: number, tilt: number): Sheet {
  return makeSheet(5, 2, (column, row) => {
    const across = 1 - column / 2;
    const start: Vec3 = [x - across * halfWidth, y + (row - 0.5) * 2 * halfHeight * (1 - 0.6 * across ** 2) - tilt * across, 0];
    return [start[0] * -1 + 2 * x, start[1], start[2] - exit(head, start, [0, 0, -1], 0.2) - 0.0025];
  });
}

/** Long hair: from the back of the head to the shoulder blades. */
function mane(): Sheet {
  const rows = [
    [0.075, 0.045, 0.055, 0.05],
    [0.03, 0.045, 0.09, 0.075],
    [-0.04, 0.05, 0.092, 0.075],
    [-0.1, 0.06, 0.098, 0.062],
    [-0.17, 0.078, 0.105, 0.05],
    [-0.23, 0.092, 0.098, 0.042],
    [-0.26, 0.096, 0.07, 0.025],
    [-0.26, 0.096, 0.001, 0.001],
  ] as const;
  const columns = 10;
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

function ball(centre: Vec3, radius: number): Sheet {
  return makeSheet(
    10,
    6,
    (column, row) => {
      const turn = (-column / 10) * 2 * Math.PI;
      const slope = (row / 5 - 0.5) * Math.PI * 0.999;
      return add(centre, [
        Math.cos(turn) * Math.cos(slope) * radius,
        Math.sin(slope) * radius,
        Math.sin(turn) * Math.cos(slope) * radius,
      ]);
    },
    { closed: true, weld: [0, 5] },
  );
}

/** The visor of a cap, with an upper and a lower side. */
function brim(): Sheet {
  const columns = 9;
  return makeSheet(columns, 5, (column, row) => {
    const across = (column / (columns - 1)) * 2 - 1;
    const out = [0, 0.5, 1, 1, 0][row] ?? 0;
    const reach = 0.075 * out * Math.sqrt(Math.max(0.05, 1 - across ** 2 * 0.9));
    const lower = row >= 3 ? -0.004 : 0;
    return [
      -across * 0.074,
      0.058 - across ** 2 * 0.014 - out * 0.014 + lower,
      -0.03 - 0.06 * Math.sqrt(1 - (across * 0.97) ** 2) - reach,
    ];
  });
}
