import type { InstanceSpec, SceneSpec, Vec3 } from "../recipe/spec";
import type { ShapeOf } from "../scene/table";
import { rotated, rotationMatrix } from "./rotation";

/**
 * Says which people are inside of vehicles: the middle of their box lies in the box of a vehicle, and their head is not above its top, as
 * that of somebody who rides a motorcycle is. What is a person and what a vehicle, the supercategories say.
 */
export function peopleInVehicles({ classes, instances }: SceneSpec, shapeOf: ShapeOf): (instanceId: number) => boolean {
  const named = (supercategory: string) =>
    new Set(classes.filter((entry) => entry.supercategory === supercategory).map(({ name }) => name));
  const [people, vehicles] = [named("person"), named("vehicle")];
  const ids = instances.flatMap((instance, at) => (vehicles.has(instance.class) ? [at + 1] : []));
  return (instanceId) => {
    const person = instances[instanceId - 1];
    if (!person || !people.has(person.class)) return false;
    const { min, max } = shapeOf(instanceId).box;
    const middle = toWorld(person, [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2]);
    const head = toWorld(person, [0, max[1], 0]);
    return ids.some((id) => {
      const vehicle = instances[id - 1];
      if (!vehicle || Math.hypot(...minus(vehicle.position, person.position)) > FARTHEST) return false;
      const { box } = shapeOf(id);
      const own = toModel(vehicle, middle);
      const isInside = own.every((value, axis) => value >= (box.min[axis] ?? 0) && value <= (box.max[axis] ?? 0));
      return isInside && toModel(vehicle, head)[1] <= box.max[1];
    });
  };
}

/** No vehicle is so long that somebody in it is farther from its middle than this, metres. */
const FARTHEST = 12;

function toWorld({ position, rotation }: InstanceSpec, point: Vec3): Vec3 {
  const [x, y, z] = rotated(rotationMatrix(rotation), point);
  return [x + position[0], y + position[1], z + position[2]];
}

function toModel({ position, rotation: [x, y, z, w] }: InstanceSpec, point: Vec3): Vec3 {
  return rotated(rotationMatrix([-x, -y, -z, w]), minus(point, position));
}

function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
