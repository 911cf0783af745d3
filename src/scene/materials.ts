import { DoubleSide } from "three";
import { attribute, float, mix, mrt, varying } from "three/tsl";
import { MeshLambertNodeMaterial, MeshStandardNodeMaterial, type Node, type NodeMaterial, type Texture } from "three/webgpu";
import { type Conditions, madeFor } from "./conditions";
import { lightFrom, type Surrounding, throughAir } from "./light-from";
import { materialNames } from "./material-names";
import type { SurfacePictures } from "./pictures/surface-pictures";
import { planarDepth } from "./planar-depth";
import { reliefNormal } from "./relief";
import { type Surface, surfaces } from "./surfaces";

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
    const material = madeFor(shaded(table[name], world, conditions), conditions);
    material.name = name;
    material.mrtNode = labels;
    if (table[name].doubleSided) material.side = DoubleSide;
    const { relief } = table[name];
    if (relief) {
      const dry = reliefNormal(relief);
      material.normalNode = conditions.weathered ? world.weathering.normal(dry) : dry;
    }
    if (table[name].present) material.maskNode = table[name].present;
    return material;
  });
}

function shaded(surface: Surface, world: Surrounding, conditions: Conditions): NodeMaterial {
  const { mirror, glow, roughness, metalness } = surface;
  const { sky, weathering } = world;
  const material = mirror ? new MeshStandardNodeMaterial() : new MeshLambertNodeMaterial();
  const bare = conditions.weathered ? weathering.snowed.oneMinus() : float(1);
  material.colorNode = conditions.weathered ? weathering.colour(surface) : surface.colour;
  throughAir(material, world, conditions);
  if (material instanceof MeshStandardNodeMaterial) {
    material.roughnessNode = mix(float(0.9), roughness, bare);
    material.metalnessNode = (metalness ?? float(0)).mul(bare);
  }
  const own = glow?.always.add(glow.lamps.mul(sky.lamps));
  material.emissiveNode = lightFrom({ own, mirror, roughness, metalness, filmed: !mirror }, world, conditions);
  return material;
}
