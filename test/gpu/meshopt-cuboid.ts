/** A cuboid of 1 m in a file whose buffers are packed by meshopt (EXT_meshopt_compression). */
import { gltfWriter } from "./gltf-writer";

/** The 24 corners and 36 indices of `cuboidPrimitive` with size 1, written by `encodeGltfBuffer` of meshoptimizer 1.3.0. */
const packed = [
  {
    stride: 12,
    count: 24,
    mode: "ATTRIBUTES",
    base64:
      "oAAAAAUAwMzM//////8z8wAA//////8AAAAFM/MAwP///////8zMAAD/////AAAABQzMM/P//////////wDAAAD/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAC/AAAAPwAAAL8=",
  },
  {
    stride: 12,
    count: 24,
    mode: "ATTRIBUTES",
    base64:
      "oAAAAQAAwAD/AQDAwAD/fQAABQAAwAD/wAAAAP8FAADAwIH/wAAAAH0AAATAAAAA/wTAwAAAgf8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAgL8AAAAAAAAAAA==",
  },
  {
    stride: 8,
    count: 24,
    mode: "ATTRIBUTES",
    base64:
      "oAAABTMzMzP//////////zMzAAD/////BTMzMzN+fX59fn1+fTMzAAB+fX59AAAFDMzMzP/////////MzAAA/////wUMzMzMfX59fn1+fczMAAB+fX59AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgD8=",
  },
  { stride: 2, count: 36, mode: "TRIANGLES", base64: "4fAA8ADwAPAA8ADwAAB2h1ZneKmGZYlomAFpAAA=" },
] as const;

export function meshoptCuboid() {
  const writer = gltfWriter();
  const { json } = writer;
  for (const { stride, count, mode, base64 } of packed) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const view = Number(json.accessors[writer.accessor(bytes, "SCALAR")]?.bufferView);
    json.bufferViews[view] = {
      ...json.bufferViews[view],
      extensions: { EXT_meshopt_compression: { ...json.bufferViews[view], byteStride: stride, count, mode } },
      byteLength: stride * count,
    };
  }
  json.accessors = [
    { bufferView: 0, componentType: 5126, count: 24, type: "VEC3", min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] },
    { bufferView: 1, componentType: 5126, count: 24, type: "VEC3" },
    { bufferView: 2, componentType: 5126, count: 24, type: "VEC2" },
    { bufferView: 3, componentType: 5123, count: 36, type: "SCALAR" },
  ];
  json.meshes.push({ primitives: [{ attributes: { POSITION: 0, NORMAL: 1, TEXCOORD_0: 2 }, indices: 3 }] });
  json.nodes.push({ mesh: 0 });
  Object.assign(json, { extensionsUsed: ["EXT_meshopt_compression"], extensionsRequired: ["EXT_meshopt_compression"] });
  return writer;
}
