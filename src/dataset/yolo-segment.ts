import type { InstanceLabel } from "../annotate/labels";
import { contour } from "../encode/contour";
import { fillPolygons } from "../encode/fill";
import type { ImageSpec } from "../recipe/spec";
import type { Format } from "./dataset";
import { imagePath } from "./names";
import { share, things, yoloDataset } from "./yolo";

/** A polygon has at least three points, or a file of labels is refused. */
const FEWEST_POINTS = 3;

/** Some readers cut off the fraction of a pixel and others round it; this much more (in pixels) lets both find the pixel that is meant. */
const NUDGE = 0.01;

/**
 * Rows `class x1 y1 x2 y2 …`: one line through the outermost pixels, as numbers of columns and rows divided by the size of the picture,
 * since Ultralytics fills polygons with OpenCV. Holes and separate parts are joined, for a row has room for one line only.
 */
export const yoloSegment: Format = {
  title: "YOLO segments",
  folder: "yolo-segment",
  pictures: { image: imagePath },
  open: (options) =>
    yoloDataset(options, {
      classes: things(options.classes),
      row: (label, { spec: { image } }) => points(label, image),
    }),
};

function points({ polygons, boundingBox }: InstanceLabel, { width, height }: ImageSpec): string[] {
  const [left, top] = boundingBox;
  const line = contour(fillPolygons(polygons, boundingBox));
  const closed = Array.from({ length: Math.max(line.length, FEWEST_POINTS) }, (_, at) => line[at % line.length] ?? [0, 0]);
  return closed.flatMap(([x, y]) => [share(x + left + NUDGE, width), share(y + top + NUDGE, height)]);
}
