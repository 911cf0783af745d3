import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "fast-png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readParts } from "../../src/cli/labelled-parts";
import { mix } from "../../src/cli/mix";
import type { Recipe } from "../../src/recipe/schema";
import { datasetOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

let folder: string;
const inside = (...steps: string[]) => path.join(folder, ...steps);
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "diorama-parts-"));
  await loadPngEncoder();
  const classes = classesOf(["car", "person", "traffic light"]);
  for (const format of ["coco", "yolo-detect", "pascal-voc"] as const) {
    const files = await datasetOf(fakePictures(classes), { formats: [format], classes });
    for (const [file, bytes] of files) written(`${format}/${file}`, bytes);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(inside(file)), { recursive: true });
  writeFileSync(inside(file), content);
}
const pixel = encode({ width: 20, height: 10, channels: 3, data: new Uint8Array(600) });

test("COCO, YOLO and Pascal VOC have the same pictures in the same splits, with the same boxes", async () => {
  const told = async (format: Recipe["formats"][number]) => {
    const { parts } = await readParts(inside(format));
    return parts
      .toSorted((a, b) => (a.split < b.split ? -1 : 1))
      .map(({ split, images, annotations, categories }) => {
        const nameOf = new Map(categories.map(({ id, name }) => [id, name]));
        const boxes = annotations.map(
          (one) => `${images.findIndex(({ id }) => id === one.image_id)} ${nameOf.get(one.category_id)} ${one.bbox}`,
        );
        return {
          split,
          images: images.map((one) => [path.parse(one.file_name).name, one.width, one.height]),
          boxes: boxes.sort(),
        };
      });
  };
  const coco = await told("coco");
  expect(coco.map(({ split, boxes }) => [split, boxes.length > 5])).toEqual([
    ["train", true],
    ["val", true],
  ]);
  expect(await told("pascal-voc")).toEqual(coco);
  // Shares have six digits.
  const yolo = (await told("yolo-detect")).map((part) => ({
    ...part,
    boxes: part.boxes.map((row) => row.replace(/\d+\.\d+/g, (one) => String(Math.round(Number(one))))),
  }));
  expect(yolo).toEqual(coco);
});

test("layouts of others: Roboflow's folders of splits, Pascal VOC's lists, pictures without labels", async () => {
  written("roboflow/data.yaml", "names: [cat, dog]\n");
  for (const [split, row] of [
    ["train", "1 0.5 0.5 0.2 0.4"],
    ["valid", ""],
  ] as const) {
    written(`roboflow/${split}/images/a.png`, pixel);
    written(`roboflow/${split}/labels/a.txt`, row);
  }
  written("roboflow/train/images/nothing.png", pixel);
  const { parts } = await readParts(inside("roboflow"));
  expect(parts.map(({ split, images }) => [split, images.map(({ file_name }) => file_name)])).toEqual([
    ["train", ["train/images/a.png", "train/images/nothing.png"]],
    ["valid", ["valid/images/a.png"]],
  ]);
  expect(parts[0]?.categories.map(({ name }) => name)).toEqual(["cat", "dog"]);
  expect(parts[0]?.annotations).toEqual([{ id: 1, image_id: 1, category_id: 2, bbox: [8, 3, 4, 4], area: 16, iscrowd: 0 }]);

  for (const name of ["2008_1", "2008_2", "2008_3", "2008_4"]) {
    written(`voc/JPEGImages/${name}.png`, pixel);
    if (name !== "2008_4")
      written(
        `voc/Annotations/${name}.xml`,
        "<annotation><object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>4</xmax><ymax>5</ymax></bndbox></object></annotation>",
      );
  }
  written("voc/ImageSets/Main/train.txt", "2008_1\n");
  written("voc/ImageSets/Main/val.txt", "2008_2\n");
  written("voc/ImageSets/Main/trainval.txt", "2008_1\n2008_2\n");
  written("voc/ImageSets/Main/cat_train.txt", "2008_1  1\n2008_3 -1\n");
  const voc = await readParts(inside("voc"));
  expect(voc.parts.map(({ split, images, annotations }) => [split, images.length, annotations[0]?.bbox])).toEqual([
    ["train", 1, [0, 0, 4, 5]],
    ["val", 1, [0, 0, 4, 5]],
  ]);
  written("none/a.png", pixel);
  await expect(readParts(inside("none"))).rejects.toThrow(/no labels that are known; expected COCO .* YOLO .* Pascal VOC/);
  await expect(readParts(inside("nowhere"))).rejects.toThrow(/is not there/);
});

test("photographs with YOLO labels are mixed with images in Pascal VOC", async () => {
  const { signal } = new AbortController();
  const sets = { real: inside("yolo-detect"), synthetic: inside("pascal-voc"), out: inside("mix") };
  await mix(signal, { ...sets, ratio: 1, seed: 1, train: "train" });
  const { parts, picturesOf } = await readParts(inside("mix"));
  const [train] = parts.filter(({ split }) => split === "train");
  const sources = train?.images.map(({ source }) => source) ?? [];
  expect(sources.filter((source) => source === "synthetic").length).toBe(sources.length / 2);
  expect(train?.annotations.length).toBeGreaterThan(10);
  expect(train && picturesOf(train)).toBeDefined();
  expect(train?.images.map(({ file_name }) => file_name.split("/").slice(0, 3).join("/"))).toEqual(
    expect.arrayContaining(["../yolo-detect/images", "../pascal-voc/JPEGImages"]),
  );
});
