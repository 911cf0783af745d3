import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { sensorProfiles } from "../../src/recipe/sensor";
import type { InstanceSpec, SceneSpec, SensorSpec, WeatherSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { createGpu, type Gpu } from "../../src/render/gpu";
import { render } from "../../src/render/render";
import { build } from "../../src/scene/stage";

/** All test files run in one page and share this Gpu: most of the time of a new one goes into its shaders. */
let shared: Promise<Gpu> | undefined;

/** The Gpu of the tests. Every test fails when WebGPU reports an error that nobody caught, even if its own checks pass. */
export function useGpu(): () => Gpu {
  let gpu: Gpu | undefined;
  const uncaught: string[] = [];
  const onError = ({ error }: GPUUncapturedErrorEvent) => uncaught.push(error.message);
  beforeAll(async () => {
    shared ??= createGpu();
    gpu = await shared;
    gpu.device.addEventListener("uncapturederror", onError);
  });
  afterEach(async () => {
    await gpu?.device.queue.onSubmittedWorkDone();
    expect(uncaught.splice(0), "errors that WebGPU reported").toEqual([]);
  });
  afterAll(() => gpu?.device.removeEventListener("uncapturederror", onError));
  return () => {
    if (!gpu) throw new Error("useGpu() gives the Gpu inside of tests only");
    return gpu;
  };
}

const noon: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 45,
  sunAzimuthDegrees: 90,
  cloudCover: 0,
  visibilityMetres: 100_000,
};

type Wanted = Partial<Omit<SceneSpec, "camera" | "image">> & {
  readonly camera?: Partial<SceneSpec["camera"]>;
  readonly image?: Partial<SceneSpec["image"]>;
};

/** A spec with solids: the camera stands at the origin, 1 m up, and looks north (-z) along the horizon. */
export function specOf(instances: readonly InstanceSpec[], { camera, image, ...rest }: Wanted = {}): SceneSpec {
  return {
    version: 1,
    recipe: "test",
    seed: 1,
    index: 0,
    split: "train",
    scene: "test",
    weather: noon,
    shadowReachMetres: 34,
    classes: [
      { name: "solid", kind: "thing", supercategory: "test" },
      { name: "ground", kind: "stuff", supercategory: "test" },
      { name: "sky", kind: "stuff", supercategory: "test" },
    ],
    background: "sky",
    instances,
    ...rest,
    image: { width: 200, height: 150, subframes: 1, ...image },
    camera: {
      position: [0, 1, 0],
      target: [0, 1, -1],
      rollDegrees: 0,
      fovDegrees: 60,
      near: 0.1,
      far: 1000,
      exposureBias: 0,
      ...camera,
    },
  };
}

export function sphere(radius: number, x: number, y: number, z: number): InstanceSpec {
  return solid("sphere", { radius, colour: "#808080" }, [x, y - radius, z]);
}

export function cuboid(
  size: readonly [width: number, height: number, length: number],
  x: number,
  y: number,
  z: number,
): InstanceSpec {
  const [width, height, length] = size;
  return solid("cuboid", { width, height, length, colour: "#808080" }, [x, y, z]);
}

/** A thin grey slab whose upper side is at height 0. */
export function floor(): InstanceSpec {
  return { ...cuboid([80, 0.1, 80], 0, -0.1, 0), class: "ground" };
}

function solid(model: string, parameters: InstanceSpec["parameters"], position: InstanceSpec["position"]): InstanceSpec {
  return { model, class: "solid", position, rotation: [0, 0, 0, 1], parameters };
}

export async function frameOf(gpu: Gpu, spec: SceneSpec): Promise<Frame> {
  using stage = build(gpu.rig, spec);
  return await render(gpu, stage);
}

/** Exposed radiance of every pixel before the camera develops it: four numbers, linear red, green and blue, and nothing. */
export async function radianceOf(gpu: Gpu, spec: SceneSpec): Promise<Float32Array> {
  await frameOf(gpu, summed(spec));
  return readRadiance(gpu, spec);
}

/** A frame, and the mean of red, green and blue of the exposed radiance of its pixels. */
export async function lightOf(gpu: Gpu, spec: SceneSpec): Promise<{ frame: Frame; light: (x: number, y: number) => number }> {
  const frame = await frameOf(gpu, summed(spec));
  const radiance = await readRadiance(gpu, spec);
  const light = (x: number, y: number) => {
    const at = (y * frame.width + x) * 4;
    return ((radiance[at] ?? 0) + (radiance[at + 1] ?? 0) + (radiance[at + 2] ?? 0)) / 3;
  };
  return { frame, light };
}

export function sensorOf(profile: keyof typeof sensorProfiles, more: Partial<SensorSpec> = {}): SensorSpec {
  const { whiteBalanceError: _, ...numbers } = sensorProfiles[profile];
  return { profile, ...numbers, whiteBalance: [1, 1], ...more };
}

/** The same picture on the way over the sum of its sub-frames, which a single one does not take unless it has a sensor. */
function summed(spec: SceneSpec): SceneSpec {
  return { sensor: sensorOf("ideal"), ...spec };
}

/** What `radianceOf` gives, of the picture that was rendered last. */
export async function readRadiance(gpu: Gpu, { image: { width, height, subframes } }: SceneSpec): Promise<Float32Array> {
  const encoder = gpu.device.createCommandEncoder({ label: "test.radiance" });
  const [sum] = await gpu.readback.read(encoder, [gpu.picture(width, height).sum], { width, height });
  return new Float32Array(sum ?? new ArrayBuffer(0)).map((value) => value / subframes);
}

/** Pixels per metre at a distance of one metre. */
export function focalLength(spec: SceneSpec): number {
  return spec.image.height / 2 / Math.tan((spec.camera.fovDegrees * Math.PI) / 360);
}

export function countIds({ ids }: Frame): Map<number, number> {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Mean of red, green and blue of one pixel, 0..255. */
export function brightness(frame: Frame, x: number, y: number): number {
  const at = (Math.floor(y) * frame.width + Math.floor(x)) * 4;
  return ((frame.colour[at] ?? 0) + (frame.colour[at + 1] ?? 0) + (frame.colour[at + 2] ?? 0)) / 3;
}
