import type { InstanceSpec } from "../recipe/spec";
import { product, rotationMatrix } from "./rotation";
import type { View } from "./view";

/** The six degrees of freedom of an instance. */
export type Pose = {
  /** From the model's own space (origin on the ground in the middle, y up, front to -z) to camera axes, row-major 4x4, metres. */
  readonly modelToCamera: readonly number[];
};

export function poseOf({ position, rotation }: InstanceSpec, view: View): Pose {
  const turn = product(view.rotation, rotationMatrix(rotation));
  const [x, y, z] = view.toCamera(position);
  return {
    modelToCamera: [...turn.slice(0, 3), x, ...turn.slice(3, 6), y, ...turn.slice(6), z, 0, 0, 0, 1].map((value) => value + 0),
  };
}
