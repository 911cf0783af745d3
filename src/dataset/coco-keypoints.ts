import type { InstanceLabel } from "../annotate/labels";
import { annotationEntry, trackOf } from "./coco";
import { cocoFile, imageEntry, imageId, thingsOf } from "./coco-file";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { imagePath } from "./names";
import { body, peopleOf } from "./people";
import { bySplit } from "./splits";

/**
 * COCO keypoints (https://cocodataset.org/#format-data): `annotations/person_keypoints_<split>.json` with the 17 points of people.
 * Ids are those of the instances file. Points are in pixels, with 0 at the outer edge of the first one, as boxes and polygons are.
 */
export const cocoKeypoints: Format = {
  title: "COCO keypoints",
  folder: "coco",
  pictures: { image: imagePath },
  labels: ["keypoints"],
  open: openKeypoints,
};

function openKeypoints(options: DatasetOptions): Dataset {
  const people = new Set(peopleOf(options.classes, "coco-keypoints").map(({ name }) => name));
  const categories = thingsOf(options.classes)
    .filter(({ name }) => people.has(name))
    .map((category) => ({ ...category, keypoints: body.names, skeleton: body.skeleton.map(([from, to]) => [from + 1, to + 1]) }));
  const splits = bySplit(options.splits, (split) => ({
    file: cocoFile(options, `annotations/person_keypoints_${split}.json`, split),
    nextId: 1,
  }));
  return {
    async add(sample) {
      const split = splits.of(sample.spec.split);
      const first = split.nextId;
      const annotations = sample.labels.instances.flatMap((label, at) => {
        const points = people.has(label.class) ? pointsOf(label) : undefined;
        if (!points) return [];
        return [{ ...annotationEntry(label, first + at, imageId(sample.index)), ...trackOf(label, sample), ...points }];
      });
      // Those of the instances file, which counts regions to ignore, too.
      split.nextId += sample.labels.instances.length + sample.labels.dropped.filter(({ ignore }) => ignore).length;
      await split.file.add(imageEntry(sample), annotations);
    },
    async finish() {
      for (const [, { file }] of splits.entries()) await file.close(categories);
    },
  };
}

function pointsOf({ keypoints }: InstanceLabel) {
  if (keypoints?.set !== "person") return undefined;
  return {
    keypoints: keypoints.points.flatMap(({ pixel: [x, y], visibility }) => [hundredths(x), hundredths(y), visibility]),
    num_keypoints: keypoints.points.filter(({ visibility }) => visibility > 0).length,
  };
}

function hundredths(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
