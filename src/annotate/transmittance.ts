import { lensOf } from "../camera/lens";
import { poseOf } from "../camera/pose";
import { type Air, opticalDepth } from "../recipe/air";
import type { CameraSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceTable } from "../scene/table";

/**
 * Mean share of its light that the air lets through from each thing to the camera, over its visible pixels; one entry per instance id, 1 for those that
 * cannot be seen and for all that is no thing: ground and buildings are most of the pixels, and have no such label. Distances are those along the rays of the pixels. Contrast falls by the same factor (Koschmieder, 1924).
 */
export function meanTransmittances(
  { width, height, ids, depth }: Pick<Frame, "width" | "height" | "ids" | "depth">,
  { rows }: Pick<InstanceTable, "rows">,
  camera: CameraSpec,
  air: Air,
): Float64Array<ArrayBuffer> {
  const means = new Float64Array(rows.length + 1).fill(1);
  if (air.ground === 0 && air.falling === 0) return means;
  const lens = lensOf(camera, { width, height });
  const { position, right, down, forward } = poseOf(camera);
  const eyeHeight = position[1];
  const sums = new Float64Array(rows.length + 1);
  const counts = new Uint32Array(rows.length + 1);
  const isThing = new Uint8Array(rows.length + 1);
  for (const { instanceId, kind } of rows) isThing[instanceId] = kind === "thing" ? 1 : 0;
  for (let at = 0; at < ids.length; at++) {
    // Most pixels show no thing: for them, this is all.
    const id = ids[at] ?? 0;
    if (isThing[id] !== 1) continue;
    const z = depth[at] ?? 0;
    const x = at % width;
    const ray = z === 0 ? undefined : lens.directionAt([x + 0.5, (at - x) / width + 0.5]);
    if (!ray) continue;
    const reach = z / ray[2];
    const pointHeight = eyeHeight + reach * (right[1] * ray[0] + down[1] * ray[1] + forward[1] * ray[2]);
    const distance = reach * Math.hypot(ray[0], ray[1], ray[2]);
    sums[id] = (sums[id] ?? 0) + Math.exp(-opticalDepth(air, eyeHeight, pointHeight, distance));
    counts[id] = (counts[id] ?? 0) + 1;
  }
  for (const [id, count] of counts.entries()) if (count > 0) means[id] = (sums[id] ?? 0) / count;
  return means;
}
