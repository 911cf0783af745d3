/** Meshes packed with Draco (glTF's KHR_draco_mesh_compression), by the decoder inside three.js. Loaded when a file needs it. */

import wasmUrl from "three/examples/jsm/libs/draco/gltf/draco_decoder.wasm?url";
import type { Draco, DracoDecoder, DracoMesh } from "three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js";
import { z } from "zod";
import { type Gltf, viewOf } from "./gltf";
import { MOST_TRIANGLES } from "./limits";
import { fetchWasm } from "./wasm";

const NAME = "KHR_draco_mesh_compression";

const packedSchema = z.object({
  attributes: z.record(z.string(), z.int()),
  indices: z.int().optional(),
  extensions: z.object({ [NAME]: z.object({ bufferView: z.int(), attributes: z.record(z.string(), z.int()) }) }),
});
type Packed = z.output<typeof packedSchema>;

/** Types of numbers in glTF and in Draco, and how many bytes they take. */
const componentTypes = {
  5120: ["DT_INT8", 1],
  5121: ["DT_UINT8", 1],
  5122: ["DT_INT16", 2],
  5123: ["DT_UINT16", 2],
  5125: ["DT_UINT32", 4],
  5126: ["DT_FLOAT32", 4],
} as const;
const accessorSchema = z.looseObject({ componentType: z.literal([5120, 5121, 5122, 5123, 5125, 5126]) });

let opening: Promise<{ readonly draco: Draco }> | undefined;

/**
 * The same file with its packed meshes as plain ones in new buffers. Throws an Error when one cannot be unpacked. We run the decoder in
 * our own worker: three's DRACOLoader starts others from blobs of text, which a strict Content-Security-Policy forbids.
 */
export async function unpackDraco(gltf: Gltf): Promise<Gltf> {
  if (![...gltf.json.extensionsUsed, ...gltf.json.extensionsRequired].includes(NAME)) return gltf;
  opening ??= open();
  const { draco } = await opening;
  const json = structuredClone(gltf.json);
  const buffers = [...gltf.buffers];
  const store = (bytes: Uint8Array<ArrayBuffer>): number => {
    json.buffers.push({ byteLength: bytes.length });
    buffers.push(bytes);
    return json.bufferViews.push({ buffer: buffers.length - 1, byteOffset: 0, byteLength: bytes.length }) - 1;
  };
  for (const primitive of json.meshes.flatMap(({ primitives }) => primitives)) {
    const packed = packedSchema.safeParse(primitive);
    if (!packed.success) continue;
    const bytes = viewOf(json, gltf.buffers, packed.data.extensions[NAME].bufferView);
    if (!bytes) throw new Error("its Draco data is not in the file");
    using mesh = decode(draco, bytes);
    for (const [accessor, unpacked] of accessorsOf(packed.data, mesh, json.accessors, store)) json.accessors[accessor] = unpacked;
    primitive.indices = json.accessors.push(indexOf(mesh, store)) - 1;
    delete primitive.extensions;
  }
  const others = (names: readonly string[]) => names.filter((name) => name !== NAME);
  Object.assign(json, { extensionsUsed: others(json.extensionsUsed), extensionsRequired: others(json.extensionsRequired) });
  return { ...gltf, json, buffers };
}

async function open(): Promise<{ readonly draco: Draco }> {
  const [{ default: start }, wasmBinary] = await Promise.all([
    import("three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js"),
    fetchWasm(wasmUrl),
  ]);
  // The module has a `then` of its own, so it is wrapped before a promise sees it.
  return new Promise((resolve) => start({ wasmBinary, onModuleLoaded: (draco) => resolve({ draco }) }));
}

type Decoded = Disposable & { readonly draco: Draco; readonly decoder: DracoDecoder; readonly mesh: DracoMesh };

function decode(draco: Draco, bytes: Uint8Array): Decoded {
  const [decoder, mesh] = [new draco.Decoder(), new draco.Mesh()];
  const dispose = () => {
    draco.destroy(mesh);
    draco.destroy(decoder);
  };
  try {
    const packed = new Int8Array(bytes);
    const isMesh = decoder.GetEncodedGeometryType(packed) === draco.TRIANGULAR_MESH;
    const status = isMesh ? decoder.DecodeArrayToMesh(packed, packed.length, mesh) : undefined;
    if (!status?.ok() || mesh.ptr === 0)
      throw new Error(`its Draco data cannot be unpacked (${status?.error_msg() || "it is no mesh"})`);
    if (mesh.num_faces() > MOST_TRIANGLES) throw new Error(`it has more than ${MOST_TRIANGLES / 1e6} million triangles`);
    return { draco, decoder, mesh, [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    // A decoder that ran out of memory is of no use any more.
    if (!(error instanceof Error) || error instanceof WebAssembly.RuntimeError) opening = undefined;
    throw error;
  }
}

type Accessor = Gltf["json"]["accessors"][number];
type Store = (bytes: Uint8Array<ArrayBuffer>) => number;

/** The attributes of a primitive as new accessors, by the index of the old ones. */
function accessorsOf({ attributes, extensions }: Packed, decoded: Decoded, accessors: readonly Accessor[], store: Store) {
  return Object.entries(extensions[NAME].attributes).map(([name, id]): [number, Accessor] => {
    const at = attributes[name] ?? -1;
    const accessor = accessorSchema.safeParse(accessors[at]);
    const { draco, decoder, mesh } = decoded;
    const attribute = decoder.GetAttributeByUniqueId(mesh, id);
    if (!accessor.success || attribute.ptr === 0) throw new Error(`its Draco data has no ${name}`);
    const [type, width] = componentTypes[accessor.data.componentType];
    const count = mesh.num_points();
    const bytes = copied(draco, count * attribute.num_components() * width, (length, pointer) =>
      decoder.GetAttributeDataArrayForAllPoints(mesh, attribute, draco[type], length, pointer),
    );
    return [at, { ...accessor.data, bufferView: store(bytes), byteOffset: 0, count }];
  });
}

function indexOf({ draco, decoder, mesh }: Decoded, store: Store): Accessor {
  const count = mesh.num_faces() * 3;
  const bytes = copied(draco, count * 4, (length, pointer) => decoder.GetTrianglesUInt32Array(mesh, length, pointer));
  return { bufferView: store(bytes), componentType: 5125, type: "SCALAR", count };
}

/** What the decoder writes into its memory. */
function copied(draco: Draco, length: number, write: (length: number, pointer: number) => boolean): Uint8Array<ArrayBuffer> {
  const pointer = draco._malloc(length);
  try {
    if (!write(length, pointer)) throw new Error("its Draco data is damaged");
    return draco.HEAPU8.slice(pointer, pointer + length);
  } finally {
    draco._free(pointer);
  }
}
