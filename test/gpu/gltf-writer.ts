/** Writes small glTF 2.0 files, so that the tests know exactly what is in them. */

type Values = Float32Array | Uint8Array | Uint16Array | Int16Array;
const componentTypes = { Uint8Array: 5121, Int16Array: 5122, Uint16Array: 5123, Float32Array: 5126 } as const;
const widths = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 } as const;

type List = Record<string, unknown>[];
type Json = {
  asset: { version: string };
  scene: number;
  scenes: { nodes: number[] }[];
  nodes: List;
  meshes: List;
  materials: List;
  textures: List;
  images: List;
  accessors: List;
  bufferViews: List;
  buffers: List;
} & Record<string, unknown>;

/** A file in the making: fill in `json`, add bytes with `accessor` and `image`, take it with `glb` or `gltf`. */
export function gltfWriter() {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const json: Json = {
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [],
    meshes: [],
    materials: [],
    textures: [],
    images: [],
    accessors: [],
    bufferViews: [],
    buffers: [],
  };
  const view = (bytes: Uint8Array): number => {
    const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    padded.set(bytes);
    json.bufferViews.push({ buffer: 0, byteOffset: length, byteLength: bytes.length });
    chunks.push(padded);
    length += padded.length;
    return json.bufferViews.length - 1;
  };
  const finished = (uri?: string) => {
    json.buffers = [{ byteLength: length, ...(uri === undefined ? {} : { uri }) }];
    const used = Object.entries(json).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
    return new TextEncoder().encode(JSON.stringify(Object.fromEntries(used)));
  };
  const binary = () => {
    const all = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  };
  return {
    json,
    /** Index of a new accessor over these values. */
    accessor(values: Values, type: keyof typeof widths, more: Record<string, unknown> = {}): number {
      const name = values.constructor.name as keyof typeof componentTypes;
      const bufferView = view(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      json.accessors.push({
        bufferView,
        componentType: componentTypes[name],
        count: values.length / widths[type],
        type,
        ...more,
      });
      return json.accessors.length - 1;
    },
    /** Index of a new texture with this PNG. */
    texture(png: Uint8Array): number {
      json.images.push({ bufferView: view(png), mimeType: "image/png" });
      json.textures.push({ source: json.images.length - 1 });
      return json.textures.length - 1;
    },
    glb(): Uint8Array<ArrayBuffer> {
      const text = finished();
      const [textLength, binLength] = [Math.ceil(text.length / 4) * 4, length];
      const file = new Uint8Array(28 + textLength + binLength);
      const words = new DataView(file.buffer);
      file.fill(0x20, 20, 20 + textLength);
      file.set(text, 20);
      file.set(binary(), 28 + textLength);
      words.setUint32(0, 0x46546c67, true);
      words.setUint32(4, 2, true);
      words.setUint32(8, file.length, true);
      words.setUint32(12, textLength, true);
      words.setUint32(16, 0x4e4f534a, true);
      words.setUint32(20 + textLength, binLength, true);
      words.setUint32(24 + textLength, 0x004e4942, true);
      return file;
    },
    /** The two files of a .gltf whose buffer is called `uri`. */
    gltf: (uri: string) => ({ text: finished(uri), bin: binary() }),
  };
}

export type Writer = ReturnType<typeof gltfWriter>;

/** Attributes and indices of a cuboid with its own corners on each side, so that normals and uv can be flat. */
export function cuboidPrimitive(writer: Writer, size: readonly [number, number, number], shift: readonly number[] = [0, 0, 0]) {
  const position: number[] = [];
  const normal: number[] = [];
  const uv: number[] = [];
  const index: number[] = [];
  for (const axis of [0, 1, 2]) {
    for (const side of [-1, 1]) {
      const first = position.length / 3;
      for (const [u, v] of [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const) {
        const corner = [0, 0, 0];
        corner[axis] = side;
        corner[(axis + 1) % 3] = u * side;
        corner[(axis + 2) % 3] = v;
        position.push(...corner.map((value, at) => (value * (size[at] ?? 0)) / 2 + (shift[at] ?? 0)));
        normal.push(...[0, 1, 2].map((at) => (at === axis ? side : 0)));
        uv.push((u + 1) / 2, (1 - v) / 2);
      }
      index.push(...[0, 1, 2, 0, 2, 3].map((at) => first + at));
    }
  }
  const range = (pick: typeof Math.min) => [0, 1, 2].map((at) => pick(...position.filter((_, i) => i % 3 === at)));
  return {
    attributes: {
      POSITION: writer.accessor(new Float32Array(position), "VEC3", { min: range(Math.min), max: range(Math.max) }),
      NORMAL: writer.accessor(new Float32Array(normal), "VEC3"),
      TEXCOORD_0: writer.accessor(new Float32Array(uv), "VEC2"),
    } as Record<string, number>,
    // Bytes: the smallest kind of index that glTF has.
    indices: writer.accessor(new Uint8Array(index), "SCALAR"),
  };
}

/** A PNG of `size` x `size` pixels; `texel` gives red, green, blue and opacity, 0 to 255, counted from the top left. */
export async function png(size: number, texel: (x: number, y: number) => readonly [number, number, number, number]) {
  const picture = new ImageData(size, size);
  for (let at = 0; at < size * size; at++) picture.data.set(texel(at % size, Math.floor(at / size)), at * 4);
  const canvas = new OffscreenCanvas(size, size);
  canvas.getContext("2d")?.putImageData(picture, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
}
