import type { Texture } from "three";
import { mrt, output } from "three/tsl";
import type { WebGPURenderer } from "three/webgpu";
import type { Shot } from "../camera/shots";
import type { Stage } from "../scene/stage";
import type { Target } from "./target";

/** What was drawn of a shot, as WebGPU knows it. */
export type Drawn = { readonly colour: GPUTexture; readonly ids: GPUTexture; readonly depth: GPUTexture };

/** Names of the attachments, see `target.ts`. Materials fill in `ids` and `depthMetres`. */
export const layers = mrt({ output });

/**
 * three r187 advances its frame only in its animation loop; without this, shadows, passes and light colours of the second
 * picture are those of the first. Its clock is stopped, so that nothing depends on time.
 */
export function advanceFrame(renderer: WebGPURenderer): void {
  const { nodeFrame } = (renderer as unknown as { _nodes: { nodeFrame: { update(): void; time: number; deltaTime: number } } })
    ._nodes;
  nodeFrame.update();
  nodeFrame.time = 0;
  nodeFrame.deltaTime = 0;
}

/** Draws what the rig's camera sees into the corner of a target that the shot takes up. */
export function drawShot(renderer: WebGPURenderer, { rig }: Stage, target: Target, { face }: Shot): Drawn {
  renderer.setRenderTarget(target.renderTarget);
  // The sky is wherever nothing else is, so nothing would be seen of a clear colour: half floats are slow to clear on a CPU adapter.
  renderer.autoClearColor = !rig.sky.dome.visible;
  target.renderTarget.viewport.set(0, 0, face.width, face.height);
  renderer.render(rig.scene, rig.camera);
  renderer.autoClearColor = true;
  return {
    colour: native(renderer, target.colour),
    ids: native(renderer, target.ids),
    depth: native(renderer, target.depth),
  };
}

/** The WebGPU texture behind a three.js texture that was rendered to. */
function native(renderer: WebGPURenderer, texture: Texture): GPUTexture {
  const backend = renderer.backend as unknown as { get(texture: Texture): { texture?: GPUTexture } };
  const found = backend.get(texture).texture;
  if (!found) throw new Error(`The texture "${texture.name}" was not rendered to`);
  return found;
}
