import { DoubleSide } from "three";
import { float, mrt, uint } from "three/tsl";
import { MeshBasicNodeMaterial, type NodeMaterial } from "three/webgpu";
import { conditionsOf } from "./conditions";

/** Materials that draw nothing but depth. */
export type DepthOnly = {
  /**
   * For each of these materials one that draws its depth; one that draws nothing for those with holes, which only their shader knows, and for those of dry daylight, which are
   * shaded in less time than this saves.
   */
  readonly of: (materials: readonly NodeMaterial[]) => NodeMaterial[];
  dispose(): void;
};

/**
 * Drawn before what is to be shaded, this keeps what is hidden from being shaded, which is most of what a picture costs on a CPU adapter at night, in rain and in snow. It lies a little
 * behind the surface, so that a last digit of difference between two shaders never hides anything: what is seen is decided by the shading pass alone.
 */
export function createDepthOnly(): DepthOnly {
  const solid = new MeshBasicNodeMaterial({
    colorWrite: false,
    fog: false,
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 4,
  });
  solid.name = "depth only";
  // three computes the lights of the scene for basic materials too, and then leaves them out.
  solid.lights = false;
  solid.mrtNode = mrt({ ids: uint(0), depthMetres: float(0) });
  const nothing = new MeshBasicNodeMaterial({ visible: false });
  return {
    of: (materials) =>
      materials.map((material) => {
        const { lamps, weathered } = conditionsOf(material);
        const hasHoles = material.maskNode || material.side === DoubleSide;
        return hasHoles || !(lamps || weathered) ? nothing : solid;
      }),
    dispose() {
      solid.dispose();
      nothing.dispose();
    },
  };
}
