import { beforeAll, expect, test } from "vitest";
import { datasetOf, textOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light"]);
/** More than some of the fakes' things have, and less than others. */
const LIMIT = 30;

beforeAll(loadPngEncoder);

type Annotation = {
  image_id: number;
  area: number;
  bbox: number[];
  iscrowd: number;
  segmentation: { counts: number[]; size: number[] };
};

async function annotationsOf(dropped: "omit" | "ignore", minimumAreaPixels: number): Promise<Annotation[]> {
  const files = await datasetOf(fakePictures(classes), { formats: ["coco"], classes, minimumAreaPixels, dropped });
  return ["train", "val"].flatMap((split) => JSON.parse(textOf(files, `annotations/instances_${split}.json`)).annotations);
}

test("COCO marks what is seen too little as a crowd, with the run lengths of its pixels", async () => {
  const [all, kept, marked] = [
    await annotationsOf("omit", 1),
    await annotationsOf("omit", LIMIT),
    await annotationsOf("ignore", LIMIT),
  ];
  const crowds = marked.filter(({ iscrowd }) => iscrowd === 1);
  expect(kept.length).toBeLessThan(all.length);
  expect(kept.length).toBeGreaterThan(0);
  expect(crowds).toHaveLength(all.length - kept.length);
  expect(marked.filter(({ iscrowd }) => iscrowd === 0)).toHaveLength(kept.length);
  for (const { area, bbox, segmentation } of crowds) {
    const { counts, size } = segmentation;
    const [height = 0, width = 0] = size;
    const inside = counts.flatMap((length, at) => Array.from({ length }, () => at % 2));
    expect(inside).toHaveLength(height * width);
    const places = inside.flatMap((value, at) => (value === 1 ? [[Math.floor(at / height), at % height] as const] : []));
    expect(places).toHaveLength(area);
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
    expect(bbox).toEqual([
      Math.min(...xs),
      Math.min(...ys),
      Math.max(...xs) - Math.min(...xs) + 1,
      Math.max(...ys) - Math.min(...ys) + 1,
    ]);
  }
});

test("KITTI has a DontCare row for each, last in its file", async () => {
  const files = await datasetOf(fakePictures(classes), {
    formats: ["kitti"],
    classes,
    minimumAreaPixels: LIMIT,
    dropped: "ignore",
  });
  const labels = [...files.keys()].filter((path) => path.includes("label_2"));
  const types = labels.map((path) =>
    textOf(files, path)
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0] ?? ""),
  );
  expect(types.flat().filter((type) => type === "DontCare").length).toBeGreaterThan(0);
  for (const list of types) {
    const first = list.indexOf("DontCare");
    if (first >= 0) expect(new Set(list.slice(first))).toEqual(new Set(["DontCare"]));
  }
});
