import type { Frame } from "../render/frame";
import type { Region } from "./boxes";
import type { Box } from "./labels";
import { tracePolygons } from "./masks";
import type { Silhouette } from "./silhouette";

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
  /** Outline of the silhouette within the picture, like the outline of the visible pixels. */
  readonly polygons: readonly (readonly number[])[];
};

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
  let [areaInFrame, seen] = [0, 0];
  for (let y = inFrame.top; y < inFrame.bottom; y++) {
    for (let x = inFrame.left; x < inFrame.right; x++) {
      if (cells[(y - region.top) * columns + x - region.left] !== 1) continue;
      ids[y * frame.width + x] = 1;
      areaInFrame++;
      if (frame.ids[y * frame.width + x] === instanceId) seen++;
    }
  }
  const areaPixels = cells.reduce((sum, cell) => sum + cell, 0);
  return {
    boundingBox: [region.left, region.top, columns, region.bottom - region.top],
    areaPixels,
    areaInFrame,
    visibleFraction: seen / areaPixels,
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
