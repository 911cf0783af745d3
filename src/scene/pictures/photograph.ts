import type { BackdropSpec } from "../../recipe/spec";
import type { Photograph } from "../sky/backdrop";
import { checkPhotograph } from "./picture-header";

/**
 * Decodes a photograph: turned as its camera says (EXIF), its colours as sRGB. Throws an Error that says what is wrong, without the
 * name of the file.
 */
export async function decodePhotograph(bytes: Uint8Array<ArrayBuffer>): Promise<ImageBitmap> {
  checkPhotograph(bytes);
  return createImageBitmap(new Blob([bytes]), { imageOrientation: "from-image", premultiplyAlpha: "none" }).catch(() => {
    throw new Error("it is damaged and cannot be decoded");
  });
}

/** The part of a photograph that a spec shows, in the size of the frame; its sides keep their proportions. */
export async function cropPhotograph(
  photograph: ImageBitmap,
  { zoom, offset: [right, down], mirrored }: Omit<BackdropSpec, "file">,
  frame: { readonly width: number; readonly height: number },
): Promise<Photograph> {
  const aspect = frame.width / frame.height;
  const width = Math.min(photograph.width, photograph.height * aspect) / zoom;
  const height = width / aspect;
  const [x, y] = [right * (photograph.width - width), down * (photograph.height - height)];
  const pixels = await pixelsOf(photograph, { x, y, width, height }, frame);
  if (mirrored) mirror(pixels, frame.width);
  return { width: frame.width, height: frame.height, pixels };
}

/** The middle of a photograph as a square of `side` pixels. */
export function squareOf(photograph: ImageBitmap, side: number): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const { width, height } = photograph;
  const least = Math.min(width, height);
  const middle = { x: (width - least) / 2, y: (height - least) / 2, width: least, height: least };
  return pixelsOf(photograph, middle, { width: side, height: side });
}

type Part = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A part of a bitmap, resized and before white, as RGBA bytes. */
async function pixelsOf(
  bitmap: ImageBitmap,
  part: Part,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const [x, y] = [Math.round(part.x), Math.round(part.y)];
  const [across, down] = [Math.max(1, Math.round(part.width)), Math.max(1, Math.round(part.height))];
  const options = { resizeWidth: width, resizeHeight: height, resizeQuality: "high" } as const;
  const resized = await createImageBitmap(bitmap, x, y, across, down, options);
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("A photograph could not be read: the browser has no 2D canvas");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(resized, 0, 0);
  resized.close();
  return context.getImageData(0, 0, width, height).data as Uint8ClampedArray<ArrayBuffer>;
}

/** Swaps left and right. */
function mirror(pixels: Uint8ClampedArray<ArrayBuffer>, width: number): void {
  const words = new Uint32Array(pixels.buffer);
  for (let start = 0; start < words.length; start += width) words.subarray(start, start + width).reverse();
}
