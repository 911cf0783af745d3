import { DoubleSide } from "three";
import {
  attribute,
  cameraPosition,
  float,
  mrt,
  normalize,
  normalWorld,
  positionView,
  positionWorld,
  reflect,
  varying,
  vec3,
} from "three/tsl";
import { MeshLambertNodeMaterial, MeshStandardNodeMaterial, type Node, type NodeMaterial, type Texture } from "three/webgpu";
import { materialNames } from "./material-names";
import type { SurfacePictures } from "./pictures/surface-pictures";
import { reliefNormal } from "./relief";
import type { Sky } from "./sky/dome";
import { type Surface, surfaces } from "./surfaces";

/** One shader for each material, in the order of `materialNames`. All read the instance id from a vertex attribute. */
export function createMaterials(sky: Sky, noise: Texture, pictures: SurfacePictures): NodeMaterial[] {
  const table = surfaces(noise, pictures);
  const labels = mrt({
    ids: varying(attribute<"uint">("instanceId", "uint")).setInterpolation("flat", "either"),
    depthMetres: positionView.z.negate(),
  });
  return materialNames.map((name) => {
    const material = shaded(table[name], sky);
    material.name = name;
    material.mrtNode = labels;
    if (table[name].doubleSided) material.side = DoubleSide;
    if (table[name].relief) material.normalNode = reliefNormal(table[name].relief);
    if (table[name].present) material.maskNode = table[name].present;
    return material;
  });
}

function shaded(surface: Surface, sky: Sky): NodeMaterial {
  const glow = surface.glow ? surface.glow.always.add(surface.glow.lamps.mul(sky.lamps)) : undefined;
  if (!surface.mirror) {
    const matt = new MeshLambertNodeMaterial();
    matt.colorNode = surface.colour;
    if (glow) matt.emissiveNode = glow;
    return matt;
  }
  const glossy = new MeshStandardNodeMaterial();
  glossy.colorNode = surface.colour;
  glossy.roughnessNode = surface.roughness;
  glossy.metalnessNode = surface.metalness ?? float(0);
  const mirrored = mirror(surface.mirror, surface.roughness, sky);
  glossy.emissiveNode = glow ? mirrored.add(glow) : mirrored;
  return glossy;
}

/** What a surface mirrors of its surroundings: Schlick's Fresnel term, dimmed by roughness. */
export function mirror(reflectance: Node<"vec3">, roughness: Node<"float">, sky: Sky): Node<"vec3"> {
  const view = normalize(cameraPosition.sub(positionWorld));
  const facing = normalWorld.dot(view).clamp(0, 1);
  const direction = reflect(view.negate(), normalWorld);
  const grazing = float(1)
    .sub(facing)
    .pow(5)
    .mul(float(1).sub(roughness.mul(0.8)));
  const fresnel = reflectance.add(vec3(1).sub(reflectance).mul(grazing));
  return fresnel.mul(sky.mirrored(direction, roughness));
}
