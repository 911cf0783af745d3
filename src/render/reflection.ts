import { Vector2 } from "three";
import type { WebGPURenderer } from "three/webgpu";
import type { Rig } from "../scene/rig";
import { createTarget, type Target } from "./target";

/** The mirror image of the scene in the wet ground, at half of the resolution. */
export type Reflection = {
  /** Draws it for what the rig's camera sees, `size` pixels of the next picture. Leaves the renderer's target changed. */
  draw(renderer: WebGPURenderer, rig: Rig, size: { readonly width: number; readonly height: number }, subframe: number): void;
  dispose(): void;
};

export function createReflection(): Reflection {
  let target: Target | undefined;
  /** Kept as long as it is large enough, so that nothing is made anew from picture to picture. */
  const targetFor = (width: number, height: number): Target => {
    if (target && target.width >= width && target.height >= height) return target;
    target?.dispose();
    target = createTarget(Math.max(width, target?.width ?? 0), Math.max(height, target?.height ?? 0));
    return target;
  };
  return {
    draw(renderer, rig, { width, height }, subframe) {
      const [columns, rows] = [Math.ceil(width / 2), Math.ceil(height / 2)];
      const image = targetFor(columns, rows);
      image.renderTarget.viewport.set(0, 0, columns, rows);
      // What the mirror shows must not look into the texture that it is drawn to.
      rig.mirror.show(undefined);
      rig.mirror.follow(rig.camera, height);
      renderer.setRenderTarget(image.renderTarget);
      renderer.render(rig.scene, rig.mirror.camera);
      const size = new Vector2(columns, rows);
      rig.mirror.show({ colour: image.colour, depth: image.depth, size, picture: new Vector2(width, height), seed: subframe });
    },
    dispose: () => target?.dispose(),
  };
}
