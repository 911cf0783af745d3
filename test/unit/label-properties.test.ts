import { describe, expect, test } from "vitest";
import { annotate, type Staged } from "../../src/annotate/annotate";
import { stream } from "../../src/recipe/random";
import type { SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { classes, fakeSpec } from "./fake-frame";

const SIZE = { width: 80, height: 60 };

/** A frame of so many overlapping rectangles, some of one pixel, and triangles round the camera for each, some through the near plane. */
function world(seed: number, count: number, order: readonly number[] = Array.from({ length: count }, (_, at) => at)) {
  const random = stream(seed, 0, "label-properties");
  const things = Array.from({ length: count }, () => {
    const [x, y] = [Math.floor(random() * SIZE.width), Math.floor(random() * SIZE.height)];
    const [width, height] = random() < 0.3 ? [1, 1] : [1 + Math.floor(random() * 20), 1 + Math.floor(random() * 20)];
    return { x, y, width, height, triangle: Float32Array.from({ length: 9 }, () => (random() - 0.5) * 8) };
  });
  const ids = new Uint32Array(SIZE.width * SIZE.height);
  for (const [at, { x, y, width, height }] of things.entries())
    for (let row = y; row < Math.min(SIZE.height, y + height); row++)
      ids.fill(order.indexOf(at) + 1, row * SIZE.width + x, row * SIZE.width + Math.min(SIZE.width, x + width));
  const frame: Frame = {
    ...SIZE,
    ids,
    depth: Float32Array.from(ids, (id) => (id === 0 ? 0 : 3)),
    colour: new Uint8ClampedArray(ids.length * 4),
  };
  const staged: Staged = {
    table: {
      rows: order.map((_, at) => ({ instanceId: at + 1, class: "car", classId: 1, kind: "thing" })),
      backgroundClassId: 4,
    },
    shapeOf: () => ({ box: { min: [-1, 0, -1], max: [1, 2, 1] } }),
    trianglesOf: (id) => things[order[id - 1] ?? 0]?.triangle ?? new Float32Array(),
    velocitiesOf: () => undefined,
    laterOf: () => undefined,
  };
  const plain = fakeSpec(0, "train");
  const instance = { model: "cuboid", class: "car", position: [0, 0, -5], rotation: [0, 0, 0, 1], parameters: {} } as const;
  const spec: SceneSpec = { ...plain, classes, image: { ...SIZE, subframes: 1 }, instances: order.map(() => instance) };
  return { frame, labels: annotate(frame, staged, spec, { minimumAreaPixels: 1, include: ["amodal"] }) };
}

describe.each([
  [1, 12],
  [2, 60],
  [3, 500],
])("seed %i: labels of %i things", (seed, count) => {
  const { frame, labels } = world(seed, count);

  test("share out the pixels that show something, each box touching its pixels on all sides", () => {
    const pixels = labels.instances.reduce((sum, { areaPixels }) => sum + areaPixels, 0);
    expect(pixels).toBe(frame.ids.filter((id) => id !== 0).length);
    for (const {
      instanceId,
      boundingBox: [x, y, width, height],
    } of labels.instances) {
      const places = [...frame.ids.entries()].flatMap(([at, id]) =>
        id === instanceId ? [[at % SIZE.width, Math.floor(at / SIZE.width)] as const] : [],
      );
      const [xs, ys] = [places.map(([column]) => column), places.map(([, row]) => row)];
      expect([x, y, x + width, y + height]).toEqual([Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1]);
    }
  });

  test("hold what is seen in what would be seen, with fractions from 0 to 1", () => {
    for (const {
      areaPixels,
      boundingBox: [x, y, width, height],
      amodal,
    } of labels.instances) {
      if (!amodal) throw new Error("there is no amodal label");
      const [left, top, columns, rows] = amodal.boundingBox;
      expect(left <= x && top <= y && left + columns >= x + width && top + rows >= y + height).toBe(true);
      expect(areaPixels).toBeLessThanOrEqual(amodal.areaInFrame);
      expect(amodal.areaInFrame).toBeLessThanOrEqual(amodal.areaPixels);
      for (const share of [amodal.visibleFraction, amodal.inFrameFraction, amodal.truncation]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(amodal.inFrameFraction + amodal.truncation).toBeCloseTo(1, 12);
      expect(amodal.occluders.reduce((sum, one) => sum + one.pixels, areaPixels)).toBeLessThanOrEqual(amodal.areaInFrame);
    }
  });

  test("do not depend on the order of the instances", () => {
    const order = Array.from({ length: count }, (_, at) => (at * 7 + 3) % count);
    expect(new Set(order).size).toBe(count);
    const other = world(seed, count, order).labels.instances;
    expect(other.length).toBe(labels.instances.length);
    const byThing = new Map(other.map((label) => [(order[label.instanceId - 1] ?? 0) + 1, label]));
    for (const { instanceId, areaPixels, boundingBox, polygons, amodal } of labels.instances) {
      const twin = byThing.get(instanceId);
      expect(twin).toMatchObject({ areaPixels, boundingBox, polygons });
      expect([twin?.amodal?.areaPixels, twin?.amodal?.visibleFraction]).toEqual([amodal?.areaPixels, amodal?.visibleFraction]);
    }
  });
});
