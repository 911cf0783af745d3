import type { Stage } from "../scene/stage";
import { advanceFrame, layers } from "./draw-shot";
import type { Gpu } from "./gpu";
import { createTarget } from "./target";

/** Pixels along a side of what is drawn, which nobody looks at. */
const SIDE = 8;
/** Vertices of the one triangle that is drawn of a material. */
const TRIANGLE = 3;
/** So many materials take about as long to compile as a sketch takes, which needs one of its own and a picture more. */
const FEW = 5;

/** Whether compiling the materials of a stage takes long. */
export function isCold(gpu: Gpu, stage: Stage): boolean {
  return coldOf(gpu, stage).length > FEW;
}

/** The groups of a stage with materials that the GPU never drew, one for each. */
function coldOf({ warm }: Gpu, { materials, geometry }: Stage) {
  const groups = new Map(materials.map((material, at) => [material, geometry.groups[at]]));
  return [...groups].filter(([material]) => !warm.has(material));
}

/**
 * Has the GPU compile the materials of a stage that it never drew, one after the other and each given to it at once. Drivers translate a shader in two steps: when its pipeline
 * is made, and when something is first drawn with it (on a CPU adapter that is machine code, and the longer one). In a picture the second steps would begin when all of the
 * first are done; so they go on at the same time. It leaves no trace in any picture. Returns whether there was anything to compile.
 */
export async function warmUp(gpu: Gpu, stage: Stage): Promise<boolean> {
  const { renderer, warm } = gpu;
  const { rig, geometry, lights } = stage;
  const { groups } = geometry;
  const cold = coldOf(gpu, stage);
  if (cold.length === 0) return false;
  using _mounted = stage.mount();
  const [light] = lights;
  if (light) stage.aim(light);
  const target = createTarget(SIDE, SIDE);
  const others = rig.scene.children.filter((child) => "isMesh" in child && child !== rig.visible && child.visible);
  try {
    for (const [at, [material, group]] of cold.entries()) {
      // What is drawn in every picture comes with the first one, and with the last one the sky.
      const shown = at === 0 ? [rig.nearest, rig.casters] : at === cold.length - 1 ? [rig.sky.dome] : [];
      for (const other of others) other.visible = shown.some((one) => one === other);
      geometry.groups = group ? [{ ...group, count: TRIANGLE }] : [];
      advanceFrame(renderer);
      renderer.setRenderTarget(target.renderTarget);
      renderer.setMRT(layers);
      renderer.render(rig.scene, rig.camera);
      warm.add(material);
      // Commands leave for the GPU when the script rests.
      await Promise.resolve();
    }
  } finally {
    geometry.groups = groups;
    for (const other of others) other.visible = true;
    renderer.setRenderTarget(null);
    renderer.setMRT(null);
    target.dispose();
  }
  return true;
}
