import type { InstanceLabel } from "../annotate/labels";
import type { ImageSpec } from "../recipe/spec";
import type { Format } from "./dataset";
import { imagePath } from "./names";
import { share, things, yoloDataset } from "./yolo";

/** Rows `class x1 y1 x2 y2 x3 y3 x4 y4`: corners of the oriented box. */
export const yoloObb: Format = {
  title: "YOLO oriented boxes",
  folder: "yolo-obb",
  pictures: { image: imagePath },
  labels: ["oriented-box"],
  open: (options) =>
    yoloDataset(options, {
      classes: things(options.classes),
      row: (label, { spec: { image } }) =>
        corners(label, image).flatMap(([x, y]) => [share(x, image.width), share(y, image.height)]),
    }),
};

/**
 * The corners of the oriented box, or of the upright one where the oriented one would leave the picture: Ultralytics drops an image with
 * a label that is larger than it.
 */
function corners({ orientedBox, boundingBox: [x, y, w, h] }: InstanceLabel, { width, height }: ImageSpec) {
  const isInside = orientedBox?.corners.every(([cx, cy]) => cx >= 0 && cy >= 0 && cx <= width && cy <= height);
  if (orientedBox && isInside) return orientedBox.corners;
  return [[x, y] as const, [x + w, y] as const, [x + w, y + h] as const, [x, y + h] as const];
}
