import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { datasetOf, type Files, jsonOf } from "./fake-dataset";
import { classesOf, fakePictures, hostileNames } from "./fake-pictures";
import { decodeRgb, seenIn } from "./measure";
import { decodeGrey, headerOf } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light"]);
const splits = ["train", "val"];
const id = z.int().positive();
const box = z.tuple([z.number(), z.number(), z.number().positive(), z.number().positive()]);
const image = z.object({ id, width: id, height: id, file_name: z.string() });
const top = { info: z.object({}), licenses: z.array(z.object({})).min(1), images: z.array(image) };

/** What panopticapi reads; strict, since a stray `id` makes Datumaro take the file for another kind. */
const panopticFile = z.strictObject({
  ...top,
  annotations: z.array(
    z.strictObject({
      image_id: id,
      file_name: z.string(),
      segments_info: z.array(z.strictObject({ id, category_id: id, area: id, bbox: box, iscrowd: z.literal(0) })),
    }),
  ),
  categories: z.array(
    z.strictObject({
      id,
      name: z.string(),
      supercategory: z.string(),
      isthing: z.union([z.literal(0), z.literal(1)]),
      color: z.array(z.int().min(0).max(255)).length(3),
    }),
  ),
});

const keypointFile = z.strictObject({
  ...top,
  annotations: z.array(
    z.looseObject({
      id,
      image_id: id,
      category_id: id,
      iscrowd: z.literal(0),
      area: id,
      bbox: box,
      segmentation: z.array(z.array(z.number()).min(6)).min(1),
      keypoints: z.array(z.number()).length(51),
      num_keypoints: z.int().min(0).max(17),
    }),
  ),
  categories: z.array(
    z.object({
      id,
      name: z.string(),
      keypoints: z.array(z.string()).length(17),
      skeleton: z.array(z.tuple([id, id])),
    }),
  ),
});

beforeAll(loadPngEncoder);

describe("coco-panoptic", () => {
  const write = (minimumAreaPixels = 1) =>
    datasetOf(fakePictures(classes), {
      formats: ["coco-panoptic"],
      layers: ["image", "instance", "semantic"],
      classes,
      minimumAreaPixels,
    });

  test("lists the segments of each picture, none more and none fewer, with their area, box and class", async () => {
    const files = await write();
    for (const split of splits) {
      const { images, annotations } = panopticFile.parse(jsonOf(files, `annotations/panoptic_${split}.json`));
      expect(annotations.map(({ image_id, file_name }) => [image_id, file_name])).toEqual(
        images.map((entry) => [entry.id, entry.file_name]),
      );
      for (const { file_name, segments_info } of annotations) {
        const picture = files.get(`annotations/panoptic_${split}/${file_name}`);
        expect(headerOf(picture)).toMatchObject({ depth: 8, colourType: 2 });
        const seen = seenIn(decodeRgb(picture), 64, 48);
        const semantic = decodeGrey(files.get(`masks/semantic/${split}/${file_name}`));
        const instance = decodeGrey(files.get(`masks/instance/${split}/${file_name}`));
        expect(segments_info.map((segment) => segment.id).sort((a, b) => a - b)).toEqual([...seen.keys()].sort((a, b) => a - b));
        for (const { id: segment, category_id, area, bbox } of segments_info) {
          const { mask = new Uint8Array(), ...measured } = seen.get(segment) ?? {};
          expect(measured).toMatchObject({ area, box: bbox });
          const cells = [...mask.keys()].filter((at) => mask[at] === 1);
          expect(new Set(cells.map((at) => semantic[at]))).toEqual(new Set([category_id]));
          expect(new Set(cells.map((at) => instance[at]))).toEqual(new Set([category_id <= 3 ? segment : 0]));
        }
      }
    }
  });

  test("things without a label are void; stuff and background are not", async () => {
    const files = await write(30);
    const instance = decodeGrey(files.get("masks/instance/train/000000.png"));
    const panoptic = decodeRgb(files.get("annotations/panoptic_train/000000.png"));
    const { annotations } = panopticFile.parse(jsonOf(files, "annotations/panoptic_train.json"));
    const listed = new Set(annotations[0]?.segments_info.map((segment) => segment.id));
    expect(panoptic.every((value, at) => (value === 0) === ((instance[at] ?? 0) > 0 && !listed.has(instance[at] ?? 0)))).toBe(
      true,
    );
    expect(panoptic.filter((value) => value === 0).length).toBeGreaterThan(0);
  });

  test("categories are all classes, with colours that differ", async () => {
    const { categories } = panopticFile.parse(jsonOf(await write(), "annotations/panoptic_val.json"));
    expect(categories.map(({ name, isthing }) => [name, isthing])).toEqual([
      ["car", 1],
      ["person", 1],
      ["traffic light", 1],
      ["road", 0],
      ["sky", 0],
    ]);
    expect(new Set(categories.map(({ color }) => color.join())).size).toBe(5);
  });
});

describe("coco-keypoints", () => {
  const write = (): Promise<Files> =>
    datasetOf(fakePictures(classes), { formats: ["coco", "coco-keypoints"], layers: ["image", "instance"], classes });

  test("has the people of the instances file, with the same ids, boxes and masks, and 17 points each", async () => {
    const files = await write();
    const visibilities = new Set<number>();
    for (const split of splits) {
      const { images, annotations, categories } = keypointFile.parse(jsonOf(files, `annotations/person_keypoints_${split}.json`));
      const instances = z
        .object({ images: z.array(z.object({})), annotations: z.array(z.looseObject({ category_id: id })) })
        .parse(jsonOf(files, `annotations/instances_${split}.json`));
      const people = instances.annotations.filter(({ category_id }) => category_id === 2);
      expect(categories.map(({ id: category, name }) => [category, name])).toEqual([[2, "person"]]);
      expect(images).toHaveLength(instances.images.length);
      expect(annotations.map(({ keypoints, num_keypoints, ...rest }) => rest)).toEqual(people);
      for (const { image_id, keypoints, num_keypoints } of annotations) {
        const { width = 0, height = 0 } = images.find((entry) => entry.id === image_id) ?? {};
        const points = Array.from({ length: 17 }, (_, at) => keypoints.slice(at * 3, at * 3 + 3));
        expect(num_keypoints).toBe(points.filter(([, , visibility = 0]) => visibility > 0).length);
        for (const [x = -1, y = -1, visibility = -1] of points) {
          visibilities.add(visibility);
          if (visibility === 0) expect([x, y]).toEqual([0, 0]);
          else expect(x >= 0 && y >= 0 && x <= width && y <= height).toBe(true);
        }
      }
    }
    expect([...visibilities].every((one) => [0, 1, 2].includes(one))).toBe(true);
    expect(visibilities.size).toBeGreaterThan(1);
  });

  test("the lines of the skeleton are COCO's, counted from 1", async () => {
    const { categories } = keypointFile.parse(jsonOf(await write(), "annotations/person_keypoints_val.json"));
    const [{ skeleton = [], keypoints = [] } = {}] = categories;
    expect(skeleton).toHaveLength(19);
    expect(skeleton[0]).toEqual([16, 14]);
    expect(Math.max(...skeleton.flat())).toBeLessThanOrEqual(keypoints.length);
  });
});

test("any class name comes back from COCO files", async () => {
  const hostile = classesOf([...hostileNames, "person"]);
  const files = await datasetOf(fakePictures(hostile), {
    formats: ["coco", "coco-panoptic", "coco-keypoints"],
    classes: hostile,
  });
  for (const path of [...files.keys()].filter((name) => name.startsWith("annotations/") && name.endsWith(".json"))) {
    const { categories } = z.object({ categories: z.array(z.object({ name: z.string() })) }).parse(jsonOf(files, path));
    for (const { name } of categories) expect(hostile.map((entry) => entry.name)).toContain(name);
  }
});

test("COCO formats share their images; others get a folder each, and what belongs to none stands beside them", async () => {
  const files = await datasetOf(fakePictures(classes).slice(0, 1), {
    formats: ["coco", "coco-panoptic", "yolo-detect", "pascal-voc"],
    layers: ["image", "depth"],
    classes,
  });
  expect([...files.keys()].sort()).toEqual(
    [
      ...["instances_train", "instances_val", "panoptic_train", "panoptic_val"].map((name) => `coco/annotations/${name}.json`),
      "coco/annotations/panoptic_train/000000.png",
      "coco/images/train/000000.png",
      "yolo-detect/images/train/000000.png",
      "yolo-detect/labels/train/000000.txt",
      "yolo-detect/data.yaml",
      ...["JPEGImages/000000.png", "Annotations/000000.xml", "SegmentationClass/000000.png"].map((name) => `pascal-voc/${name}`),
      ...["SegmentationObject/000000.png", "labelmap.txt"].map((name) => `pascal-voc/${name}`),
      ...["Main", "Segmentation"].flatMap((task) => splits.map((split) => `pascal-voc/ImageSets/${task}/${split}.txt`)),
      "depth/train/000000.png",
      "specs/000000.json",
      "README.md",
    ].sort(),
  );
});
