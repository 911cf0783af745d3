import code from "../../shaders/silhouettes.wgsl?raw";
import { onFirstUse } from "./first-use";

/** Bytes of `Tile` in silhouettes.wgsl. */
const TILE_BYTES = 80;

/** Pipelines and buffers for drawing silhouettes; they live as long as the device. */
export type Silhouettist = {
  readonly world: GPURenderPipeline;
  readonly pictured: GPURenderPipeline;
  readonly tile: GPUBuffer;
  /** A buffer of at least so many bytes; kept until a larger one is asked for. */
  bits(bytes: number): GPUBuffer;
  staging(bytes: number): GPUBuffer;
  regions(bytes: number): GPUBuffer;
  /** What is drawn to, though nothing is kept of it: WebGPU has no pass without one. */
  nowhere(width: number, height: number): GPUTextureView;
  dispose(): void;
};

export function createSilhouettist(device: GPUDevice): Silhouettist {
  const module = onFirstUse(() => device.createShaderModule({ label: "Silhouettist", code }));
  const pipeline = (label: string, isPictured: 0 | 1) =>
    device.createRenderPipeline({
      label,
      layout,
      vertex: {
        module: module(),
        constants: { pictured: isPictured },
        buffers: [
          { arrayStride: 12, attributes: [{ shaderLocation: 0, offset: 0, format: "float32x3" }] },
          { arrayStride: 4, attributes: [{ shaderLocation: 1, offset: 0, format: "uint32" }] },
        ],
      },
      fragment: { module: module(), targets: [{ format: "r8unorm", writeMask: 0 }] },
    });
  const { VERTEX, FRAGMENT } = GPUShaderStage;
  const groups = device.createBindGroupLayout({
    label: "Silhouettist.groups",
    entries: [
      { binding: 0, visibility: VERTEX | FRAGMENT, buffer: { type: "uniform" } },
      { binding: 1, visibility: VERTEX | FRAGMENT, buffer: { type: "read-only-storage" } },
      { binding: 2, visibility: FRAGMENT, buffer: { type: "storage" } },
    ],
  });
  const layout = device.createPipelineLayout({ label: "Silhouettist.layout", bindGroupLayouts: [groups] });
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ, UNIFORM } = GPUBufferUsage;
  const tile = device.createBuffer({ label: "Silhouettist.tile", size: TILE_BYTES, usage: UNIFORM | COPY_DST });
  const bits = growing(device, "Silhouettist.bits", STORAGE | COPY_SRC | COPY_DST);
  const staging = growing(device, "Silhouettist.staging", COPY_DST | MAP_READ);
  const regions = growing(device, "Silhouettist.regions", STORAGE | COPY_DST);
  const world = onFirstUse(() => pipeline("Silhouettist.world", 0));
  const pictured = onFirstUse(() => pipeline("Silhouettist.pictured", 1));
  let nowhere: GPUTexture | undefined;
  return {
    get world() {
      return world();
    },
    get pictured() {
      return pictured();
    },
    tile,
    bits: bits.atLeast,
    staging: staging.atLeast,
    regions: regions.atLeast,
    nowhere(width, height) {
      if (nowhere?.width !== width || nowhere.height !== height) {
        nowhere?.destroy();
        const usage = GPUTextureUsage.RENDER_ATTACHMENT;
        nowhere = device.createTexture({ label: "Silhouettist.nowhere", size: [width, height], format: "r8unorm", usage });
      }
      return nowhere.createView();
    },
    dispose() {
      nowhere?.destroy();
      tile.destroy();
      for (const buffer of [bits, staging, regions]) buffer.dispose();
    },
  };
}

function growing(device: GPUDevice, label: string, usage: GPUBufferUsageFlags) {
  let kept: GPUBuffer | undefined;
  return {
    atLeast(bytes: number): GPUBuffer {
      if (kept && kept.size >= bytes) return kept;
      kept?.destroy();
      kept = device.createBuffer({ label, size: Math.ceil(bytes / 4) * 4, usage });
      return kept;
    },
    dispose: () => kept?.destroy(),
  };
}
