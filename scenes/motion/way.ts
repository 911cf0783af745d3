import { besideStation, onPath, type Path, pathLength, type Spot } from "../../src/scene/path";

/** A line that something goes along, from where it is at the beginning. */
export type Way = {
  /** How far it leads, metres. */
  readonly length: number;
  /** The place after so many metres, and the direction in which it goes on. */
  spot(metres: number): Spot;
};

/** Along a path from a station, `aside` metres to its right, in its direction or (-1) against it, up to another station. */
export function along(path: Path, from: number, to: number, aside = 0, direction: 1 | -1 = 1): Way {
  const start = besideStation(path, from, aside);
  const length = Math.max(0, direction * (besideStation(path, to, aside) - start));
  return {
    length,
    spot(metres) {
      const spot = onPath(path, stationBeside(path, start + direction * metres, aside, from), aside);
      return direction > 0 ? spot : { ...spot, headingDegrees: spot.headingDegrees + 180 };
    },
  };
}

/** Along the whole of a path. */
export function alongAll(path: Path): Way {
  return along(path, 0, pathLength(path));
}

/** Station of a path for a station of its parallel, by a few steps of Newton's. */
function stationBeside(path: Path, wanted: number, aside: number, guess: number): number {
  if (aside === 0) return wanted;
  let s = guess + wanted - besideStation(path, guess, aside);
  for (let step = 0; step < 6; step++) s += wanted - besideStation(path, s, aside);
  return s;
}

/** One way after the other; the last goes on beyond its end. */
export function joined(ways: readonly Way[]): Way {
  return {
    length: ways.reduce((sum, { length }) => sum + length, 0),
    spot(metres) {
      let left = metres;
      for (const [at, way] of ways.entries()) {
        if (left <= way.length || at === ways.length - 1) return way.spot(left);
        left -= way.length;
      }
      throw new Error("A way has at least one part");
    },
  };
}

/** Straight ahead. */
export function ahead({ x, z, headingDegrees }: Spot, length: number): Way {
  const angle = (headingDegrees * Math.PI) / 180;
  return {
    length,
    spot: (metres) => ({ x: x + Math.sin(angle) * metres, z: z - Math.cos(angle) * metres, headingDegrees }),
  };
}

/**
 * The same way for something with two axles that both stay on it: in bends it stands across the chord between them, as cars do, and not along the tangent.
 * Both axles are `reach` metres away from the middle.
 */
export function onAxles(way: Way, reach: number): Way {
  return {
    length: way.length,
    spot(metres) {
      const [front, rear] = [way.spot(metres + reach), way.spot(metres - reach)];
      const headingDegrees = (Math.atan2(front.x - rear.x, rear.z - front.z) * 180) / Math.PI;
      return { x: (front.x + rear.x) / 2, z: (front.z + rear.z) / 2, headingDegrees };
    },
  };
}

/** How far to turn for the way to point there, for speed in bends: 1/m. */
export function bend(way: Way, metres: number): number {
  const [before, after] = [way.spot(metres - 1), way.spot(metres + 1)];
  const turn = ((((after.headingDegrees - before.headingDegrees + 180) % 360) + 360) % 360) - 180;
  return Math.abs((turn * Math.PI) / 180) / 2;
}
