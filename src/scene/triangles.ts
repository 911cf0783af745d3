import type { BufferGeometry, Mesh } from "three";
import { Vector3 } from "three";
import type { Baked } from "./bake";
import type { Span } from "./moving";
import type { TrianglesOf, VelocitiesOf } from "./table";

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

/** How fast the corners of those triangles move, m/s, of the instances that move while the picture is exposed. */
export function velocitiesOf({ visible, moving }: Pick<Baked, "visible" | "moving">, { seconds }: Span): VelocitiesOf {
  let byId: ReadonlyMap<number, Float32Array> | undefined;
  return (instanceId) => {
    byId ??= ofMoving();
    return byId.get(instanceId);
  };

  function ofMoving() {
    const speeds = new Float32Array(visible.getAttribute("position").count * 3);
    const ids = visible.getAttribute("instanceId").array;
    const movers = new Set(moving.map(({ first }) => ids[first] ?? 0));
    for (const { first, ways } of moving) for (const [at, way] of ways.entries()) speeds[first * 3 + at] = way / seconds;
    return new Map([...byCorner(visible, speeds)].filter(([id]) => movers.has(id)));
  }
}

function joinedTriangles(visible: BufferGeometry): Map<number, Float32Array> {
  return byCorner(visible, visible.getAttribute("position").array);
}

/** Three numbers of a vertex for each corner of the triangles of each instance. */
function byCorner(visible: BufferGeometry, vectors: ArrayLike<number>): Map<number, Float32Array> {
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
      for (let axis = 0; axis < 3; axis++) if (own) own[at++] = vectors[(index[next] ?? 0) * 3 + axis] ?? 0;
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
