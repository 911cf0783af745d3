import type { Material } from "three";

/**
 * What of light and weather the shaders of a picture have to know. Each combination has shaders of its own, made when it is first needed: a branch would
 * cost CPU adapters both of its sides (SwiftShader computes them under masks), so that dry daylight would pay for rain and lamps.
 */
export type Conditions = {
  /** Surfaces are wet or under snow. */
  readonly weathered: boolean;
  /** Lamps without shadows are on. */
  readonly lamps: boolean;
  /** The light with shadows is that of a lamp in some of the sub-frames. */
  readonly keyLamp: boolean;
  /** The air is thick enough for lamps to have halos in it. */
  readonly halos: boolean;
  readonly around: Around;
};

/** For those to whom only shapes matter. */
export const DRY_DAYLIGHT: Conditions = { weathered: false, lamps: false, keyLamp: false, halos: false, around: "sky" };

/** What is round the scene: the sky with its air, a room, or the user's panorama. Only the sky comes with air that takes light away. */
export type Around = "sky" | "room" | "panorama";

const conditionsOfMaterial = new WeakMap<Material, Conditions>();

/** Remembers what a material was made for, and keeps three from giving it the shaders of another that only differs in that. */
export function madeFor<M extends Material>(material: M, conditions: Conditions): M {
  conditionsOfMaterial.set(material, conditions);
  const own = material.customProgramCacheKey.bind(material);
  material.customProgramCacheKey = () => `${own()} ${conditionsKey(conditions)}`;
  return material;
}

/** What a material was made for. Those without conditions of their own are not lit, though three asks for their light. */
export function conditionsOf(material: Material): Conditions {
  return conditionsOfMaterial.get(material) ?? DRY_DAYLIGHT;
}

export function conditionsKey({ around, ...there }: Conditions): string {
  const names = Object.entries(there).flatMap(([name, is]) => (is ? [name] : []));
  return [around, ...names].join(" ");
}
