import type { InstanceSpec, Vec3 } from "../recipe/spec";
import { rotated, rotationMatrix } from "./rotation";

/** From the model's own space of an instance to the world, metres. */
export function placing({ position, rotation }: Pick<InstanceSpec, "position" | "rotation">): (own: Vec3) => Vec3 {
  const turn = rotationMatrix(rotation);
  return (own) => {
    const [x, y, z] = rotated(turn, own);
    return [x + position[0], y + position[1], z + position[2]];
  };
}

/** The steady velocity that leads from one point to another, m/s. */
export function velocityTo(from: Vec3, to: Vec3, seconds: number): Vec3 {
  return [(to[0] - from[0]) / seconds, (to[1] - from[1]) / seconds, (to[2] - from[2]) / seconds];
}
