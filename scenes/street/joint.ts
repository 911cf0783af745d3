import { onPath, type Path, type Point, type Spot, straight } from "../../src/scene/path";

/**
 * The path from one place to another that leaves and arrives in the directions of the two: lines joined by one arc. Without a
 * radius the arc is as wide as fits.
 */
export function joint(from: Spot, to: Spot, radius?: number): Path {
  const turn = turned(from.headingDegrees, to.headingDegrees);
  const start: Point = [from.x, from.z];
  if (Math.abs(turn) < 1e-6) return straight(start, from.headingDegrees, Math.hypot(to.x - from.x, to.z - from.z));
  const { before, after } = meeting(from, to);
  const angle = (Math.abs(turn) * Math.PI) / 180;
  const most = Math.min(before, after) / Math.tan(angle / 2);
  const bend = radius ?? most * 0.98;
  const tangent = bend * Math.tan(angle / 2);
  if (tangent > Math.min(before, after)) throw new Error(`No arc of radius ${bend} m fits between two roads`);
  return {
    start,
    headingDegrees: from.headingDegrees,
    pieces: [
      [before - tangent, 0],
      [bend * angle, Math.sign(turn) / bend],
      [after - tangent, 0],
    ],
  };
}

/** How far to turn to the right to come from one heading to another, -180 to 180 degrees. */
export function turned(from: number, to: number): number {
  return ((((to - from + 180) % 360) + 360) % 360) - 180;
}

/** Where two lines cross: metres ahead on the first, and from there to the second place. */
export function meeting(from: Spot, to: Spot): { readonly before: number; readonly after: number } {
  const [dx, dz] = [to.x - from.x, to.z - from.z];
  const [ax, az] = direction(from.headingDegrees);
  const [bx, bz] = direction(to.headingDegrees);
  const cross = ax * bz - az * bx;
  return { before: (dx * bz - dz * bx) / cross, after: (ax * dz - az * dx) / cross };
}

/** The spot at a station of a path that looks the other way. */
export function facingBack(path: Path, s: number, t = 0): Spot {
  const spot = onPath(path, s, t);
  return { ...spot, headingDegrees: spot.headingDegrees + 180 };
}

function direction(headingDegrees: number): Point {
  const angle = (headingDegrees * Math.PI) / 180;
  return [Math.sin(angle), -Math.cos(angle)];
}
