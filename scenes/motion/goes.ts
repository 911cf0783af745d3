import type { Random } from "../../src/recipe/random";
import type { InstanceSpec, Json } from "../../src/recipe/spec";
import { headingRotation, type ParametersOf } from "../../src/scene/models";
import type { Bounds } from "../../src/scene/models/model";
import type { Spot } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import type { Legs, Walker } from "./footsteps";
import type { Way } from "./way";

type Person = ParametersOf<"person">;

/** Where something goes in a sequence of images, between what stands; drawn when it is asked for, from a stream of its own. */
export type Goes = (random: Random, taken: readonly Footprint[]) => Going;

export type Going = {
  readonly way: Way;
  /** Speed on a free straight way, m/s. */
  readonly wish: number;
  /** Comfortable acceleration and braking, m/s². */
  readonly eager: number;
  /** Metres along the way of a line before which its front waits. */
  readonly stop?: number;
  readonly onFoot: boolean;
  /** What goes, where that is more than its own model: with its load, or with what it tows. */
  readonly bounds?: Bounds;
  /** Height of the ground after some metres; as at the beginning when left out. */
  level?(metres: number): number;
};

/** How fast somebody walks, m/s, `pace` 0..1; undefined for poses in which nobody walks. Shorter people are a little slower. */
export function walkingSpeed({ pose, height }: Pick<Person, "pose" | "height">, pace: number): number | undefined {
  const size = Math.sqrt(height / 1.7);
  if (pose === "running") return (2.5 + 0.8 * pace) * size;
  return pose === "walking" || pose === "carrying" ? (1.1 + 0.45 * pace) * size : undefined;
}

/** Metres of a bicycle for a turn of its pedals. */
const DEVELOPMENT = 4.6;

/** Compass direction of the front of something that stands upright. */
export function headingOf({ rotation }: Pick<InstanceSpec, "rotation">): number {
  return (-2 * Math.atan2(rotation[1], rotation[3]) * 180) / Math.PI;
}

/** Something that has gone so far, at a place: its wheels, pedals and legs have moved with it. */
export function gone(
  instance: InstanceSpec,
  { x, z, headingDegrees }: Spot,
  level: number,
  metres: number,
  legs?: Legs,
): InstanceSpec {
  return {
    ...instance,
    position: [x, level, z],
    rotation: headingRotation(headingDegrees),
    parameters: { ...instance.parameters, ...limbs(instance, metres, legs) },
  };
}

function limbs({ model, parameters }: InstanceSpec, metres: number, legs?: Legs): { readonly [name: string]: Json } {
  if (legs) {
    const { phase, going, behind, stops } = legs;
    // All of them or none in all images of a sequence, so that each is in the next one, too.
    return { phase, ...(stops && { going, leftBehind: behind[0], rightBehind: behind[1] }) };
  }
  if (model === "bicycle") return { rolled: metres, crank: share(Number(parameters.crank) + metres / DEVELOPMENT) };
  return ["car", "truck", "bus", "motorcycle"].includes(model) ? { rolled: metres } : {};
}

/** The legs of an instance that goes; undefined for what has none. */
export function walkerOf({ model, parameters }: InstanceSpec): Walker | undefined {
  if (model !== "person") return undefined;
  const { height, phase, pose } = parameters;
  return { height: Number(height), phase: Number(phase), gait: pose === "running" ? "running" : "walking" };
}

function share(turns: number): number {
  return turns - Math.floor(turns);
}
