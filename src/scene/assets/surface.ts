import { type Material, MeshBasicMaterial, MeshStandardMaterial, type Texture } from "three";
import { diffuseColor, materialEmissive, metalness, mix, mrt, roughness, uniform, vec3 } from "three/tsl";
import { MeshPhysicalMaterial, MeshStandardNodeMaterial } from "three/webgpu";
import { mirror } from "../materials";
import { planarDepth } from "../planar-depth";
import type { Sky } from "../sky/dome";

/** Texels of a transparent surface with less opacity than this are holes: they get no id. */
const LEAST_OPACITY = 0.05;

/**
 * An imported material as our renderer draws it. Ids and depth are solid also where the colour is transparent: three blends the
 * colour attachment only. The instance id comes from the `id` in the mesh's userData.
 */
export function importedSurface(source: Material, sky: Sky): MeshStandardNodeMaterial {
  const made = new MeshStandardNodeMaterial();
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
  const reflectance = mix(vec3(0.04), diffuseColor.rgb, metalness);
  made.emissiveNode = materialEmissive.add(mirror(reflectance, roughness, sky.mirrored.any));
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

/** The textures of a surface, for disposing. */
export function texturesOf(made: MeshStandardNodeMaterial): Texture[] {
  return maps.flatMap((name) => made[name] ?? []);
}
