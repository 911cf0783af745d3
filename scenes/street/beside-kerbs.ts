import { besidePath, onPath, type Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { CROSSWALK_LENGTH, type Crossing, FURNISHED_BEHIND, type Kerb, type Plan, type Stretch } from "./plan";
import { seenFrom } from "./view";

/** Farthest from the camera that anything stands, metres. */
const FARTHEST = 125;
/** Length of a parking space, and how far the first and last ones of a row are from a crosswalk or a corner. */
export const SPACE = 6.1;
const SPACE_CLEAR = 4;

/** Where a crosswalk meets its two kerbs: on the right and the left side of its road. */
export function landings({ road, s }: Crossing): readonly [right: Spot, left: Spot] {
  return [onPath(road.path, s, road.half.right), onPath(road.path, s, -road.half.left)];
}

/** Stations of a kerb at which crosswalks meet it. */
export function crossingStations(plan: Plan, { path }: Kerb): readonly number[] {
  return plan.crossings.flatMap((crossing) =>
    landings(crossing).flatMap(({ x, z }) => {
      const { s, t } = besidePath(path, [x, z]);
      return Math.abs(t) < 0.05 ? [s] : [];
    }),
  );
}

/** True where things are worth putting: not far behind the camera, and not too far ahead. */
export function isFurnished({ ego }: Plan, spot: Pick<Spot, "x" | "z">): boolean {
  const { distance, degrees } = seenFrom(onPath(ego.lane.path, ego.s), spot);
  const ahead = distance * Math.cos((degrees * Math.PI) / 180);
  return ahead > -FURNISHED_BEHIND && distance < FARTHEST;
}

/** A stretch of kerb, with its number in the plan for the names of random streams. */
export type Side = { readonly kerb: Kerb; readonly stretch: Stretch; readonly name: string };

/** All stretches beside roads. */
export function roadsides(plan: Plan): readonly Side[] {
  return plan.kerbs.flatMap((kerb, number) =>
    kerb.stretches.flatMap((stretch, at) => (stretch.kind === "road" ? [{ kerb, stretch, name: `${number}.${at}` }] : [])),
  );
}

/** Stations of the middles of the parking spaces on a stretch. */
export function parkingSpaces(plan: Plan, { kerb, stretch }: Side): readonly number[] {
  if (stretch.parking === 0) return [];
  const crossings = crossingStations(plan, kerb);
  const count = Math.floor((stretch.to - stretch.from - 2 * SPACE_CLEAR) / SPACE);
  // In whole spaces from the end that grows away from the corner.
  const first = stretch.grows > 0 ? stretch.from + SPACE_CLEAR : stretch.to - SPACE_CLEAR;
  return Array.from({ length: Math.max(0, count) }, (_, at) => first + stretch.grows * (at + 0.5) * SPACE).filter(
    (s) =>
      isFurnished(plan, onPath(kerb.path, s)) &&
      crossings.every((crossing) => Math.abs(s - crossing) > CROSSWALK_LENGTH / 2 + SPACE / 2 + SPACE_CLEAR),
  );
}

/** The ground of a crosswalk, from sidewalk to sidewalk. */
export function crosswalkGround({ road, s }: Crossing, beyond = 0.3): Footprint {
  const middle = (road.half.right - road.half.left) / 2;
  const { x, z, headingDegrees } = onPath(road.path, s, middle);
  const across = (road.half.right + road.half.left) / 2 + 2;
  return { centre: [x, z], half: [across, CROSSWALK_LENGTH / 2 + beyond], headingDegrees };
}
