import type { Random } from "../../src/recipe/random";
import { pick } from "../../src/recipe/random";
import { onPath, type Path, type Spot } from "../../src/scene/path";
import { turned } from "./joint";

/** Degrees to each side of where the camera looks within which things can be seen. */
const HALF_ANGLE = 52;
/** What stands nearer than this is in the way, and what is farther is too small to learn from, metres. */
const NEAR = 4;
const FAR = 95;
/** Metres between the stations that are looked at. */
const STEP = 1;

/** A stretch of a path on which something may be placed, `t` metres to its right; more often where `weight` is more. */
export type Reach<Of> = {
  readonly path: Path;
  readonly from: number;
  readonly to: number;
  readonly of: Of;
  readonly weight: number;
};

/** A station of a reach in sight of the camera, and how likely it is to be drawn. */
export type Sight<Of> = { readonly reach: Reach<Of>; readonly s: number; readonly weight: number };

/** Metres from the camera, and degrees to the right of where it looks. */
export function seenFrom(view: Spot, { x, z }: Pick<Spot, "x" | "z">): { readonly distance: number; readonly degrees: number } {
  const [dx, dz] = [x - view.x, z - view.z];
  const heading = (Math.atan2(dx, -dz) * 180) / Math.PI;
  return { distance: Math.hypot(dx, dz), degrees: turned(view.headingDegrees, heading) };
}

/** All stations of some reaches that the camera may see, the nearer the likelier. */
export function sights<Of>(view: Spot, reaches: readonly Reach<Of>[], far = FAR): readonly Sight<Of>[] {
  return reaches.flatMap((reach) => {
    const count = Math.max(0, Math.floor((reach.to - reach.from) / STEP));
    return Array.from({ length: count }, (_, at): Sight<Of> => {
      const s = reach.from + (at + 0.5) * STEP;
      const { distance, degrees } = seenFrom(view, onPath(reach.path, s));
      const seen = distance > NEAR && distance < far && Math.abs(degrees) < HALF_ANGLE;
      return { reach, s, weight: seen ? reach.weight / (distance + 12) ** 0.6 : 0 };
    }).filter(({ weight }) => weight > 0);
  });
}

/** One of the stations; nothing when there are none. Takes one number from `random`. */
export function pickSight<Of>(random: Random, all: readonly Sight<Of>[]): Sight<Of> | undefined {
  if (all.length > 0)
    return pick(
      random,
      all,
      all.map(({ weight }) => weight),
    );
  random();
  return undefined;
}
