import { MOST_TEXELS } from "./limits";

/** Decodes a picture to plain texels, without colour management, smaller where it is huge. Throws an Error that calls it `name`. */
export async function decodePicture(bytes: Blob, name: string): Promise<ImageBitmap> {
  const options = { colorSpaceConversion: "none", premultiplyAlpha: "none" } as const;
  const bitmap = await createImageBitmap(bytes, options).catch(() => {
    throw new Error(`${name} cannot be decoded; expected PNG, JPEG, WebP or AVIF`);
  });
  const shrink = MOST_TEXELS / Math.max(bitmap.width, bitmap.height);
  if (shrink >= 1) return bitmap;
  const shrunk = (side: number) => Math.max(1, Math.round(side * shrink));
  const size = { resizeWidth: shrunk(bitmap.width), resizeHeight: shrunk(bitmap.height), resizeQuality: "high" } as const;
  const smaller = await createImageBitmap(bitmap, { ...options, ...size });
  bitmap.close();
  return smaller;
}
