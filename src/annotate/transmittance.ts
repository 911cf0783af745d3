import { type Air, opticalDepth } from "../recipe/air";
import type { Frame } from "../render/frame";
import type { CameraLabel } from "./labels";

/**
 * Mean share of its light that the air lets through from each instance to the camera, over its visible pixels; one entry per instance id, 1 for those that
 * cannot be seen. Distances are those along the rays of the pixels. Contrast falls by the same factor (Koschmieder, 1924).
 */
export function meanTransmittances(
  { width, height, ids, depth }: Pick<Frame, "width" | "height" | "ids" | "depth">,
  highestId: number,
  { intrinsics, worldToCamera }: CameraLabel,
  air: Air,
): Float64Array<ArrayBuffer> {
  const means = new Float64Array(highestId + 1).fill(1);
  if (air.ground === 0 && air.falling === 0) return means;
  const [fx = 1, , cx = 0, , fy = 1, cy = 0] = intrinsics;
  // World height of the camera's axes and of the camera itself.
  const [, rightY = 0, , , , downY = 0, , , , forwardY = 0] = worldToCamera;
  const [, , , tx = 0, , , , ty = 0, , , , tz = 0] = worldToCamera;
  const eyeHeight = -(rightY * tx + downY * ty + forwardY * tz);
  const sums = new Float64Array(highestId + 1);
  const counts = new Uint32Array(highestId + 1);
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5 - cy) / fy;
    for (let x = 0; x < width; x++) {
      const id = ids[y * width + x] ?? 0;
      if (id === 0) continue;
      const u = (x + 0.5 - cx) / fx;
      const z = depth[y * width + x] ?? 0;
      const pointHeight = eyeHeight + z * (rightY * u + downY * v + forwardY);
      const distance = z * Math.sqrt(1 + u * u + v * v);
      sums[id] = (sums[id] ?? 0) + Math.exp(-opticalDepth(air, eyeHeight, pointHeight, distance));
      counts[id] = (counts[id] ?? 0) + 1;
    }
  }
  for (const [id, count] of counts.entries()) if (count > 0) means[id] = (sums[id] ?? 0) / count;
  return means;
}
