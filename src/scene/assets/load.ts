import { type AnimationClip, type Object3D, Texture } from "three";
import { MeshoptDecoder } from "three/examples/jsm/libs/meshopt_decoder.module.js";
import { type GLTF, GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import type { AssetFiles } from "../../recipe/assets";
import { bytesOf, openGltf } from "./gltf";
import { MOST_BYTES } from "./limits";
import { loadObj } from "./obj";
import { decodePicture } from "./picture";

/** A file as three.js objects, as yet in its own units and axes. */
export type LoadedModel = {
  readonly root: Object3D;
  readonly clips: readonly AnimationClip[];
  /** Closes the decoded pictures. */
  dispose(): void;
};

/** Reads a model from bytes; nothing is fetched. Throws an Error that says what is wrong, without the name of the file. */
export function loadModel(path: string, files: AssetFiles): Promise<LoadedModel> {
  const { length } = bytesOf(path, files);
  if (length > MOST_BYTES) throw new Error(`it has ${Math.round(length / 1e6)} MB; at most ${MOST_BYTES / 1e6} MB can be used`);
  return /\.obj$/i.test(path) ? loadObj(path, files) : loadGltf(path, files);
}

/** What GLTFLoader's parser keeps while it works; three's types leave it out. */
type ParserStores = {
  readonly cache: { add(key: string, value: Promise<unknown>): void };
  readonly sourceCache: { [index: number]: Promise<Texture> };
};

async function loadGltf(path: string, files: AssetFiles): Promise<LoadedModel> {
  const { json, buffers, images } = openGltf(path, files);
  // Without tangents the loader prepares materials for tangents from derivatives, which is what we draw with.
  for (const { attributes } of json.meshes.flatMap(({ primitives }) => primitives)) delete attributes.TANGENT;
  const bitmaps = await Promise.all(images.map((image, at) => image && decodePicture(image, `picture ${at}`)));
  const loader = new GLTFLoader().setMeshoptDecoder(MeshoptDecoder);
  // The loader asks its stores before it fetches, so it never does.
  loader.register((parser) => ({
    name: "DIORAMA_bytes",
    beforeRoot() {
      const { cache, sourceCache } = parser as unknown as ParserStores;
      for (const [at, bytes] of buffers.entries()) cache.add(`buffer:${at}`, Promise.resolve(bytes.slice().buffer));
      for (const [at, bitmap] of bitmaps.entries()) if (bitmap) sourceCache[at] = Promise.resolve(pictureTexture(bitmap));
      return null;
    },
  }));
  const gltf = await new Promise<GLTF>((resolve, reject) => loader.parse(JSON.stringify(json), "", resolve, reject));
  return {
    root: gltf.scene,
    clips: gltf.animations,
    dispose() {
      for (const bitmap of bitmaps) bitmap?.close();
    },
  };
}

function pictureTexture(bitmap: ImageBitmap): Texture {
  const texture = new Texture(bitmap);
  texture.flipY = false;
  texture.needsUpdate = true;
  return texture;
}
