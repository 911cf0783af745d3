import { DoubleSide } from "three";
import {
  attribute,
  cameraPosition,
  diffuseColor,
  Fn,
  float,
  mix,
  mrt,
  normalize,
  normalWorld,
  positionWorld,
  reflect,
  varying,
  vec3,
} from "three/tsl";
import { MeshLambertNodeMaterial, MeshStandardNodeMaterial, type Node, type NodeMaterial, type Texture } from "three/webgpu";
import type { LampNodes } from "./lamps/lamp-nodes";
import { materialNames } from "./material-names";
import type { SurfacePictures } from "./pictures/surface-pictures";
import { planarDepth } from "./planar-depth";
import { reliefNormal } from "./relief";
import type { Sky } from "./sky/dome";
import { type Surface, surfaces } from "./surfaces";
import type { Weathering } from "./weathering";

/** What lights a surface and is mirrored in it. */
type Surrounding = { readonly sky: Sky; readonly lamps: LampNodes; readonly weathering: Weathering };

/** One shader for each material, in the order of `materialNames`. All read the instance id from a vertex attribute. */
export function createMaterials(
  world: Surrounding,
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
    const material = shaded(table[name], world);
    material.name = name;
    material.mrtNode = labels;
    if (table[name].doubleSided) material.side = DoubleSide;
    const { relief } = table[name];
    if (relief) material.normalNode = world.weathering.normal(reliefNormal(relief));
    if (table[name].present) material.maskNode = table[name].present;
    return material;
  });
}

function shaded(surface: Surface, { sky, lamps, weathering }: Surrounding): NodeMaterial {
  const { mirror: reflectance, glow, roughness, metalness } = surface;
  const material = reflectance ? new MeshStandardNodeMaterial() : new MeshLambertNodeMaterial();
  const bare = weathering.snowed.oneMinus();
  material.colorNode = weathering.colour(surface);
  if (material instanceof MeshStandardNodeMaterial) {
    material.roughnessNode = mix(float(0.9), roughness, bare);
    material.metalnessNode = (metalness ?? float(0)).mul(bare);
  }
  material.emissiveNode = Fn(() => {
    const light = vec3(0).toVar();
    if (glow) light.addAssign(glow.always.add(glow.lamps.mul(sky.lamps)));
    if (reflectance) light.addAssign(mirror(reflectance, roughness, sky));
    light.mulAssign(bare);
    if (!reflectance) light.addAssign(weathering.film(sky));
    const view = normalize(cameraPosition.sub(positionWorld));
    const shine = reflectance
      ? { roughness, when: lamps.count.greaterThan(0) }
      : { roughness: weathering.gloss.roughness, when: weathering.gloss.reflectance.greaterThan(0) };
    const { matt, gloss } = lamps.on({ normal: normalWorld, view, ...shine });
    light.addAssign(
      diffuseColor.rgb
        .mul(float(1).sub(metalness ?? 0))
        .mul(matt)
        .div(Math.PI),
    );
    light.addAssign(gloss.mul(reflectance ? reflectance.mul(bare) : vec3(weathering.gloss.reflectance)));
    return light;
  })();
  return material;
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
