import { DirectionalLight, HemisphereLight, Mesh, PerspectiveCamera, RenderTarget, Scene } from "three";
import { MeshLambertNodeMaterial } from "three/webgpu";
import { advanceFrame } from "../src/render/draw-shot";
import type { Gpu } from "../src/render/gpu";
import type { Stage } from "../src/scene/stage";

/** Draws the geometry of a stage as plainly as three.js does: one matt material, one sun with a shadow map of the same size. The limit of what can be reached. */
export function bareDraw(
  { renderer, device }: Gpu,
  { geometry, camera, image }: Stage,
): { draw(): Promise<void>; dispose(): void } {
  const scene = new Scene();
  const material = new MeshLambertNodeMaterial({ color: "#999999" });
  const mesh = new Mesh(geometry.clone(), material);
  mesh.geometry.clearGroups();
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  const sun = new DirectionalLight("#ffffff", 3);
  sun.position.set(20, 30, 10);
  sun.castShadow = true;
  sun.shadow.mapSize.set(1024, 1024);
  Object.assign(sun.shadow.camera, { left: -40, right: 40, top: 40, bottom: -40, far: 200 });
  scene.add(mesh, sun, sun.target, new HemisphereLight("#bcd4ff", "#665f55", 1));
  const eye = new PerspectiveCamera(camera.fovDegrees, image.width / image.height, camera.near, camera.far);
  eye.position.set(...camera.position);
  eye.lookAt(...camera.target);
  const target = new RenderTarget(image.width, image.height);
  return {
    async draw() {
      sun.shadow.needsUpdate = true;
      // Without this three would draw the shadow map for the first picture only, whatever it is told to.
      advanceFrame(renderer);
      renderer.setRenderTarget(target);
      renderer.render(scene, eye);
      renderer.setRenderTarget(null);
      await device.queue.onSubmittedWorkDone();
    },
    dispose() {
      mesh.geometry.dispose();
      material.dispose();
      sun.dispose();
      target.dispose();
    },
  };
}
