import type { Region } from "../../src/scene/models/region";
import { curvatureAt, onPath, type Path, type Point, pathLength, stationsBetween } from "../../src/scene/path";
import { facingBack, meeting, turned } from "./joint";
import type { Kerb, Plan } from "./plan";

/** How far gardens and yards reach behind the kerbs, and how far they go on under the sidewalk. */
const DEPTH = 32;
const UNDER_SIDEWALK = 0.3;

/** The ground behind each sidewalk, as one area a block. */
export function blockGround(plan: Plan): Region[] {
  return plan.kerbs.map(
    (kerb): Region => ({ corners: [...edge(kerb), ...(plan.hub && isCorner(kerb) ? farCorner(kerb.path) : back(kerb.path))] }),
  );
}

function edge({ path }: Kerb): Point[] {
  return stationsBetween(path, 0, pathLength(path)).map((s) => point(path, s, Math.min(UNDER_SIDEWALK, room(path, s))));
}

/** A block between two arms of a hub: two sides that meet. */
function isCorner({ path }: Kerb): boolean {
  return Math.abs(turned(path.headingDegrees, onPath(path, pathLength(path)).headingDegrees)) > 20;
}

/** Behind a block at a corner: from its end to where the backs of its two sides meet, and to its start. */
function farCorner(path: Path): Point[] {
  const length = pathLength(path);
  const [start, end] = [onPath(path, 0, DEPTH), facingBack(path, length, DEPTH)];
  const { before } = meeting(start, end);
  const angle = (start.headingDegrees * Math.PI) / 180;
  return [
    [end.x, end.z],
    [start.x + Math.sin(angle) * before, start.z - Math.cos(angle) * before],
    [start.x, start.z],
  ];
}

/** Behind a street that may bend: the line at equal depth, on the inside of bends as deep as they are round. */
function back(path: Path): Point[] {
  const stations = stationsBetween(path, 0, pathLength(path));
  const depth = Math.min(DEPTH, ...stations.map((s) => 0.95 * room(path, s)));
  return stations.toReversed().map((s) => point(path, s, depth));
}

function room(path: Path, s: number): number {
  const curvature = curvatureAt(path, s);
  return curvature > 0 ? 1 / curvature : Infinity;
}

function point(path: Path, s: number, t: number): Point {
  const { x, z } = onPath(path, s, t);
  return [x, z];
}
