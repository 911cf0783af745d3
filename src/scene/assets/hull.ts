import type { Vec3 } from "../../recipe/spec";

/** Directions that are looked in; a round thing is then off its hull by about half a percent of its size. */
const DIRECTIONS = 160;

/** The farthest of some points (x, y, z, x, …) in many directions, without repeats: nearly all corners of their convex hull. */
export function hullCorners(lists: readonly ArrayLike<number>[]): Vec3[] {
  const corners = new Map<string, Vec3>();
  for (let at = 0; at < DIRECTIONS; at++) {
    const corner = farthest(lists, direction(at));
    corners.set(corner.join(), corner);
  }
  return [...corners.values()];
}

/** Evenly spread directions (the Fibonacci lattice on a sphere). */
function direction(at: number): Vec3 {
  const y = 1 - (2 * at + 1) / DIRECTIONS;
  const [radius, angle] = [Math.sqrt(1 - y * y), at * Math.PI * (3 - Math.sqrt(5))];
  return [radius * Math.cos(angle), y, radius * Math.sin(angle)];
}

function farthest(lists: readonly ArrayLike<number>[], [dx, dy, dz]: Vec3): Vec3 {
  let most = Number.NEGATIVE_INFINITY;
  let best: Vec3 = [0, 0, 0];
  for (const points of lists) {
    for (let at = 0; at + 2 < points.length; at += 3) {
      const [x = 0, y = 0, z = 0] = [points[at], points[at + 1], points[at + 2]];
      const distance = x * dx + y * dy + z * dz;
      if (distance <= most) continue;
      most = distance;
      best = [x, y, z];
    }
  }
  return best;
}
