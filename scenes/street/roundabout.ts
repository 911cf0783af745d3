import { pick, type Random, uniform } from "../../src/recipe/random";
import { onPath, type Path, type Point, straight } from "../../src/scene/path";
import { armLanes, blockKerb, hubOutline } from "./hub";
import { facingBack } from "./joint";
import {
  type Arm,
  BEHIND,
  CROSSWALK_LENGTH,
  type Crossing,
  type DrawLayout,
  type Lane,
  laneStation,
  type Profile,
  type Road,
  type Sides,
  twoLanes,
} from "./plan";
import { streetEnd } from "./street-end";

type Draft = { readonly headingDegrees: number; readonly length: number; readonly parking: Sides };
/** Radii of the central island, the outer kerb and the kerbs between the ring and an arm. */
type Ring = { readonly island: number; readonly outer: number; readonly flare: number };

/** From the ring to the middle of a crosswalk: room for a car that gives way. */
const BEFORE_RING = 5.5 + CROSSWALK_LENGTH / 2;
/** Where traffic that comes in gives way, outside the outer kerb's circle. */
const GIVE_WAY = 0.4;

/** A roundabout with three or four arms, in which traffic goes counter-clockwise. */
export const roundabout: DrawLayout = (profile, random) => {
  const { laneWidth, sidewalkWidth } = profile;
  const drafts = draftArms(profile, random);
  const island = uniform(random, 5.5, 9);
  const ring = fitted({ island, outer: island + uniform(random, 6.2, 7.2), flare: uniform(random, 8, 12) }, drafts, laneWidth);
  const distance = profile.crosswalkDistance + ring.outer + BEFORE_RING;
  const centre: Point = [0, -distance];
  const roads = drafts.map(({ headingDegrees, length, parking }, at): Road => {
    const path = straight(centre, headingDegrees, at === 0 ? distance + BEHIND : length);
    const from = Math.max(flareStart(ring, laneWidth + parking.right), flareStart(ring, laneWidth + parking.left));
    return twoLanes(path, from, parking, laneWidth);
  });
  const arms = roads.map(
    (road, at): Arm => ({ road, line: ring.outer + GIVE_WAY, control: "yield", waits: true, main: at === 0 }),
  );
  const kerbs = roads.map((road, at) => {
    const next = roads[(at + 1) % roads.length] ?? road;
    return blockKerb(blockEdge(ring, road, next), road, next, [at === 0, at === roads.length - 1]);
  });
  const crossings = roads.map(
    (road, at): Crossing => ({
      road,
      s: ring.outer + BEFORE_RING,
      approaches: [-1],
      control: "zebra",
      open: true,
      main: at === 0,
    }),
  );
  const ofArms = arms.flatMap((arm) => armLanes(arm, arm.line, laneWidth));
  const ends = roads.slice(1).map((road) => streetEnd(onPath(road.path, road.to), sidewalkWidth));
  const [[lane], [right], left, [road]] = [ofArms, kerbs, kerbs.at(-1), roads];
  if (!lane || !right || !left || !road) throw new Error("a roundabout has arms");
  return {
    roads: [...roads, ...ends.map((end) => end.road)],
    kerbs: [...kerbs, ...ends.map((end) => end.kerb)],
    lanes: [...ofArms, circle(centre, (ring.island + ring.outer) / 2)],
    crossings,
    hub: { kind: "roundabout", centre, outline: hubOutline(kerbs, roads), arms, ring },
    ego: { lane, s: laneStation(road, laneWidth, -1, distance), right, left },
  };
};

/** The arms counter-clockwise, the camera's first. Only its street has parking lanes. */
function draftArms({ parking }: Profile, random: Random): readonly Draft[] {
  const headings = pick(
    random,
    [
      [180, 90, 0, 270],
      [180, 62, 298],
      [180, 80, 340],
    ] as const,
    [5, 1, 1],
  );
  const none: Sides = { right: 0, left: 0 };
  return headings.map((heading, at) => ({
    headingDegrees: at === 0 ? heading : heading + uniform(random, -8, 8),
    length: uniform(random, 68, 84),
    parking: at === 0 ? { right: parking.left, left: parking.right } : none,
  }));
}

/** The ring with kerbs into its arms that are as round as the room between the arms allows. */
function fitted(ring: Ring, drafts: readonly Draft[], laneWidth: number): Ring {
  const fits = ({ flare, outer }: Ring) =>
    drafts.every((draft, at) => {
      const next = drafts[(at + 1) % drafts.length] ?? draft;
      const between = (((draft.headingDegrees - next.headingDegrees) % 360) + 360) % 360;
      const taken = [draft.parking.left, next.parking.right].map((parking) =>
        Math.asin((laneWidth + parking + flare) / (outer + flare)),
      );
      return between - ((taken[0] ?? 0) + (taken[1] ?? 0)) * (180 / Math.PI) > 3;
    });
  let fitting = ring;
  while (!fits(fitting) && fitting.flare > 2) fitting = { ...fitting, flare: fitting.flare - 0.5 };
  return fitting;
}

/** Station of an arm where its kerb, `half` metres from the middle, begins to turn into the ring. */
function flareStart({ outer, flare }: Ring, half: number): number {
  return Math.sqrt((outer + flare) ** 2 - (half + flare) ** 2);
}

/** The kerb of a block: in along an arm, right into the ring, round it, right into the next arm, and out. */
function blockEdge(ring: Ring, arm: Road, next: Road): Path {
  const [left, right] = [arm.half.left, next.half.right];
  const { x, z, headingDegrees } = facingBack(arm.path, arm.to, -left);
  /** Angle about the middle of the ring between an arm and where its flare touches the ring. */
  const beside = (half: number) => Math.asin((half + ring.flare) / (ring.outer + ring.flare));
  const between = ((((arm.path.headingDegrees - next.path.headingDegrees) % 360) + 360) % 360) * (Math.PI / 180);
  const bend = (half: number) => Math.PI / 2 - beside(half);
  const around = between - beside(left) - beside(right);
  return {
    start: [x, z],
    headingDegrees,
    pieces: [
      [arm.to - flareStart(ring, left), 0],
      [ring.flare * bend(left), 1 / ring.flare],
      [ring.outer * around, -1 / ring.outer],
      [ring.flare * bend(right), 1 / ring.flare],
      [next.to - flareStart(ring, right), 0],
    ],
  };
}

/** The lane of the ring: once round counter-clockwise. */
function circle([x, z]: Point, radius: number): Lane {
  const length = 2 * Math.PI * radius;
  return {
    path: { start: [x + radius, z], headingDegrees: 0, pieces: [[length, -1 / radius]] },
    from: 0,
    to: length,
    kind: "ring",
    main: true,
  };
}
