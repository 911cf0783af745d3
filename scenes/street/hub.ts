import { onPath, type Path, type Point, pathLength, stationsBetween } from "../../src/scene/path";
import { type Arm, CROSSWALK_LENGTH, type Kerb, type Lane, laneOf, laneStation, type Road, type Stretch } from "./plan";

/** From where a crosswalk may begin on an arm to its middle. */
export const SET_BACK = 0.8 + CROSSWALK_LENGTH / 2;

/**
 * Arms of a hub stand counter-clockwise, as seen from above. Between each and the next lies a block, and its kerb comes in along
 * the left side of the one, turns, and goes out along the right side of the next.
 */
export function blockKerb(path: Path, arm: Road, next: Road, mains: readonly [boolean, boolean]): Kerb {
  const [first = [0, 0]] = path.pieces;
  const last = path.pieces.at(-1) ?? first;
  const length = pathLength(path);
  const [inner, outer] = path.pieces.length > 1 ? [first[0], length - last[0]] : [arm.to, arm.to];
  const side = (from: number, to: number, grows: 1 | -1, parking: number, main: boolean): Stretch => ({
    from,
    to,
    kind: "road",
    parking,
    grows,
    main,
  });
  const corner: Stretch = { from: inner, to: outer, kind: "corner", parking: 0, grows: 1, main: mains[0] || mains[1] };
  return {
    path,
    stretches: [
      ...(outer > inner ? [corner] : []),
      side(0, inner, -1, arm.parking.left, mains[0]),
      side(outer, length, 1, next.parking.right, mains[1]),
    ],
  };
}

/** The edge of the asphalt between the mouths of the arms: along every kerb from one mouth to the next. */
export function hubOutline(kerbs: readonly Kerb[], arms: readonly Road[]): readonly Point[] {
  return kerbs.flatMap(({ path }, at) => {
    const [arm, next] = [arms[at], arms[(at + 1) % arms.length]];
    if (!arm || !next) return [];
    const from = arm.to - arm.from;
    const to = pathLength(path) - (next.to - next.from);
    return stationsBetween(path, from, to).map((s): Point => {
      const { x, z } = onPath(path, s);
      return [x, z];
    });
  });
}

/** The lane that comes in, up to a station `inner` of the arm, and the lane that goes out from there. */
export function armLanes({ road, line, waits, main }: Arm, inner: number, laneWidth: number): readonly [Lane, Lane] {
  const into = laneOf(road, laneWidth, -1);
  const out = laneOf(road, laneWidth, 1);
  const end = laneStation(road, laneWidth, -1, inner);
  const stop = { s: laneStation(road, laneWidth, -1, line), waits };
  return [
    { path: into, from: 0, to: end, kind: "road", main, stop },
    { path: out, from: inner, to: pathLength(out), kind: "road", main },
  ];
}
