import {
  DataArrayTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  MirroredRepeatWrapping,
  RGBAFormat,
  SRGBColorSpace,
  UnsignedByteType,
} from "three";
import { texture } from "three/tsl";
import type { Node } from "three/webgpu";

/** Texels along the sides of each picture. */
export const PICTURE_TEXELS = 512;

/** The user's pictures for surfaces as the shaders see them. Changing them compiles nothing. */
export type SurfacePictures = {
  /** Linear colour of picture number `layer` at a point; the picture repeats, mirrored, after 1. */
  readonly colour: (at: Node<"vec2">, layer: Node<"int">) => Node<"vec3">;
  /** Shows other pictures; nothing for none. They stay the caller's to dispose of. */
  set(pictures: DataArrayTexture | undefined): void;
  dispose(): void;
};

export function createSurfacePictures(): SurfacePictures {
  const none = pictureArray(new Uint8Array(4).fill(128), 1, 1);
  const lookUp = texture(none);
  return {
    // A clone shares the value of what it was cloned from, so that setting one sets all.
    colour: (at, layer) => lookUp.sample(at).depth(layer).rgb,
    set(pictures) {
      lookUp.value = pictures ?? none;
    },
    dispose: () => none.dispose(),
  };
}

/** Square sRGB pictures, one after the other in `texels`, as layers of a texture with mipmaps. */
export function pictureArray(texels: Uint8Array<ArrayBuffer>, side: number, count: number): DataArrayTexture {
  const made = new DataArrayTexture(texels, side, side, count);
  made.name = "surface pictures";
  made.format = RGBAFormat;
  made.type = UnsignedByteType;
  made.colorSpace = SRGBColorSpace;
  // Mirrored, so that a picture that is no tile shows no seams.
  made.wrapS = MirroredRepeatWrapping;
  made.wrapT = MirroredRepeatWrapping;
  made.magFilter = LinearFilter;
  made.minFilter = LinearMipmapLinearFilter;
  made.generateMipmaps = true;
  made.needsUpdate = true;
  return made;
}
