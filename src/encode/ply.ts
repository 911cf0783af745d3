/** A surface: three numbers for each vertex, three vertices for each triangle. */
export type Surface = {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly triangles: Uint32Array;
};

/** A PLY file (Turk, The PLY Polygon File Format, 1994): binary, little end first, with positions and normals. */
export function ply({ positions, normals, triangles }: Surface): Uint8Array<ArrayBuffer> {
  const [vertices, faces] = [positions.length / 3, triangles.length / 3];
  const header = new TextEncoder().encode(
    [
      "ply",
      "format binary_little_endian 1.0",
      `element vertex ${vertices}`,
      ...["x", "y", "z", "nx", "ny", "nz"].map((name) => `property float ${name}`),
      `element face ${faces}`,
      "property list uchar int vertex_indices",
      "end_header\n",
    ].join("\n"),
  );
  const bytes = new Uint8Array(header.length + vertices * 24 + faces * 13);
  const view = new DataView(bytes.buffer);
  bytes.set(header);
  for (let vertex = 0; vertex < vertices; vertex++) {
    for (let axis = 0; axis < 3; axis++) {
      const at = header.length + vertex * 24 + axis * 4;
      view.setFloat32(at, positions[vertex * 3 + axis] ?? 0, true);
      view.setFloat32(at + 12, normals[vertex * 3 + axis] ?? 0, true);
    }
  }
  for (let face = 0; face < faces; face++) {
    const at = header.length + vertices * 24 + face * 13;
    view.setUint8(at, 3);
    for (let corner = 0; corner < 3; corner++) view.setInt32(at + 1 + corner * 4, triangles[face * 3 + corner] ?? 0, true);
  }
  return bytes;
}
