import { pick, type Random, uniform } from "../../src/recipe/random";
import { beside, onPath, type Path, pathLength, reversed, straight } from "../../src/scene/path";
import {
  BEHIND,
  type Crossing,
  type DrawLayout,
  type Drawn,
  type Kerb,
  type Lane,
  laneOf,
  laneStation,
  type Profile,
  STOP_DISTANCE,
  twoLanes,
} from "./plan";
import { streetEnd } from "./street-end";

/** From the camera to the street across that closes the view. */
const AHEAD = 135;

/** One straight street with a crosswalk. */
export const straightStreet: DrawLayout = (profile) => through(straight([0, BEHIND], 0, BEHIND + AHEAD), profile);

/** One street that turns to one side, or to one and then the other. */
export const curve: DrawLayout = (profile, random) => through(bent(random), profile);

function bent(random: Random): Path {
  const lead = BEHIND + uniform(random, 4, 26);
  const side = pick(random, [1, -1]);
  const kind = pick(random, ["bend", "bends"] as const, [3, 1]);
  const arc = (radius: number, degrees: number, turn: number) => [(radius * degrees * Math.PI) / 180, turn / radius] as const;
  const arcs =
    kind === "bend"
      ? [arc(uniform(random, 26, 70), uniform(random, 40, 92), side)]
      : [
          arc(uniform(random, 36, 70), uniform(random, 28, 48), side),
          [uniform(random, 4, 20), 0] as const,
          arc(uniform(random, 36, 70), uniform(random, 30, 60), -side),
        ];
  const bends = arcs.reduce((sum, [length]) => sum + length, 0);
  const rest = Math.max(24, BEHIND + AHEAD - 15 - lead - bends);
  return { start: [0, BEHIND], headingDegrees: 0, pieces: [[lead, 0], ...arcs, [rest, 0]] };
}

/** A street along a path from behind the camera, with kerbs and lanes on both sides and a crosswalk ahead. */
function through(path: Path, { laneWidth, sidewalkWidth, parking, crosswalkDistance, red }: Profile): Drawn {
  const length = pathLength(path);
  const road = twoLanes(path, 0, parking, laneWidth);
  const crossing: Crossing = {
    road,
    s: BEHIND + crosswalkDistance,
    approaches: [1, -1],
    control: "lights",
    open: red,
    main: true,
  };
  const right = kerb(beside(path, road.half.right), parking.right);
  const left = kerb(reversed(beside(path, -road.half.left)), parking.left, 1);
  const lanes = ([1, -1] as const).map((side): Lane => {
    const lane = laneOf(road, laneWidth, side);
    const stop = laneStation(road, laneWidth, side, crossing.s - side * STOP_DISTANCE);
    return { path: lane, from: 0, to: pathLength(lane), kind: "road", main: true, stop: { s: stop, waits: red } };
  });
  const end = streetEnd(onPath(path, length), sidewalkWidth);
  const [ahead, back] = lanes;
  if (!ahead || !back) throw new Error("a street has two lanes");
  return {
    roads: [road, end.road],
    kerbs: [right, left, end.kerb],
    lanes: [ahead, back],
    crossings: [crossing],
    ego: { lane: ahead, s: laneStation(road, laneWidth, 1, BEHIND), right, left },
  };
}

/** The kerb on one side of the street. Houses begin at the far end, where the corner is seen. */
function kerb(path: Path, parking: number, grows: 1 | -1 = -1): Kerb {
  return { path, stretches: [{ from: 0, to: pathLength(path), kind: "road", parking, grows, main: true }] };
}
