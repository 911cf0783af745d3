import { BufferAttribute, type BufferGeometry, Matrix3, Matrix4, Vector3 } from "three";
import type { InstanceSpec } from "../recipe/spec";
import type { AssetLibrary } from "./assets/library";
import { isAsset } from "./assets/placed";
import { builtParts } from "./built";
import { DRY_DAYLIGHT } from "./conditions";

/** A surface in the model's own space (origin on the ground in the middle, y up, front to -z), metres: plain data. */
export type PlainMesh = {
  /** Three numbers for each vertex. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly normals: Float32Array<ArrayBuffer>;
  /** Three vertices for each triangle. */
  readonly triangles: Uint32Array<ArrayBuffer>;
};

/** The model of an instance at its finest detail, wherever the instance stands. Throws like `build`. */
export function meshOf(instance: InstanceSpec, library: AssetLibrary): PlainMesh {
  if (!isAsset(instance))
    return joined(builtParts(instance, "near").map(({ geometry }) => ({ geometry, matrix: new Matrix4() })));
  // Without its texture, since what a texture covers is no mesh of its own.
  const { model, class: name, parameters } = instance;
  const there = { position: [0, 0, 0], rotation: [0, 0, 0, 1] } as const;
  const placed = library.place({ model, class: name, parameters, ...there }, 0, DRY_DAYLIGHT);
  const mesh = joined(placed.meshes);
  placed.dispose();
  return mesh;
}

function joined(pieces: readonly { readonly geometry: BufferGeometry; readonly matrix: Matrix4 }[]): PlainMesh {
  const vertices = pieces.reduce((sum, { geometry }) => sum + geometry.getAttribute("position").count, 0);
  const corners = pieces.reduce((sum, { geometry }) => sum + cornersOf(geometry), 0);
  const mesh = {
    positions: new Float32Array(vertices * 3),
    normals: new Float32Array(vertices * 3),
    triangles: new Uint32Array(corners),
  };
  let [firstVertex, firstCorner] = [0, 0];
  const vector = new Vector3();
  for (const { geometry, matrix } of pieces) {
    const position = geometry.getAttribute("position");
    const normal = geometry.getAttribute("normal") ?? new BufferAttribute(new Float32Array(position.count * 3), 3);
    const turn = new Matrix3().getNormalMatrix(matrix);
    for (let at = 0; at < position.count; at++) {
      vector
        .fromBufferAttribute(position, at)
        .applyMatrix4(matrix)
        .toArray(mesh.positions, (firstVertex + at) * 3);
      vector
        .fromBufferAttribute(normal, at)
        .applyNormalMatrix(turn)
        .toArray(mesh.normals, (firstVertex + at) * 3);
    }
    for (let at = 0; at < cornersOf(geometry); at++)
      mesh.triangles[firstCorner + at] = firstVertex + (geometry.index?.getX(at) ?? at);
    firstVertex += position.count;
    firstCorner += cornersOf(geometry);
  }
  return mesh;
}

function cornersOf({ index, attributes }: BufferGeometry): number {
  return index?.count ?? attributes.position?.count ?? 0;
}
