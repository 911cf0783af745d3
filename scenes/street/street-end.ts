import { onPath, type Spot, straight } from "../../src/scene/path";
import type { Kerb, Road } from "./plan";

/** Width of the street that closes the view at the end of a road, and how far it is built to both sides. */
const WIDTH = 9;
const REACH = 42;

/** A street across the end of a road, with houses beyond it: no view runs into nothing. */
export function streetEnd(end: Spot, sidewalkWidth: number): { readonly road: Road; readonly kerb: Kerb } {
  const outwards = straight([end.x, end.z], end.headingDegrees, WIDTH);
  const across = (ahead: number) => {
    const { x, z } = onPath(outwards, ahead, REACH + sidewalkWidth);
    return straight([x, z], end.headingDegrees - 90, 2 * (REACH + sidewalkWidth));
  };
  const length = 2 * (REACH + sidewalkWidth);
  const road = { path: across(WIDTH / 2), from: 0, to: length, marked: false };
  return {
    road: { ...road, parking: { right: 0, left: 0 }, half: { right: WIDTH / 2, left: WIDTH / 2 } },
    kerb: {
      path: across(WIDTH),
      stretches: [{ from: 0, to: length, kind: "end", parking: 0, grows: 1, main: false }],
    },
  };
}
