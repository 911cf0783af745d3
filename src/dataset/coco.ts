import type { InstanceLabel } from "../annotate/labels";
import { cocoFile, imageEntry, imageId, thingsOf } from "./coco-file";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { imagePath } from "./names";
import { bySplit } from "./splits";

/**
 * COCO instances (https://cocodataset.org/#format-data): `images/<split>/000000.png` and `annotations/instances_<split>.json`.
 * Polygons are exact to the pixel; `area` is the number of visible pixels; category ids are the class ids of the things, 1 to N.
 * Annotation and image ids start at 1, since 0 means "no match" to COCO's evaluation. A split without samples gets a file with
 * empty lists, so that every split that a recipe names can be loaded.
 */
export const coco: Format = { title: "COCO instances", folder: "coco", pictures: { image: imagePath }, open: openCoco };

function openCoco(options: DatasetOptions): Dataset {
  const categories = thingsOf(options.classes);
  const splits = bySplit(options.splits, (split) => ({
    file: cocoFile(options, `annotations/instances_${split}.json`, split),
    nextId: 1,
  }));
  return {
    async add(sample) {
      const split = splits.of(sample.spec.split);
      const { instances } = sample.labels;
      const annotations = instances.map((label, at) => annotationEntry(label, split.nextId + at, imageId(sample.index)));
      split.nextId += instances.length;
      await split.file.add(imageEntry(sample), annotations);
    },
    async finish() {
      for (const [, { file }] of splits.entries()) await file.close(categories);
    },
  };
}

/** The row of an instance. */
export function annotationEntry(label: InstanceLabel, id: number, image: number) {
  return {
    id,
    image_id: image,
    category_id: label.classId,
    segmentation: label.polygons,
    area: label.areaPixels,
    bbox: label.boundingBox,
    iscrowd: 0,
    instance_id: label.instanceId,
    transmittance: Math.round(label.meanTransmittance * 1e4) / 1e4,
  };
}
