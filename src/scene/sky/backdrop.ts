import { Color, DataTexture, DataUtils, HalfFloatType, NearestFilter, RGBAFormat, SRGBColorSpace } from "three";
import { ivec2, screenCoordinate, texture, uniform } from "three/tsl";
import type { Node } from "three/webgpu";
import { radianceOf } from "../tone-curve";

/** A photograph that fills the frame: sRGB, four bytes a pixel, the top row first. */
export type Photograph = { readonly width: number; readonly height: number; readonly pixels: Uint8ClampedArray };

/** A photograph behind everything, as the shaders see it. Changing it compiles nothing. */
export type Backdrop = {
  /** 1 where there is a photograph. */
  readonly present: Node<"float">;
  /** Radiance at this pixel of the frame that the tone curve turns back into the photograph. */
  readonly seen: () => Node<"vec3">;
  /** Shows a photograph of the size of the frame; nothing for none. */
  set(photograph: Photograph | undefined): void;
  dispose(): void;
};

/** Half floats of the radiance for each byte of a photograph. */
const halves = Uint16Array.from({ length: 256 }, (_, byte) => {
  const { r } = new Color().setRGB(byte / 255, 0, 0, SRGBColorSpace);
  return DataUtils.toHalfFloat(radianceOf(r));
});

export function createBackdrop(): Backdrop {
  let shown = backdropTexture(1, 1);
  const pixels = texture(shown);
  const present = uniform(0);
  return {
    present,
    seen: () => pixels.load(ivec2(screenCoordinate)).rgb,
    set(photograph) {
      present.value = photograph ? 1 : 0;
      if (!photograph) return;
      const { width, height } = photograph;
      if (shown.image.width !== width || shown.image.height !== height) {
        shown.dispose();
        shown = backdropTexture(width, height);
        pixels.value = shown;
      }
      const texels = shown.image.data as Uint16Array;
      for (const [at, byte] of photograph.pixels.entries()) texels[at] = halves[byte] ?? 0;
      shown.needsUpdate = true;
    },
    dispose: () => shown.dispose(),
  };
}

function backdropTexture(width: number, height: number): DataTexture {
  const made = new DataTexture(new Uint16Array(width * height * 4), width, height, RGBAFormat, HalfFloatType);
  made.name = "backdrop";
  made.magFilter = NearestFilter;
  made.minFilter = NearestFilter;
  made.needsUpdate = true;
  return made;
}
