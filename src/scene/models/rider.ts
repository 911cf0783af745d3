import type { Vec3 } from "../../recipe/spec";
import { moved, type Pair, reaching, type Skeleton } from "./bones";
import { type Pose, pose } from "./skeleton";
import { along, cross, scale, subtract, unit } from "./vector";

/** What somebody on two wheels sits on and holds on to, metres; left before right. */
export type Mount = {
  /** Top of the seat under the rider. */
  readonly seat: Vec3;
  readonly grips: Pair<Vec3>;
  /** Where the soles rest, and the directions from heel to toe. */
  readonly rests: Pair<Vec3>;
  readonly toes: Pair<Vec3>;
};

const both = <T>(of: (side: 0 | 1) => T): Pair<T> => [of(0), of(1)];

/** A person of a height who sits on a seat, with hands on the grips and feet where they rest. */
export function mounted(height: number, { seat, grips, rests, toes }: Mount, how: Pose = "riding"): Skeleton {
  const size = height / 1.75;
  const upright = pose(height, how, 0);
  const pelvis = along(along(seat, [0, 1, 0], 0.085 * size), [0, 0, 1], 0.01);
  const skeleton = moved(upright, subtract(pelvis, upright.pelvis));
  const ankle = (side: 0 | 1): Vec3 => {
    const up = cross([1, 0, 0], toes[side]);
    return along(along(rests[side], up, 0.02 + 0.044 * height), toes[side], -0.1 * height);
  };
  const hand: Vec3 = unit([0, -0.25, -1]);
  const palm: Vec3 = unit(cross([1, 0, 0], hand));
  return reaching(skeleton, {
    ankles: both(ankle),
    feet: toes,
    wrists: both((side) => along(along(grips[side], hand, -0.07 * size), palm, 0.036 * size)),
    hands: [hand, hand],
    thumbs: both((side) => scale([1, 0, 0], side === 0 ? 1 : -1)),
  });
}
