import { z } from "zod";

/**
 * Reads the triangles of a .glb by the letter of the specification, without three.js: how many corners, and the box round them. Undefined for files with
 * more than nodes, meshes and plain accessors in them. Throws where the specification says that a file cannot be so.
 */
const position = z.int().nonnegative();
const list = (length: number) => z.array(z.number()).length(length);
const schema = z.object({
  asset: z.looseObject({ version: z.string() }),
  scene: position.default(0),
  scenes: z.array(z.looseObject({ nodes: z.array(position).default([]) })),
  nodes: z.array(
    z.strictObject({
      mesh: position.optional(),
      children: z.array(position).default([]),
      translation: list(3).default([0, 0, 0]),
      rotation: list(4).default([0, 0, 0, 1]),
      scale: list(3).default([1, 1, 1]),
      matrix: list(16).optional(),
    }),
  ),
  meshes: z.array(
    z.strictObject({
      primitives: z.array(
        z.strictObject({ attributes: z.record(z.string(), position), indices: position, material: position.optional() }),
      ),
    }),
  ),
  accessors: z.array(
    z.strictObject({
      bufferView: position,
      byteOffset: position.default(0),
      componentType: z.int(),
      count: position,
      type: z.string(),
      min: z.unknown().optional(),
      max: z.unknown().optional(),
    }),
  ),
  bufferViews: z.array(z.strictObject({ buffer: z.literal(0), byteOffset: position.default(0), byteLength: position })),
  buffers: z.array(z.strictObject({ byteLength: position })).length(1),
  materials: z.array(z.unknown()).optional(),
});
type Json = z.output<typeof schema>;

export function boundsByHand(file: Uint8Array): { corners: number; min: number[]; max: number[] } | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const textLength = view.getUint32(12, true);
  const text = new TextDecoder().decode(file.subarray(20, 20 + textLength));
  const read = schema.safeParse(JSON.parse(text));
  if (!read.success) return undefined;
  const json = read.data;
  const bin = file.subarray(28 + textLength);
  const [min, max] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  let corners = 0;
  const visit = (node: number, outer: readonly number[]) => {
    const own = json.nodes[node];
    if (own === undefined) throw new Error(`there is no node ${node}`);
    const matrix = product(outer, own.matrix ?? composed(own.translation, own.rotation, own.scale));
    const mesh = own.mesh === undefined ? undefined : json.meshes[own.mesh];
    if (own.mesh !== undefined && mesh === undefined) throw new Error(`there is no mesh ${own.mesh}`);
    for (const { attributes, indices } of mesh?.primitives ?? []) {
      const points = numbersOf(json, bin, attributes.POSITION ?? -1, "VEC3");
      const index = numbersOf(json, bin, indices, "SCALAR");
      corners += index.length - (index.length % 3);
      for (const corner of points.keys()) {
        if (corner % 3 !== 0) continue;
        const [x = 0, y = 0, z = 0] = points.slice(corner, corner + 3);
        for (const axis of [0, 1, 2]) {
          const value =
            (matrix[axis] ?? 0) * x + (matrix[4 + axis] ?? 0) * y + (matrix[8 + axis] ?? 0) * z + (matrix[12 + axis] ?? 0);
          min[axis] = Math.min(min[axis] ?? 0, value);
          max[axis] = Math.max(max[axis] ?? 0, value);
        }
      }
    }
    for (const child of own.children) visit(child, matrix);
  };
  for (const root of json.scenes[json.scene]?.nodes ?? []) visit(root, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  return { corners, min, max };
}

const readers: Readonly<Record<number, readonly [size: number, read: (view: DataView, at: number) => number]>> = {
  5121: [1, (view, at) => view.getUint8(at)],
  5123: [2, (view, at) => view.getUint16(at, true)],
  5125: [4, (view, at) => view.getUint32(at, true)],
  5126: [4, (view, at) => view.getFloat32(at, true)],
};

function numbersOf({ accessors, bufferViews }: Json, bin: Uint8Array, at: number, type: "SCALAR" | "VEC3"): number[] {
  const accessor = accessors[at];
  const view = bufferViews[accessor?.bufferView ?? -1];
  const reader = readers[accessor?.componentType ?? -1];
  if (!accessor || !view || !reader || accessor.type !== type) throw new Error(`accessor ${at} is not what it should be`);
  const [size, read] = reader;
  const width = type === "VEC3" ? 3 : 1;
  const bytes = accessor.count * width * size;
  if (accessor.byteOffset + bytes > view.byteLength) throw new Error(`accessor ${at} leaves its view`);
  if (view.byteOffset + view.byteLength > bin.length) throw new Error("a view leaves the file");
  const data = new DataView(bin.buffer, bin.byteOffset, bin.byteLength);
  const start = view.byteOffset + accessor.byteOffset;
  return Array.from({ length: accessor.count * width }, (_, n) => read(data, start + n * size));
}

function composed(
  [tx = 0, ty = 0, tz = 0]: readonly number[],
  [x = 0, y = 0, z = 0, w = 1]: readonly number[],
  scale: readonly number[],
) {
  const [sx = 1, sy = 1, sz = 1] = scale;
  return [
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + z * w) * sx,
    2 * (x * z - y * w) * sx,
    0,
    2 * (x * y - z * w) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + x * w) * sy,
    0,
    2 * (x * z + y * w) * sz,
    2 * (y * z - x * w) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    tx,
    ty,
    tz,
    1,
  ];
}

/** Column by column. */
function product(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 16 }, (_, at) =>
    [0, 1, 2, 3].reduce((sum, k) => sum + (a[k * 4 + (at % 4)] ?? 0) * (b[4 * Math.floor(at / 4) + k] ?? 0), 0),
  );
}
