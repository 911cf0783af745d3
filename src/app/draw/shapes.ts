/** What labels look like as lines and dots, in pixels of the image: which to draw is decided here, how in `overlay.ts`. */
import { boxEdges } from "../../annotate/box-3d";
import type { Box, InstanceLabel } from "../../annotate/labels";
import { keypointSets } from "../../recipe/keypoint-sets";

export type Point = readonly [x: number, y: number];

export type Shape = {
  /** Closed outlines, to stroke. */
  readonly rings: readonly (readonly Point[])[];
  /** Lines between two points each. */
  readonly lines: readonly (readonly [Point, Point])[];
  readonly dots: readonly { readonly at: Point; readonly isFilled: boolean }[];
  /** Areas in the picture, as flat rings of [x1, y1, x2, y2, ...], to fill by even-odd. */
  readonly areas: readonly (readonly number[])[];
  /** Says that something is known rather than seen. */
  readonly isDashed: boolean;
};

const nothing: Shape = { rings: [], lines: [], dots: [], areas: [], isDashed: false };

/** The shape of each kind of label; empty where an instance lacks it. */
export const shapes = {
  /** Filled by the pixels that are seen. */
  masks: ({ polygons }) => ({ ...nothing, areas: polygons }),
  /** All that would be seen if nothing stood before it, and its box, which may go on beside the picture. */
  amodal: ({ amodal }) =>
    amodal ? { ...nothing, rings: [cornersOf(amodal.boundingBox)], areas: amodal.polygons, isDashed: true } : nothing,
  boxes: ({ boundingBox }) => ({ ...nothing, rings: [cornersOf(boundingBox)] }),
  oriented: ({ orientedBox }) => (orientedBox ? { ...nothing, rings: [orientedBox.corners] } : nothing),
  /** Edges with a corner before the near plane are left out. Straight, also where a lens bends the picture. */
  boxes3d: ({ box3d }) => {
    const corners = box3d?.projectedCorners ?? [];
    return { ...nothing, lines: boxEdges.flatMap(([from, to]) => lineOf(corners[from], corners[to])) };
  },
  /** Filled dots are seen, rings are hidden; those outside of the picture are left out, and the lines to them. */
  keypoints: ({ keypoints }) => {
    if (!keypoints) return nothing;
    const points = keypoints.points.map(({ pixel, visibility }) => (visibility === 0 ? null : pixel));
    return {
      ...nothing,
      lines: keypointSets[keypoints.set].skeleton.flatMap(([from, to]) => lineOf(points[from], points[to])),
      dots: keypoints.points.flatMap(({ pixel, visibility }) =>
        visibility === 0 ? [] : [{ at: pixel, isFilled: visibility === 2 }],
      ),
    };
  },
} as const satisfies Record<string, (instance: InstanceLabel) => Shape>;

/** One of `shapes`. */
export type ShapeName = keyof typeof shapes;

function cornersOf([x, y, width, height]: Box): readonly Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

function lineOf(from: Point | null | undefined, to: Point | null | undefined): readonly (readonly [Point, Point])[] {
  return from && to ? [[from, to]] : [];
}
