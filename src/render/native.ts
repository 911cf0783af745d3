import type { Texture } from "three";
import type { WebGPURenderer } from "three/webgpu";

/** The WebGPU texture behind a three.js texture that was rendered to. */
export function native(renderer: WebGPURenderer, texture: Texture): GPUTexture {
  const backend = renderer.backend as unknown as { get(texture: Texture): { texture?: GPUTexture } };
  const found = backend.get(texture).texture;
  if (!found) throw new Error(`The texture "${texture.name}" was not rendered to`);
  return found;
}
