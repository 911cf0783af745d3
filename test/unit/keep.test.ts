import { describe, expect, test } from "vitest";
import type { Amodal } from "../../src/annotate/amodal";
import { annotate } from "../../src/annotate/annotate";
import { type Limits, reasonToDrop } from "../../src/annotate/keep";
import { tracePolygons } from "../../src/annotate/masks";
import { peopleInVehicles } from "../../src/annotate/people-in-vehicles";
import { runLengths } from "../../src/encode/rle";
import { stream, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { fakeFrame, fakeSpec, staged } from "./fake-frame";

const label = {
  instanceId: 3,
  class: "car",
  classId: 1,
  boundingBox: [4, 5, 8, 3],
  areaPixels: 20,
  meanTransmittance: 0.4,
  polygons: [],
} as const;
const amodal: Amodal = {
  boundingBox: [4, 5, 10, 10],
  areaPixels: 100,
  areaInFrame: 50,
  visibleFraction: 0.2,
  inFrameFraction: 0.5,
  truncation: 0.5,
  occlusionLevel: 2,
  occluders: [],
  polygons: [],
};

describe("reasonToDrop", () => {
  const reason = (limits: Partial<Limits>, isInVehicle = false) =>
    reasonToDrop(
      label,
      { minimumAreaPixels: 1, ...limits },
      {
        amodal: () => amodal,
        isInVehicle: () => isInVehicle,
        fitsSquare: (side) => side <= 2,
      },
    );

  test.each([
    ["area", { minimumAreaPixels: 21 }, { minimumAreaPixels: 20 }],
    ["side", { minimumSidePixels: 4 }, { minimumSidePixels: 3 }],
    ["thickness", { minimumThicknessPixels: 3 }, { minimumThicknessPixels: 2 }],
    ["visible fraction", { minimumVisibleFraction: 0.21 }, { minimumVisibleFraction: 0.2 }],
    ["in-frame fraction", { minimumInFrameFraction: 0.51 }, { minimumInFrameFraction: 0.5 }],
    ["transmittance", { minimumTransmittance: 0.41 }, { minimumTransmittance: 0.4 }],
  ] as const)("says %s just below the limit, and nothing at it", (expected, above, at) => {
    expect(reason(above)).toBe(expected);
    expect(reason(at)).toBeUndefined();
  });

  test("leaves out people in vehicles only where that is wanted", () => {
    expect(reason({ peopleInVehicles: "drop" }, true)).toBe("in a vehicle");
    expect(reason({ peopleInVehicles: "drop" }, false)).toBeUndefined();
    expect(reason({ peopleInVehicles: "keep" }, true)).toBeUndefined();
  });

  test("draws no silhouette that it does not need", () => {
    const costly = {
      amodal: () => expect.unreachable(),
      isInVehicle: () => expect.unreachable(),
      fitsSquare: () => expect.unreachable(),
    };
    expect(reasonToDrop(label, { minimumAreaPixels: 1 }, costly)).toBeUndefined();
  });
});

describe("dropped labels", () => {
  const frame = fakeFrame();
  const spec = fakeSpec(0, "train");

  test("are all that can be seen and is not labelled, with their masks", () => {
    const { instances, dropped } = annotate(frame, staged, spec, { minimumAreaPixels: 5 });
    expect(instances.map(({ instanceId }) => instanceId)).toEqual([2]);
    expect(dropped).toMatchObject([{ instanceId: 3, class: "person", areaPixels: 4, reason: "area", ignore: false }]);
    expect(annotate(frame, staged, spec, { minimumAreaPixels: 5, dropped: "ignore" }).dropped[0]?.ignore).toBe(true);
  });

  test("are none of the classes that nobody asked for", () => {
    expect(annotate(frame, staged, spec, { minimumAreaPixels: 5, classes: ["car"] }).dropped).toEqual([]);
  });
});

describe("peopleInVehicles", () => {
  const classes = [
    { name: "person", kind: "thing", supercategory: "person" },
    { name: "truck", kind: "thing", supercategory: "vehicle" },
    { name: "crate", kind: "thing", supercategory: "goods" },
  ] as const;
  const at = (name: string, x: number, y: number, z: number, turned = 0): InstanceSpec => ({
    model: "cuboid",
    class: name,
    position: [x, y, z],
    rotation: [0, Math.sin(turned / 2), 0, Math.cos(turned / 2)],
    parameters: {},
  });
  /** People are 1.8 m tall; all else is 2 m wide, 2.2 m high and 6 m long. */
  const inside = (...instances: InstanceSpec[]) =>
    peopleInVehicles({ ...fakeSpec(0, "train"), classes, instances }, (id) =>
      instances[id - 1]?.class === "person"
        ? { box: { min: [-0.3, 0, -0.2], max: [0.3, 1.8, 0.2] } }
        : { box: { min: [-1, 0, -3], max: [1, 2.2, 3] } },
    )(1);

  test("are those whose middle is in the box, and whose head is not above it", () => {
    expect(inside(at("person", 0, 0.3, -1), at("truck", 0, 0, 0))).toBe(true);
    expect(inside(at("person", 0, 0.5, -1), at("truck", 0, 0, 0)), "stands on the seat").toBe(false);
    expect(inside(at("person", 1.1, 0.3, -1), at("truck", 0, 0, 0)), "stands beside").toBe(false);
    expect(inside(at("person", 0, 0.3, -1), at("crate", 0, 0, 0)), "is in a crate").toBe(false);
  });

  test("also in turned vehicles", () => {
    expect(inside(at("person", 2.5, 0.3, 0), at("truck", 0, 0, 0, Math.PI / 2))).toBe(true);
    expect(inside(at("person", 0, 0.3, 2.5), at("truck", 0, 0, 0, Math.PI / 2))).toBe(false);
  });
});

test.each(Array.from({ length: 10 }, (_, index) => index))("run lengths of random masks give them back (%i)", (index) => {
  const random = stream(21, index, "mask");
  const [width, height] = [9, 7];
  const ids = Uint32Array.from({ length: width * height }, () => (uniform(random, 0, 1) < 0.3 ? 1 : 0));
  const polygons = tracePolygons({ width, ids }, 1, { left: 0, top: 0, right: width, bottom: height });
  const { size, counts } = runLengths(polygons, [0, 0, width, height], { width, height });
  expect(size).toEqual([height, width]);
  const columns = counts.flatMap((length, at) => Array.from({ length }, () => at % 2));
  expect(columns).toEqual(
    Array.from({ length: width * height }, (_, at) => ids[(at % height) * width + Math.floor(at / height)]),
  );
});

test("run lengths of a box inside of the picture count what is around it", () => {
  expect(runLengths([[2, 1, 4, 1, 4, 4, 2, 4]], [2, 1, 2, 3], { width: 5, height: 6 }).counts).toEqual([13, 3, 3, 3, 8]);
});
