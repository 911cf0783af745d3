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
import { type Conditions, madeFor } from "./conditions";
import type { LampNodes } from "./lamps/lamp-nodes";
import { materialNames } from "./material-names";
import type { SurfacePictures } from "./pictures/surface-pictures";
import { planarDepth } from "./planar-depth";
import { reliefNormal } from "./relief";
import type { Sky } from "./sky/dome";
import { seenThroughAir } from "./sky/seen-through-air";
import { type Surface, surfaces } from "./surfaces";
import type { Weathering } from "./weathering";

/** What lights a surface and is mirrored in it. */
export type Surrounding = { readonly sky: Sky; readonly lamps: LampNodes; readonly weathering: Weathering };

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

function shaded(surface: Surface, { sky, lamps, weathering }: Surrounding, conditions: Conditions): NodeMaterial {
  const { mirror: reflectance, glow, roughness, metalness } = surface;
  const material = reflectance ? new MeshStandardNodeMaterial() : new MeshLambertNodeMaterial();
  const bare = conditions.weathered ? weathering.snowed.oneMinus() : float(1);
  material.colorNode = conditions.weathered ? weathering.colour(surface) : surface.colour;
  // The scene's fog is for the user's models.
  material.fog = false;
  if (conditions.around === "sky") material.outputNode = seenThroughAir(sky, conditions.lamps ? lamps : undefined);
  if (material instanceof MeshStandardNodeMaterial) {
    material.roughnessNode = mix(float(0.9), roughness, bare);
    material.metalnessNode = (metalness ?? float(0)).mul(bare);
  }
  material.emissiveNode = Fn(() => {
    const light = vec3(0).toVar();
    if (glow) light.addAssign(glow.always.add(glow.lamps.mul(sky.lamps)));
    if (reflectance) light.addAssign(mirror(reflectance, roughness, sky.mirrored[conditions.around]));
    light.mulAssign(bare);
    if (!reflectance && conditions.weathered) light.addAssign(weathering.film(sky));
    if (!conditions.lamps) return light;
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
export function mirror(reflectance: Node<"vec3">, roughness: Node<"float">, mirrored: Sky["mirrored"]["any"]): Node<"vec3"> {
  const view = normalize(cameraPosition.sub(positionWorld));
  const facing = normalWorld.dot(view).clamp(0, 1);
  const direction = reflect(view.negate(), normalWorld);
  const grazing = float(1)
    .sub(facing)
    .pow(5)
    .mul(float(1).sub(roughness.mul(0.8)));
  const fresnel = reflectance.add(vec3(1).sub(reflectance).mul(grazing));
  return fresnel.mul(mirrored(direction, roughness));
}
