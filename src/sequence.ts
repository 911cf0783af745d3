import type { Instant, Layout, Viewpoint } from "../scenes/scene";
import { inCamera, poseOf } from "./camera/pose";
import { add, degrees, dot, subtract } from "./camera/vector";
import type { CameraSpec, InstanceSpec, Json, MotionSpec, SceneSpec } from "./recipe/spec";

type Shown = { readonly instances: readonly InstanceSpec[]; readonly camera: CameraSpec };

/**
 * What an image shows of a layout: its moment, and of what moves where it will be in the next image. The last image of a sequence
 * knows that, too: where all would be in the image that would follow.
 */
export function shown(layout: Layout, sequence: SceneSpec["sequence"], cameraAt: (viewpoint: Viewpoint) => CameraSpec): Shown {
  if (!sequence || !layout.at) return { instances: layout.instances, camera: cameraAt(layout.viewpoint) };
  const { frame, fps } = sequence;
  const [now, after] = [layout.at(frame / fps), layout.at((frame + 1) / fps)];
  if (after.instances.length !== now.instances.length) throw new Error("A layout has other instances in the next image");
  const { position, target, rollDegrees } = cameraAt(after.viewpoint);
  const camera: CameraSpec = { ...cameraAt(now.viewpoint), next: { position, target, rollDegrees } };
  return { instances: now.instances.map((instance, at) => withNext(instance, after, at)), camera: withMotion(camera, fps) };
}

function withNext(instance: InstanceSpec, after: Instant, at: number): InstanceSpec {
  const later = after.instances[at];
  if (!later || later === instance) return instance;
  const { position, rotation } = later;
  const changed = Object.entries(later.parameters).filter(([name, value]) => !same(value, instance.parameters[name]));
  return { ...instance, next: { position, rotation, parameters: Object.fromEntries(changed) } };
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** A camera with a shutter is blurred by its own way to the next image, unless the recipe says how it moves. */
function withMotion(camera: CameraSpec, fps: number): CameraSpec {
  const { shutterSeconds, rollingShutterSeconds, motion, next } = camera;
  if (motion || !next || (shutterSeconds === undefined && rollingShutterSeconds === undefined)) return camera;
  return { ...camera, motion: motionTo(camera, next, fps) };
}

/** The steady motion that leads from one place of the camera to the next, in its own axes: exact to first order in the turn. */
function motionTo(camera: CameraSpec, next: NonNullable<CameraSpec["next"]>, fps: number): MotionSpec {
  const [now, then] = [poseOf(camera), poseOf(next)];
  const [right, down, forward] = inCamera(now, then.position);
  return {
    forwardMetresPerSecond: forward * fps,
    rightMetresPerSecond: right * fps,
    upMetresPerSecond: -down * fps,
    yawDegreesPerSecond: degrees(Math.asin(dot(now.right, then.forward))) * fps,
    pitchDegreesPerSecond: degrees(Math.asin(-dot(now.down, then.forward))) * fps,
    rollDegreesPerSecond: degrees(Math.asin(dot(now.down, then.right))) * fps,
  };
}

/**
 * The spec of the next image of a sequence, as far as it decides where things are: for labels that compare two images. Under a rolling shutter things go on in it as they
 * went there, without turning.
 */
export function nextSpec(spec: SceneSpec): SceneSpec {
  const { next, ...camera } = spec.camera;
  return {
    ...spec,
    camera: { ...camera, ...next },
    instances: spec.instances.map(({ next, ...instance }) => {
      if (!next) return instance;
      const later = { ...instance, ...next, parameters: { ...instance.parameters, ...next.parameters } };
      return camera.rollingShutterSeconds ? { ...later, next: goingOn(instance, next) } : later;
    }),
  };
}

type Next = NonNullable<InstanceSpec["next"]>;

function goingOn({ position }: InstanceSpec, { position: to, rotation }: Next): Next {
  return { position: add(to, subtract(to, position)), rotation, parameters: {} };
}
