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

/** Three numbers of a vertex for each corner of the triangles of each instance. Written out, since it touches every triangle of a picture. */
function byCorner(visible: BufferGeometry, vectors: ArrayLike<number>): Map<number, Float32Array> {
  const ids = visible.getAttribute("instanceId").array;
  const index = visible.index?.array ?? [];
  const counts = new Map<number, number>();
  const runs = runsOf(ids, index);
  for (const { id, from, end } of runs) counts.set(id, (counts.get(id) ?? 0) + end - from);
  const all = new Map([...counts].map(([id, count]) => [id, new Float32Array(count * 3)]));
  const ends = new Map<number, number>();
  for (const { id, from, end } of runs) {
    const own = all.get(id) ?? new Float32Array();
    let at = ends.get(id) ?? 0;
    for (let corner = from; corner < end; corner++) {
      const vertex = (index[corner] ?? 0) * 3;
      own[at++] = vectors[vertex] ?? 0;
      own[at++] = vectors[vertex + 1] ?? 0;
      own[at++] = vectors[vertex + 2] ?? 0;
    }
    ends.set(id, at);
  }
  return all;
}

/** Corners one after another whose triangles belong to one instance: those of a part lie together. */
type Run = { readonly id: number; readonly from: number; readonly end: number };

function runsOf(ids: ArrayLike<number>, index: ArrayLike<number>): Run[] {
  const runs: Run[] = [];
  let from = 0;
  while (from < index.length) {
    const id = ids[index[from] ?? 0] ?? 0;
    let end = from + 3;
    while (end < index.length && ids[index[end] ?? 0] === id) end += 3;
    runs.push({ id, from, end });
    from = end;
  }
  return runs;
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
