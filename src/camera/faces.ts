import type { Vec3 } from "../recipe/spec";
import type { Lens, Pixel, Size } from "./lens";
import { degrees, dot, radians } from "./vector";

/**
 * A straight picture that is drawn by the GPU: the picture itself, or a larger one that the lens bends into it. Several of them, the sides
 * of a cube, where one would have to be too large.
 */
export type Face = {
  /** Number of the side that a direction belongs to, see `sideOf`; `ALL` when there is only one. */
  readonly side: number;
  /** Right, down and forward of the face in camera axes. */
  readonly axes: readonly [right: Vec3, down: Vec3, forward: Vec3];
  /** Texels. */
  readonly width: number;
  readonly height: number;
  /** Texels of a unit of its image plane, and where its axis meets it. */
  readonly focal: number;
  readonly centre: Pixel;
  /** The same for three.js: the full symmetrical picture, of which the face shows a window from `left` and `top` on. */
  readonly full: { readonly fovDegrees: number; readonly width: number; readonly height: number };
  readonly left: number;
  readonly top: number;
};

/** The only face of a picture holds all directions. */
export const ALL = -1;

const AXES: readonly Face["axes"][] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0, 0, -1],
    [0, 1, 0],
    [1, 0, 0],
  ],
  [
    [0, 0, 1],
    [0, 1, 0],
    [-1, 0, 0],
  ],
  [
    [1, 0, 0],
    [0, 0, -1],
    [0, 1, 0],
  ],
  [
    [1, 0, 0],
    [0, 0, 1],
    [0, -1, 0],
  ],
];

const FRONT: Face["axes"] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Up to this angle off the axis one face is smaller than several. */
const WIDEST_SINGLE = radians(60);
/** What WebGPU promises for the side of a texture. */
const MOST_TEXELS = 8192;
/** Room for filtering and for the jitter of the sub-frames, in texels. */
const MARGIN = 3;
/** Probes along a side of the picture, and how much of a side of a cube may lie between two of them. */
const PROBES = 32;
const NEAR_EDGE = 0.15;

/** The side of the cube that a direction leads through: front, right, left, bottom, top. Nothing is seen through the back. */
export function sideOf([x, y, z]: Vec3): number {
  if (z >= Math.abs(x) && z >= Math.abs(y)) return 0;
  if (Math.abs(x) >= Math.abs(y)) return x > 0 ? 1 : 2;
  return y > 0 ? 3 : 4;
}

export type FaceOptions = {
  /** Rows of the picture that are wanted. */
  readonly rows: readonly [from: number, to: number];
  /** Texels of a face for a pixel where they are fewest. */
  readonly oversample: number;
  /** Shifts of the eye move what is near by this much at most, in units of the image plane. */
  readonly parallax: number;
};

/** The faces for some rows of a picture. A lens without distortion has one, whose texels are the pixels. */
export function facesOf(lens: Lens, distorted: boolean, fovDegrees: number, size: Size, options: FaceOptions): Face[] {
  const { rows } = options;
  if (!distorted) {
    const [left, top] = [size.width / 2 - lens.centre[0], size.height / 2 - lens.centre[1] + rows[0]];
    const centre: Pixel = [lens.centre[0], lens.centre[1] - rows[0]];
    const full = { fovDegrees, ...size };
    return [{ side: ALL, axes: FRONT, width: size.width, height: rows[1] - rows[0], focal: lens.focal, centre, full, left, top }];
  }
  const directions = probes(lens, size, rows);
  const widest = Math.max(...directions.map(([x, y, z]) => Math.atan2(Math.hypot(x, y), z)));
  if (widest <= WIDEST_SINGLE) return [faceAround(ALL, FRONT, directions, lens, options)];
  return AXES.flatMap((axes, side) => {
    const inside = directions.filter((direction) => isNear(axes, direction));
    return inside.length > 0 ? [faceAround(side, axes, inside, lens, options)] : [];
  });
}

/** True for directions of a side of the cube and those that a probe between them could have found there. */
function isNear([right, down, forward]: Face["axes"], direction: Vec3): boolean {
  const edge = dot(forward, direction) * (1 + NEAR_EDGE);
  return Math.abs(dot(right, direction)) <= edge && Math.abs(dot(down, direction)) <= edge;
}

function faceAround(side: number, axes: Face["axes"], directions: readonly Vec3[], lens: Lens, options: FaceOptions): Face {
  const points = directions.map((direction) => onFace(axes, direction));
  const slack = side === ALL ? 0 : NEAR_EDGE;
  const end = side === ALL ? Infinity : 1;
  const reach = (at: 0 | 1): [number, number] => {
    const values = points.map((point) => point[at]);
    const low = Math.max(Math.min(...values) - slack, -end);
    const high = Math.min(Math.max(...values) + slack, end);
    return [low - options.parallax, high + options.parallax];
  };
  const [x, y] = [reach(0), reach(1)];
  const wanted = lens.focal * options.oversample;
  const largest = Math.max(x[1] - x[0], y[1] - y[0]);
  const focal = Math.min(wanted, (MOST_TEXELS - 2 * MARGIN - 2) / largest);
  const left = Math.floor(x[0] * focal) - MARGIN;
  const top = Math.floor(y[0] * focal) - MARGIN;
  const width = Math.ceil(x[1] * focal) + MARGIN - left;
  const height = Math.ceil(y[1] * focal) + MARGIN - top;
  const full = { fovDegrees: degrees(2 * Math.atan(height / 2 / focal)), width, height };
  return { side, axes, width, height, focal, centre: [-left, -top], full, left: width / 2 + left, top: height / 2 + top };
}

/** Directions that the picture shows, at pixels spread over the rows and their edges. */
function probes(lens: Lens, { width }: Size, [from, to]: readonly [number, number]): Vec3[] {
  return Array.from({ length: (PROBES + 1) ** 2 }, (_, at) => {
    const [column, row] = [at % (PROBES + 1), Math.floor(at / (PROBES + 1))];
    const direction = lens.directionAt([(width * column) / PROBES, from + ((to - from) * row) / PROBES]);
    if (!direction) throw new Error("A pixel shows no direction: checkLens should have refused this camera");
    return direction;
  });
}

/** Where a direction meets the image plane of a face. */
function onFace([right, down, forward]: Face["axes"], direction: Vec3): Pixel {
  const depth = dot(forward, direction);
  return [dot(right, direction) / depth, dot(down, direction) / depth];
}
