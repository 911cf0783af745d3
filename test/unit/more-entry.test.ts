import { expect, test } from "vitest";
import type { InstanceLabel } from "../../src/annotate/labels";
import { moreEntry } from "../../src/dataset/more-entry";

const visible: InstanceLabel = {
  instanceId: 3,
  class: "car",
  classId: 1,
  boundingBox: [0, 0, 4, 2],
  areaPixels: 8,
  meanTransmittance: 1,
  polygons: [],
};

test("the row of an instance has no more than was asked for", () => {
  expect(moreEntry(visible)).toEqual({});
});

test("the row of an instance has what was asked for, named as docs/labels.md says", () => {
  const label: InstanceLabel = {
    ...visible,
    coveredBy: [7],
    distance: { centreMetres: 12.345_678_91, nearestDepthMetres: 11 },
    amodal: {
      boundingBox: [-2, 0, 6, 2],
      areaPixels: 12,
      areaInFrame: 8,
      visibleFraction: 2 / 3,
      inFrameFraction: 2 / 3,
      truncation: 1 / 3,
      occlusionLevel: 0,
      occluders: [{ instanceId: 7, pixels: 1 }],
      polygons: [[0, 0, 4, 0, 4, 2, 0, 2]],
    },
    seeThrough: { boundingBox: [0, 0, 4, 2], areaPixels: 8, polygons: [] },
  };
  expect(moreEntry(label)).toEqual({
    covered_by: [7],
    distance: { centre_metres: 12.345679, nearest_depth_metres: 11 },
    amodal: {
      bbox: [-2, 0, 6, 2],
      area: 12,
      area_in_frame: 8,
      visible_fraction: 0.666667,
      in_frame_fraction: 0.666667,
      truncation: 0.333333,
      occlusion_level: 0,
      occluders: [{ instance_id: 7, pixels: 1 }],
      segmentation: [[0, 0, 4, 0, 4, 2, 0, 2]],
    },
    see_through: { bbox: [0, 0, 4, 2], area: 8, segmentation: [] },
  });
});
