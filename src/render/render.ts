import type { Texture } from "three";
import { mrt, output } from "three/tsl";
import type { WebGPURenderer } from "three/webgpu";
import type { Stage } from "../scene/stage";
import type { Frame } from "./frame";
import { checked, type Gpu } from "./gpu";

/**
 * Renders a Stage. The first sub-frame looks through the pixel centres and gives ids and depth together with its colour; the
 * others are moved by less than a pixel and only add colour. Throws a GpuError on any GPU error.
 */
export function render(gpu: Gpu, stage: Stage): Promise<Frame> {
  return checked(gpu, () => draw(gpu, stage));
}

async function draw({ renderer, device, developer, readback, target: targetFor }: Gpu, stage: Stage): Promise<Frame> {
  const { width, height, lights, rig } = stage;
  const target = targetFor(width, height);
  const labels: GPUTexture[] = [];
  renderer.setMRT(layers);
  renderer.setRenderTarget(target.renderTarget);
  for (const [at, light] of lights.entries()) {
    const [dx, dy] = at === 0 ? [0, 0] : jitter(at, lights.length);
    rig.camera.setViewOffset(width, height, dx, dy, width, height);
    stage.aim(light);
    advanceFrame(renderer);
    renderer.render(rig.scene, rig.camera);
    const encoder = device.createCommandEncoder({ label: "render.accumulate" });
    developer.accumulate(encoder, native(renderer, target.colour), target.sum, at === 0);
    if (at === 0) labels.push(...keepLabels(device, encoder, [native(renderer, target.ids), native(renderer, target.depth)]));
    device.queue.submit([encoder.finish()]);
  }
  renderer.setRenderTarget(null);
  renderer.setMRT(null);

  const encoder = device.createCommandEncoder({ label: "render.develop" });
  developer.develop(encoder, target.sum, target.pixels, lights.length);
  const [colour, ids, depth] = await readback.read(encoder, [target.pixels, ...labels]);
  for (const texture of labels) texture.destroy();
  if (!colour || !ids || !depth) throw new Error("A picture was read back with layers missing");
  return { width, height, colour: new Uint8ClampedArray(colour), ids: new Uint32Array(ids), depth: new Float32Array(depth) };
}

/** Names of the attachments, see `target.ts`. Materials fill in `ids` and `depthMetres`. */
const layers = mrt({ output });

/**
 * three r187 advances its frame only in its animation loop; without this, shadows, passes and light colours of the second
 * picture are those of the first. Its clock is stopped, so that nothing depends on time.
 */
function advanceFrame(renderer: WebGPURenderer): void {
  const { nodeFrame } = (renderer as unknown as { _nodes: { nodeFrame: { update(): void; time: number; deltaTime: number } } })
    ._nodes;
  nodeFrame.update();
  nodeFrame.time = 0;
  nodeFrame.deltaTime = 0;
}

/** The WebGPU texture behind a three.js texture that was rendered to. */
function native(renderer: WebGPURenderer, texture: Texture): GPUTexture {
  const backend = renderer.backend as unknown as { get(texture: Texture): { texture?: GPUTexture } };
  const found = backend.get(texture).texture;
  if (!found) throw new Error(`The texture "${texture.name}" was not rendered to`);
  return found;
}

/** Copies the label layers away before the next sub-frame draws over them. */
function keepLabels(device: GPUDevice, encoder: GPUCommandEncoder, textures: readonly GPUTexture[]): GPUTexture[] {
  return textures.map((texture) => {
    const size = [texture.width, texture.height];
    const usage = GPUTextureUsage.COPY_DST | GPUTextureUsage.COPY_SRC;
    const copy = device.createTexture({ label: "render.labels", size, format: texture.format, usage });
    encoder.copyTextureToTexture({ texture }, { texture: copy }, size);
    return copy;
  });
}

/** Offset of a sub-frame in pixels: the R2 sequence (Roberts, 2018), shaped to a Gaussian-like filter one and a half pixels wide. */
function jitter(at: number, count: number): [number, number] {
  const u = (at * 0.7548776662466927) % 1;
  const v = (at * 0.5698402909980532) % 1;
  const radius = 0.75 * Math.sqrt((at + 0.5) / count) * (0.6 + 0.4 * u);
  return [radius * Math.cos(2 * Math.PI * v), radius * Math.sin(2 * Math.PI * v)];
}
