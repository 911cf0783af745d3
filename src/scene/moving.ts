import { type BufferAttribute, Quaternion } from "three";
import type { InstanceSpec, Json, Quaternion as Rotation, SceneSpec, Vec3 } from "../recipe/spec";
import type { InstanceShape, LaterOf } from "./table";

/** Vertices that move while the shutter is open: the first of them, where they are at the middle of the exposure, and how far they go in the `Span`, metres. */
export type MovingVertices = { readonly first: number; readonly places: Float32Array; readonly ways: Float32Array };

/** From the middle of an exposure to its end, that of the last row when rows are exposed in turn: in seconds, and as a share of the time until the next image. */
export type Span = { readonly seconds: number; readonly share: number };

/** How long things move while a picture is exposed; undefined where its exposure has no length, or nothing is known to move. */
export function exposureSpan({ camera, sequence, image, instances }: SceneSpec): Span | undefined {
  const { shutterSeconds = 0, rollingShutterSeconds = 0 } = camera;
  // A single sub-frame shows the middle of the exposure of each row.
  const seconds = ((image.subframes === 1 ? 0 : shutterSeconds) + rollingShutterSeconds) / 2;
  if (!sequence || seconds === 0 || !instances.some(({ next }) => next)) return undefined;
  return { seconds, share: seconds * sequence.fps };
}

/** Instances as they are at the end of an exposure: for what a rolling shutter sees in its rows. */
export function laterIn(
  { camera, instances }: SceneSpec,
  span: Span | undefined,
  shapeOf: (instance: InstanceSpec) => InstanceShape,
): LaterOf {
  if (!span || !camera.rollingShutterSeconds) return () => undefined;
  return (id) => {
    const instance = instances[id - 1];
    if (!instance?.next) return undefined;
    const later = between(instance, span.share);
    return { instance: later, shape: shapeOf(later), seconds: span.seconds };
  };
}

/** Parameters that go round: from 1 on to 0. */
const ROUND = ["phase", "crank"] as const;

/**
 * An instance at a share of the time until the next image. What turns in that time (wheels, legs) turns by its share; so lines between the two moments are short,
 * and err by less than 1 - cos(half the turn) of a wheel's radius. What changes by leaps stays as it is.
 */
export function between(instance: InstanceSpec, share: number): InstanceSpec {
  const { next, parameters, position, rotation } = instance;
  if (!next) return instance;
  const moved = position.map((value, axis) => value + ((next.position[axis] ?? value) - value) * share) as unknown as Vec3;
  const turned = new Quaternion(...rotation).slerp(new Quaternion(...next.rotation), share);
  const changed = Object.entries(next.parameters).map(([name, value]) => [name, blended(name, parameters[name], value, share)]);
  return {
    ...instance,
    position: moved,
    rotation: turned.toArray() as Rotation,
    parameters: { ...parameters, ...Object.fromEntries(changed) },
  };
}

function blended(name: string, now: Json | undefined, later: Json, share: number): Json | undefined {
  if (typeof now !== "number" || typeof later !== "number") return now;
  const round = ROUND.some((one) => one === name);
  const way = round && later < now ? later + 1 - now : later - now;
  const value = now + way * share;
  return round ? value % 1 : value;
}

/** Puts vertices where they are some seconds after the middle of the exposure; before it, when negative. */
export function advance(position: BufferAttribute, moving: readonly MovingVertices[], { seconds }: Span, after: number): void {
  for (const { first, places, ways } of moving) {
    const target = position.array.subarray(first * 3, first * 3 + places.length);
    const share = after / seconds;
    // Exactly as it was in the middle.
    if (share === 0) target.set(places);
    else for (let at = 0; at < places.length; at++) target[at] = (places[at] ?? 0) + (ways[at] ?? 0) * share;
    position.addUpdateRange(first * 3, places.length);
  }
  position.needsUpdate = true;
}
