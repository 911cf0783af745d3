import type { BufferGeometry, Mesh } from "three";
import { Vector3 } from "three";
import type { TrianglesOf } from "./table";

/**
 * The triangles of the instances in the world as they are drawn: those that were joined into one geometry, and those of the user's
 * models beside it. They are sorted by instance when the first is asked for.
 */
export function trianglesOf(visible: BufferGeometry, imported: readonly Mesh[]): TrianglesOf {
  let byId: ReadonlyMap<number, Float32Array> | undefined;
  return (instanceId) => {
    byId ??= together(joinedTriangles(visible), importedTriangles(imported));
    return byId.get(instanceId) ?? new Float32Array();
  };
}

/** What is painted of a model of the user's is joined, the rest of it is in the scene. */
function together(joinedOnes: Map<number, Float32Array>, imported: Map<number, Float32Array>): Map<number, Float32Array> {
  const all = new Map(joinedOnes);
  for (const [id, triangles] of imported) {
    const own = all.get(id);
    all.set(id, own ? joined([own, triangles]) : triangles);
  }
  return all;
}

function joinedTriangles(visible: BufferGeometry): Map<number, Float32Array> {
  const position = visible.getAttribute("position").array;
  const ids = visible.getAttribute("instanceId").array;
  const index = visible.index?.array ?? [];
  const counts = new Map<number, number>();
  for (let corner = 0; corner < index.length; corner += 3) {
    const id = ids[index[corner] ?? 0] ?? 0;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const all = new Map([...counts].map(([id, count]) => [id, new Float32Array(count * 9)]));
  const ends = new Map<number, number>();
  for (let corner = 0; corner < index.length; corner += 3) {
    const id = ids[index[corner] ?? 0] ?? 0;
    const own = all.get(id);
    let at = ends.get(id) ?? 0;
    for (let next = corner; next < corner + 3; next++)
      for (let axis = 0; axis < 3; axis++) if (own) own[at++] = position[(index[next] ?? 0) * 3 + axis] ?? 0;
    ends.set(id, at);
  }
  return all;
}

/** The triangles of the user's models in the world, by instance id. */
export function importedTriangles(meshes: readonly Mesh[]): Map<number, Float32Array> {
  const lists = new Map<number, Float32Array[]>();
  for (const mesh of meshes) {
    const id: unknown = mesh.userData.id;
    if (typeof id === "number") lists.set(id, [...(lists.get(id) ?? []), placed(mesh)]);
  }
  return new Map([...lists].map(([id, list]) => [id, list.length === 1 ? (list[0] ?? new Float32Array()) : joined(list)]));
}

function placed({ geometry, matrix }: Mesh): Float32Array {
  const position = geometry.getAttribute("position");
  const { index } = geometry;
  const corners = index?.count ?? position.count;
  const triangles = new Float32Array(corners * 3);
  const point = new Vector3();
  for (let corner = 0; corner < corners; corner++) {
    point.fromBufferAttribute(position, index?.getX(corner) ?? corner).applyMatrix4(matrix);
    point.toArray(triangles, corner * 3);
  }
  return triangles;
}

function joined(lists: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
