import { Quaternion, Vector3 } from "three";
import type { Box } from "../camera/box";
import type { Obstacle, Surroundings } from "../camera/stand";
import type { ClassSpec, InstanceSpec, Vec3 } from "../recipe/spec";
import { type MeasuredAsset, standing } from "./assets/measure";
import { isAsset } from "./assets/placed";
import { castsNoShadow, modelBounds, opensToFront } from "./models";
import type { Bounds } from "./models/model";

/** The boxes of all that stands in a scene, and of the room around it, without building anything. */
export function obstacles(
  instances: readonly InstanceSpec[],
  classes: readonly ClassSpec[],
  assets: readonly MeasuredAsset[],
): Surroundings {
  const things = new Set(classes.filter(({ kind }) => kind === "thing").map(({ name }) => name));
  const walls = instances.filter(encloses);
  const boxes = instances.flatMap((instance): Obstacle[] => {
    if (encloses(instance)) return [];
    const bounds = isAsset(instance) ? assetBounds(instance, assets) : modelBounds(instance);
    if (!bounds) return [];
    const name = things.has(instance.class) ? instance.class : undefined;
    return [{ ...placed(bounds, instance), class: name, opensToFront: !isAsset(instance) && opensToFront(instance) }];
  });
  return { room: around(walls.map((wall) => placed(modelBounds(wall), wall))), boxes };
}

/** True for the walls, ceiling and floor of a room. */
export function encloses(instance: InstanceSpec): boolean {
  return !isAsset(instance) && castsNoShadow(instance);
}

/** The box of the user's model in metres. The file of a spec that was sampled is among the recipe's. */
function assetBounds({ parameters }: InstanceSpec, assets: readonly MeasuredAsset[]): Bounds | undefined {
  const { file, scale, upAxis, clip, time } = parameters;
  const poses = assets.flatMap(({ files }) => files).find((one) => one.file === file)?.poses;
  const pose = poses?.find((one) => one.clip === clip && one.time === time);
  return pose && typeof scale === "number" ? standing(pose.bounds, scale, upAxis === "z" ? "z" : "y") : undefined;
}

function placed({ min, max }: Bounds, { position, rotation }: InstanceSpec): Box {
  const turn = new Quaternion(...rotation);
  const turned = (x: number, y: number, z: number): Vec3 => new Vector3(x, y, z).applyQuaternion(turn).toArray();
  const middle = turned((min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2);
  return {
    centre: [middle[0] + position[0], middle[1] + position[1], middle[2] + position[2]],
    axes: [turned(1, 0, 0), turned(0, 1, 0), turned(0, 0, 1)],
    half: [(max[0] - min[0]) / 2, (max[1] - min[1]) / 2, (max[2] - min[2]) / 2],
  };
}

/** The upright box around some boxes. */
function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const ends = ([0, 1, 2] as const).map((at) => {
    const reach = ({ axes, half }: Box) => axes.reduce((sum, axis, side) => sum + Math.abs(axis[at]) * (half[side] ?? 0), 0);
    return [
      Math.min(...boxes.map((box) => box.centre[at] - reach(box))),
      Math.max(...boxes.map((box) => box.centre[at] + reach(box))),
    ] as const;
  });
  const [x = [0, 0], y = [0, 0], z = [0, 0]] = ends;
  return {
    centre: [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2, (z[0] + z[1]) / 2],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    half: [(x[1] - x[0]) / 2, (y[1] - y[0]) / 2, (z[1] - z[0]) / 2],
  };
}
