import type { LaneLineSpec, Vec3 } from "../../src/recipe/spec";
import { PAINT_HEIGHT } from "../../src/scene/models/markings";
import { onPath, type Path, stationsBetween } from "../../src/scene/path";
import { crossingStations, roadsides, type Side } from "./beside-kerbs";
import { type Crossing, type Plan, type Road, STOP_DISTANCE } from "./plan";

/** A painted line along a path: from one station to another, its middle at an offset to the right. Metres. */
export type LaneLine = {
  readonly path: Path;
  readonly from: number;
  readonly to: number;
  readonly t: number;
  readonly width: number;
  readonly role: LaneLineSpec["role"];
  readonly dashed: boolean;
};

export const GUTTER = 0.3;
export const PAINT_COLOUR = "#e6e5df";
const MIDDLE_WIDTH = 0.13;
const EDGE_WIDTH = 0.1;
/** Dashes of the middle line and the gaps between them; solid before stop lines. */
const DASH = 3;
const PITCH = 9;
const SOLID = 12;

/** A solid line before and after each crosswalk, dashes elsewhere, nothing between a crosswalk and a hub. */
export function middleLines({ hub }: Plan, { path, from, to }: Road, crossings: readonly Crossing[]): LaneLine[] {
  const reach = STOP_DISTANCE + SOLID;
  const isArm = hub?.arms.some(({ road }) => road.path === path) ?? false;
  const inner = isArm ? Math.max(from, ...crossings.map(({ s }) => s)) : from;
  const line = { path, t: 0, width: MIDDLE_WIDTH, role: "centre" } as const;
  const dashes: LaneLine[] = [];
  for (let s = inner + 4; s + DASH < to - 3; s += PITCH) {
    if (crossings.some((crossing) => s <= crossing.s + reach + 1 && s + DASH >= crossing.s - reach - 1)) continue;
    const before = dashes.at(-1);
    if (before && s - before.to < PITCH) dashes[dashes.length - 1] = { ...before, to: s + DASH };
    else dashes.push({ ...line, from: s, to: s + DASH, dashed: true });
  }
  const solids = crossings.flatMap(({ s }): LaneLine[] => [
    { ...line, from: s + STOP_DISTANCE, to: s + reach, dashed: false },
    ...(isArm ? [] : [{ ...line, from: s - reach, to: s - STOP_DISTANCE, dashed: false }]),
  ]);
  return [...dashes, ...solids];
}

/** The edge of the lane beside a stretch of kerb, with gaps for crosswalks. */
export function edgeLines(plan: Plan, { kerb, stretch }: Side): LaneLine[] {
  const t = stretch.parking > 0 ? -stretch.parking - 0.06 : -GUTTER - 0.12;
  const gap = STOP_DISTANCE - 0.3;
  const cuts = crossingStations(plan, kerb).filter((s) => s > stretch.from - gap && s < stretch.to + gap);
  const lines: LaneLine[] = [];
  let from = stretch.from;
  for (const cut of [...cuts.toSorted((a, b) => a - b), Infinity]) {
    const to = Math.min(stretch.to, cut - gap);
    // Nothing between a crosswalk and the corner beside it.
    if (to - from > 6) lines.push({ path: kerb.path, from, to, t, width: EDGE_WIDTH, role: "edge", dashed: false });
    from = Math.max(from, cut + gap);
  }
  return lines;
}

/** The painted pieces of a line: [from, to, left, right] along its path. */
export function paintedPieces({ from, to, t, width, dashed }: LaneLine): (readonly [number, number, number, number])[] {
  const [left, right] = [t - width / 2, t + width / 2];
  if (!dashed) return [[from, to, left, right]];
  const count = Math.round((to - from - DASH) / PITCH) + 1;
  return Array.from({ length: count }, (_, at) => [from + at * PITCH, from + at * PITCH + DASH, left, right]);
}

/** All lines of lanes, as the labels know them. */
export function laneLines(plan: Plan): LaneLineSpec[] {
  const middles = plan.roads
    .filter(({ marked }) => marked)
    .flatMap((road) =>
      middleLines(
        plan,
        road,
        plan.crossings.filter((crossing) => crossing.road === road),
      ),
    );
  const edges = roadsides(plan).flatMap((side) => edgeLines(plan, side));
  return [...middles, ...edges].map((line) => ({
    role: line.role,
    kind: line.dashed ? "dashed" : "solid",
    colour: PAINT_COLOUR,
    widthMetres: line.width,
    ...(line.dashed && { dashMetres: [DASH, PITCH] as const }),
    points: pointsOf(line),
  }));
}

/** The middle of the paint, with a point wherever what is painted has corners: dashes begin and end there, arcs are drawn as chords. */
function pointsOf(line: LaneLine): Vec3[] {
  const ends = paintedPieces(line).flatMap((piece) => piece.slice(0, 2));
  const outside = Math.abs(line.t) + line.width / 2;
  const stations = ends.slice(1).flatMap((to, at) => stationsBetween(line.path, ends[at] ?? to, to, outside).slice(1));
  return [line.from, ...stations].map((s) => {
    const { x, z } = onPath(line.path, s, line.t);
    return [x, PAINT_HEIGHT, z];
  });
}
