import type { WebGPURenderer } from "three/webgpu";

/** What a page has made on its GPUs and not destroyed, and the pipelines that it has compiled. */
export type Live = Record<"geometries" | "textures" | "gpuBuffers" | "gpuTextures" | "pipelines", number>;

/** Counts from now on, in the whole page. WebGPU itself tells nobody what it holds. */
export function countLive(): (renderer: WebGPURenderer) => Live {
  const counts = { gpuBuffers: 0, gpuTextures: 0, pipelines: 0 };
  const device = GPUDevice.prototype;
  const counting = <Given extends unknown[], Made>(name: keyof typeof counts, make: (this: GPUDevice, ...given: Given) => Made) =>
    function (this: GPUDevice, ...given: Given): Made {
      counts[name]++;
      return make.apply(this, given);
    };
  device.createBuffer = counting("gpuBuffers", device.createBuffer);
  device.createTexture = counting("gpuTextures", device.createTexture);
  device.createRenderPipeline = counting("pipelines", device.createRenderPipeline);
  device.createRenderPipelineAsync = counting("pipelines", device.createRenderPipelineAsync);
  device.createComputePipeline = counting("pipelines", device.createComputePipeline);
  device.createComputePipelineAsync = counting("pipelines", device.createComputePipelineAsync);

  const gone = new WeakSet<GPUBuffer | GPUTexture>();
  const bury = (name: "gpuBuffers" | "gpuTextures", one: GPUBuffer | GPUTexture) => {
    if (!gone.has(one)) counts[name]--;
    gone.add(one);
  };
  const { destroy: destroyBuffer } = GPUBuffer.prototype;
  const { destroy: destroyTexture } = GPUTexture.prototype;
  GPUBuffer.prototype.destroy = function () {
    bury("gpuBuffers", this);
    return destroyBuffer.call(this);
  };
  GPUTexture.prototype.destroy = function () {
    bury("gpuTextures", this);
    return destroyTexture.call(this);
  };
  return ({ info: { memory } }) => ({ geometries: memory.geometries, textures: memory.textures, ...counts });
}

/** What came since. */
export function grown(before: Live, after: Live): Live {
  const since = (name: keyof Live) => after[name] - before[name];
  return {
    geometries: since("geometries"),
    textures: since("textures"),
    gpuBuffers: since("gpuBuffers"),
    gpuTextures: since("gpuTextures"),
    pipelines: since("pipelines"),
  };
}
