import { drawCount } from "../../src/recipe/quantity";
import { chance, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import type { Building } from "../../src/scene/models/building-plan";
import { besidePath, curvatureAt, onPath, type Path, type Point, pathLength, type Spot } from "../../src/scene/path";
import { type Footprint, isFree } from "../../src/scene/placement";
import type { Streams } from "../scene";
import type { StreetParameters } from "./parameters";
import type { Kerb, Plan, Stretch } from "./plan";

/** A house beside a kerb, and where the ends of its front are: at the lower and at the higher station. */
export type StandingHouse = {
  readonly house: Building;
  readonly s: number;
  readonly spot: Spot;
  readonly ground: Footprint;
  readonly front: readonly [low: Point, high: Point];
  /** The end of its row at a corner, where its side is seen from another street. */
  readonly corner?: "low" | "high";
};

/** Neighbours do not quite touch, so that their side walls never lie in one plane. */
const SEAM = 0.02;
/** Step along the kerb when looking for free ground, and how exactly the end of a house is found, metres. */
const STEP = 1;
const EXACT = 0.01;
/** Between a sidewalk and any house. */
const CLEAR = 0.02;
/** Most that a house stands back where a bend or a corner is in its way. */
const BACK = 3.5;

/** The houses along a kerb by station, each as near to the one before as their boxes allow. Adds their ground to `taken`. */
export function houseRows(
  plan: Plan,
  { kerb, number }: { readonly kerb: Kerb; readonly number: number },
  parameters: StreetParameters,
  { taken, gapShare, random }: { taken: Footprint[]; gapShare: number; random: Streams },
): readonly StandingHouse[] {
  const rows = kerb.stretches.map((stretch, at) => {
    const name = `${number}.${at}`;
    const result: StandingHouse[] = [];
    let from = stretch.grows > 0 ? stretch.from : stretch.to;
    for (let next = 0; ; next++) {
      const style = random("house", name, next);
      const drawn = { ...models.building.vary(style), floors: drawCount(parameters.floors, style) };
      const house = fitted(drawn, kerb.path, from, plan.sidewalkWidth);
      const clear = plan.sidewalkWidth + CLEAR + uniform(style, 0, 0.3);
      const found = firstFree(kerb.path, house, { ...stretch, start: from }, clear, taken);
      if (!found) return result;
      taken.push(found.ground);
      const end = stretch.grows > 0 ? "low" : "high";
      result.push(next === 0 && stretch.kind === "road" ? { ...found, corner: end } : found);
      const gap = gapAfter(style, gapShare, stretch);
      from = found.s + stretch.grows * (house.width / 2 + gap);
    }
  });
  return rows.flat().toSorted((a, b) => a.s - b.s);
}

function gapAfter(random: Random, share: number, { kind }: Stretch): number {
  const wide = uniform(random, 3.5, 7);
  return chance(random, share) && kind === "road" ? wide : 0;
}

/** Narrower where the street bends: a long straight front would stand far off the sidewalk. */
function fitted(house: Building, path: Path, s: number, sidewalkWidth: number): Building {
  const curvature = curvatureAt(path, s);
  if (curvature === 0) return house;
  const radius = 1 / Math.abs(curvature) - Math.sign(curvature) * sidewalkWidth;
  return { ...house, width: Math.min(house.width, Math.max(7, radius * 0.5)) };
}

/** The first station where a house stands free, found by steps and then by halving. */
function firstFree(
  path: Path,
  house: Building,
  { from, to, grows, start }: Stretch & { readonly start: number },
  clear: number,
  taken: readonly Footprint[],
): StandingHouse | undefined {
  const attempt = (s: number) => {
    const standing = atStation(path, house, s, clear);
    return standing && isFree(standing.ground, taken) ? standing : undefined;
  };
  const [first, last] = grows > 0 ? [start, to - house.width / 2] : [start, from + house.width / 2];
  for (let s = first; grows > 0 ? s <= last : s >= last; s += grows * STEP) {
    let found = attempt(s);
    if (!found) continue;
    let [blocked, free] = [s - grows * STEP, s];
    while (Math.abs(free - blocked) > EXACT) {
      const middle = (blocked + free) / 2;
      const nearer = attempt(middle);
      if (nearer) [found, free] = [nearer, middle];
      else blocked = middle;
    }
    return found;
  }
  return undefined;
}

/** A house whose front is parallel to the kerb at a station, and no nearer than `clear` metres to any part of the kerb. */
function atStation(path: Path, house: Building, s: number, clear: number): StandingHouse | undefined {
  const length = pathLength(path);
  let behind = clear;
  for (let tries = 0; tries < 8 && behind < clear + BACK; tries++) {
    const foot = onPath(path, s, behind);
    const places = outline(house, foot).map((corner) => besidePath(path, corner));
    if (places.some((place) => place.s < -EXACT || place.s > length + EXACT)) return undefined;
    const short = clear - Math.min(...places.map(({ t }) => t));
    if (short < 0.004) return standing(house, s, foot);
    // Round a corner no distance from this side helps: the house would stand in the other street.
    if (short > BACK) return undefined;
    behind += short;
  }
  return undefined;
}

/** The house with the middle of its front at a place beside the kerb. */
function standing(house: Building, s: number, foot: Spot): StandingHouse {
  const along = (distance: number, behind: number): Point => shifted(foot, distance, behind);
  const [half, middle] = [house.width / 2, along(0, house.depth / 2)];
  // The front looks back at the road, to the left of the traffic beside it.
  const headingDegrees = foot.headingDegrees - 90;
  return {
    house: { ...house, width: house.width - SEAM },
    s,
    spot: { x: middle[0], z: middle[1], headingDegrees },
    ground: { centre: middle, half: [half, house.depth / 2], headingDegrees },
    front: [along(-half, 0), along(half, 0)],
  };
}

/** Points round the outside of a house: of the front closely, and of the sides. */
function outline({ width, depth }: Building, foot: Spot): Point[] {
  const front = [-0.5, -0.25, 0, 0.25, 0.5].map((share) => shifted(foot, share * width, 0));
  const sides = [0.5, 1].flatMap((share) => [-0.5, 0.5].map((end) => shifted(foot, end * width, share * depth)));
  return [...front, ...sides];
}

/** The point some metres ahead of a spot and to the right of it. */
function shifted({ x, z, headingDegrees }: Spot, ahead: number, right: number): Point {
  const angle = (headingDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return [x + sin * ahead + cos * right, z - cos * ahead + sin * right];
}
