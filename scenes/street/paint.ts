import type { InstanceSpec } from "../../src/recipe/spec";
import { place } from "../../src/scene/models";
import type { Region } from "../../src/scene/models/region";
import { onPath, type Path, type Point } from "../../src/scene/path";
import { parkingSpaces, roadsides, type Side, SPACE } from "./beside-kerbs";
import { edgeLines, GUTTER, middleLines, PAINT_COLOUR, paintedPieces } from "./lane-lines";
import { CROSSWALK_LENGTH, type Crossing, type Plan, type Road, STOP_DISTANCE } from "./plan";

/** [from, to, left, right] along a path. */
type Strip = readonly [from: number, to: number, left: number, right: number];

/** All paint as one thing. */
export function paint(plan: Plan): InstanceSpec {
  const regions = [
    ...plan.roads.filter(({ marked }) => marked).flatMap((road) => roadPaint(plan, road)),
    ...roadsides(plan).flatMap((side) => kerbPaint(plan, side)),
    ...giveWayLines(plan),
    ...arrows(plan),
  ];
  return place(
    "markings",
    { colour: PAINT_COLOUR, stripes: [], regions },
    { class: "road marking", position: [0, 0, 0], headingDegrees: 0 },
  );
}

/** Middle line, crosswalks and stop lines of a road. */
function roadPaint(plan: Plan, road: Road): Region[] {
  const crossings = plan.crossings.filter((crossing) => crossing.road === road);
  const strips = [
    ...middleLines(plan, road, crossings).flatMap(paintedPieces),
    ...crossings.flatMap((crossing) => [...bars(crossing), ...stops(plan, crossing)]),
  ];
  return along(road.path, strips);
}

function centred(from: number, to: number, t: number, width: number): Strip {
  return [from, to, t - width / 2, t + width / 2];
}

function bars({ road, s }: Crossing): Strip[] {
  const [left, right] = [-road.half.left + GUTTER, road.half.right - GUTTER];
  const count = Math.floor(right - left - 0.4);
  const first = (left + right - (count - 1)) / 2;
  const half = CROSSWALK_LENGTH / 2 - 0.2;
  return Array.from({ length: count }, (_, at) => centred(s - half, s + half, first + at, 0.5));
}

/** Lines over the lanes that come to a crosswalk with lights, or to a stop sign. */
function stops(plan: Plan, { road, s, approaches, control }: Crossing): Strip[] {
  const stopSign = plan.hub?.arms.some((arm) => arm.road === road && arm.control === "stop");
  if (control !== "lights" && !stopSign) return [];
  return approaches.map((direction): Strip => {
    const at = s - direction * STOP_DISTANCE;
    const middle = (direction * plan.laneWidth) / 2;
    return [at - 0.2, at + 0.2, middle - plan.laneWidth / 2 + 0.15, middle + plan.laneWidth / 2 - 0.15];
  });
}

/** The edge of the lane, and the ends of the parking spaces. */
function kerbPaint(plan: Plan, side: Side): Region[] {
  const { kerb, stretch } = side;
  const edges = edgeLines(plan, side).flatMap(paintedPieces);
  const spaces = parkingSpaces(plan, side);
  const ends = new Set(spaces.flatMap((s) => [s - SPACE / 2, s + SPACE / 2].map((end) => Math.round(end * 1000) / 1000)));
  const ticks = [...ends].map((s): Strip => [s - 0.05, s + 0.05, -stretch.parking, -GUTTER]);
  return along(kerb.path, [...edges, ...ticks]);
}

/** Dashes round a roundabout where its arms come in, and triangles before give-way signs. */
function giveWayLines({ hub, laneWidth }: Plan): Region[] {
  if (!hub) return [];
  return hub.arms.flatMap(({ road, line, control }) => {
    if (control !== "yield") return [];
    const teeth = Math.floor((laneWidth - 0.5) / 0.62);
    return Array.from({ length: teeth }, (_, at): Region => {
      const t = -laneWidth + 0.4 + at * 0.62;
      const corner = (s: number, offset: number) => pointOn(road.path, s, offset);
      return { corners: [corner(line + 0.65, t + 0.22), corner(line, t), corner(line, t + 0.44)] };
    });
  });
}

/** Arrows in the lanes that come to a junction. */
function arrows({ hub, laneWidth }: Plan): Region[] {
  if (hub?.kind !== "junction") return [];
  return hub.arms.flatMap(({ road, line }) =>
    [11, 27].flatMap((before) => (line + before + 6 < road.to ? arrow(road.path, line + before, -laneWidth / 2) : [])),
  );
}

/** A straight arrow whose foot is farther out than its head, which has another one to the right. */
function arrow(path: Path, s: number, t: number): Region[] {
  const at = (ahead: number, right: number) => pointOn(path, s - ahead, t - right);
  return [
    { corners: [at(-2.4, -0.08), at(-2.4, 0.08), at(1, 0.08), at(1, -0.08)] },
    { corners: [at(1, -0.34), at(1, 0.34), at(2.4, 0)] },
    { corners: [at(-1, 0.08), at(-0.72, 0.08), at(0.05, 0.48), at(-0.15, 0.6)] },
    { corners: [at(-0.42, 0.86), at(0.38, 0.26), at(0.62, 1.0)] },
  ];
}

function pointOn(path: Path, s: number, t: number): Point {
  const { x, z } = onPath(path, s, t);
  return [x, z];
}

function along(path: Path, strips: readonly Strip[]): Region[] {
  return strips.length > 0 ? [{ path, strips }] : [];
}
