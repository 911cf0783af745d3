/**
 * Lines on the ground made of straight pieces and arcs: the middle of a road, a kerb, a lane. A place beside a path is given by
 * its station s, metres along it, and its offset t, metres to the right of it. Plain data, no three.js: layouts put things in
 * (s, t), models draw surfaces along them.
 */
import { z } from "zod";

const point = z.tuple([z.number(), z.number()]).readonly();

/** Schema of a path as it stands in the parameters of a model. */
export const pathSchema = z.strictObject({
  start: point.describe("[x, z] in metres"),
  headingDegrees: z.number().describe("Of its start: 0 = -z, 90 = +x"),
  pieces: z
    .array(z.tuple([z.number().positive(), z.number().min(-20).max(20)]).readonly())
    .min(1)
    .readonly()
    .describe("[length in metres, curvature in 1/m; positive turns right]"),
});

/** A line on the ground: see `pathSchema`. Each piece goes on in the direction of the one before. */
export type Path = z.output<typeof pathSchema>;
export type Point = readonly [x: number, z: number];
/** A place on the ground with a compass heading. */
export type Spot = { readonly x: number; readonly z: number; readonly headingDegrees: number };

/** Arcs are drawn with chords that are off by less than this, metres, and no piece is longer than `LONGEST`. */
const FLATNESS = 0.012;
const LONGEST = 10;

/** A straight path. */
export function straight(start: Point, headingDegrees: number, length: number): Path {
  return { start, headingDegrees, pieces: [[length, 0]] };
}

/** Metres from its start to its end. */
export function pathLength({ pieces }: Path): number {
  return pieces.reduce((sum, [length]) => sum + length, 0);
}

/** The place at a station and an offset to the right; beyond its ends a path goes on straight. The heading is the path's there. */
export function onPath(path: Path, s: number, t = 0): Spot {
  const { from, x, z, heading, curvature, last } = pieceAt(path, s);
  const along = last === undefined ? s - from : Math.min(s - from, last);
  const turned = heading + along * curvature;
  const rest = s - from - along;
  const [dx, dz] = ahead(heading, along, curvature);
  return {
    x: x + dx + Math.sin(turned) * rest + Math.cos(turned) * t,
    z: z + dz - Math.cos(turned) * rest + Math.sin(turned) * t,
    headingDegrees: (turned * 180) / Math.PI,
  };
}

/** Curvature at a station, 1/m; positive turns right. */
export function curvatureAt(path: Path, s: number): number {
  return pieceAt(path, s).curvature;
}

/** Station and offset of a point: of the nearest place on the path. */
export function besidePath(path: Path, [px, pz]: Point): { readonly s: number; readonly t: number } {
  let best = { s: 0, t: 0 };
  let nearest = Infinity;
  let from = 0;
  for (const { x, z, heading, curvature, length, isFirst, isLast } of walk(path)) {
    const [dx, dz] = [px - x, pz - z];
    const free = along(dx, dz, heading, curvature, length);
    // The ends go on straight.
    const s = Math.min(isLast && curvature === 0 ? Infinity : length, Math.max(isFirst && curvature === 0 ? -Infinity : 0, free));
    const [ax, az] = ahead(heading, s, curvature);
    const turned = heading + s * curvature;
    const [ox, oz] = [dx - ax, dz - az];
    const distance = Math.hypot(ox, oz);
    const t = ox * Math.cos(turned) + oz * Math.sin(turned);
    if (distance < nearest) {
      nearest = distance;
      best = { s: from + s, t: Math.sign(t) * distance };
    }
    from += length;
  }
  return best;
}

/** The path `t` metres to the right. Arcs that would turn inside out are an error of the caller. */
export function beside(path: Path, t: number): Path {
  const { x, z } = onPath(path, 0, t);
  return {
    start: [x, z],
    headingDegrees: path.headingDegrees,
    pieces: path.pieces.map(([length, curvature]) => {
      const stretch = 1 - curvature * t;
      if (stretch <= 0) throw new Error(`An arc of radius ${1 / curvature} m has no parallel ${t} m to its right`);
      return [length * stretch, curvature / stretch] as const;
    }),
  };
}

/** The station on `beside(path, t)` of a station on the path. */
export function besideStation(path: Path, s: number, t: number): number {
  // Beyond the ends, and on straight pieces, parallels are as long as the path.
  const shorter = walk(path).reduce((sum, { from, length, curvature }) => {
    const part = Math.min(length, Math.max(0, s - from));
    return sum + part * curvature * t;
  }, 0);
  return s - shorter;
}

/** The same line from its other end. */
export function reversed(path: Path): Path {
  const { x, z, headingDegrees } = onPath(path, pathLength(path));
  return {
    start: [x, z],
    headingDegrees: headingDegrees + 180,
    pieces: path.pieces.toReversed().map(([length, curvature]) => [length, 0 - curvature] as const),
  };
}

/** Stations at which to draw the stretch from one station to another: its ends, joints, and as many as arcs need at an offset. */
export function stationsBetween(path: Path, from: number, to: number, t = 0): readonly number[] {
  const stations = [from];
  let start = 0;
  for (const [at, [length, curvature]] of path.pieces.entries()) {
    const low = at === 0 ? from : Math.max(from, start);
    const high = at === path.pieces.length - 1 ? to : Math.min(to, start + length);
    start += length;
    if (high - low < 1e-6) continue;
    const radius = Math.abs(1 / curvature) + Math.abs(t);
    const longest =
      curvature === 0 ? LONGEST : Math.min(LONGEST, Math.sqrt(8 * FLATNESS * radius) / (1 + Math.abs(t * curvature)));
    const count = Math.max(1, Math.ceil((high - low) / longest));
    for (let step = 1; step <= count; step++) stations.push(low + ((high - low) * step) / count);
  }
  return stations;
}

type Piece = {
  readonly from: number;
  readonly x: number;
  readonly z: number;
  /** Radians. */
  readonly heading: number;
  readonly curvature: number;
  readonly length: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
};

/** Pieces of the paths that were looked at, which is many times each. */
const walked = new WeakMap<Path, readonly Piece[]>();

function walk(path: Path): readonly Piece[] {
  const known = walked.get(path);
  if (known) return known;
  let [x, z] = path.start;
  let heading = (path.headingDegrees * Math.PI) / 180;
  let from = 0;
  const result = path.pieces.map(([length, curvature], at): Piece => {
    const piece = { from, x, z, heading, curvature, length, isFirst: at === 0, isLast: at === path.pieces.length - 1 };
    const [dx, dz] = ahead(heading, length, curvature);
    x += dx;
    z += dz;
    heading += length * curvature;
    from += length;
    return piece;
  });
  walked.set(path, result);
  return result;
}

/** The piece that a station is on; beyond the ends a straight one that goes on from there (`last` is where it stops bending). */
function pieceAt(path: Path, s: number): Piece & { readonly last?: number } {
  let found: Piece | undefined;
  for (const piece of walk(path)) {
    found ??= piece;
    if (s < piece.from) break;
    found = piece;
    if (s <= piece.from + piece.length) return piece;
  }
  if (!found) throw new Error("A path needs at least one piece");
  return s < 0 ? { ...found, curvature: 0 } : { ...found, last: found.length };
}

/** How far an arc of a length goes east and south. */
function ahead(heading: number, length: number, curvature: number): Point {
  if (Math.abs(curvature * length) < 1e-9) return [Math.sin(heading) * length, -Math.cos(heading) * length];
  const turned = heading + length * curvature;
  return [(Math.cos(heading) - Math.cos(turned)) / curvature, (Math.sin(heading) - Math.sin(turned)) / curvature];
}

/** Metres along a piece to where it is nearest to a point, not limited to the piece. */
function along(dx: number, dz: number, heading: number, curvature: number, length: number): number {
  if (curvature === 0) return dx * Math.sin(heading) - dz * Math.cos(heading);
  // Angle about the centre, which lies to the right for right turns.
  const [cx, cz] = [Math.cos(heading) / curvature, Math.sin(heading) / curvature];
  const [fromX, fromZ, toX, toZ] = [-cx, -cz, dx - cx, dz - cz];
  const angle = Math.atan2(fromX * toZ - fromZ * toX, fromX * toX + fromZ * toZ);
  const s = angle / curvature;
  // Arcs of more than half a circle.
  const whole = (2 * Math.PI) / Math.abs(curvature);
  return s < 0 && s + whole <= length ? s + whole : s;
}
