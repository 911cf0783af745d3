import type { Labels } from "../../src/annotate/labels";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import { buildModel, modelKeypoints } from "../../src/scene/models";
import type { Point } from "./camera";
import { type Both, RING } from "./compare";
import { placed } from "./world";

/** How well labels in three dimensions agree with the reference. */
export type ShapeFindings = {
  /** Corners of 3D boxes that are in front of the camera, and how far the farthest is from where it should be, pixels. */
  readonly corners: number;
  readonly cornerError: number;
  /** Keypoints in the picture, the same for them, and how many are seen or hidden as the reference says. */
  readonly keypoints: number;
  readonly keypointError: number;
  readonly sameVisibility: number;
  /** Those that are seen or hidden as with corners on the grid of the rasterizer, whose depths are those of the unmoved planes. */
  readonly gridVisibility: number;
  /** Others than those of `sameVisibility` that corners on that grid, or rays less than it beside the pixel centres, explain. */
  readonly tiedVisibility: number;
};

/** What is met this much before a keypoint's skin hides it, metres: as in the definition of the label. */
const SLACK = 0.01;

export function compareShapes(spec: SceneSpec, { exact: reference, grid }: Both, { instances }: Labels): ShapeFindings {
  const visibility = { sameVisibility: 0, gridVisibility: 0, tiedVisibility: 0 };
  const found = { corners: 0, cornerError: 0, keypoints: 0, keypointError: 0, ...visibility };
  for (const { instanceId, box3d, keypoints } of instances) {
    const instance = spec.instances[instanceId - 1];
    if (!instance) throw new Error(`There is no instance ${instanceId}`);
    for (const [at, corner] of boxCorners(instance).entries()) {
      const { u, v, depth } = reference.camera.pixelOf(corner);
      if (depth < spec.camera.near) continue;
      found.corners++;
      const [x = Number.NaN, y = Number.NaN] = box3d?.projectedCorners[at] ?? [];
      found.cornerError = worst(found.cornerError, Math.hypot(x - u, y - v));
    }
    for (const [at, { position, depth: skin }] of (modelKeypoints(instance)?.points ?? []).entries()) {
      const { u, v, depth } = reference.camera.pixelOf(placed(instance, position));
      if (depth <= 0 || u < 0 || v < 0 || u >= spec.image.width || v >= spec.image.height) continue;
      found.keypoints++;
      const label = keypoints?.points[at];
      const [x = Number.NaN, y = Number.NaN] = label?.pixel ?? [];
      found.keypointError = worst(found.keypointError, Math.hypot(x - u, y - v));
      const nearest = depth - skin - SLACK;
      const shows = (x: number, y: number) => {
        const met = reference.seen(x, y);
        return met?.instanceId === instanceId && met.depth >= nearest;
      };
      const showsOnGrid = (x: number, y: number) => {
        const met = grid.seen(x, y);
        return met?.instanceId === instanceId && reference.depthOfPlane(met.hit.triangle, x, y) >= nearest;
      };
      const centres = pixelCentres(u, v, spec.image);
      const isSeen = centres.some(([x, y]) => shows(x, y));
      const agreesOnGrid = label?.visibility === (centres.some(([x, y]) => showsOnGrid(x, y)) ? 2 : 1);
      if (agreesOnGrid) found.gridVisibility++;
      if (label?.visibility === (isSeen ? 2 : 1)) found.sameVisibility++;
      // Through the edge of what is a pixel wide, the plane of a steep triangle is drawn far beyond the triangle: no ray beside the centre meets that.
      else if (
        agreesOnGrid ||
        (isSeen
          ? centres.every(([x, y]) => !shows(x, y) || canBe(false, shows, x, y))
          : centres.some(([x, y]) => canBe(true, shows, x, y)))
      )
        found.tiedVisibility++;
    }
  }
  return found;
}

/** Whether a ray less than the grid beside a pixel centre shows something, or does not. */
function canBe(wanted: boolean, shows: (x: number, y: number) => boolean, x: number, y: number): boolean {
  return RING.some(([dx, dy]) => shows(x + dx, y + dy) === wanted);
}

/** The four pixel centres round a point, as far as they are in the picture. */
function pixelCentres(u: number, v: number, { width, height }: SceneSpec["image"]): (readonly [number, number])[] {
  const [x, y] = [Math.floor(u - 0.5) + 0.5, Math.floor(v - 0.5) + 0.5];
  const corners = [[x, y], [x + 1, y], [x, y + 1], [x + 1, y + 1]] as const; // biome-ignore format: a square
  return corners.filter(([cx, cy]) => cx > 0 && cy > 0 && cx < width && cy < height);
}

/** The larger error; one that is no number is the worst. */
function worst(a: number, b: number): number {
  return Number.isNaN(b) ? Number.POSITIVE_INFINITY : Math.max(a, b);
}

/** The corners of the box round all vertices of the finest detail, in the world: corner i at the greater x for bit 0, y 1, z 2. */
function boxCorners(instance: InstanceSpec): Point[] {
  const lists: [number[], number[], number[]] = [[], [], []];
  for (const { geometry } of buildModel(instance, "near")) {
    const position = geometry.getAttribute("position");
    for (let at = 0; at < position.count; at++) {
      lists[0].push(position.getX(at));
      lists[1].push(position.getY(at));
      lists[2].push(position.getZ(at));
    }
  }
  const ends = lists.map((list) => [list.reduce((a, b) => Math.min(a, b)), list.reduce((a, b) => Math.max(a, b))] as const);
  const side = (corner: number, axis: number) => ends[axis]?.[corner & (1 << axis) ? 1 : 0] ?? Number.NaN;
  return Array.from({ length: 8 }, (_, corner) => placed(instance, [side(corner, 0), side(corner, 1), side(corner, 2)]));
}
