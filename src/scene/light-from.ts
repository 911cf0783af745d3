import { Fn, float, normalize, reflect, vec3 } from "three/tsl";
import type { Node, NodeMaterial } from "three/webgpu";
import type { Ambient } from "./ambient";
import type { Conditions } from "./conditions";
import { fromCamera } from "./here";
import type { KeyLight } from "./key-light";
import type { LampNodes } from "./lamps/lamp-nodes";
import type { Sky } from "./sky/dome";
import { seenThroughAir } from "./sky/seen-through-air";
import type { Weathering } from "./weathering";

/** What lights a surface and is mirrored in it. */
export type Surrounding = {
  readonly key: KeyLight;
  readonly ambient: Ambient;
  readonly sky: Sky;
  readonly lamps: LampNodes;
  readonly weathering: Weathering;
};

/** What matters of a surface for the light that comes from it, besides its colour. */
type Shining = {
  /** Light of its own. */
  readonly own: Node<"vec3"> | undefined;
  /** Reflectance at normal incidence of a surface that mirrors; absent for a matt one. */
  readonly mirror: Node<"vec3"> | undefined;
  readonly roughness: Node<"float">;
  readonly metalness: Node<"float"> | undefined;
  /** Whether it takes a film of water when it is wet. */
  readonly filmed: boolean;
  /** What it gives back of the light of lamps; its diffuse colour. */
  readonly albedo: Node<"vec3">;
  /** Where it faces, and where it is seen from, in the world. */
  readonly normal: Node<"vec3">;
  readonly view: Node<"vec3">;
};

/** Light that comes from a surface other than that of the key light: its own, what it mirrors, and that of the lamps. */
export function lightFrom(surface: Shining, { sky, lamps, weathering }: Surrounding, conditions: Conditions): Node<"vec3"> {
  const { own, mirror, roughness, metalness, filmed, albedo, normal: facing, view } = surface;
  const { gloss: film } = weathering;
  return Fn(() => {
    const bare = conditions.weathered ? weathering.snowed.oneMinus() : float(1);
    const light = vec3(0).toVar();
    if (own) light.addAssign(own);
    if (mirror) light.addAssign(mirrored(surface, mirror, sky.mirrored[conditions.around]));
    light.mulAssign(bare);
    if (filmed && conditions.weathered) light.addAssign(weathering.film(sky));
    if (!conditions.lamps) return light;
    const wet = filmed && conditions.weathered;
    // Before the loop over the lamps: in it, the normal would be computed for them alone and then again for all else.
    const normal = facing.toVar();
    const shine = mirror
      ? { view, roughness: wet ? roughness.min(film.roughness) : roughness }
      : wet && { view, roughness: film.roughness, when: film.reflectance.greaterThan(0) };
    const { matt, gloss } = lamps.on(normal, shine || undefined);
    light.addAssign(
      albedo
        .mul(float(1).sub(metalness ?? 0))
        .mul(matt)
        .div(Math.PI),
    );
    if (!shine) return light;
    const dry = mirror?.mul(bare);
    const reflectance = dry ? (wet ? dry.add(film.reflectance) : dry) : vec3(film.reflectance);
    light.addAssign(gloss.mul(reflectance));
    return light;
  })();
}

/** Makes a material fade into the air of a sky. */
export function throughAir(material: NodeMaterial, { sky, lamps }: Surrounding, conditions: Conditions): void {
  if (conditions.around === "sky")
    material.outputNode = seenThroughAir(sky, conditions.halos ? lamps : undefined, conditions.weathered);
}

/** What a surface mirrors of its surroundings: Schlick's Fresnel term, dimmed by roughness. */
function mirrored({ normal, view, roughness }: Shining, reflectance: Node<"vec3">, around: Sky["mirrored"]["sky"]): Node<"vec3"> {
  const facing = normal.dot(view);
  const direction = reflect(view.negate(), normal);
  const blurred = grazing(facing).mul(float(1).sub(roughness.mul(0.8)));
  const fresnel = reflectance.add(vec3(1).sub(reflectance).mul(blurred));
  return fresnel.mul(around(direction, roughness));
}

/** Where a point is seen from: a direction in the world. */
export function towardsCamera(): Node<"vec3"> {
  return normalize(fromCamera).negate();
}

/** Schlick's (1 - cos)^5, without a logarithm. */
export function grazing(cosine: Node<"float">): Node<"float"> {
  const rest = cosine.clamp(0, 1).oneMinus().toVar();
  const squared = rest.mul(rest).toVar();
  return squared.mul(squared).mul(rest);
}
