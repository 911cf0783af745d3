/** Small models of every kind that we read without a browser: trees, instances, morphs, skins, clips, sparse and quantized numbers. */
import { cuboidPrimitive, gltfWriter, type Writer } from "../gpu/gltf-writer";

type SeedModel = { readonly json: unknown; readonly bin: Uint8Array<ArrayBuffer> };

/** A .glb of JSON and bytes. */
export function packed(json: unknown, bin: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(json) ?? "null");
  const textLength = Math.ceil(text.length / 4) * 4;
  const file = new Uint8Array(28 + textLength + bin.length);
  const words = new DataView(file.buffer);
  file.fill(0x20, 20, 20 + textLength);
  file.set(text, 20);
  file.set(bin, 28 + textLength);
  for (const [at, word] of [
    [0, 0x46546c67],
    [4, 2],
    [8, file.length],
    [12, textLength],
    [16, 0x4e4f534a],
    [20 + textLength, bin.length],
    [24 + textLength, 0x004e4942],
  ] as const)
    words.setUint32(at, word, true);
  return file;
}

function model(fill: (writer: Writer) => void): SeedModel {
  const writer = gltfWriter();
  fill(writer);
  const { text, bin } = writer.gltf("x.bin");
  const json = JSON.parse(new TextDecoder().decode(text));
  delete json.buffers[0].uri;
  return { json, bin: Uint8Array.from(bin) };
}

const tree = model((writer) => {
  const { json } = writer;
  json.materials = [{ pbrMetallicRoughness: { baseColorFactor: [1, 0, 0, 1], roughnessFactor: 0.4 } }, { doubleSided: true }];
  json.meshes = [
    { primitives: [{ ...cuboidPrimitive(writer, [1, 2, 3]), material: 0 }] },
    { primitives: [{ ...cuboidPrimitive(writer, [0.5, 0.5, 0.5], [1, 0, 0]), material: 1 }] },
  ];
  json.nodes = [
    { mesh: 0, children: [1, 2], translation: [1, 2, 3] },
    { mesh: 1, rotation: [0, Math.SQRT1_2, 0, Math.SQRT1_2], scale: [1, 2, 1] },
    { mesh: 1, matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 4, 5, 6, 1] },
  ];
});

const plain = model((writer) => {
  writer.json.meshes = [{ primitives: [cuboidPrimitive(writer, [1, 1, 2])] }];
  writer.json.nodes = [{ mesh: 0 }];
});

const moving = model((writer) => {
  const { json } = writer;
  const primitive = cuboidPrimitive(writer, [1, 1, 1]);
  const shift = Float32Array.from({ length: 72 }, (_, at) => (at % 3 === 1 ? 0.5 : 0));
  json.meshes = [{ primitives: [{ ...primitive, targets: [{ POSITION: writer.accessor(shift, "VEC3") }] }], weights: [0.5] }];
  json.nodes = [{ mesh: 0 }];
  const times = writer.accessor(Float32Array.of(0, 1), "SCALAR", { min: [0], max: [1] });
  const places = writer.accessor(Float32Array.of(0, 0, 0, 0, 2, 0), "VEC3");
  json.animations = [
    { samplers: [{ input: times, output: places }], channels: [{ sampler: 0, target: { node: 0, path: "translation" } }] },
  ];
});

const skinned = model((writer) => {
  const { json } = writer;
  const primitive = cuboidPrimitive(writer, [1, 2, 1]);
  primitive.attributes.JOINTS_0 = writer.accessor(
    Uint8Array.from({ length: 96 }, (_, at) => (at % 4 === 0 ? (at >> 2) % 2 : 0)),
    "VEC4",
  );
  primitive.attributes.WEIGHTS_0 = writer.accessor(
    Float32Array.from({ length: 96 }, (_, at) => (at % 4 === 0 ? 1 : 0)),
    "VEC4",
  );
  const one = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  json.meshes = [{ primitives: [primitive] }];
  json.skins = [{ joints: [1, 2], inverseBindMatrices: writer.accessor(Float32Array.from([...one, ...one]), "MAT4") }];
  json.nodes = [{ mesh: 0, skin: 0, children: [1] }, { children: [2] }, { translation: [0, 1, 0] }];
});

const instanced = model((writer) => {
  const { json } = writer;
  json.meshes = [{ primitives: [cuboidPrimitive(writer, [1, 1, 1])] }];
  const TRANSLATION = writer.accessor(Float32Array.of(0, 0, 0, 3, 0, 0, 0, 0, 5), "VEC3");
  json.extensionsUsed = ["EXT_mesh_gpu_instancing"];
  json.nodes = [{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION } } } }];
});

const sparse = model((writer) => {
  const { json } = writer;
  const primitive = cuboidPrimitive(writer, [1, 1, 1]);
  const indices = writer.accessor(Uint16Array.of(0, 5), "SCALAR");
  const values = writer.accessor(Float32Array.of(2, 2, 2, -2, -2, -2), "VEC3");
  const position = json.accessors[primitive.attributes.POSITION ?? 0] ?? {};
  const viewOf = (at: number) => json.accessors[at]?.bufferView;
  position.sparse = {
    count: 2,
    indices: { bufferView: viewOf(indices), componentType: 5123 },
    values: { bufferView: viewOf(values) },
  };
  json.meshes = [{ primitives: [primitive] }];
  json.nodes = [{ mesh: 0 }];
});

/** The plainest more often than others: most of what can be wrong, and can be compared, is in it. */
export const seedModels: readonly SeedModel[] = [plain, plain, tree, tree, moving, skinned, instanced, sparse];
