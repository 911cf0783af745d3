import { type Material, MeshBasicMaterial, MeshStandardMaterial, type Texture } from "three";
import {
  diffuseColor,
  float,
  materialEmissive,
  materialMetalness,
  materialNormal,
  materialRoughness,
  metalness,
  mix,
  mrt,
  normalWorld,
  roughness,
  uniform,
  vec3,
} from "three/tsl";
import { MeshPhysicalMaterial, MeshStandardNodeMaterial } from "three/webgpu";
import { type Conditions, madeFor } from "../conditions";
import { lightFrom, type Surrounding, throughAir, towardsCamera } from "../light-from";
import { planarDepth } from "../planar-depth";
import { weatherImported } from "./weather-imported";

/** Texels of a transparent surface with less opacity than this are holes: they get no id. */
const LEAST_OPACITY = 0.05;

/**
 * An imported material as our renderer draws it in some conditions: wet, snowed on and lit like our own. Ids and depth are solid also where the colour is
 * transparent: three blends the colour attachment only. The instance id comes from the `id` in the mesh's userData.
 */
export function importedSurface(source: Material, world: Surrounding, conditions: Conditions): MeshStandardNodeMaterial {
  const made = madeFor(new MeshStandardNodeMaterial(), conditions);
  made.name = source.name;
  made.side = source.side;
  made.vertexColors = source.vertexColors;
  made.alphaTest = source.alphaTest;
  if (source instanceof MeshStandardMaterial) copyStandard(made, source);
  if (source instanceof MeshBasicMaterial) {
    made.color.copy(source.color);
    made.map = source.map;
    made.roughness = 1;
  }
  makeTransparent(made, source);
  throughAir(made, world, conditions);
  const { weathering } = world;
  if (conditions.weathered) {
    const bare = weathering.snowed.oneMinus();
    weatherImported(made, made, weathering);
    made.normalNode = weathering.normal(materialNormal);
    made.roughnessNode = mix(float(0.9), materialRoughness, bare);
    made.metalnessNode = materialMetalness.mul(bare);
  }
  const reflectance = mix(vec3(0.04), diffuseColor.rgb, metalness);
  made.emissiveNode = lightFrom(
    {
      own: materialEmissive,
      mirror: reflectance,
      roughness,
      metalness,
      filmed: true,
      albedo: diffuseColor.rgb,
      normal: normalWorld,
      view: towardsCamera(),
    },
    world,
    conditions,
  );
  const id = uniform(0, "uint").onObjectUpdate(({ object }) => object?.userData.id ?? 0);
  made.mrtNode = mrt({ ids: id, depthMetres: planarDepth() });
  return made;
}

function copyStandard(made: MeshStandardNodeMaterial, source: MeshStandardMaterial): void {
  made.color.copy(source.color);
  made.roughness = source.roughness;
  made.metalness = source.metalness;
  made.emissive.copy(source.emissive);
  made.emissiveIntensity = source.emissiveIntensity;
  made.normalScale.copy(source.normalScale);
  made.aoMapIntensity = source.aoMapIntensity;
  for (const name of maps) made[name] = source[name];
}

const maps = ["map", "normalMap", "roughnessMap", "metalnessMap", "emissiveMap", "aoMap"] as const;

/** Glass that light goes through (KHR_materials_transmission) is shown as a thin transparent surface. */
function makeTransparent(made: MeshStandardNodeMaterial, source: Material): void {
  const transmission = source instanceof MeshPhysicalMaterial ? source.transmission : 0;
  made.opacity = source.opacity * (1 - 0.8 * transmission);
  made.transparent = source.transparent || transmission > 0;
  made.depthWrite = true;
  if (made.transparent) made.alphaTest = Math.max(source.alphaTest, LEAST_OPACITY);
}

/** The textures of a source that are shown, for disposing. */
export function texturesOf(source: Material): Texture[] {
  if (source instanceof MeshStandardMaterial) return maps.flatMap((name) => source[name] ?? []);
  return source instanceof MeshBasicMaterial && source.map ? [source.map] : [];
}
