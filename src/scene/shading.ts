import { attribute, Fn, float, mix, normalize, normalViewGeometry, normalWorld, vec3 } from "three/tsl";
import type { Node } from "three/webgpu";
import type { Conditions } from "./conditions";
import { fromCamera } from "./here";
import { directLight, filmShine, type Ways } from "./key-light";
import { grazing, lightFrom, type Surrounding, towardsCamera } from "./light-from";
import { reliefNormal } from "./relief";
import type { Surface } from "./surfaces";

/** Reflectance of what is not metal, straight on. */
const DIELECTRIC = 0.04;
const LEAST_ROUGHNESS = 0.045;

/**
 * The light that a built-in surface sends to the camera: matt by Lambert, with highlights by GGX where it mirrors. Written out and not left to three's
 * standard material, whose energy compensation, tables and light probes a CPU adapter pays for in every pixel and compiles for every material.
 */
export function shaded(surface: Surface, world: Surrounding, conditions: Conditions): Node<"vec3"> {
  const { mirror, glow, roughness, metalness, relief, doubleSided } = surface;
  const { key, ambient, sky, weathering } = world;
  const { weathered } = conditions;
  /** Where it faces follows from its triangles and its relief alone, and those are in world space. */
  const isPlain = !doubleSided && !weathered;
  return Fn(() => {
    // First of all: what lies on the surface changes its normal, too.
    const albedo = vec3(weathered ? weathering.colour(surface) : surface.colour).toVar();
    const smooth = vec3(isPlain ? normalize(attribute<"vec3">("normal", "vec3")) : normalViewGeometry).toVar();
    const relieved = relief ? reliefNormal(relief, fromCamera, smooth) : smooth;
    const normal = vec3(isPlain ? relieved : normalWorld).toVar();
    const bare = weathered ? weathering.snowed.oneMinus() : float(1);
    const metal = metalness?.mul(bare);
    const { towards, share } = directLight(key, conditions);
    const facing = normal.dot(towards).max(0).toVar();
    const arriving = key.irradiance.mul(share.mul(key.unshadowed)).toVar();
    const direct = arriving.mul(facing).toVar();
    const around = isPlain && !relief ? ambient.smooth : ambient.irradiance(normal);
    const matt = albedo.mul(direct.add(around).mul(1 / Math.PI));
    const light = (metal ? matt.mul(metal.oneMinus()) : matt).toVar();
    const view = towardsCamera().toVar();
    const ways = { normal, towards, view };
    if (mirror) {
      const reflectance = metal ? mix(vec3(DIELECTRIC), albedo, metal) : vec3(DIELECTRIC);
      const dry = weathered ? mix(float(0.9), roughness, bare) : roughness;
      const rough = dry.max(LEAST_ROUGHNESS).add(bending(smooth)).min(1);
      // What is mirrored is not there to be scattered.
      light.mulAssign(1 - DIELECTRIC);
      light.addAssign(direct.mul(highlight(ways, facing, rough, reflectance)));
    }
    if (weathered) light.addAssign(arriving.mul(filmShine(key, ways)));
    const own = glow?.always.add(glow.lamps.mul(sky.lamps));
    light.addAssign(lightFrom({ own, mirror, roughness, metalness, filmed: !mirror, albedo, normal, view }, world, conditions));
    return light;
  })();
}

/** How much a surface bends within a pixel: its highlights are as wide at least (Tokuyoshi and Kaplanyan, Improved Geometric Specular Antialiasing, 2019, as three simplifies it). */
function bending(smooth: Node<"vec3">): Node<"float"> {
  const most = smooth.dFdx().abs().max(smooth.dFdy().abs());
  return most.x.max(most.y).max(most.z);
}

/**
 * Specular reflection of light from one direction: GGX (Walter et al., 2007), shadowed after Hammon (PBR Diffuse Lighting for GGX+Smith Microsurfaces, 2017), with Schlick's Fresnel term.
 */
function highlight(
  { normal, towards, view }: Ways,
  facing: Node<"float">,
  roughness: Node<"float">,
  reflectance: Node<"vec3">,
): Node<"vec3"> {
  const half = normalize(towards.add(view)).toVar();
  const alpha = roughness.mul(roughness).toVar();
  const squared = alpha.mul(alpha).toVar();
  const seen = normal.dot(view).clamp(1e-3, 1).toVar();
  const upright = normal.dot(half).clamp(0, 1).toVar();
  const spread = upright.mul(upright).mul(squared.sub(1)).add(1).toVar();
  const visible = float(0.5).div(mix(facing.mul(seen).mul(2), facing.add(seen), alpha).max(1e-6));
  const strength = squared.div(spread.mul(spread).mul(Math.PI)).mul(visible);
  return reflectance
    .add(
      vec3(1)
        .sub(reflectance)
        .mul(grazing(view.dot(half))),
    )
    .mul(strength);
}
