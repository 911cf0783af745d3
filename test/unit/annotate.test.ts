import { expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import { cameraLabel } from "../../src/annotate/camera";
import { cocoMask } from "./coco-rasterizer";
import { fakeFrame, fakeSpec, staged, table } from "./fake-frame";

const frame = fakeFrame();
const spec = fakeSpec(0, "train");

test("labels the things that can be seen, in the order of ids", () => {
  const labels = annotate(frame, staged, spec, { minimumAreaPixels: 1 });
  expect(labels.instances.map(({ polygons: _, meanTransmittance: __, ...rest }) => rest)).toEqual([
    { instanceId: 2, class: "car", classId: 1, boundingBox: [2, 1, 8, 5], areaPixels: 27 },
    { instanceId: 3, class: "person", classId: 2, boundingBox: [8, 1, 1, 5], areaPixels: 4 },
  ]);
  expect(labels.camera).toEqual(cameraLabel(spec.camera, 12, 7));
});

test("polygons give back each mask, boxes and areas included", () => {
  for (const label of annotate(frame, staged, spec, { minimumAreaPixels: 1 }).instances) {
    const mask = cocoMask(label.polygons, frame.width, frame.height);
    expect(mask).toEqual(Uint8Array.from(frame.ids, (id) => (id === label.instanceId ? 1 : 0)));
    expect(mask.reduce((sum, cell) => sum + cell, 0)).toBe(label.areaPixels);
  }
});

test("classes and the smallest area choose what is labelled", () => {
  const idsFor = (options: Parameters<typeof annotate>[3]) =>
    annotate(frame, staged, spec, options).instances.map((label) => label.instanceId);
  expect(idsFor({ minimumAreaPixels: 1, classes: ["person"] })).toEqual([3]);
  expect(idsFor({ minimumAreaPixels: 4 })).toEqual([2, 3]);
  expect(idsFor({ minimumAreaPixels: 5 })).toEqual([2]);
  expect(idsFor({ minimumAreaPixels: 0 })).toEqual([2, 3]);
  expect(idsFor({ minimumAreaPixels: 1, classes: [] })).toEqual([]);
});

test("a class that is no thing of the scene is the recipe's error", () => {
  const options = { minimumAreaPixels: 1, classes: ["car", "road"] };
  expect(() => annotate(frame, staged, spec, options)).toThrow(expect.objectContaining({ name: "RecipeError" }));
  expect(() => annotate(frame, staged, spec, options)).toThrow(
    '"road", which is not a thing of the scene "street". Its things are: car, person.',
  );
});

test("an id without a row is an error", () => {
  const shorter = { ...table, rows: table.rows.slice(0, 2) };
  expect(() => annotate(frame, { ...staged, table: shorter }, spec, { minimumAreaPixels: 1 })).toThrow(
    "has instance id 3, but the table has 2 rows",
  );
});
