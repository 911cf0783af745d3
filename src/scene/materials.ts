import { DoubleSide } from "three";
import { attribute, float, mrt, normalView, positionView, varying } from "three/tsl";
import { type Node, NodeMaterial, type Texture } from "three/webgpu";
import { type Conditions, madeFor } from "./conditions";
import { type Surrounding, throughAir } from "./light-from";
import { materialNames } from "./material-names";
import type { SurfacePictures } from "./pictures/surface-pictures";
import { planarDepth } from "./planar-depth";
import { reliefNormal } from "./relief";
import { shaded } from "./shading";
import { type Surface, surfaces } from "./surfaces";

/** How a stage looks: finished, or a sketch of it, for which little has to be compiled. */
export type Look = "finished" | "sketch";

/**
 * The materials in the order of `materialNames`, for some conditions. Finished ones have a shader each. Those of a sketch share one that is plain and matt, unless they have holes or two sides: they cover
 * the same pixels. All read the instance id from a vertex attribute.
 */
export function createMaterials(
  world: Surrounding,
  conditions: Conditions,
  noise: Texture,
  pictures: SurfacePictures,
  focal: Node<"float">,
): Readonly<Record<Look, readonly NodeMaterial[]>> {
  const table = surfaces(noise, pictures, focal);
  const labels = mrt({
    ids: varying(attribute<"uint">("instanceId", "uint")).setInterpolation("flat", "either"),
    depthMetres: planarDepth(),
  });
  const made = (name: string, surface: Surface): NodeMaterial => {
    const { doubleSided, relief, present } = surface;
    const material = madeFor(new NodeMaterial(), conditions);
    material.name = name;
    material.fog = false;
    material.colorNode = shaded(surface, world, conditions);
    material.mrtNode = labels;
    throughAir(material, world, conditions);
    if (doubleSided) material.side = DoubleSide;
    if (relief && (conditions.weathered || doubleSided)) {
      const dry = reliefNormal(relief, positionView, normalView);
      material.normalNode = conditions.weathered ? world.weathering.normal(dry) : dry;
    }
    if (present) material.maskNode = present;
    return material;
  };
  const finished = materialNames.map((name) => made(name, table[name]));
  // Chrome has no pattern: its colour is that of the part.
  const plain = made("sketch", { colour: table.chrome.colour, roughness: float(0.9) });
  const sketch = finished.map((material) => (material.maskNode || material.side === DoubleSide ? material : plain));
  return { finished, sketch };
}
