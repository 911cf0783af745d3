import { DataTexture, HalfFloatType, LinearFilter, LinearMipmapLinearFilter, RepeatWrapping, RGBAFormat, Vector3 } from "three";
import { acos, atan, float, fract, texture, uniform, vec2 } from "three/tsl";
import type { Node } from "three/webgpu";
import { MIRRORED_COLUMNS, MIRRORED_ROWS, type Panorama } from "../pictures/panorama";
import type { SurroundingLight } from "./environment";

/** A panorama as the shaders see it: all round, and blurred as glossy surfaces mirror it. Changing it compiles nothing. */
export type Surroundings = {
  /** Exposed radiance from a direction (of any length). */
  readonly seen: (direction: Node<"vec3">) => Node<"vec3">;
  /** The same without the main light, which shines by itself, and blurred by the roughness of a surface. */
  readonly mirrored: (direction: Node<"vec3">, roughness: Node<"float">) => Node<"vec3">;
  /** Shows a panorama with its light; nothing for none. The texture stays the caller's to dispose of. */
  set(shown?: { readonly panorama: Panorama; readonly texture: DataTexture; readonly light: SurroundingLight }): void;
  dispose(): void;
};

export function createSurroundings(): Surroundings {
  const none = panoramaTexture({ texels: new Uint16Array(8), width: 2, height: 1 });
  const blurred = panoramaTexture({
    texels: new Uint16Array(MIRRORED_COLUMNS * MIRRORED_ROWS * 4),
    width: MIRRORED_COLUMNS,
    height: MIRRORED_ROWS,
  });
  blurred.name = "mirrored panorama";
  blurred.minFilter = LinearMipmapLinearFilter;
  blurred.generateMipmaps = true;
  const sharp = texture(none);
  const gains = uniform(new Vector3());
  /** In turns. */
  const rotation = uniform(0);
  let mirroredPanorama: Panorama | undefined;

  const place = (direction: Node<"vec3">) => {
    const azimuth = atan(direction.x, direction.z.negate()).div(2 * Math.PI);
    const polar = acos(direction.y.div(direction.length()).clamp(-1, 1)).div(Math.PI);
    return vec2(fract(azimuth.add(0.5).sub(rotation)), polar);
  };
  return {
    seen: (direction) => sharp.sample(place(direction)).level(float(0)).rgb.mul(gains),
    mirrored(direction, roughness) {
      // A lobe of GGX is about as wide as the square of the roughness, in radians; one texel is 2 pi / columns wide.
      const texels = roughness.pow(2).mul(MIRRORED_COLUMNS / Math.PI);
      return texture(blurred, place(direction)).level(texels.max(1).log2()).rgb.mul(gains);
    },
    set(shown) {
      sharp.value = shown?.texture ?? none;
      if (!shown) return;
      gains.value.set(...shown.light.surroundings.gains);
      rotation.value = shown.light.surroundings.rotationDegrees / 360;
      if (mirroredPanorama === shown.panorama) return;
      mirroredPanorama = shown.panorama;
      (blurred.image.data as Uint16Array).set(shown.panorama.mirrored);
      blurred.needsUpdate = true;
    },
    dispose() {
      none.dispose();
      blurred.dispose();
    },
  };
}

/** The texture of a panorama; the top row comes first. */
export function panoramaTexture({ texels, width, height }: Pick<Panorama, "texels" | "width" | "height">): DataTexture {
  const made = new DataTexture(texels, width, height, RGBAFormat, HalfFloatType);
  made.name = "panorama";
  made.wrapS = RepeatWrapping;
  made.magFilter = LinearFilter;
  made.minFilter = LinearFilter;
  made.needsUpdate = true;
  return made;
}
