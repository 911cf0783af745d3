import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import decodeJpeg, { init } from "@jsquash/jpeg/decode";
import { decode as decodePng } from "fast-png";
import { RecipeError } from "../errors";
import type { Pixels } from "../lab/image-features";
import { filesBelow } from "./files-below";
import { type OpenedDataset, openDataset } from "./opened-dataset";

/** A folder of pictures, or a dataset of ours however it is packed. */
export type PictureFiles = {
  readonly place: string;
  readonly paths: readonly string[];
  readonly pictures: readonly string[];
  read(file: string): Promise<Buffer>;
  readonly dataset?: OpenedDataset;
};

/** Where the colour pictures of our formats are; the first that is there counts. */
const ourPictures = [
  /(^|\/)images\/[^/]+\/\d+\.(png|jpg)$/,
  /(^|\/)JPEGImages\/\d+\.(png|jpg)$/,
  /(^|\/)image_2\/\d+\.(png|jpg)$/,
  /(^|\/)imagefolder\/[^/]+\/\d+\.(png|jpg)$/,
  /^[^/]+\/\d{6,}\.(png|jpg)$/,
  /(^|\/)rgb\/\d+\.(png|jpg)$/,
  /(^|\/)img1\/\d+\.(png|jpg)$/,
] as const;

/** Opens a folder, or a part of a dataset. Throws RecipeError when there are no pictures. */
export async function openPictures(given: string): Promise<PictureFiles> {
  if (!existsSync(given)) throw new RecipeError(`${given} is not there; expected a folder with pictures, or a dataset.`);
  const plain = statSync(given).isDirectory() ? filesIn(given) : [];
  const pictures = plain.filter((file) => /\.(png|jpe?g)$/i.test(file));
  const isOurs = plain.includes("manifest.json") && plain.includes("recipe.json");
  if (pictures.length > 0 && !isOurs)
    return { place: given, paths: plain, pictures, read: async (file) => readFileSync(path.join(given, file)) };
  const isPacked = plain.length === 0 || plain.some((file) => /^[^/]+-\d{3,}\.(zip|tar)$/.test(file));
  if (!isOurs && !isPacked)
    throw new RecipeError(`${given} has no .png or .jpg pictures; expected a folder with some, or a dataset of Diorama.`);
  const dataset = await openDataset(given);
  const found = ourPictures
    .map((pattern) => dataset.paths.filter((file) => pattern.test(file)))
    .find((files) => files.length > 0);
  if (!found)
    throw new RecipeError(`${given} has no pictures that can be told from its labels; expected a format other than webdataset.`);
  return { place: given, paths: dataset.paths, pictures: onceEach(found), read: dataset.read, dataset };
}

/** Formats side by side have the same picture each; those of BOP and MOT have the same name in many folders. */
function onceEach(files: readonly string[]): string[] {
  const folderOf = (file: string) => file.slice(0, file.indexOf("/"));
  const [first = ""] = files;
  const isInFormats = files.some(
    (file) => file !== first && file.slice(folderOf(file).length) === first.slice(folderOf(first).length),
  );
  return isInFormats ? files.filter((file) => folderOf(file) === folderOf(first)) : [...files];
}

function filesIn(folder: string): string[] {
  try {
    return filesBelow(folder).sort();
  } catch {
    throw new RecipeError(`${folder} is no folder that can be read; expected one with pictures.`);
  }
}

/** The pixels of a PNG or JPEG file. Throws RecipeError when it is broken. */
export async function pixelsOf(name: string, bytes: Buffer): Promise<Pixels> {
  try {
    if (!name.toLowerCase().endsWith(".png")) {
      await ready();
      const { width, height, data } = await decodeJpeg(new Uint8Array(bytes).buffer);
      return { width, height, channels: 4, data };
    }
    const { width, height, channels, data, depth, palette } = decodePng(bytes);
    if (palette)
      return { width, height, channels: 3, data: Array.from(data).flatMap((entry) => palette[entry]?.slice(0, 3) ?? [0, 0, 0]) };
    return { width, height, channels, data: depth === 16 ? Array.from(data, (value) => value / 257) : data };
  } catch (error) {
    throw new RecipeError(`${name} is no picture that can be read (${String(error)}); expected PNG or JPEG.`);
  }
}

let decoder: Promise<void> | undefined;

/** The decoder makes an ImageData, which Node does not have. */
function ready(): Promise<void> {
  decoder ??= (async () => {
    class PlainImageData {
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.data = data;
        this.width = width;
        this.height = height;
      }
    }
    if (!("ImageData" in globalThis)) Object.assign(globalThis, { ImageData: PlainImageData });
    const wasm = createRequire(import.meta.url).resolve("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm");
    await init(await WebAssembly.compile(readFileSync(wasm)));
  })();
  return decoder;
}
