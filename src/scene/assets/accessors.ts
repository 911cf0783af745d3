import { z } from "zod";
import type { GltfJson } from "./gltf";

const place = z.int().nonnegative();
const accessorSchema = z.looseObject({
  bufferView: place,
  byteOffset: place.default(0),
  componentType: z.literal([5120, 5121, 5122, 5123, 5125, 5126]),
  count: place,
  type: z.literal(["SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4"]),
});

const bytesOfComponent = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 } as const;
const componentsOf = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 } as const;

/**
 * Throws an Error when numbers of a file would be read from beyond its bytes: three.js takes what is there, and a model would come out
 * that is not the file's. (glTF 2.0, 3.6.2.4: an accessor fits its view, a view its buffer.) Packed views (meshopt) are the unpacker's.
 */
export function checkAccessors(json: GltfJson, buffers: readonly Uint8Array[]): void {
  const isPacked = json.bufferViews.map(
    ({ extensions = {} }) => "EXT_meshopt_compression" in extensions || "KHR_meshopt_compression" in extensions,
  );
  for (const [at, { buffer, byteOffset, byteLength }] of json.bufferViews.entries()) {
    const there = buffers[buffer]?.length ?? 0;
    if (!isPacked[at] && byteOffset + byteLength > there)
      throw new Error(`view ${at} ends at byte ${byteOffset + byteLength} of ${there}; the file is damaged`);
  }
  for (const [at, accessor] of json.accessors.entries()) {
    // Without a view it is all zeros, or packed with Draco.
    if (!("bufferView" in accessor)) continue;
    const read = accessorSchema.safeParse(accessor);
    const view = read.success ? json.bufferViews[read.data.bufferView] : undefined;
    if (!read.success || view === undefined)
      throw new Error(`accessor ${at} does not say which numbers it is; the file is damaged`);
    const { byteOffset, componentType, count, type, bufferView } = read.data;
    const size = componentsOf[type] * bytesOfComponent[componentType];
    const stride = view.byteStride ?? size;
    const end = count === 0 ? 0 : byteOffset + stride * (count - 1) + size;
    if (!isPacked[bufferView] && end > view.byteLength)
      throw new Error(`accessor ${at} ends at byte ${end} of ${view.byteLength}; the file is damaged`);
  }
}

/** What a primitive may refer to for each attribute (glTF 2.0, 3.7.2.1). */
const typesOf = [
  { name: /^(POSITION|NORMAL)$/, types: ["VEC3"] },
  { name: /^TEXCOORD_\d+$/, types: ["VEC2"] },
  { name: /^COLOR_\d+$/, types: ["VEC3", "VEC4"] },
  { name: /^(TANGENT|JOINTS_\d+|WEIGHTS_\d+)$/, types: ["VEC4"] },
] as const;
const kindSchema = z.looseObject({ type: z.string(), componentType: z.int(), count: place });

/** Throws an Error when what a primitive refers to is not there, or is of another kind: three.js draws whatever numbers it gets. */
export function checkPrimitives({ meshes, accessors }: GltfJson): void {
  for (const [at, { primitives }] of meshes.entries())
    for (const primitive of primitives) {
      const kindOf = (accessor: number, name: string) => {
        const read = kindSchema.safeParse(accessors[accessor]);
        if (read.success) return read.data;
        throw new Error(`${name} of mesh ${at} is accessor ${accessor}, which is not there; the file is damaged`);
      };
      const vertices = kindOf(primitive.attributes.POSITION ?? -1, "POSITION").count;
      for (const [name, accessor] of Object.entries(primitive.attributes)) {
        const { type, count } = kindOf(accessor, name);
        const types: readonly string[] | undefined = typesOf.find((entry) => entry.name.test(name))?.types;
        if (types && !types.includes(type)) throw new Error(`${name} of mesh ${at} is ${type}; expected ${types.join(" or ")}`);
        if (count !== vertices) throw new Error(`mesh ${at} has ${vertices} vertices, and ${count} times ${name}`);
      }
      const { indices } = primitive;
      if (indices === undefined) continue;
      const { type, componentType } = kindOf(indices, "indices");
      if (type !== "SCALAR" || ![5121, 5123, 5125].includes(componentType))
        throw new Error(`the indices of mesh ${at} are no whole numbers; the file is damaged`);
    }
}
