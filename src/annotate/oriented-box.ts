import type { Region } from "../camera/silhouette";
import type { Frame } from "../render/frame";

/** A rectangle at any angle, pixels. */
export type OrientedBox = {
  readonly centre: readonly [x: number, y: number];
  /** The longer side and the shorter one. */
  readonly size: readonly [length: number, breadth: number];
  /** From the x axis to the longer side, clockwise in the picture: -90 (included) to 90. */
  readonly angleDegrees: number;
  /** [x, y] of the four corners in turn, clockwise. */
  readonly corners: readonly (readonly [x: number, y: number])[];
};

type Point = readonly [x: number, y: number];

/**
 * The rectangle of least area round the visible pixels of an instance, each a square of one pixel. It has a side along an edge of
 * their convex hull (Freeman and Shapira, 1975), so all edges are tried.
 */
export function orientedBox(frame: Pick<Frame, "width" | "ids">, id: number, region: Region): OrientedBox {
  const hull = convexHull(cornersOf(frame, id, region));
  let best: { readonly area: number; readonly box: OrientedBox } | undefined;
  for (const [at, from] of hull.entries()) {
    const to = hull[(at + 1) % hull.length] ?? from;
    const box = boxAlong(hull, to[0] - from[0], to[1] - from[1]);
    const area = box.size[0] * box.size[1];
    if (!best || area < best.area * (1 - 1e-12)) best = { area, box };
  }
  if (!best) throw new Error(`Instance ${id} has no visible pixels`);
  return best.box;
}

/** Corners of the first and last pixel of each row: all that can lie on the hull. */
function cornersOf({ width, ids }: Pick<Frame, "width" | "ids">, id: number, { left, top, right, bottom }: Region): Point[] {
  const points: Point[] = [];
  for (let y = top; y < bottom; y++) {
    let [first, last] = [left, right - 1];
    while (first < right && ids[y * width + first] !== id) first++;
    if (first === right) continue;
    while (ids[y * width + last] !== id) last--;
    points.push([first, y], [first, y + 1], [last + 1, y], [last + 1, y + 1]);
  }
  return points;
}

/** Andrew's monotone chain (1979), without collinear points; clockwise in the picture, since y points down. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (list: readonly Point[]) => {
    const kept: Point[] = [];
    for (const point of list) {
      for (let [b, a] = [kept.at(-1), kept.at(-2)]; a && b && turn(a, b, point) <= 0; [b, a] = [kept.at(-1), kept.at(-2)])
        kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** The rectangle round points with a side along a direction. */
function boxAlong(points: readonly Point[], dx: number, dy: number): OrientedBox {
  const length = Math.hypot(dx, dy);
  const along: Point = [dx / length, dy / length];
  const across: Point = [-along[1], along[0]];
  const [a0, a1] = span(points, along);
  const [b0, b1] = span(points, across);
  const at = (a: number, b: number): Point => [along[0] * a + across[0] * b, along[1] * a + across[1] * b];
  const isLong = a1 - a0 >= b1 - b0;
  const [ux, uy] = isLong ? along : across;
  const degrees = (Math.atan2(uy, ux) * 180) / Math.PI;
  return {
    centre: at((a0 + a1) / 2, (b0 + b1) / 2),
    size: isLong ? [a1 - a0, b1 - b0] : [b1 - b0, a1 - a0],
    angleDegrees: degrees >= 90 ? degrees - 180 : degrees < -90 ? degrees + 180 : degrees,
    corners: [at(a0, b0), at(a1, b0), at(a1, b1), at(a0, b1)],
  };
}

function span(points: readonly Point[], [x, y]: Point): readonly [number, number] {
  const values = points.map((point) => point[0] * x + point[1] * y);
  return [Math.min(...values), Math.max(...values)];
}
