import { type AnimationClip, Object3D, Texture } from "three";
import { MeshoptDecoder } from "three/examples/jsm/libs/meshopt_decoder.module.js";
import { type GLTF, GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { z } from "zod";
import { type AssetFiles, MOST_BYTES, tooLarge } from "../../recipe/assets";
import { unpackDraco } from "./draco";
import { bytesOf, type GltfJson, openGltf } from "./gltf";
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
export async function loadModel(path: string, files: AssetFiles): Promise<LoadedModel> {
  const { length } = bytesOf(path, files);
  if (length > MOST_BYTES) throw new Error(tooLarge(length));
  try {
    return await (/\.obj$/i.test(path) ? loadObj(path, files) : loadGltf(path, files));
  } catch (error) {
    // What a loader stumbles over is told in the language of the engine.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new Error(`it is damaged: something in it refers to what is not there, or is of another kind (${error.message})`);
  }
}

/** What GLTFLoader's parser keeps while it works; three's types leave it out. */
type ParserStores = {
  readonly cache: { add(key: string, value: Promise<unknown>): void };
  readonly sourceCache: { [index: number]: Promise<Texture> };
};

async function loadGltf(path: string, files: AssetFiles): Promise<LoadedModel> {
  const { json, buffers, images } = await unpackDraco(openGltf(path, files));
  const used = chooseSources(json);
  takeHiddenMeshes(json);
  // Without tangents the loader prepares materials for tangents from derivatives, which is what we draw with.
  for (const { attributes } of json.meshes.flatMap(({ primitives }) => primitives)) delete attributes.TANGENT;
  const bitmaps = await Promise.all(
    images.map((image, at) => (used.has(at) ? decodePicture(image, `picture ${at}`) : undefined)),
  );
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
  // The type of the loader does not say that `scene` may name one that is not there.
  if (!((gltf.scene as unknown) instanceof Object3D)) throw new Error("the scene that it is to show is not there");
  return {
    root: gltf.scene,
    clips: gltf.animations,
    dispose() {
      for (const bitmap of bitmaps) bitmap?.close();
    },
  };
}

/**
 * Lets textures with a KTX2 picture (KHR_texture_basisu) use it like any other, unless they bring a plain one too. Gives the indices of
 * all pictures that are used.
 */
function chooseSources(json: GltfJson): Set<number> {
  for (const texture of json.textures) {
    const { KHR_texture_basisu: basisu, ...others } = texture.extensions ?? {};
    texture.source ??= sourceOf(basisu);
    texture.extensions = others;
  }
  const without = (names: readonly string[]) => names.filter((name) => name !== "KHR_texture_basisu");
  json.extensionsUsed = without(json.extensionsUsed);
  json.extensionsRequired = without(json.extensionsRequired);
  const sources = json.textures.flatMap(({ source, extensions = {} }) => [source, ...Object.values(extensions).map(sourceOf)]);
  return new Set(sources.filter((source) => source !== undefined));
}

/** Takes the meshes from nodes that are hidden, and from those under them (KHR_node_visibility): the loader does not know the extension. */
function takeHiddenMeshes({ nodes }: GltfJson): void {
  const hidden = new Set(nodes.filter(({ extensions }) => hiddenSchema.safeParse(extensions).success));
  // A set gives what is added while it is gone through, each node once.
  for (const node of hidden) {
    delete node.mesh;
    for (const child of node.children ?? []) {
      const below = nodes[child];
      if (below) hidden.add(below);
    }
  }
}

const hiddenSchema = z.looseObject({ KHR_node_visibility: z.looseObject({ visible: z.literal(false) }) });

/** The picture that an extension of a texture puts in place of the texture's own. */
const sourceSchema = z.looseObject({ source: z.int() });
function sourceOf(extension: unknown): number | undefined {
  return sourceSchema.safeParse(extension).data?.source;
}

function pictureTexture(bitmap: ImageBitmap): Texture {
  const texture = new Texture(bitmap);
  texture.flipY = false;
  texture.needsUpdate = true;
  return texture;
}
