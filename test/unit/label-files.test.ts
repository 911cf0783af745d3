import { beforeAll, expect, test } from "vitest";
import { findBoxes } from "../../src/lab/label-files";
import { measured } from "../../src/lab/measured";
import { datasetOf, textOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

beforeAll(() => loadPngEncoder());

const grey = { width: 64, height: 48, channels: 1, data: new Uint8Array(64 * 48) };

test("the same boxes are read from COCO, YOLO and Pascal VOC", async () => {
  const classes = classesOf(["car", "person", "traffic light"]);
  const read = async (format: "coco" | "yolo-detect" | "pascal-voc") => {
    const files = await datasetOf(fakePictures(classes), { formats: [format], classes });
    const paths = [...files.keys()];
    const labels = await findBoxes(paths, async (file) => textOf(files, file));
    return paths
      .filter((file) => /(images|JPEGImages)\/.*png$/.test(file))
      .toSorted((a, b) => (a.slice(-10) < b.slice(-10) ? -1 : 1))
      .map((file) => measured(file, grey, labels?.boxesOf(file)));
  };
  const [coco, ...others] = [await read("coco"), await read("yolo-detect"), await read("pascal-voc")];
  const told = (rows: typeof coco) =>
    rows?.map(({ things, problems }) => ({
      things: things.map(({ class: name, share, isCut }) => [name, share.toFixed(4), isCut]),
      problems,
    }));
  expect(coco?.flatMap(({ things }) => things).length).toBeGreaterThan(20);
  for (const rows of others) expect(told(rows)).toEqual(told(coco));
});

test("boxes that cannot be are told, and do not spoil the statistics", () => {
  const box = (...values: [number, number, number, number]) => ({ class: "cup", box: values, unit: "pixels" }) as const;
  const { problems, features, things } = measured("a.png", grey, [box(0, 0, 8, 8), box(60, 0, 8, 8), box(3, 3, 0, 4)]);
  expect(problems).toEqual([
    "a.png: the box [60, 0, 8, 8] of cup leaves the picture of 64 x 48 pixels",
    "a.png: the box [3, 3, 0, 4] of cup has no area",
  ]);
  expect(things).toHaveLength(2);
  expect(Object.values(features).every(Number.isFinite)).toBe(true);
});

test("names of classes in a list, pictures in other folders, and outlines of YOLO", async () => {
  const files: Record<string, string> = {
    "data.yaml": "names: [cat, dog]\n",
    "train/labels/a.txt": "1 0.25 0.25 0.75 0.25 0.75 0.5\n",
    "train/images/a.jpg": "",
    "train/labels/empty.txt": "",
  };
  const labels = await findBoxes(Object.keys(files), async (file) => files[file] ?? "");
  expect(labels?.boxesOf("train/images/a.jpg")).toEqual([{ class: "dog", box: [0.25, 0.25, 0.5, 0.25], unit: "share" }]);
  expect(labels?.boxesOf("elsewhere/a.jpg")).toHaveLength(1);
  expect(labels?.boxesOf("train/images/empty.jpg")).toEqual([]);
  expect(await findBoxes(["a.png", "notes.txt"], async () => "")).toBeUndefined();
});
