import { pick, type Random, uniform } from "../../src/recipe/random";
import type { Bounds } from "../../src/scene/models/model";
import { onPath, type Path, pathLength, type Spot } from "../../src/scene/path";
import { type Footprint, footprint, isFree } from "../../src/scene/placement";
import { alongAll, type Way } from "./way";

/** Who finds a way between things that stand. */
export type Roamer = {
  readonly start: Spot;
  readonly bounds: Bounds;
  /** Ground that stays free on every side, metres. */
  readonly clearance: number;
  /** Radius of turns, metres. */
  readonly radius: number;
  /** Metres straight ahead between two turns, at least and at most. */
  readonly straight: readonly [least: number, most: number];
  /** Turns to choose from, degrees. */
  readonly turns: readonly number[];
  /** What stands. */
  readonly taken: readonly Footprint[];
};

/** Metres that a way leads at most: more than anybody goes while somebody looks. */
const LONGEST = 60;
const TRIES = 14;
/** Metres between the places of a way that are looked at. */
const LOOK = 0.2;

/**
 * A way of straight pieces and turns on which nothing stands, from the first moment in the direction in which somebody looks already. It ends where no turn leads on.
 * Who comes out of ground that is taken does not count it.
 */
export function roam(roamer: Roamer, random: Random): Way {
  const { start, taken, bounds, clearance } = roamer;
  const ground = ({ x, z, headingDegrees }: Spot) => footprint(bounds, [x, 0, z], headingDegrees, clearance);
  const firm = taken.filter((one) => isFree(ground(start), [one]));
  const free = (spot: Spot) => isFree(ground(spot), firm);
  const pieces: Path["pieces"][number][] = [];
  let [here, length] = [start, 0];
  while (length < LONGEST) {
    const found = attempts(roamer, here, free, random);
    if (!found) break;
    pieces.push(...found.pieces);
    here = onPath(found, pathLength(found));
    length += pathLength(found);
  }
  const path = { ...beginningAt(start), pieces: pieces.length > 0 ? pieces : [[0.01, 0] as const] };
  return alongAll(path);
}

/** A straight piece and a turn; where there is no room for any, only as much straight ahead as there is. */
function attempts(
  { straight, turns, radius }: Roamer,
  here: Spot,
  free: (spot: Spot) => boolean,
  random: Random,
): Path | undefined {
  const ahead = { ...beginningAt(here), pieces: [[straight[1], 0] as const] };
  const room = freeLength(ahead, free);
  for (let at = 0; at < TRIES; at++) {
    const most = Math.min(straight[1], room);
    const metres = uniform(random, Math.min(straight[0], most), most);
    const turn = pick(random, turns) * uniform(random, 0.8, 1);
    if (metres < 0.05) continue;
    const arc = (Math.abs(turn) * Math.PI * radius) / 180;
    const bent = arc > 0.05 ? [[arc, Math.sign(turn) / radius] as const] : [];
    // What comes after a turn is a step at least, or turns would lead to walls.
    const path = { ...ahead, pieces: [[metres, 0] as const, ...bent] };
    if (freeLength({ ...path, pieces: [...path.pieces, [straight[0], 0]] }, free) >= pathLength(path) + straight[0] - LOOK)
      return path;
  }
  return room > straight[0] ? { ...ahead, pieces: [[room - LOOK, 0]] } : undefined;
}

/** Metres of a path from its start on which nothing stands. */
function freeLength(path: Path, free: (spot: Spot) => boolean): number {
  const length = pathLength(path);
  for (let metres = 0; metres < length; metres += LOOK) if (!free(onPath(path, metres))) return Math.max(0, metres - LOOK);
  return length;
}

function beginningAt({ x, z, headingDegrees }: Spot): Pick<Path, "start" | "headingDegrees"> {
  return { start: [x, z], headingDegrees };
}
