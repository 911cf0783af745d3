import { cocoDataset } from "./coco";
import type { OpenDataset } from "./dataset";

/** The formats that a dataset can be written in, by the name that recipes and the command line use. */
export const formats = { coco: cocoDataset } satisfies Record<string, OpenDataset>;
