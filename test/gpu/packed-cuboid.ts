/** A cuboid of 1 m in a file that is packed: its mesh with Draco, its picture with Basis Universal in KTX2. */
import { gltfWriter } from "./gltf-writer";

/**
 * The 24 corners of `cuboidPrimitive` with size 1, written by draco3d 1.5.9: edgebreaker, speed 0, positions in 14 bits, normals in 10,
 * coordinates in 12; attribute ids 0, 1 and 2.
 */
const mesh =
  "RFJBQ08CAgEBAAAACAwCCwEAA9+jBQEBEFUEQ0W8R1UEQ0W8RwP/AAEAAQABAQABAAkDAAACAQEJAwABAwEDCQIAAgIBAQEAAwMBKAEYAwDIsDGigAQAAAAAAP8/" +
  "AAAAAAC/AAAAvwAAAL8AAIA/DgYDAQEDAQFAAQD/AwAA/wEAAP8CoUEKBQEBAQQDAShVDa0KChd+dQjvyCU8ILAMAAAAAQLAQAAAAAD/DwAAAAAAAAAAAAAAAIA/DA==";

/** 16 x 16 pixels, the left half (220, 20, 20), the right half (20, 20, 220), written by ktx2-encoder 0.6.0 (Basis Universal 2.5). */
const pictures = {
  /** With Zstandard around it. */
  uastc:
    "q0tUWCAyMLsNChoKAAAAAAEAAAAQAAAAEAAAAAAAAAAAAAAAAQAAAAEAAAACAAAAaAAAACwAAACUAAAAJAAAAAAAAAAAAAAAAAAAAAAAAAC4AAAAAAAAACcAAAAAAAAA" +
    "AAEAAAAAAAAsAAAAAAAAAAIAKACmAQIAAwMAABAAAAAAAAAAAAB/AAAAAAAAAAAA/////x8AAABLVFh3cml0ZXIAQmFzaXMgVW5pdmVyc2FsIDIuNTAAACi1L/1gAADt" +
    "AAB4l5uC4n/UQgCCgvt/FEIDBAC8IVAALDZzghdwAQ==",
  etc1s:
    "q0tUWCAyMLsNChoKAAAAAAEAAAAQAAAAEAAAAAAAAAAAAAAAAQAAAAEAAAABAAAAaAAAACwAAACUAAAAJAAAALgAAAAAAAAAhQAAAAAAAAA9AQAAAAAAAAEAAAAAAAAA" +
    "AAAAAAAAAAAsAAAAAAAAAAIAKACjAQIAAwMAAAgAAAAAAAAAAAA/AAAAAAAAAAAA/////x8AAABLVFh3cml0ZXIAQmFzaXMgVW5pdmVyc2FsIDIuNTAAAAIAAQAsAAAA" +
    "BQAAACwAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAZwEQAAAAAAAAiQwUwJQAAAAAAgBwQJQAzAAAAAAAAyCIAJgAEAAAAAJB0AqyqqqoCFMCEAAEAAAAAskEEgAkA" +
    "AQAAAABEIWAiAAAAAAAAaeMATAQAAAAAACAFgAAR",
} as const;

/** The file; `damage` gets its Draco data and its picture to spoil them. */
export function packedCuboid(picture: keyof typeof pictures, damage: (mesh: Uint8Array, picture: Uint8Array) => void = () => {}) {
  const writer = gltfWriter();
  const { json } = writer;
  const [packed, ktx2] = [bytesOf(mesh), bytesOf(pictures[picture])];
  damage(packed, ktx2);
  const dracoView = json.accessors[writer.accessor(packed, "SCALAR")]?.bufferView;
  const texture = writer.texture(ktx2);
  json.images = [{ ...json.images[0], mimeType: "image/ktx2" }];
  json.textures = [{ extensions: { KHR_texture_basisu: { source: 0 } } }];
  json.accessors = [
    { componentType: 5126, count: 24, type: "VEC3", min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] },
    { componentType: 5126, count: 24, type: "VEC3" },
    { componentType: 5126, count: 24, type: "VEC2" },
    { componentType: 5123, count: 36, type: "SCALAR" },
  ];
  const draco = { bufferView: dracoView, attributes: { POSITION: 0, NORMAL: 1, TEXCOORD_0: 2 } };
  const primitive = { attributes: { POSITION: 0, NORMAL: 1, TEXCOORD_0: 2 }, indices: 3, material: 0 };
  json.meshes.push({ primitives: [{ ...primitive, extensions: { KHR_draco_mesh_compression: draco } }] });
  json.materials.push({
    pbrMetallicRoughness: { baseColorTexture: { index: texture }, metallicFactor: 0, roughnessFactor: 1 },
  });
  json.nodes.push({ mesh: 0 });
  const extensions = ["KHR_draco_mesh_compression", "KHR_texture_basisu"];
  Object.assign(json, { extensionsUsed: extensions, extensionsRequired: extensions });
  return writer;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
