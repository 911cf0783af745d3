import { stream } from "../../src/recipe/random";
import type { SceneSpec } from "../../src/recipe/spec";
import { type Accept, type Bvh, cast, type Hit } from "./bvh";
import { dot, minus, type Point, plus, type ReferenceCamera, referenceCamera, times } from "./camera";
import { leafIsThere } from "./foliage";
import { onGrid, TOP_LEFT } from "./grid";
import { faceNormal, referenceWorld, type World } from "./world";

/** A spec as the reference sees it. */
export type Reference = {
  readonly world: World;
  readonly camera: ReferenceCamera;
  /** The instance that a ray through a point of the picture meets first, and where. */
  seen(u: number, v: number): Seen | undefined;
  /** The same for one instance, whatever is in front of it. */
  seenOf(instanceId: number, u: number, v: number): Seen | undefined;
  /** Whether a ray meets any triangle of an instance, whichever way it faces, and also where it has holes. */
  covers(instanceId: number, u: number, v: number): boolean;
  /** The smooth normal where a ray met a surface, on the side that it came from: in the world, of length 1. */
  normalOf(seen: Seen, u: number, v: number): Point;
  /** Planar depth at which the ray meets the plane of a triangle. */
  depthOfPlane(triangle: number, u: number, v: number): number;
};

export type Seen = { readonly instanceId: number; readonly depth: number; readonly hit: Hit };

/** A spec in exact arithmetic, and the same with corners on the grid of a rasterizer that has so many cells a pixel. */
export function references(spec: SceneSpec, cells: number): { readonly exact: Reference; readonly grid: Reference } {
  const world = referenceWorld(spec);
  const camera = referenceCamera(spec);
  const grid = referenceOf(spec, onGrid(world, camera, spec.camera, cells), camera);
  const { right, down } = TOP_LEFT;
  return {
    exact: referenceOf(spec, world, camera),
    grid: { ...grid, seen: (u, v) => grid.seen(u + right, v + down) },
  };
}

/** A spec in exact arithmetic. */
export function exactReference(spec: SceneSpec): Reference {
  return referenceOf(spec, referenceWorld(spec), referenceCamera(spec));
}

function referenceOf(spec: SceneSpec, world: World, camera: ReferenceCamera): Reference {
  const { near: least, far: most } = spec.camera;
  const ray = (direction: Point) => ({ origin: camera.eye, direction, least, most });
  const shades = spec.instances.map((instance, at) => Math.round(stream(0, at + 1, instance.model)() * 255) / 255);
  const accept: Accept = (triangle, t, a, b, facing) => {
    if (world.leaf[triangle] === 0) return facing;
    const shade = shades[(world.instanceIds[triangle] ?? 0) - 1] ?? 0;
    const between = (axis: 0 | 1) => {
      const [first = 0, second = 0, third = 0] = [0, 2, 4].map((corner) => world.uvs[triangle * 6 + corner + axis]);
      return first + (second - first) * a + (third - first) * b;
    };
    // Each instance has its patterns shifted, so that no two look alike.
    return leafIsThere(between(0) + 37 * shade, between(1) + 91 * shade, t * camera.metresPerPixel);
  };
  const seenIn = (bvh: Bvh, u: number, v: number): Seen | undefined => {
    const hit = cast(bvh, ray(camera.rayThrough(u, v)), accept);
    return hit && { instanceId: world.instanceIds[hit.triangle] ?? 0, depth: hit.t, hit };
  };
  return {
    world,
    camera,
    seen: (u, v) => seenIn(world.bvh, u, v),
    seenOf: (instanceId, u, v) => seenIn(world.bvhOf(instanceId), u, v),
    covers: (instanceId, u, v) => cast(world.bvhOf(instanceId), ray(camera.rayThrough(u, v)), () => true, true) !== undefined,
    normalOf({ hit: { triangle, a, b } }, u, v) {
      const corner = (at: number): Point => {
        const [x = 0, y = 0, z = 0] = world.normals.subarray(triangle * 9 + at * 3, triangle * 9 + at * 3 + 3);
        return [x, y, z];
      };
      const smooth = plus(plus(times(corner(0), 1 - a - b), times(corner(1), a)), times(corner(2), b));
      const isFront = dot(faceNormal(world.triangles, triangle), camera.rayThrough(u, v)) < 0;
      return times(smooth, (isFront ? 1 : -1) / Math.sqrt(dot(smooth, smooth)));
    },
    depthOfPlane(triangle, u, v) {
      const normal = faceNormal(world.triangles, triangle);
      const corner = world.triangles.corners.subarray(triangle * 9, triangle * 9 + 3);
      const from: Point = [corner[0] ?? 0, corner[1] ?? 0, corner[2] ?? 0];
      return dot(normal, minus(from, camera.eye)) / dot(normal, camera.rayThrough(u, v));
    },
  };
}
