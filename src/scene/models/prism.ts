import { polygon, type Surface } from "./sketch";

/** Corners of a convex outline seen from the side: z and y, metres, in any turning. */
export type Profile = readonly [Corner, Corner, Corner, ...Corner[]];
type Corner = readonly [z: number, y: number];

/** Adds a solid with the same convex outline from one x to another. */
export function prism(surface: Surface, profile: Profile, fromX: number, toX: number): void {
  const [first, second, third, ...rest] = outline(profile);
  const at = (x: number, [z, y]: Corner) => [x, y, z] as const;
  polygon(surface, at(toX, first), at(toX, second), at(toX, third), ...rest.map((corner) => at(toX, corner)));
  const [a, b, c, ...others] = outline(profile, true);
  polygon(surface, at(fromX, a), at(fromX, b), at(fromX, c), ...others.map((corner) => at(fromX, corner)));
  let from = profile.length > 0 ? ([first, second, third, ...rest].at(-1) ?? first) : first;
  for (const to of [first, second, third, ...rest]) {
    polygon(surface, at(toX, to), at(toX, from), at(fromX, from), at(fromX, to));
    from = to;
  }
}

/** The outline turning counter-clockwise as seen from +x, or the other way. */
function outline(profile: Profile, reversed = false): Profile {
  const [a, b, c, ...rest] = profile;
  const corners = [a, b, c, ...rest];
  const area = corners.reduce((sum, [z, y], at) => {
    const [nextZ, nextY] = corners[(at + 1) % corners.length] ?? a;
    return sum + (y * nextZ - nextY * z);
  }, 0);
  if (area > 0 !== reversed) return profile;
  const [last = a, before = b, third = c, ...others] = corners.toReversed();
  return [last, before, third, ...others];
}
