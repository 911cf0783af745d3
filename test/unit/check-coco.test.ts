import { beforeAll, expect, test } from "vitest";
import { checkCoco } from "../../src/dataset/check-coco";
import { datasetOf, type Files, textOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { decodeGrey } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

let outlines: Files;
let runs: Files;
beforeAll(async () => {
  await loadPngEncoder();
  const classes = classesOf(["car", "person", "traffic light"]);
  const wish = { formats: ["coco" as const], layers: ["image" as const, "instance" as const], classes };
  outlines = await datasetOf(fakePictures(classes), wish);
  runs = await datasetOf(fakePictures(classes), { ...wish, cocoMasks: "rle" });
});

const file = "annotations/instances_train.json";

function check(files: Files, text = textOf(files, file)): Promise<string[]> {
  return checkCoco(text, async ({ index, split }) => ({
    width: 64,
    height: 48,
    data: decodeGrey(files.get(`masks/instance/${split}/${String(index).padStart(6, "0")}.png`)),
  }));
}

test("files as they are written have no problems, with outlines and with run lengths", async () => {
  expect(textOf(runs, file)).toMatch(/"segmentation":\{"size":\[48,64\],"counts":\[/);
  expect(await check(outlines)).toEqual([]);
  expect(await check(runs)).toEqual([]);
});

type Rows = { images: Record<string, unknown>[]; annotations: (Record<string, unknown> & { bbox: number[]; area: number })[] };

test.each<[what: string, change: (rows: Rows) => void, message: RegExp]>([
  ["an id twice", ({ annotations: [, b] }) => b && Object.assign(b, { id: 1 }), /annotation id 1 is there twice/],
  ["an image that is not there", ({ annotations: [a] }) => a && Object.assign(a, { image_id: 999 }), /belongs to image 999/],
  ["a category that is not there", ({ annotations: [a] }) => a && Object.assign(a, { category_id: 99 }), /the category 99/],
  [
    "an area that is not the outline's",
    ({ annotations: [a] }) => a && Object.assign(a, { area: a.area + 1 }),
    /has an area of \d+ pixels/,
  ],
  [
    "a box that is too wide",
    ({ annotations: [a] }) => a?.bbox.splice(2, 1, (a.bbox[2] ?? 0) + 1),
    /is not tight|does not lie in/,
  ],
  ["a box beside the image", ({ annotations: [a] }) => a?.bbox.splice(0, 1, -1), /does not lie in its image/],
  ["a box beside its outline", ({ annotations: [a] }) => a?.bbox.splice(2, 1, 1), /leaves its box/],
  [
    "another instance's mask",
    ({ annotations: [a] }) => a && Object.assign(a, { instance_id: 77 }),
    /is not instance 77 of the mask/,
  ],
  ["a label that is missing", ({ annotations }) => annotations.shift(), /is in the mask of image \d+ and has no label/],
  ["an image of another size", ({ images: [i] }) => i && Object.assign(i, { width: 65 }), /mask of image \d+ has 64 x 48 pixels/],
])("%s is found", async (_, change, message) => {
  for (const files of [outlines, runs]) {
    const rows: Rows = JSON.parse(textOf(files, file));
    change(rows);
    expect((await check(files, JSON.stringify(rows))).join("\n")).toMatch(message);
  }
});

test("what is no COCO file is said to be none", async () => {
  expect(await checkCoco("{}", async () => undefined)).toEqual([expect.stringMatching(/it is no COCO file/)]);
});
