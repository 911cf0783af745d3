import type { Vec3 } from "../recipe/spec";
import { folded } from "./octahedron";

/**
 * What can be drawn of surfaces besides colour, id and depth: one 32-bit integer a pixel, 0 where nothing is. `behind` are the ids of what is seen without
 * see-through surfaces, and the only one with a depth of its own. The motion until the next image of a sequence is in metres along an axis of the
 * world, the bits of a 32-bit float.
 */
export type GBufferName = "normals" | "albedo" | "parts" | "behind" | "motion-x" | "motion-y" | "motion-z";

/** A unit vector packed into 32 bits is two coordinates on an octahedron, -1 to 1 in this many steps to each side of the middle. */
export const NORMAL_STEPS = 32_767;
/** The middle: coordinates fill 16 bits and are never 0, so that 0 can say that nothing is there. */
export const NORMAL_MIDDLE = 32_768;

/** The unit vector of a packed one; `g-buffer.ts` packs it. Right to 0.004 degrees. */
export function unpackedNormal(packed: number): Vec3 {
  const [u, v] = [((packed & 0xffff) - NORMAL_MIDDLE) / NORMAL_STEPS, ((packed >>> 16) - NORMAL_MIDDLE) / NORMAL_STEPS];
  return folded(u, v);
}
