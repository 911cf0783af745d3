/**
 * Opens glTF 2.0 files (.glb, .gltf) as far as needed to find their bytes and to refuse hostile ones, without three.js: the command
 * line uses it too. Spec: https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html
 */
import { z } from "zod";
import type { AssetFiles } from "../../recipe/assets";
import { checkAccessors, checkPrimitives } from "./accessors";
import { MOST_TRIANGLES } from "./limits";

const position = z.int().nonnegative();
const gltfSchema = z.looseObject({
  asset: z.looseObject({ version: z.string().startsWith("2.") }),
  scenes: z.array(z.looseObject({ nodes: z.array(position).optional() })).min(1),
  nodes: z.array(z.looseObject({ children: z.array(position).optional() })).default([]),
  meshes: z
    .array(
      z.looseObject({
        primitives: z.array(z.looseObject({ attributes: z.record(z.string(), position), indices: position.optional() })),
      }),
    )
    .default([]),
  buffers: z.array(z.looseObject({ uri: z.string().optional(), byteLength: position })).default([]),
  bufferViews: z
    .array(
      z.looseObject({
        buffer: position,
        byteOffset: position.default(0),
        byteLength: position,
        byteStride: position.optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
  images: z
    .array(z.looseObject({ uri: z.string().optional(), bufferView: position.optional(), mimeType: z.string().optional() }))
    .default([]),
  textures: z
    .array(z.looseObject({ source: position.optional(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .default([]),
  accessors: z.array(z.looseObject({ count: position })).default([]),
  skins: z.array(z.looseObject({ joints: z.array(position) })).default([]),
  extensionsUsed: z.array(z.string()).default([]),
  extensionsRequired: z.array(z.string()).default([]),
});

export type GltfJson = z.output<typeof gltfSchema>;

/** A glTF file with all of its bytes at hand. */
export type Gltf = {
  readonly json: GltfJson;
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
  /** The encoded pictures, by index. */
  readonly images: readonly Blob[];
};

/** Extensions that a file may require; others change what is seen in ways that we do not know. */
const supported = [
  /^KHR_materials_(?!variants$)/,
  /^KHR_(mesh_quantization|texture_transform|lights_punctual|materials_variants|node_visibility|animation_pointer)$/,
  /^KHR_(draco_mesh_compression|meshopt_compression|texture_basisu)$/,
  /^EXT_(meshopt_compression|mesh_gpu_instancing|texture_webp|texture_avif)$/,
];

/** Paths of the files that a .gltf needs beside it. Throws an Error that says what is wrong with the file. */
export function referencesOf(path: string, bytes: Uint8Array<ArrayBuffer>): string[] {
  const { json } = open(bytes);
  return [...json.buffers, ...json.images].flatMap(({ uri }) =>
    uri === undefined || uri.startsWith("data:") ? [] : [beside(path, uri)],
  );
}

/** Opens a file and checks it. Throws an Error that says what is wrong, without the name of the file. */
export function openGltf(path: string, files: AssetFiles): Gltf {
  const { json, binary } = open(bytesOf(path, files));
  checkExtensions(json);
  checkTree(json);
  const longest = json.accessors.reduce((most, { count }) => Math.max(most, count), 0);
  if (longest > MOST_TRIANGLES * 3) throw new Error(`it has more than ${MOST_TRIANGLES / 1e6} million triangles`);
  const buffers = json.buffers.map(({ uri, byteLength }, at) => {
    const bytes = uri === undefined ? binary : bytesAt(path, uri, files);
    if (bytes && bytes.length >= byteLength) return bytes;
    throw new Error(`buffer ${at} should have ${byteLength} bytes and has ${bytes?.length ?? 0}; the file is cut off`);
  });
  checkAccessors(json, buffers);
  checkPrimitives(json);
  const images = json.images.map(({ uri, bufferView, mimeType }, at) => {
    const bytes = bufferView === undefined ? bytesAt(path, uri ?? "", files) : viewOf(json, buffers, bufferView);
    if (bytes) return new Blob([bytes], mimeType === undefined ? {} : { type: mimeType });
    throw new Error(`picture ${at} is not in the file`);
  });
  return { json, buffers, images };
}

function open(bytes: Uint8Array<ArrayBuffer>): { json: GltfJson; binary: Uint8Array<ArrayBuffer> | undefined } {
  const { text, binary } = new TextDecoder().decode(bytes.subarray(0, 4)) === "glTF" ? chunks(bytes) : { text: bytes };
  const result = gltfSchema.safeParse(parsed(text));
  if (result.success) return { json: result.data, binary };
  const [issue] = result.error.issues;
  throw new Error(`it is no glTF 2.0 file: ${issue?.path.join(".") || "all of it"}: ${issue?.message}`);
}

function parsed(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    throw new Error("it is no glTF 2.0 file: its JSON cannot be read");
  }
}

/** The two chunks of a .glb: JSON and binary. */
function chunks(bytes: Uint8Array<ArrayBuffer>): { text: Uint8Array; binary?: Uint8Array<ArrayBuffer> } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const total = bytes.length >= 20 ? view.getUint32(8, true) : 20;
  if (total > bytes.length) throw new Error(`it is cut off: ${bytes.length} of ${total} bytes are there`);
  const length = view.getUint32(12, true);
  const next = 20 + length;
  if (next > bytes.length) throw new Error(`it is cut off in the first chunk (${bytes.length} bytes)`);
  const text = bytes.subarray(20, next);
  if (next + 8 > bytes.length) return { text };
  return { text, binary: bytes.subarray(next + 8, next + 8 + view.getUint32(next, true)) };
}

/** The bytes of a buffer view, if there is one. */
export function viewOf(
  json: GltfJson,
  buffers: readonly Uint8Array<ArrayBuffer>[],
  index: number,
): Uint8Array<ArrayBuffer> | undefined {
  const view = json.bufferViews[index];
  return view && buffers[view.buffer]?.subarray(view.byteOffset, view.byteOffset + view.byteLength);
}

function bytesAt(path: string, uri: string, files: AssetFiles): Uint8Array<ArrayBuffer> {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(uri)?.[1];
  if (data !== undefined) return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return bytesOf(beside(path, uri), files);
}

/** The bytes of a file. Throws an Error when it is not there or cannot be used. */
export function bytesOf(path: string, files: AssetFiles): Uint8Array<ArrayBuffer> {
  const bytes = Object.hasOwn(files, path) ? files[path] : undefined;
  if (typeof bytes === "string") throw new Error(bytes);
  if (bytes) return bytes;
  throw new Error(`the file ${path} is not there`);
}

/** The path of a file that a model refers to. Only files in its folder, or in folders inside, may be: nothing is fetched. */
export function beside(path: string, uri: string): string {
  const steps = decodeURIComponent(uri).split(/[\\/]/);
  if (/^[a-z][a-z0-9+.-]*:|^[\\/]/i.test(uri) || steps.includes(".."))
    throw new Error(`it refers to ${JSON.stringify(uri.slice(0, 100))}; only files in its own folder can be used`);
  return [...path.split("/").slice(0, -1), ...steps.filter((step) => step !== ".")].join("/");
}

function checkExtensions({ extensionsRequired }: GltfJson): void {
  const strange = extensionsRequired.find((name) => !supported.some((pattern) => pattern.test(name)));
  if (strange === undefined) return;
  throw new Error(`it requires ${strange}, which is not supported; save it without`);
}

/** A node that is its own descendant would be waited for without end. */
function checkTree({ nodes, scenes, skins }: GltfJson): void {
  const strayed = skins.flatMap(({ joints }) => joints).find((joint) => joint >= nodes.length);
  if (strayed !== undefined) throw new Error(`a skin refers to node ${strayed} of ${nodes.length}`);
  const parents = new Uint32Array(nodes.length);
  for (const { children = [] } of nodes) {
    for (const child of children) {
      if (child >= nodes.length) throw new Error(`it refers to node ${child} of ${nodes.length}`);
      parents[child] = (parents[child] ?? 0) + 1;
    }
  }
  const reachable = new Set<number>();
  const waiting = scenes.flatMap((scene) => scene.nodes ?? []).filter((root, at, all) => all.indexOf(root) === at);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node >= nodes.length || reachable.has(node) || (parents[node] ?? 0) > 1)
      throw new Error(`node ${node} stands in more than one place of its tree`);
    reachable.add(node);
    waiting.push(...(nodes[node]?.children ?? []));
  }
}
