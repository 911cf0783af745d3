import { DoubleSide } from "three";
import { attribute, mrt, varying } from "three/tsl";
import { type Node, NodeMaterial, type Texture } from "three/webgpu";
import { type Conditions, madeFor } from "./conditions";
import { type Surrounding, throughAir } from "./light-from";
import { materialNames } from "./material-names";
import type { SurfacePictures } from "./pictures/surface-pictures";
import { planarDepth } from "./planar-depth";
import { reliefNormal } from "./relief";
import { shaded } from "./shading";
import { surfaces } from "./surfaces";

/** One shader for each material, in the order of `materialNames`, for some conditions. All read the instance id from a vertex attribute. */
export function createMaterials(
  world: Surrounding,
  conditions: Conditions,
  noise: Texture,
  pictures: SurfacePictures,
  focal: Node<"float">,
): NodeMaterial[] {
  const table = surfaces(noise, pictures, focal);
  const labels = mrt({
    ids: varying(attribute<"uint">("instanceId", "uint")).setInterpolation("flat", "either"),
    depthMetres: planarDepth(),
  });
  return materialNames.map((name) => {
    const { doubleSided, relief, present } = table[name];
    const material = madeFor(new NodeMaterial(), conditions);
    material.name = name;
    material.fog = false;
    material.colorNode = shaded(table[name], world, conditions);
    material.mrtNode = labels;
    throughAir(material, world, conditions);
    if (doubleSided) material.side = DoubleSide;
    if (relief) {
      const dry = reliefNormal(relief);
      material.normalNode = conditions.weathered ? world.weathering.normal(dry) : dry;
    }
    if (present) material.maskNode = present;
    return material;
  });
}
