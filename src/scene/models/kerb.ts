import { z } from "zod";
import type { Vec3 } from "../../recipe/spec";
import { curvatureAt, onPath, type Path, pathLength, stationsBetween } from "../path";
import type { Bounds } from "./model";
import { type Surface, vertex } from "./sketch";
import { unit } from "./vector";

/** Schema of the stretches where a kerb is lowered for a crosswalk. */
export const rampsSchema = z
  .array(z.tuple([z.number(), z.number()]).readonly())
  .readonly()
  .describe("[station of the middle, length], metres");

/** A kerb whose face follows a path; the raised ground lies to the right of it. */
export type Kerb = {
  readonly path: Path;
  /** Of the raised ground over the road, metres. */
  readonly height: number;
  readonly ramps: z.output<typeof rampsSchema>;
};

/** A point of a cross-section: metres behind the kerb's face, share of the local height, and the normal there. */
type Point = { readonly depth: number; readonly share: number; readonly normal: readonly [behind: number, up: number] };

/** Width of the stones, metres. */
export const KERB_WIDTH = 0.16;
const ROUNDING = 0.03;
const RAMP_HEIGHT = 0.02;
/** How far a ramp reaches behind the kerb, and how long its flanks are. */
const RAMP_DEPTH = 0.9;
const FLANK = 0.6;

/** Adds the stones: a face, a rounded edge and a top. */
export function addKerb(surface: Surface, kerb: Kerb): void {
  const arc = [0, 1, 2, 3].map((step): Point => {
    const angle = (Math.PI / 2) * (step / 3);
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    return { depth: ROUNDING * (1 - cos), share: 1 - (ROUNDING * (1 - sin)) / kerb.height, normal: [-cos, sin] };
  });
  const top: Point = { depth: KERB_WIDTH, share: 1, normal: [0, 1] };
  loft(surface, kerb, [{ depth: 0, share: 0, normal: [-1, 0] }, ...arc, top]);
}

/** Adds level ground behind the stones, up to `width` metres behind the kerb's face; it falls to the road in ramps. */
export function addBehindKerb(surface: Surface, kerb: Kerb, width: number): void {
  const depths = [KERB_WIDTH, Math.min(width, KERB_WIDTH + RAMP_DEPTH), width];
  loft(
    surface,
    kerb,
    depths.map((depth): Point => ({ depth, share: 1, normal: [0, 1] })),
  );
  for (const corner of corners(kerb, width)) {
    const [a = 0, b = 0, c = 0, d = 0] = corner.map(([x, z]) => vertex(surface, [x, kerb.height, z], [0, 1, 0], x, z));
    surface.indices.push(a, c, b, a, d, c);
  }
}

/** The box around what lies behind a kerb. */
export function kerbBounds(kerb: Kerb, width: number): Bounds {
  const points = [
    ...stations(kerb).flatMap((s) => [placeAt(kerb, s, 0), placeAt(kerb, s, width)]),
    ...corners(kerb, width).flat(),
  ];
  const reach = (axis: 0 | 1, pick: (...values: number[]) => number, start: number) =>
    points.reduce((most, point) => pick(most, point[axis]), start);
  return {
    min: [reach(0, Math.min, Infinity), 0, reach(1, Math.min, Infinity)],
    max: [reach(0, Math.max, -Infinity), kerb.height, reach(1, Math.max, -Infinity)],
  };
}

/** Where along the path the cross-section changes. */
function stations({ path, ramps }: Kerb): readonly number[] {
  const length = pathLength(path);
  const cuts = ramps.flatMap(([middle, width]) =>
    [-1, 1].flatMap((side) => [middle + (side * width) / 2, middle + side * (width / 2 + FLANK)]),
  );
  const inside = cuts.filter((s) => s > 0 && s < length);
  return [...new Set([...stationsBetween(path, 0, length), ...inside])].sort((a, b) => a - b);
}

/** Height of the surface at a place: lower at the kerb where there is a ramp. */
function heightAt(s: number, depth: number, { height, ramps }: Kerb): number {
  const inward = Math.min(1, Math.max(0, (depth - KERB_WIDTH) / RAMP_DEPTH));
  const drops = ramps.map(([middle, width]) => 1 - Math.min(1, Math.max(0, (Math.abs(s - middle) - width / 2) / FLANK)));
  return height - (height - RAMP_HEIGHT) * Math.max(0, ...drops) * (1 - inward);
}

/** Metres that can be gone to the right of a station before the arc there turns inside out. */
function room({ path }: Kerb, s: number): number {
  const curvature = curvatureAt(path, s);
  return curvature > 0 ? 1 / curvature : Infinity;
}

function placeAt(kerb: Kerb, s: number, depth: number): readonly [x: number, z: number] {
  const { x, z } = onPath(kerb.path, s, Math.min(depth, room(kerb, s)));
  return [x, z];
}

function loft(surface: Surface, kerb: Kerb, profile: readonly Point[]): void {
  // Where pieces meet, each is drawn with its own room: an arc ends in its centre, a straight piece does not.
  let start = 0;
  for (const [length] of kerb.path.pieces) {
    const along = stations(kerb).filter((s) => s >= start - 1e-9 && s <= start + length + 1e-9);
    loftPiece(surface, kerb, profile, along, room(kerb, start + length / 2));
    start += length;
  }
}

function loftPiece(surface: Surface, kerb: Kerb, profile: readonly Point[], along: readonly number[], most: number): void {
  const rows = profile.map(({ depth, share, normal: [behind, up] }) =>
    along.map((s) => {
      const height = heightAt(s, depth, kerb);
      const { x, z, headingDegrees } = onPath(kerb.path, s, Math.min(depth, most));
      const angle = (headingDegrees * Math.PI) / 180;
      const normal: Vec3 = unit([Math.cos(angle) * behind, up, Math.sin(angle) * behind]);
      return vertex(surface, [x, height * share, z], normal, s, depth + height * share);
    }),
  );
  for (const [at, row] of rows.slice(1).entries()) {
    const outer = rows[at] ?? [];
    for (let i = 1; i < row.length; i++) {
      const [a = 0, b = 0, c = 0, d = 0] = [outer[i - 1], outer[i], row[i], row[i - 1]];
      surface.indices.push(a, d, c, a, c, b);
    }
  }
}

/** What remains of the ground at corners that are rounder than it is wide: from the middle of the arc to the far corner. */
function corners({ path }: Kerb, width: number): readonly (readonly (readonly [x: number, z: number])[])[] {
  const result: (readonly [number, number])[][] = [];
  let start = 0;
  for (const [length, curvature] of path.pieces) {
    const [from, to] = [onPath(path, start + 1e-7), onPath(path, start + length - 1e-7)];
    start += length;
    const radius = 1 / curvature;
    const rest = width - radius;
    if (curvature <= 0 || rest <= 0) continue;
    const side = (spot: typeof from, reach: number): readonly [number, number] => {
      const angle = (spot.headingDegrees * Math.PI) / 180;
      return [spot.x + Math.cos(angle) * reach, spot.z + Math.sin(angle) * reach];
    };
    const centre = side(from, radius);
    const turn = (length * curvature) / 2;
    const middle = ((from.headingDegrees + to.headingDegrees) / 360) * Math.PI;
    const far = rest / Math.cos(turn);
    const mitre = [centre[0] + Math.cos(middle) * far, centre[1] + Math.sin(middle) * far] as const;
    result.push([centre, side(from, width), mitre, side(to, width)]);
  }
  return result;
}
