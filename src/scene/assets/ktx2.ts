/** KTX2 pictures with Basis Universal (glTF's KHR_texture_basisu), by the transcoder inside three.js. Loaded when a file needs it. */
import type { Basis, Ktx2File } from "three/examples/jsm/libs/basis/basis_transcoder.js";
import wasmUrl from "three/examples/jsm/libs/basis/basis_transcoder.wasm?url";
import { MOST_TEXELS } from "./limits";
import { fetchWasm } from "./wasm";

/** Plain RGBA, 8 bits each: every adapter shows it, and shows the same. `transcoder_texture_format` in the transcoder. */
const RGBA32 = 13;

let opening: Promise<Basis> | undefined;

/**
 * Decodes the largest mip level that is not too large. Throws an Error that calls it `name`. We run the transcoder in our own worker:
 * three's KTX2Loader starts others from blobs of text, which a strict Content-Security-Policy forbids, and its formats depend on the
 * adapter, so that the same picture would differ from machine to machine.
 */
export async function decodeKtx2(bytes: Uint8Array, name: string): Promise<ImageData> {
  opening ??= open();
  const basis = await opening;
  const file = new basis.KTX2File(bytes);
  try {
    if (!file.isValid() || file.isHDR() || !file.startTranscoding())
      throw new Error(`${name} is no KTX2 picture with Basis Universal (ETC1S or UASTC) in it`);
    return largestLevel(file, name);
  } finally {
    file.close();
    file.delete();
  }
}

async function open(): Promise<Basis> {
  const [{ default: start }, wasmBinary] = await Promise.all([
    import("three/examples/jsm/libs/basis/basis_transcoder.js"),
    fetchWasm(wasmUrl),
  ]);
  const basis = await start({ wasmBinary });
  basis.initializeBasis();
  return basis;
}

function largestLevel(file: Ktx2File, name: string): ImageData {
  for (let level = 0; level < file.getLevels(); level++) {
    const { origWidth: width, origHeight: height } = file.getImageLevelInfo(level, 0, 0);
    const texels = file.getImageTranscodedSizeInBytes(level, 0, 0, RGBA32);
    if (Math.max(width, height) > MOST_TEXELS || texels < width * height * 4) continue;
    const target = new Uint8Array(texels);
    if (!file.transcodeImage(target, level, 0, 0, RGBA32, 0, -1, -1)) break;
    return new ImageData(new Uint8ClampedArray(target.buffer, 0, width * height * 4), width, height);
  }
  throw new Error(`${name} cannot be decoded; a KTX2 picture needs a level of at most ${MOST_TEXELS} pixels a side`);
}
