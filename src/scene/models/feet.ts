import type { Vec3 } from "../../recipe/spec";
import { along, cross, scale, unit } from "./vector";

/** Shares of the height, from below the ankle to the heel and to the ball, and from the ankle down to the sole. */
const share = { heel: 0.04, toe: 0.112, sole: 0.044 } as const;

/** Direction of a foot from heel to ball: turned a little outwards (`sign` -1 on the left), with the toes lifted by `pitch` radians. */
export function footDirection(sign: number, pitch: number): Vec3 {
  return unit([sign * 0.14 * Math.cos(pitch), Math.sin(pitch), -Math.cos(pitch)]);
}

/** Sole points under heel and ball: where a foot touches the ground. */
export function soles(ankle: Vec3, foot: Vec3, height: number): readonly [heel: Vec3, ball: Vec3] {
  const across = unit(cross(foot, [0, 1, 0]), [1, 0, 0]);
  const down = unit(cross(foot, across), [0, -1, 0]);
  const under = along(ankle, down[1] < 0 ? down : scale(down, -1), share.sole * height);
  return [along(under, foot, -share.heel * height), along(under, foot, share.toe * height)];
}
