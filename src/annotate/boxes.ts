import type { Region } from "../camera/silhouette";
import type { Frame } from "../render/frame";

/** Tight boxes and pixel counts, one entry per instance id (entry 0 is the background). Pixels, right and bottom exclusive. */
export type Boxes = {
  readonly left: Uint32Array<ArrayBuffer>;
  readonly top: Uint32Array<ArrayBuffer>;
  readonly right: Uint32Array<ArrayBuffer>;
  readonly bottom: Uint32Array<ArrayBuffer>;
  /** 0 for an instance that cannot be seen; its box means nothing then. */
  readonly pixels: Uint32Array<ArrayBuffer>;
};

/** The box of one instance. */
export function regionOf({ left, top, right, bottom }: Boxes, id: number): Region {
  return { left: left[id] ?? 0, top: top[id] ?? 0, right: right[id] ?? 0, bottom: bottom[id] ?? 0 };
}

/**
 * Measures every instance of a frame in one sweep, run by run: neighbours in a row mostly carry the same id.
 * Throws when an id is greater than `highestId`.
 */
export function measureBoxes(frame: Pick<Frame, "width" | "height" | "ids">, highestId: number): Boxes {
  const { width, height, ids } = frame;
  const boxes = emptyBoxes(highestId + 1, width);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; ) {
      const start = x;
      const id = ids[row + x] ?? 0;
      if (id > highestId) throw unknownId(id, highestId, x, y);
      do x++;
      while (x < width && ids[row + x] === id);
      addRun(boxes, id, start, x, y);
    }
  }
  return boxes;
}

function emptyBoxes(length: number, width: number): Boxes {
  return {
    left: new Uint32Array(length).fill(width),
    top: new Uint32Array(length),
    right: new Uint32Array(length),
    bottom: new Uint32Array(length),
    pixels: new Uint32Array(length),
  };
}

function addRun(boxes: Boxes, id: number, start: number, end: number, y: number): void {
  const { left, top, right, bottom, pixels } = boxes;
  const before = pixels[id] ?? 0;
  if (before === 0) top[id] = y;
  if (start < (left[id] ?? 0)) left[id] = start;
  if (end > (right[id] ?? 0)) right[id] = end;
  bottom[id] = y + 1;
  pixels[id] = before + end - start;
}

function unknownId(id: number, highestId: number, x: number, y: number): Error {
  return new Error(
    `Pixel (${x}, ${y}) has instance id ${id}, but the table has ${highestId} rows, so ids go from 0 (nothing) to ${highestId}.`,
  );
}
