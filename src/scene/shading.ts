import {
  cameraPosition,
  exp2,
  Fn,
  float,
  mix,
  normalize,
  normalViewGeometry,
  normalWorld,
  positionWorld,
  type shadow,
  vec3,
} from "three/tsl";
import type { Node } from "three/webgpu";
import type { Conditions } from "./conditions";
import { directLight, filmShine, type KeyLight } from "./key-light";
import { lightFrom, type Surrounding } from "./light-from";
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
  return Fn(() => {
    // First of all: what lies on the surface changes its normal, too.
    const albedo = vec3(weathered ? weathering.colour(surface) : surface.colour).toVar();
    const normal = normalWorld.toVar();
    const bare = weathered ? weathering.snowed.oneMinus() : float(1);
    const metal = metalness?.mul(bare);
    const { towards, share } = directLight(key, conditions);
    const facing = normal.dot(towards).max(0).toVar();
    const arriving = key.irradiance.mul(share.mul(shadowOf(key))).toVar();
    const direct = arriving.mul(facing).toVar();
    const around = relief || doubleSided || weathered ? ambient.irradiance(normal) : ambient.smooth;
    const matt = albedo.mul(direct.add(around).div(Math.PI));
    const light = (metal ? matt.mul(metal.oneMinus()) : matt).toVar();
    if (mirror || weathered) {
      const view = normalize(cameraPosition.sub(positionWorld)).toVar();
      if (mirror) {
        const reflectance = metal ? mix(vec3(DIELECTRIC), albedo, metal) : vec3(DIELECTRIC);
        // What is mirrored is not there to be scattered.
        light.mulAssign(1 - DIELECTRIC);
        const rough = (weathered ? mix(float(0.9), roughness, bare) : roughness).max(LEAST_ROUGHNESS).add(bending()).min(1);
        light.addAssign(direct.mul(highlight({ normal, towards, view }, facing, rough, reflectance)));
      }
      if (weathered) light.addAssign(arriving.mul(filmShine(key, { normal, towards, view })));
    }
    const own = glow?.always.add(glow.lamps.mul(sky.lamps));
    light.addAssign(lightFrom({ own, mirror, roughness, metalness, filmed: !mirror, albedo }, world, conditions));
    return light;
  })();
}

/** Share of the light that is not in the shadow. */
function shadowOf(key: KeyLight): Node<"float"> {
  const { shadowNode } = key.shadow as unknown as { shadowNode: ReturnType<typeof shadow> };
  return shadowNode as unknown as Node<"float">;
}

/** How much a surface bends within a pixel: its highlights are as wide at least (Tokuyoshi and Kaplanyan, Improved Geometric Specular Antialiasing, 2019, as three simplifies it). */
function bending(): Node<"float"> {
  const most = normalViewGeometry.dFdx().abs().max(normalViewGeometry.dFdy().abs());
  return most.x.max(most.y).max(most.z);
}

/**
 * Specular reflection of light from one direction: GGX (Walter et al., 2007), shadowed after Hammon (PBR Diffuse Lighting for GGX+Smith Microsurfaces, 2017), with Schlick's Fresnel term.
 */
function highlight(
  { normal, towards, view }: Readonly<Record<"normal" | "towards" | "view", Node<"vec3">>>,
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
  const across = view.dot(half).clamp(0, 1).toVar();
  const grazing = exp2(across.mul(-5.55473).sub(6.98316).mul(across));
  return reflectance.add(vec3(1).sub(reflectance).mul(grazing)).mul(strength);
}
