import type { Region, Silhouette } from "../camera/silhouette";
import type { Frame } from "../render/frame";
import type { Box } from "./labels";
import { tracePolygons } from "./masks";

/** All that an instance would cover if nothing stood before it. */
export type Amodal = {
  /** Tight box of the silhouette, which may go on beside the picture: up to its width and height farther. */
  readonly boundingBox: Box;
  /** Pixels of the silhouette. */
  readonly areaPixels: number;
  /** Those of them that lie in the picture. */
  readonly areaInFrame: number;
  /** Visible pixels as a share of the silhouette. */
  readonly visibleFraction: number;
  /** The share of the silhouette that lies in the picture, and what is cut off: the two make 1. */
  readonly inFrameFraction: number;
  readonly truncation: number;
  /** How much of the part in the picture other things hide: 0 at most a tenth, 1 up to a half, 2 more. */
  readonly occlusionLevel: 0 | 1 | 2;
  /** What hides it, and how many of its pixels each, most first. */
  readonly occluders: readonly { readonly instanceId: number; readonly pixels: number }[];
  /** Outline of the silhouette within the picture, like the outline of the visible pixels. */
  readonly polygons: readonly (readonly number[])[];
};

/** Shares of the part in the picture that are seen, from which on an instance counts as not, or as partly hidden. */
const FULLY_SEEN = 0.9;
const PARTLY_SEEN = 0.5;

/**
 * The amodal labels of an instance with visible pixels. What is seen belongs to the silhouette, also where the GPU gave a pixel on an
 * edge to the instance and exact arithmetic would not.
 */
export function amodalOf(silhouette: Silhouette | undefined, frame: Frame, instanceId: number, visible: Region): Amodal {
  const { region, cells } = withVisible(silhouette, frame, instanceId, visible);
  const columns = region.right - region.left;
  const inFrame = {
    left: Math.max(0, region.left),
    top: Math.max(0, region.top),
    right: Math.min(frame.width, region.right),
    bottom: Math.min(frame.height, region.bottom),
  };
  const ids = new Uint32Array(frame.width * frame.height);
  const hiddenBy = new Map<number, number>();
  let areaInFrame = 0;
  for (let y = inFrame.top; y < inFrame.bottom; y++) {
    for (let x = inFrame.left; x < inFrame.right; x++) {
      if (cells[(y - region.top) * columns + x - region.left] !== 1) continue;
      ids[y * frame.width + x] = 1;
      areaInFrame++;
      const shown = frame.ids[y * frame.width + x] ?? 0;
      hiddenBy.set(shown, (hiddenBy.get(shown) ?? 0) + 1);
    }
  }
  const areaPixels = cells.reduce((sum, cell) => sum + cell, 0);
  const seen = hiddenBy.get(instanceId) ?? 0;
  return {
    boundingBox: [region.left, region.top, columns, region.bottom - region.top],
    areaPixels,
    areaInFrame,
    visibleFraction: seen / areaPixels,
    inFrameFraction: areaInFrame / areaPixels,
    truncation: (areaPixels - areaInFrame) / areaPixels,
    occlusionLevel: seen >= FULLY_SEEN * areaInFrame ? 0 : seen >= PARTLY_SEEN * areaInFrame ? 1 : 2,
    occluders: [...hiddenBy]
      .filter(([id]) => id !== instanceId && id !== 0)
      .map(([id, pixels]) => ({ instanceId: id, pixels }))
      .sort((a, b) => b.pixels - a.pixels || a.instanceId - b.instanceId),
    polygons: tracePolygons({ width: frame.width, ids }, 1, inFrame),
  };
}

function withVisible(silhouette: Silhouette | undefined, frame: Frame, instanceId: number, visible: Region): Silhouette {
  const drawn = silhouette?.region ?? visible;
  const region = {
    left: Math.min(drawn.left, visible.left),
    top: Math.min(drawn.top, visible.top),
    right: Math.max(drawn.right, visible.right),
    bottom: Math.max(drawn.bottom, visible.bottom),
  };
  const columns = region.right - region.left;
  const cells = new Uint8Array(columns * (region.bottom - region.top));
  const own = drawn.right - drawn.left;
  if (silhouette) {
    for (let y = drawn.top; y < drawn.bottom; y++) {
      const row = silhouette.cells.subarray((y - drawn.top) * own, (y - drawn.top + 1) * own);
      cells.set(row, (y - region.top) * columns + drawn.left - region.left);
    }
  }
  for (let y = visible.top; y < visible.bottom; y++)
    for (let x = visible.left; x < visible.right; x++)
      if (frame.ids[y * frame.width + x] === instanceId) cells[(y - region.top) * columns + x - region.left] = 1;
  return { region, cells };
}
