import type { Material } from "three";
import { WebGPURenderer } from "three/webgpu";
import { GpuError } from "../errors";
import type { AssetFiles } from "../recipe/assets";
import { pictureReferences } from "../recipe/pictures";
import { type ImportRecipe, type Imports, loadImports, noImports } from "../scene/imports";
import { createRig, type Rig } from "../scene/rig";
import { createDeveloper, type Developer } from "./develop";
import { createGatherer, type Gatherer } from "./gather";
import { createLensWetter, type LensWetter } from "./lens-drops";
import { createPrecipitator, type Precipitator } from "./precipitation";
import { createReadback, type Readback } from "./readback";
import { createReflection, type Reflection } from "./reflection";
import { createSensor, type Sensor } from "./sensor";
import { createSilhouettist, type Silhouettist } from "./silhouettist";
import { createPicture, createTarget, type Picture, type Target } from "./target";

export type AdapterInfo = {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** True when the CPU renders: everything works, but slower. */
  readonly software: boolean;
};

/** Adapter, device and renderer, with all that lives as long as they do. One for each worker. */
export type Gpu = Disposable & {
  readonly adapter: AdapterInfo;
  readonly device: GPUDevice;
  readonly renderer: WebGPURenderer;
  readonly rig: Rig;
  readonly gatherer: Gatherer;
  readonly developer: Developer;
  readonly sensor: Sensor;
  readonly reflection: Reflection;
  readonly precipitator: Precipitator;
  readonly lensWetter: LensWetter;
  readonly silhouettist: Silhouettist;
  readonly readback: Readback;
  /** Materials whose shaders the GPU has ready. */
  readonly warm: WeakSet<Material>;
  /** The picture of a size; kept until the size changes. */
  picture(width: number, height: number): Picture;
  /** A render target of this size or larger; kept until a larger one is asked for, or one of less than half of its area. */
  target(width: number, height: number): Target;
  /** The user's own files that a recipe names; kept until other ones are asked for. Throws like `loadImports`. */
  imports(recipe: ImportRecipe, files: AssetFiles): Promise<Imports>;
  /** One picture after another is opened, built and drawn: `work` waits until those before it are done. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Settles never, or with the GpuError that made this Gpu useless (device lost). */
  readonly lost: Promise<GpuError>;
};

/** What a recipe names that needs no files: no models, no pictures. */
const NO_FILES = "[[],[]]";

const MISSING =
  "WebGPU is not available here. Use Chrome, Edge or Chromium 134 or newer, Safari 26 or Firefox 145 on a page from https or localhost; " +
  "on Linux or without a GPU start Chromium with --enable-unsafe-webgpu";

/** Opens the GPU. Throws a GpuError that says what to do when WebGPU is missing; there is no fallback to WebGL. */
export async function createGpu(): Promise<Gpu> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new GpuError(MISSING);
  const device = await adapter.requestDevice({ label: "Gpu.device" });
  const lost = device.lost.then(({ message }) => new GpuError(`The GPU device was lost: ${message || "no reason given"}`));
  const renderer = new WebGPURenderer({ device, canvas: new OffscreenCanvas(1, 1), antialias: false });
  await renderer.init();
  renderer.shadowMap.enabled = true;
  renderer.autoClear = true;
  // Else each vertex multiplies the matrices of camera and object anew.
  renderer.highPrecision = true;

  const rig = createRig();
  const gatherer = createGatherer(device);
  const described = describe(adapter.info);
  const developer = createDeveloper(device, described.software);
  const sensor = createSensor(device);
  const reflection = createReflection();
  const precipitator = createPrecipitator(device);
  const lensWetter = createLensWetter(device);
  const silhouettist = createSilhouettist(device);
  const readback = createReadback(device);
  let picture: Picture | undefined;
  let target: Target | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let shelf = { key: NO_FILES, files: {} as AssetFiles, imports: noImports };
  return {
    adapter: described,
    device,
    renderer,
    rig,
    gatherer,
    developer,
    sensor,
    reflection,
    precipitator,
    lensWetter,
    silhouettist,
    readback,
    warm: new WeakSet(),
    lost,
    picture(width, height) {
      if (picture?.width === width && picture.height === height) return picture;
      picture?.dispose();
      picture = createPicture(device, width, height);
      return picture;
    },
    target(width, height) {
      const spare = target && target.width >= width && target.height >= height;
      if (target && spare && target.width * target.height <= 2 * width * height) return target;
      target?.dispose();
      target = createTarget(width, height);
      return target;
    },
    async imports(recipe, files) {
      const key = JSON.stringify([recipe.assets, pictureReferences(recipe)]);
      if (shelf.key === key && (key === NO_FILES || shelf.files === files)) return shelf.imports;
      const imports = await loadImports(recipe, files, rig);
      shelf.imports.dispose();
      shelf = { key, files, imports };
      return imports;
    },
    inTurn(work) {
      const done = turn.then(work);
      turn = done.catch(() => {});
      return done;
    },
    [Symbol.dispose]() {
      shelf.imports.dispose();
      target?.dispose();
      picture?.dispose();
      gatherer.dispose();
      developer.dispose();
      sensor.dispose();
      reflection.dispose();
      precipitator.dispose();
      lensWetter.dispose();
      silhouettist.dispose();
      readback.dispose();
      rig.dispose();
      renderer.dispose();
      device.destroy();
    },
  };
}

function describe(info: GPUAdapterInfo): AdapterInfo {
  const { vendor, architecture, device, description } = info;
  const software =
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|software/i.test(`${vendor} ${architecture} ${device} ${description}`);
  return { vendor, architecture, device, description, software };
}

/**
 * Runs GPU work, all of which is given to the device before `work` returns its promise, and fails it when the device reports a validation, memory or internal error, since WebGPU itself only logs them and
 * hands back empty pictures.
 */
export async function checked<T>({ device, lost }: Gpu, work: () => Promise<T>): Promise<T> {
  const filters = ["validation", "out-of-memory", "internal"] as const;
  for (const filter of filters) device.pushErrorScope(filter);
  const working = work().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  // Scopes are a stack of the device: they have to be closed before other work opens its own.
  const problems = filters.map(() => device.popErrorScope().catch(() => null));
  const settled = await Promise.race([working, lost.then((error) => ({ error }))]);
  for (const problem of await Promise.all(problems))
    if (problem) throw new GpuError(`The GPU refused a command: ${problem.message}`);
  if ("error" in settled) throw ofGpu(settled.error);
  return settled.value;
}

/** A device that is lost breaks off readings that are on their way before it says so itself: all DOMExceptions here are the GPU's. */
function ofGpu(error: unknown): unknown {
  return error instanceof DOMException ? new GpuError(`The GPU broke off its work: ${error.message}`) : error;
}
