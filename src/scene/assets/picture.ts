import { checkPictureSize, pictureHeader } from "../pictures/picture-header";
import { MOST_TEXELS } from "./limits";

/** Decodes a picture to plain texels, without colour management, smaller where it is huge. Throws an Error that calls it `name`. */
export async function decodePicture(bytes: Blob, name: string): Promise<ImageBitmap> {
  const options = { colorSpaceConversion: "none", premultiplyAlpha: "none" } as const;
  await checkSize(bytes, name);
  const source = (await isKtx2(bytes)) ? await readKtx2(bytes, name) : bytes;
  const bitmap = await createImageBitmap(source, options).catch(() => {
    throw new Error(`${name} cannot be decoded; expected PNG, JPEG, WebP, AVIF or KTX2`);
  });
  const shrink = MOST_TEXELS / Math.max(bitmap.width, bitmap.height);
  if (shrink >= 1) return bitmap;
  const shrunk = (side: number) => Math.max(1, Math.round(side * shrink));
  const size = { resizeWidth: shrunk(bitmap.width), resizeHeight: shrunk(bitmap.height), resizeQuality: "high" } as const;
  const smaller = await createImageBitmap(bitmap, { ...options, ...size });
  bitmap.close();
  return smaller;
}

/** A few bytes can stand for more pixels than fit into memory. */
async function checkSize(bytes: Blob, name: string): Promise<void> {
  const header = pictureHeader(new Uint8Array(await bytes.arrayBuffer()));
  try {
    if (header) checkPictureSize(header);
  } catch (error) {
    throw new Error(`${name} cannot be used: ${error instanceof Error ? error.message : error}`);
  }
}

/** The first bytes of every KTX2 file: https://registry.khronos.org/KTX/specs/2.0/ktxspec.v2.html */
const ktx2 = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a];

async function isKtx2(bytes: Blob): Promise<boolean> {
  const start = new Uint8Array(await bytes.slice(0, ktx2.length).arrayBuffer());
  return start.length === ktx2.length && start.every((byte, at) => byte === ktx2[at]);
}

async function readKtx2(bytes: Blob, name: string): Promise<ImageData> {
  const { decodeKtx2 } = await import("./ktx2");
  return decodeKtx2(new Uint8Array(await bytes.arrayBuffer()), name);
}
