import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import type { InstanceLabel } from "../../src/annotate/labels";
import { factorFields, valuesToTry } from "../../src/app/preview/factor-values";
import { instanceAt, labelFacts } from "../../src/app/preview/hit";
import { dragged, imageArea, imagePoint, wholeView, zoomedAt } from "../../src/app/preview/view";
import type { NumberField } from "../../src/app/recipe/fields";

const size = { width: 320, height: 240 };

test("zooming keeps the point under the pointer, and zooming back shows all again", () => {
  const at = [0.3, 0.8] as const;
  const closer = zoomedAt(wholeView, 4, at);
  expect(imagePoint(closer, at, size)[0]).toBeCloseTo(96);
  expect(imagePoint(closer, at, size)[1]).toBeCloseTo(192);
  expect(zoomedAt(closer, 1 / 8, [0.9, 0.1])).toEqual(wholeView);
});

test("zooming ends where a pixel is big", () => {
  expect(zoomedAt(wholeView, 1e6, [0.5, 0.5]).zoom).toBe(64);
});

test("a drag moves the image with the pointer, to its edge and no farther", () => {
  const closer = zoomedAt(wholeView, 4, [0.5, 0.5]);
  const before = imagePoint(closer, [0.5, 0.5], size);
  const after = imagePoint(dragged(closer, [0.1, 0]), [0.6, 0.5], size);
  expect(after[0]).toBeCloseTo(before[0]);
  expect(dragged(closer, [9, -9])).toEqual({ zoom: 4, x: 0, y: 0.75 });
  expect(dragged(wholeView, [0.2, 0.2])).toEqual(wholeView);
});

test("the part on show fills the canvas", () => {
  const area = imageArea({ zoom: 2, x: 0.25, y: 0.5 }, { width: 800, height: 600 });
  expect(area).toEqual({ x: -400, y: -600, width: 1600, height: 1200 });
});

function instance(instanceId: number, boundingBox: InstanceLabel["boundingBox"], ring: readonly number[]): InstanceLabel {
  return { instanceId, class: "traffic_sign", classId: 1, boundingBox, areaPixels: 1200, meanTransmittance: 1, polygons: [ring] };
}

/** An L along the left and the bottom, and a square in its corner, in the same box. */
const ell = instance(1, [0, 0, 10, 10], [0, 0, 2, 0, 2, 8, 10, 8, 10, 10, 0, 10]);
const square = instance(2, [4, 4, 4, 3], [4, 4, 8, 4, 8, 7, 4, 7]);

test.for([
  [[1, 1], 1],
  [[9, 9], 1],
  [[5, 5], 2],
  [[9, 2], 1],
  [[10, 5], undefined],
] as const)("at %s is instance %s: by its pixels, else by its box", ([point, id]) => {
  expect(instanceAt([ell, square], point)?.instanceId).toBe(id);
  expect(instanceAt([square, ell], point)?.instanceId).toBe(id);
});

test("facts leave out what was not measured", () => {
  expect(labelFacts(square)).toEqual([
    ["Class", "traffic sign"],
    ["Visible", "1,200 px"],
    ["Box", "4 × 3 at 4, 4"],
  ]);
  expect(labelFacts({ ...square, distance: { centreMetres: 12.4, nearestDepthMetres: 11 } })).toContainEqual([
    "Distance",
    "12 m",
  ]);
});

test("the values of a factor go from end to end of its distribution, or of its range where it is constant", () => {
  const fields = factorFields("street", sceneParameters.street).flatMap((section) => section.fields);
  const field = (path: string) => fields.find((one) => one.path.join(".") === path) ?? expect.fail(`no factor ${path}`);
  const elevation = valuesToTry(field("sun.elevationDegrees"), { sun: { elevationDegrees: { uniform: [10, 60] } } });
  expect(elevation).toEqual([10, 20, 30, 40, 50, 60]);
  const { min, max } = field("sun.elevationDegrees") as NumberField;
  const all = valuesToTry(field("sun.elevationDegrees"), { sun: { elevationDegrees: 33 } });
  expect([all.at(0), all.at(-1)]).toEqual([min, max]);
  expect(valuesToTry(field("parameters.movingCars"), { parameters: { movingCars: { uniform: [1, 3] } } })).toEqual([1, 2, 3]);
  expect(valuesToTry(field("weather.kind"), {})).toEqual(expect.arrayContaining(["clear", "fog"]));
  expect(fields.map(({ path }) => path[0])).not.toContain("image");
});
