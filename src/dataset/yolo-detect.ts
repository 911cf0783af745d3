import type { Format } from "./dataset";
import { imagePath } from "./names";
import { boxRow, things, yoloDataset } from "./yolo";

/** Rows `class x y width height`: centre and size of the box of the visible pixels. */
export const yoloDetect: Format = {
  title: "YOLO boxes",
  folder: "yolo-detect",
  pictures: { image: imagePath },
  open: (options) => yoloDataset(options, { classes: things(options.classes), row: boxRow }),
};
