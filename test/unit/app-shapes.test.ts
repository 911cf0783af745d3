import { expect, test } from "vitest";
import type { InstanceLabel } from "../../src/annotate/labels";
import { shapes } from "../../src/app/draw/shapes";
import { keypointSets } from "../../src/recipe/keypoint-sets";

const plain: InstanceLabel = {
  instanceId: 1,
  class: "car",
  classId: 1,
  boundingBox: [2, 3, 4, 5],
  areaPixels: 20,
  meanTransmittance: 1,
  polygons: [[2, 3, 6, 3, 6, 8, 2, 8]],
};

/** A unit cube seen along its z axis, so that bits 0 and 1 of a corner are its place. */
function withBox(corner7: readonly [number, number] | null): InstanceLabel {
  const placed = { centre: [0, 0, 0], rotation: [0, 0, 0, 1], corners: [] } as const;
  const projectedCorners = Array.from({ length: 8 }, (_, at) => (at === 7 ? corner7 : ([at & 1, (at >> 1) & 1] as const)));
  return { ...plain, box3d: { size: [1, 1, 1], world: placed, camera: placed, projectedCorners, projectedBox: null } };
}

test("a tight box goes round its pixels, and a mask fills its outline", () => {
  expect(shapes.boxes(plain).rings).toEqual([
    [
      [2, 3],
      [6, 3],
      [6, 8],
      [2, 8],
    ],
  ]);
  expect(shapes.masks(plain).areas).toBe(plain.polygons);
});

test.for(["amodal", "oriented", "boxes3d", "keypoints"] as const)("%s draws nothing of an instance without it", (name) => {
  const { rings, lines, dots, areas } = shapes[name](plain);
  expect([...rings, ...lines, ...dots, ...areas]).toEqual([]);
});

test("a 3D box has twelve edges, without the three to a corner before the near plane", () => {
  expect(shapes.boxes3d(withBox([1, 1])).lines).toHaveLength(12);
  expect(shapes.boxes3d(withBox(null)).lines).toHaveLength(9);
});

test("keypoints outside of the picture have neither dot nor line; hidden ones are hollow", () => {
  const { names, skeleton } = keypointSets.person;
  const nose = names.indexOf("nose");
  const leftEye = names.indexOf("left_eye");
  const points = names.map((_, at) => ({
    pixel: [at, at] as const,
    visibility: at === nose ? (0 as const) : at === leftEye ? (1 as const) : (2 as const),
    camera: [0, 0, 1] as const,
  }));
  const shape = shapes.keypoints({ ...plain, keypoints: { set: "person", points } });
  expect(shape.dots).toHaveLength(names.length - 1);
  expect(shape.dots.filter(({ isFilled }) => !isFilled)).toEqual([{ at: [leftEye, leftEye], isFilled: false }]);
  expect(shape.lines).toHaveLength(skeleton.filter((line) => !line.includes(nose)).length);
});
