import { describe, expect, test, vi } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { annotate } from "../../src/annotate/annotate";
import type { InstanceLabel } from "../../src/annotate/labels";
import { silhouetteOf } from "../../src/annotate/silhouette";
import { opticsOf } from "../../src/camera/pictured";
import type { Silhouette } from "../../src/camera/silhouette";
import { generate } from "../../src/generate";
import { parseRecipe } from "../../src/recipe/parse";
import { stream, uniform } from "../../src/recipe/random";
import type { SceneSpec } from "../../src/recipe/spec";
import { render } from "../../src/render/render";
import { drawSilhouettes } from "../../src/render/silhouettes";
import { models, place } from "../../src/scene/models";
import { build } from "../../src/scene/stage";
import { cuboid, floor, specOf, sphere, useGpu } from "./harness";

const gpu = useGpu();

async function labelsOf(spec: SceneSpec): Promise<readonly InstanceLabel[]> {
  using stage = build(gpu().rig, spec);
  const frame = await render(gpu(), stage);
  return annotate(frame, stage, spec, { minimumAreaPixels: 1, include: ["amodal"] }).instances;
}

const random = stream(5, 0, "amodal");
const spot = (x: number, z: number) =>
  ({ class: "solid", position: [x, 0, z], headingDegrees: uniform(random, 0, 360) }) as const;
const car = (x: number, z: number) => place("car", models.car.vary(random), spot(x, z));
const person = (x: number, z: number) => place("person", models.person.vary(random), spot(x, z));
const bicycle = (x: number, z: number) => place("bicycle", models.bicycle.vary(random), spot(x, z));

/** GPUs move corners to a grid before they fill triangles, this one by up to a 32nd of a pixel: so many pixels of an edge may differ. */
const SNAPPED = 0.05;

/** Length of outlines along pixel edges. */
function outlineLength(polygons: readonly (readonly number[])[]): number {
  const steps = polygons.flatMap((ring) => ring.map((value, at) => Math.abs((ring[(at + 2) % ring.length] ?? value) - value)));
  return steps.reduce((sum, step) => sum + step, 0);
}

describe("silhouettes", () => {
  test.each([
    ["a sphere", [sphere(0.7, -0.4, 1, -5)]],
    ["a box half beside the picture", [cuboid([1, 1, 1], 3.8, 0.4, -5)]],
    ["a car", [car(0, -9)]],
    ["people", [person(-1, -6), person(1, -5)]],
    ["a bicycle", [bicycle(0, -4)]],
  ])("of %s that nothing hides are what the GPU draws", async (_, things) => {
    const labels = await labelsOf(specOf([...things, floor()]));
    expect(labels.length).toBe(things.length);
    for (const { areaPixels, amodal } of labels) {
      if (!amodal) throw new Error("there is no amodal label");
      expect(amodal.areaInFrame - areaPixels).toBeLessThanOrEqual(1 + outlineLength(amodal.polygons) * SNAPPED);
      expect(amodal.areaInFrame).toBeGreaterThanOrEqual(areaPixels);
      expect(amodal.visibleFraction).toBeCloseTo(areaPixels / amodal.areaPixels, 12);
    }
  });

  test("stay the same when something comes before the thing", async () => {
    const thing = car(0.3, -9);
    const [alone] = await labelsOf(specOf([thing, floor()]));
    const [hidden] = await labelsOf(specOf([thing, cuboid([1.5, 1.5, 0.2], -0.5, 0.3, -5), floor()]));
    if (!alone?.amodal || !hidden?.amodal) throw new Error("there is no amodal label");
    expect(hidden.areaPixels).toBeLessThan(alone.areaPixels * 0.9);
    const slack = 1 + outlineLength(alone.amodal.polygons) * SNAPPED;
    expect(Math.abs(hidden.amodal.areaPixels - alone.amodal.areaPixels)).toBeLessThanOrEqual(slack);
    for (const [side, value] of hidden.amodal.boundingBox.entries())
      expect(Math.abs(value - (alone.amodal.boundingBox[side] ?? 0))).toBeLessThanOrEqual(1);
    expect(hidden.amodal.visibleFraction).toBeCloseTo(hidden.areaPixels / hidden.amodal.areaPixels, 12);
  });

  test("go on beside the picture", async () => {
    const [label] = await labelsOf(specOf([cuboid([1, 1, 1], 3.8, 0.4, -5), floor()]));
    const [x = 0, , width = 0] = label?.amodal?.boundingBox ?? [];
    expect(x + width).toBeGreaterThan(200);
    expect(label?.amodal?.areaInFrame).toBeLessThan(label?.amodal?.areaPixels ?? 0);
  });
});

const still = {
  forwardMetresPerSecond: 0,
  rightMetresPerSecond: 0,
  upMetresPerSecond: 0,
  yawDegreesPerSecond: 0,
  pitchDegreesPerSecond: 0,
  rollDegreesPerSecond: 0,
};

describe("silhouettes that the GPU draws", () => {
  const barrel = { model: "brown-conrady", k1: -0.2, k2: 0.05, p1: 0.002, p2: -0.003, k3: 0 } as const;
  const motion = { ...still, forwardMetresPerSecond: 8, yawDegreesPerSecond: 40 };
  const tree = place("tree", models.tree.vary(random), spot(0.5, -8));
  test.each([
    ["through a pinhole, half beside the picture", [car(4.6, -9), person(-1, -6), bicycle(0, -4)], {}],
    ["across the near plane", [cuboid([1, 1, 6], 0.4, -0.2, -2.9), sphere(0.4, -0.3, 0.9, -0.3)], {}],
    ["of leaves", [tree, person(-1.5, -6)], {}],
    ["through a lens that bends lines", [car(1.8, -5), person(-1.5, -4)], { distortion: barrel }],
    ["under a rolling shutter", [car(0.5, -9), person(-1, -6)], { rollingShutterSeconds: 0.03, motion }],
  ] as const)("%s are those of the CPU but for pixels on their edges", async (_, things, camera) => {
    const spec = specOf([...things, floor()], { image: { width: 96, height: 64 }, camera });
    using stage = build(gpu().rig, spec);
    const frame = await render(gpu(), stage);
    const ids = new Set(things.map((_thing, at) => at + 1));
    const silhouettes = await drawSilhouettes(gpu(), stage, ids);
    const options = { minimumAreaPixels: 1, include: ["amodal"] } as const;
    const onCpu = annotate(frame, stage, spec, options).instances;
    const onGpu = annotate({ ...frame, silhouettes }, stage, spec, options).instances;
    expect(onGpu.map(({ instanceId }) => instanceId)).toEqual(onCpu.map(({ instanceId }) => instanceId));
    for (const [at, { instanceId, amodal }] of onCpu.entries()) {
      const other = onGpu[at]?.amodal;
      const silhouette = silhouetteOf(stage.trianglesOf(instanceId), opticsOf(spec), frame);
      if (!amodal || !other || !silhouette) throw new Error("there is no silhouette");
      const ties = 1 + edgeLength(silhouette) * SNAPPED;
      expect(differing(silhouette, silhouettes.get(instanceId))).toBeLessThanOrEqual(ties);
      expect(Math.abs(other.areaPixels - amodal.areaPixels)).toBeLessThanOrEqual(ties);
      expect(Math.abs(other.areaInFrame - amodal.areaInFrame)).toBeLessThanOrEqual(ties);
      for (const share of ["visibleFraction", "inFrameFraction", "truncation"] as const)
        expect(Math.abs(other[share] - amodal[share])).toBeLessThanOrEqual((2 * ties) / amodal.areaPixels);
      for (const [side, value] of other.boundingBox.entries())
        expect(Math.abs(value - (amodal.boundingBox[side] ?? 0))).toBeLessThanOrEqual(1);
    }
  });
});

test("a GPU draws silhouettes for the labels of a sample; this adapter leaves them to the CPU", async () => {
  const recipe = parseRecipe("scene: street\nlabels: { include: [amodal], minimumAreaPixels: 1 }", {
    source: "amodal.yaml",
    scenes: sceneParameters,
  });
  const spec = specOf([car(4.6, -9), cuboid([1.5, 1.5, 0.2], 3, 0.3, -5), floor()], { image: { width: 96, height: 64 } });
  const drawnBy = (software: boolean) => generate({ ...gpu(), adapter: { ...gpu().adapter, software } }, recipe, spec);
  const draws = vi.spyOn(gpu().silhouettist, "bits");
  const onCpu = await drawnBy(true);
  expect(draws).not.toHaveBeenCalled();
  const onGpu = await drawnBy(false);
  expect(draws).toHaveBeenCalled();
  const areas = (one: typeof onCpu) => one.labels.instances.map(({ amodal }) => amodal?.areaPixels ?? 0);
  expect(areas(onCpu)).toHaveLength(2);
  for (const [at, area] of areas(onGpu).entries()) expect(Math.abs(area - (areas(onCpu)[at] ?? 0))).toBeLessThan(0.02 * area);
});

/** Whether a pixel belongs to a silhouette. */
function covers(silhouette: Silhouette | undefined, x: number, y: number): boolean {
  const { left = 0, top = 0, right = 0, bottom = 0 } = silhouette?.region ?? {};
  return x >= left && x < right && y >= top && y < bottom && silhouette?.cells[(y - top) * (right - left) + x - left] === 1;
}

/** Pixels that belong to one of two silhouettes only. */
function differing(a: Silhouette, b: Silhouette | undefined): number {
  let count = 0;
  for (let y = -64; y < 128; y++) for (let x = -96; x < 192; x++) if (covers(a, x, y) !== covers(b, x, y)) count++;
  return count;
}

/** Length of the edges of a silhouette, also of its holes, pixels. */
function edgeLength(silhouette: Silhouette): number {
  const { left, top, right, bottom } = silhouette.region;
  let length = 0;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++)
      length += [covers(silhouette, x - 1, y), covers(silhouette, x, y - 1)].filter(
        (beside) => beside !== covers(silhouette, x, y),
      ).length;
  return length;
}
