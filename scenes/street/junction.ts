import { chance, pick, type Random, uniform } from "../../src/recipe/random";
import { onPath, type Point, straight } from "../../src/scene/path";
import { armLanes, blockKerb, hubOutline, SET_BACK } from "./hub";
import { facingBack, joint } from "./joint";
import {
  type Arm,
  BEHIND,
  type Crossing,
  type DrawLayout,
  type Lane,
  laneStation,
  PARKING_WIDTH,
  type Profile,
  type Road,
  type Sides,
  STOP_DISTANCE,
  twoLanes,
} from "./plan";
import { streetEnd } from "./street-end";

/** A road before it is known where the junction is. The camera's street is 0, the one that crosses it 1. */
type Draft = { readonly headingDegrees: number; readonly length: number; readonly parking: Sides; readonly street: 0 | 1 };

/** Two streets that cross, or one that ends at another, with traffic lights or signs. */
export const junction: DrawLayout = (profile, random) => {
  const { laneWidth, sidewalkWidth, red } = profile;
  const lights = profile.control === "lights";
  const { drafts, minor } = draftArms(profile, random);
  const radius = uniform(random, 4.5, 7.5);
  const sign = pick(random, ["stop", "yield"] as const);

  // The hub lies as far ahead as the camera's arm needs, so that the camera is at z = 0 like everywhere.
  const mouths = mouthsOf(drafts, radius, laneWidth);
  const distance = profile.crosswalkDistance + (mouths[0] ?? 0) + SET_BACK;
  const centre: Point = [0, -distance];
  const roads = drafts.map(({ headingDegrees, length, parking }, at): Road => {
    const path = straight(centre, headingDegrees, at === 0 ? distance + BEHIND : length);
    return twoLanes(path, mouths[at] ?? 0, parking, laneWidth);
  });
  /** With lights one street has green; with signs one of them has priority. */
  const waits = (street: 0 | 1) => (lights ? (street === 0) === red : street === minor);
  const arms = roads.map((road, at): Arm => {
    const street = drafts[at]?.street ?? 0;
    const control = lights ? "lights" : street === minor ? sign : "priority";
    return { road, line: road.from + SET_BACK + STOP_DISTANCE, control, waits: waits(street), main: street === 0 };
  });
  const kerbs = roads.map((road, at) => {
    const next = roads[(at + 1) % roads.length] ?? road;
    const mains = [drafts[at]?.street === 0, drafts[(at + 1) % roads.length]?.street === 0] as const;
    return blockKerb(cornerOf(road, next, radius), road, next, mains);
  });
  const crossings = arms.map(
    ({ road, waits, main }): Crossing => ({
      road,
      s: road.from + SET_BACK,
      approaches: [-1],
      control: lights ? "lights" : "zebra",
      open: waits || !lights,
      main,
    }),
  );
  const ofArms = arms.flatMap((arm) => armLanes(arm, arm.road.from, laneWidth));
  const ends = roads.slice(1).map((road) => streetEnd(onPath(road.path, road.to), sidewalkWidth));
  const [[lane], [right], left, [road]] = [ofArms, kerbs, kerbs.at(-1), roads];
  if (!lane || !right || !left || !road) throw new Error("a junction has arms");
  return {
    roads: [...roads, ...ends.map((end) => end.road)],
    kerbs: [...kerbs, ...ends.map((end) => end.kerb)],
    lanes: [...ofArms, ...links(arms, laneWidth)],
    crossings,
    hub: { kind: "junction", centre, outline: hubOutline(kerbs, roads), arms },
    ego: { lane, s: laneStation(road, laneWidth, -1, distance), right, left },
  };
};

/** The arms counter-clockwise, the camera's first, which comes from the south; and which street gives way where there are signs. */
function draftArms({ parking }: Profile, random: Random): { readonly drafts: readonly Draft[]; readonly minor: 0 | 1 } {
  const skew = uniform(random, -14, 14);
  const closed = pick(random, ["none", "east", "north", "west"] as const, [6, 1, 1, 1]);
  const other: Sides = { right: chance(random, 0.6) ? PARKING_WIDTH : 0, left: chance(random, 0.6) ? PARKING_WIDTH : 0 };
  const giveWay = chance(random, 0.7) ? 0 : 1;
  // Outwards on the far arm of a street, right is what left is on the near one.
  const turned = ({ right, left }: Sides): Sides => ({ right: left, left: right });
  const all = [
    { name: "south", headingDegrees: 180, parking: turned(parking), street: 0 },
    { name: "east", headingDegrees: 90 + skew, parking: other, street: 1 },
    { name: "north", headingDegrees: 0, parking, street: 0 },
    { name: "west", headingDegrees: 270 + skew, parking: turned(other), street: 1 },
  ] as const;
  const drafts = all.map((arm) => ({ ...arm, length: uniform(random, 64, 80) })).filter(({ name }) => name !== closed);
  return { drafts, minor: closed === "none" ? giveWay : closed === "north" ? 0 : 1 };
}

/** How far from the middle of the junction each arm begins: where the arcs of its corners do. */
function mouthsOf(drafts: readonly Draft[], radius: number, laneWidth: number): readonly number[] {
  const roads = drafts.map(({ headingDegrees, parking }) =>
    twoLanes(straight([0, 0], headingDegrees, 100), 0, parking, laneWidth),
  );
  const corners = roads.map((road, at) => cornerOf(road, roads[(at + 1) % roads.length] ?? road, radius));
  return roads.map((_, at) => {
    const [after, before] = [corners[at], corners.at(at - 1)];
    const left = after && after.pieces.length > 1 ? 100 - (after.pieces[0]?.[0] ?? 0) : 0;
    const right = before && before.pieces.length > 1 ? 100 - (before.pieces.at(-1)?.[0] ?? 0) : 0;
    return Math.max(left, right);
  });
}

/** The kerb from the end of an arm round the corner to the end of the next. */
function cornerOf(arm: Road, next: Road, radius: number) {
  return joint(facingBack(arm.path, arm.to, -arm.half.left), onPath(next.path, next.to, next.half.right), radius);
}

/** The ways through the junction of the traffic that need not wait. */
function links(arms: readonly Arm[], laneWidth: number): readonly Lane[] {
  return arms.flatMap((from) =>
    arms.flatMap((to): readonly Lane[] => {
      if (from === to || from.waits) return [];
      const start = facingBack(from.road.path, from.road.from, -laneWidth / 2);
      const path = joint(start, onPath(to.road.path, to.road.from, laneWidth / 2));
      const length = path.pieces.reduce((sum, [piece]) => sum + piece, 0);
      return [{ path, from: 0, to: length, kind: "link", main: from.main || to.main }];
    }),
  );
}
