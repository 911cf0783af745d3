import { describe, expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import type { InstanceLabel } from "../../src/annotate/labels";
import { stream, uniform } from "../../src/recipe/random";
import type { SceneSpec } from "../../src/recipe/spec";
import { render } from "../../src/render/render";
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
