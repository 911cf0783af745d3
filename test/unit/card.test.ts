import { beforeAll, expect, test } from "vitest";
import { datasetOf, textOf } from "./fake-dataset";
import { classesOf, fakePictures, hostileNames } from "./fake-pictures";
import { seenIn } from "./measure";
import { decodeGrey } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light"]);

/** Cells of the rows of all tables. */
function rowsOf(card: string): string[][] {
  return card
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2, -2).split(" | "));
}

beforeAll(loadPngEncoder);

test("the card counts what the masks show", async () => {
  const about = { objective: "Find cars *quickly*.", version: "1.2.3" };
  const files = await datasetOf(fakePictures(classes), {
    formats: ["coco", "yolo-detect"],
    layers: ["image", "instance", "semantic"],
    classes,
    splits: ["train", "val", "test"],
    about,
  });
  const card = textOf(files, "README.md");
  const counts = new Map<number, { instances: number; images: number }>();
  for (const stem of ["train/000000", "val/000001", "train/000004", "train/1234567"]) {
    const semantic = decodeGrey(files.get(`masks/semantic/${stem}.png`));
    const seen = [...seenIn(decodeGrey(files.get(`masks/instance/${stem}.png`)), 64, 48).values()];
    const classIds = seen.map(({ mask }) => semantic[mask.indexOf(1)] ?? 0);
    for (const classId of new Set(classIds)) {
      const { instances = 0, images = 0 } = counts.get(classId) ?? {};
      counts.set(classId, { instances: instances + classIds.filter((one) => one === classId).length, images: images + 1 });
    }
  }
  const rows = rowsOf(card);
  for (const [split, images] of [
    ["train", "3"],
    ["val", "1"],
    ["test", "0"],
  ] as const)
    expect(rows).toContainEqual([split, images]);
  for (const [at, name] of ["car", "person", "traffic light"].entries()) {
    const { instances, images } = counts.get(at + 1) ?? {};
    expect(rows).toContainEqual([name, String(instances), String(images)]);
  }
  expect(card).toContain("Find cars \\*quickly\\*\\.");
  expect(card).toContain("4 synthetic images of 64 × 48 pixels, scene street, seed 7, with 36 labelled things");
  expect(card).toContain("Formats: COCO instances, YOLO boxes.");
  expect(card).toContain("Diorama 1.2.3");
});

test("no name can break the card", async () => {
  const hostile = classesOf([...hostileNames, "a | b | c", "<script>alert(1)</script>", "[x](javascript:y)"]);
  const card = textOf(await datasetOf(fakePictures(hostile), { formats: ["coco"], classes: hostile }), "README.md");
  const rows = rowsOf(card).filter((row) => row.length === 3);
  // The header, the line under it, and one for each class.
  expect(rows).toHaveLength(2 + hostileNames.length + 3);
  expect(card).not.toMatch(/[^\\](<script|\]\()/);
});

test("pictures that were brought are told, with what is left of them", async () => {
  const about = { version: "1.2.3", pictures: [{ field: "background.file", file: "photos/*" }] };
  const card = textOf(await datasetOf(fakePictures(classes), { formats: ["coco"], classes, about }), "README.md");
  expect(rowsOf(card)).toContainEqual(["background\\.file", "photos/\\*"]);
  expect(card).toContain("none shows a real place or person, but for what pictures show");
  expect(textOf(await datasetOf(fakePictures(classes), { formats: ["coco"], classes }), "README.md")).not.toContain("brought");
});
