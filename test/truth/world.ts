import { partNumber } from "../../src/recipe/part-names";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import { detailOf } from "../../src/scene/detail";
import { buildModel } from "../../src/scene/models";
import { type Bvh, buildBvh, type Triangles } from "./bvh";
import { cross, minus, type Point, plus, times } from "./camera";

/** All triangles of a spec in the world, in double precision, and what each belongs to. */
export type World = {
  readonly triangles: Triangles;
  /** Position in the spec + 1, for each triangle. */
  readonly instanceIds: Uint32Array;
  /** Both sides can be seen, and there are holes. */
  readonly leaf: Uint8Array;
  /** Number of the named part, for each triangle. */
  readonly parts: Uint8Array;
  /** Unit normals of the model at the corners, turned into the world: nine numbers a triangle. */
  readonly normals: Float64Array;
  /** Texture coordinates of the corners, metres: six numbers a triangle. */
  readonly uvs: Float64Array;
  /** The triangles of an instance: from the first to before the second. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly bvh: Bvh;
  /** A tree over the triangles of one instance; made once. */
  bvhOf(instanceId: number): Bvh;
};

/** The detail is chosen by the one function that says what a scene is made of; everything else here is the reference's own. */
export function referenceWorld(spec: SceneSpec): World {
  const focal = spec.image.height / (2 * Math.tan((spec.camera.fovDegrees / 360) * Math.PI));
  const built = spec.instances.map((instance) => placedTriangles(instance, spec, focal));
  const count = built.reduce((sum, { corners }) => sum + corners.length / 9, 0);
  const corners = new Float64Array(count * 9);
  const normals = new Float64Array(count * 9);
  const uvs = new Float64Array(count * 6);
  const leaf = new Uint8Array(count);
  const parts = new Uint8Array(count);
  const instanceIds = new Uint32Array(count);
  const ranges: [number, number][] = [];
  let from = 0;
  for (const [at, own] of built.entries()) {
    const to = from + own.corners.length / 9;
    corners.set(own.corners, from * 9);
    normals.set(own.normals, from * 9);
    uvs.set(own.uvs, from * 6);
    leaf.set(own.leaf, from);
    parts.set(own.parts, from);
    instanceIds.fill(at + 1, from, to);
    ranges.push([from, to]);
    from = to;
  }
  return withTrees({ triangles: { count, corners }, instanceIds, leaf, parts, normals, uvs, ranges });
}

/** Puts trees over triangles. */
export function withTrees(plain: Omit<World, "bvh" | "bvhOf">): World {
  const { triangles, ranges } = plain;
  const own = new Map<number, Bvh>();
  const tree = (first: number, last: number) =>
    buildBvh(
      triangles,
      Int32Array.from({ length: last - first }, (_, at) => first + at),
    );
  return {
    ...plain,
    bvh: tree(0, triangles.count),
    bvhOf(instanceId) {
      const known = own.get(instanceId);
      if (known) return known;
      const made = tree(...(ranges[instanceId - 1] ?? [0, 0]));
      own.set(instanceId, made);
      return made;
    },
  };
}

type Placed = {
  readonly corners: number[];
  readonly normals: number[];
  readonly uvs: number[];
  readonly leaf: number[];
  readonly parts: number[];
};

function placedTriangles(instance: InstanceSpec, { camera }: SceneSpec, focal: number): Placed {
  const triangles: Placed = { corners: [], normals: [], uvs: [], leaf: [], parts: [] };
  for (const { geometry, material, part } of buildModel(instance, detailOf(instance, camera.position, focal))) {
    const position = geometry.getAttribute("position").array;
    const normal = geometry.getAttribute("normal").array;
    const uv = geometry.getAttribute("uv").array;
    const index = geometry.index?.array;
    const corners = index?.length ?? position.length / 3;
    // A pattern takes the place of all of a model's materials.
    const holed = material === "leaf" && !instance.texture;
    for (let at = 0; at < corners; at++) {
      const vertex = index ? (index[at] ?? 0) : at;
      const read = (array: ArrayLike<number>): Point => [
        array[vertex * 3] ?? 0,
        array[vertex * 3 + 1] ?? 0,
        array[vertex * 3 + 2] ?? 0,
      ];
      triangles.corners.push(...placed(instance, read(position)));
      triangles.normals.push(...turned(instance, read(normal)));
      triangles.uvs.push(uv[vertex * 2] ?? 0, uv[vertex * 2 + 1] ?? 0);
      if (at % 3 !== 0) continue;
      triangles.leaf.push(holed ? 1 : 0);
      triangles.parts.push(partNumber(part));
    }
    geometry.dispose();
  }
  return triangles;
}

/** A point of a model in the world. */
export function placed(instance: InstanceSpec, point: Point): Point {
  return plus(turned(instance, point), instance.position);
}

/** A vector turned by a unit quaternion: v + 2w (q x v) + 2 q x (q x v). */
function turned({ rotation: [x, y, z, w] }: InstanceSpec, vector: Point): Point {
  const axis: Point = [x, y, z];
  const once = times(cross(axis, vector), 2);
  return plus(plus(vector, times(once, w)), cross(axis, once));
}

/** The flat normal of a triangle. */
export function faceNormal({ corners }: Triangles, triangle: number): Point {
  const corner = (at: number): Point => [
    corners[triangle * 9 + at * 3] ?? 0,
    corners[triangle * 9 + at * 3 + 1] ?? 0,
    corners[triangle * 9 + at * 3 + 2] ?? 0,
  ];
  const normal = cross(minus(corner(1), corner(0)), minus(corner(2), corner(0)));
  return times(normal, 1 / Math.hypot(...normal));
}
