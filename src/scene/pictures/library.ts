import type { DataArrayTexture, DataTexture } from "three";
import { RecipeError } from "../../errors";
import type { AssetFiles } from "../../recipe/assets";
import { noPictures, type UsablePictures } from "../../recipe/picture-choice";
import {
  MOST_TEXTURES,
  missingPicture,
  type PictureRecipe,
  type PictureReference,
  pictureReferences,
  picturesAt,
} from "../../recipe/pictures";
import type { SceneSpec } from "../../recipe/spec";
import { bytesOf } from "../assets/gltf";
import type { Photograph } from "../sky/backdrop";
import { panoramaTexture } from "../sky/surroundings";
import { type Panorama, readPanorama } from "./panorama";
import { cropPhotograph, decodePhotograph, squareOf } from "./photograph";
import { recent } from "./recent";
import { PICTURE_TEXELS, pictureArray } from "./surface-pictures";

/** The user's pictures, read once for a worker; those that are large are decoded again when they are wanted again. */
export type PictureLibrary = {
  readonly usable: UsablePictures;
  /** A sentence for each file that was left out. */
  readonly problems: readonly string[];
  /** Decodes what a spec shows. What it gives stays with the library, until the next call. Throws a RecipeError when a picture is not among the recipe's. */
  open(spec: SceneSpec): Promise<OpenPictures>;
  dispose(): void;
};

/** The pictures of one image. */
export type OpenPictures = {
  readonly panorama?: PanoramaOnGpu | undefined;
  readonly photograph?: Photograph | undefined;
  /** Pictures for surfaces, and their numbers by path. */
  readonly surfaces: { readonly texture: DataArrayTexture | undefined; readonly layers: ReadonlyMap<string, number> };
};

export type PanoramaOnGpu = { readonly panorama: Panorama; readonly texture: DataTexture };

/** Pictures for no spec. */
export const nothingOpen: OpenPictures = { surfaces: { texture: undefined, layers: new Map() } };

/** Decoded pictures that are kept. A panorama takes up to 64 MB, in the memory of the GPU too; a photograph up to 400 MB, mostly about 50. */
const PANORAMAS_KEPT = 4;
const PHOTOGRAPHS_KEPT = 6;

/** The library of a recipe without pictures. */
export const noPictureLibrary: PictureLibrary = {
  usable: noPictures,
  problems: [],
  async open(spec) {
    if (spec.environment) throw absent(spec.environment.file);
    if (spec.backdrop) throw absent(spec.backdrop.file);
    return nothingOpen;
  },
  dispose() {},
};

/**
 * Reads every picture that the recipe names. Those that cannot be used are left out. Throws one RecipeError with a line for each field that names
 * no picture, or for each file of a field when none of them can be used.
 */
export async function loadPictures(recipe: PictureRecipe, files: AssetFiles): Promise<PictureLibrary> {
  const references = pictureReferences(recipe);
  const lists = references.map((reference) => [reference, picturesAt(reference, Object.keys(files))] as const);
  const missing = lists.filter(([, paths]) => paths.length === 0);
  if (missing.length > 0) throw new RecipeError(missing.map(([reference]) => missingPicture(reference)).join("\n"));

  const panoramas = recent(
    PANORAMAS_KEPT,
    async (path): Promise<PanoramaOnGpu> => {
      const panorama = readPanorama(path, bytesOf(path, files));
      return { panorama, texture: panoramaTexture(panorama) };
    },
    ({ texture }) => texture.dispose(),
  );
  const photographs = recent(
    PHOTOGRAPHS_KEPT,
    (path) => decodePhotograph(bytesOf(path, files)),
    (bitmap) => bitmap.close(),
  );
  const squares: Uint8ClampedArray[] = [];
  const check = {
    environment: (path: string) => panoramas.get(path),
    background: (path: string) => photographs.get(path),
    texture: async (path: string) => squares.push(await squareOf(await photographs.get(path), PICTURE_TEXELS)),
  };
  const usable: Record<keyof UsablePictures, string[]> = { environment: [], background: [], texture: [] };
  const problems: string[] = [];
  for (const [reference, paths] of lists) {
    const before = problems.length;
    for (const path of reference.use === "texture" ? paths.slice(0, MOST_TEXTURES) : paths) {
      try {
        await check[reference.use](path);
        usable[reference.use].push(path);
      } catch (error) {
        problems.push(sentence(reference, path, error));
      }
    }
    if (usable[reference.use].length === 0) throw new RecipeError(problems.slice(before).join("\n"));
  }
  const surfaces = {
    texture: squares.length > 0 ? pictureArray(joined(squares), PICTURE_TEXELS, squares.length) : undefined,
    layers: new Map(usable.texture.map((path, layer) => [path, layer])),
  };
  return {
    usable,
    problems,
    async open({ environment, backdrop, image }) {
      if (environment && !usable.environment.includes(environment.file)) throw absent(environment.file);
      if (backdrop && !usable.background.includes(backdrop.file)) throw absent(backdrop.file);
      return {
        panorama: environment && (await panoramas.get(environment.file)),
        photograph: backdrop && (await cropPhotograph(await photographs.get(backdrop.file), backdrop, image)),
        surfaces,
      };
    },
    dispose() {
      panoramas.dispose();
      photographs.dispose();
      surfaces.texture?.dispose();
    },
  };
}

function sentence({ field }: PictureReference, path: string, error: unknown): string {
  return `${field}: ${path} cannot be used: ${error instanceof Error ? error.message : error}.`;
}

function absent(path: string): RecipeError {
  return new RecipeError(`There is no picture ${path} among those of the recipe that can be used.`);
}

function joined(squares: readonly Uint8ClampedArray[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(squares.length * PICTURE_TEXELS ** 2 * 4);
  for (const [layer, square] of squares.entries()) all.set(square, layer * PICTURE_TEXELS ** 2 * 4);
  return all;
}
