import type { InstanceSpec, Vec3 } from "../recipe/spec";
import { modelBounds } from "./models";
import { type Bounds, type Detail, detailFor } from "./models/model";

/** Closer than this all is as detailed as can be, metres. */
const NEAREST = 0.1;

/**
 * The detail that an instance in the picture is built with: by the size of a metre where the box round it comes nearest to the eye. `focal` is
 * how many pixels a metre has at a distance of one metre. This is part of what a scene is: labels are true of these triangles.
 */
export function detailOf(instance: InstanceSpec, eye: Vec3, focal: number): Detail {
  const { min, max } = worldBounds(modelBounds(instance), instance);
  const outside = (axis: 0 | 1 | 2) => Math.max(min[axis] - eye[axis], 0, eye[axis] - max[axis]);
  return detailFor(focal / Math.max(Math.hypot(outside(0), outside(1), outside(2)), NEAREST));
}

/** The box along the axes of the world round a box of a model. */
function worldBounds({ min, max }: Bounds, { position, rotation: [x, y, z, w] }: InstanceSpec): Bounds {
  const rows = [
    [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
    [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
    [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
  ] as const;
  const reach = (axis: 0 | 1 | 2, sign: 1 | -1) => {
    const [ofX, ofY, ofZ] = rows[axis];
    const end = (factor: number, own: 0 | 1 | 2) => factor * (factor * sign > 0 ? max : min)[own];
    return position[axis] + end(ofX, 0) + end(ofY, 1) + end(ofZ, 2);
  };
  return { min: [reach(0, -1), reach(1, -1), reach(2, -1)], max: [reach(0, 1), reach(1, 1), reach(2, 1)] };
}
