import type { DroppedLabel, MoreLabels, VisibleLabel } from "../annotate/labels";
import { runLengths } from "../encode/rle";
import type { Sample } from "../encode/sample";
import type { ImageSpec } from "../recipe/spec";
import { cocoFile, imageEntry, imageId, thingsOf } from "./coco-file";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { moreEntry } from "./more-entry";
import { imagePath } from "./names";
import { bySplit } from "./splits";

/**
 * COCO instances (https://cocodataset.org/#format-data): `images/<split>/000000.png` and `annotations/instances_<split>.json`.
 * Polygons (or run lengths, if the recipe says so) are exact to the pixel; `area` is the number of visible pixels; category ids are the class ids of the things, 1 to N.
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
      const { instances, dropped } = sample.labels;
      const image = imageId(sample.index);
      const rows = [
        ...instances.map((label) => (id: number) => ({
          ...annotationEntry(label, id, image),
          ...trackOf(label, sample),
          ...(options.cocoMasks === "rle" && { segmentation: runLengths(label.polygons, label.boundingBox, sample.spec.image) }),
        })),
        ...dropped
          .filter(({ ignore }) => ignore)
          .map((label) => (id: number) => ignoredEntry(label, id, image, sample.spec.image)),
      ];
      const annotations = rows.map((row, at) => row(split.nextId + at));
      split.nextId += rows.length;
      await split.file.add(imageEntry(sample), annotations);
    },
    async finish() {
      for (const [, { file }] of splits.entries()) await file.close(categories);
    },
  };
}

/** Instances of a sequence keep their ids. */
export function trackOf({ instanceId }: VisibleLabel, { spec }: Pick<Sample, "spec">) {
  return spec.sequence ? { track_id: instanceId } : {};
}

/** The row of an instance. */
export function annotationEntry(label: VisibleLabel & MoreLabels, id: number, image: number) {
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
    ...moreEntry(label),
  };
}

/** The row of a region that training and evaluation are to ignore. COCO wants run lengths where `iscrowd` is 1. */
function ignoredEntry(label: DroppedLabel, id: number, image: number, size: ImageSpec) {
  return {
    ...annotationEntry(label, id, image),
    segmentation: runLengths(label.polygons, label.boundingBox, size),
    iscrowd: 1,
    reason: label.reason,
  };
}
