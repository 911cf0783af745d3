import type { SceneSpec } from "../../src/recipe/spec";
import { plus, type ReferenceCamera, times } from "./camera";
import { type World, withTrees } from "./world";

/**
 * The world as a rasterizer fills it: before it looks at pixels, it moves every projected corner to the nearest point of a grid in the picture, and keeps its
 * depth (Vulkan 1.3, "Fixed-Point Vertex Coordinates"; `cells` grid cells a pixel). Corners that are nearer than the near plane stay, since what is clipped there
 * gets new ones.
 */
export function onGrid(world: World, camera: ReferenceCamera, { near }: SceneSpec["camera"], cells: number): World {
  const corners = world.triangles.corners.slice();
  for (let at = 0; at < corners.length; at += 3) {
    const [x = 0, y = 0, z = 0] = corners.subarray(at, at + 3);
    const { u, v, depth } = camera.pixelOf([x, y, z]);
    if (depth < near) continue;
    const snapped = camera.rayThrough(Math.round(u * cells) / cells, Math.round(v * cells) / cells);
    corners.set(plus(camera.eye, times(snapped, depth)), at);
  }
  return withTrees({ ...world, triangles: { ...world.triangles, corners } });
}

/**
 * Many corners and edges on the grid fall exactly on the centre of a pixel. Those on a left or upper edge count as inside (Vulkan 1.3, "Basic Polygon
 * Rasterization"): as if the ray went by this much beside the centre, less downwards than the flattest edge of a picture falls.
 */
export const TOP_LEFT = { right: 1e-6, down: 1e-11 } as const;
