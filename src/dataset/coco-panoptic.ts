import type { Box } from "../annotate/labels";
import { stuffSegmentId } from "../encode/masks";
import type { Sample } from "../encode/sample";
import { cocoFile, imageEntry, imageId } from "./coco-file";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { imagePath, stem } from "./names";
import { bySplit } from "./splits";

/**
 * COCO panoptic (https://cocodataset.org/#format-data; Kirillov et al., 2019): `annotations/panoptic_<split>.json`, and in
 * `annotations/panoptic_<split>/` a picture whose colours are segment ids. A thing's id is that of its instance; a class of stuff is
 * one segment. Ids in the list and in the picture are the same, none more and none fewer; 0 is void.
 */
export const cocoPanoptic: Format = {
  title: "COCO panoptic",
  folder: "coco",
  pictures: {
    image: imagePath,
    panoptic: ({ index, spec }) => `annotations/panoptic_${spec.split}/${stem(index)}.png`,
  },
  open: openPanoptic,
};

function openPanoptic(options: DatasetOptions): Dataset {
  const categories = options.classes.map(({ name, supercategory, kind }, at) => ({
    id: at + 1,
    name,
    supercategory,
    isthing: kind === "thing" ? 1 : 0,
    color: colourOf(at + 1),
  }));
  const splits = bySplit(options.splits, (split) => cocoFile(options, `annotations/panoptic_${split}.json`, split));
  return {
    async add(sample) {
      const { index, spec } = sample;
      const entry = { image_id: imageId(index), file_name: `${stem(index)}.png`, segments_info: segmentsOf(sample) };
      await splits.of(spec.split).add(imageEntry(sample), [entry]);
    },
    async finish() {
      for (const [, file] of splits.entries()) await file.close(categories);
    },
  };
}

function segmentsOf({ labels, spec }: Sample) {
  const segment = (id: number, categoryId: number, area: number, bbox: Box) => ({
    id,
    category_id: categoryId,
    area,
    bbox,
    iscrowd: 0,
  });
  return [
    ...labels.instances.map((label) => segment(label.instanceId, label.classId, label.areaPixels, label.boundingBox)),
    ...labels.stuff.map((label) =>
      segment(stuffSegmentId(label.classId, spec.instances.length), label.classId, label.areaPixels, label.boundingBox),
    ),
  ];
}

/** A colour for each category, all different, that tools may show it in. */
function colourOf(id: number): [number, number, number] {
  return [(id * 67) % 256, (id * 151) % 256, (id * 211) % 256];
}
