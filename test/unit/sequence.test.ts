import { describe, expect, test } from "vitest";
import { headingOf } from "../../scenes/motion/goes";
import { sceneParameters } from "../../scenes/parameters";
import { parseRecipe } from "../../src/recipe/parse";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import { sample } from "../../src/sample";
import { modelBounds } from "../../src/scene/models";
import { footprint, isFree } from "../../src/scene/placement";
import { nextSpec } from "../../src/sequence";

const recipeOf = (text: string) => parseRecipe(text, { source: "test.yaml", scenes: sceneParameters });
const street = (seed: number) =>
  recipeOf(
    `{ scene: street, seed: ${seed}, count: 16, sequence: { frames: 8, fps: 4 }, splits: { a: 1, b: 1 }, parameters: { fallenLoad: 0, blockedLane: 0 } }`,
  );
const vehicles = ["car", "truck", "bus", "motorcycle"];

describe("sequences", () => {
  const recipe = street(3);
  const frames = Array.from({ length: 9 }, (_, index) => sample(recipe, index));
  const [first, second] = frames as [SceneSpec, SceneSpec];

  test("every image can be made alone, and has the same instances in the same order", () => {
    expect(sample(recipe, 5)).toEqual(frames[5]);
    const kinds = ({ instances }: SceneSpec) => instances.map(({ model, class: name }) => `${model} ${name}`);
    for (const frame of frames.slice(1, 8)) expect(kinds(frame)).toEqual(kinds(first));
    expect(frames.map(({ sequence }) => [sequence?.number, sequence?.frame]).slice(6)).toEqual([
      [0, 6],
      [0, 7],
      [1, 0],
    ]);
    expect(kinds(frames[8] as SceneSpec)).not.toEqual(kinds(first));
    expect(new Set(frames.slice(0, 8).map(({ split }) => split)).size).toBe(1);
  });

  test("an image knows where all will be in the next", () => {
    const next = nextSpec(first);
    const places = ({ instances }: SceneSpec) => instances.map(({ position, rotation }) => [...position, ...rotation]);
    const [foretold, found] = [places(next), places(second)];
    expect(foretold.flat().every((value, at) => Math.abs(value - (found.flat()[at] ?? 0)) < 1e-9)).toBe(true);
    expect(next.camera.position).toEqual(second.camera.position);
    expect(first.instances.filter(({ next: moves }) => moves).length).toBeGreaterThan(3);
  });

  test.each([1, 4])("nobody drives through anybody, and vehicles go where they look: street, seed %i", (seed) => {
    const all = Array.from({ length: 8 }, (_, index) => sample(street(seed), index));
    for (const { instances } of all) {
      const grounds = instances.filter(({ class: name }) => vehicles.includes(name)).map(groundOf);
      for (const [at, ground] of grounds.entries()) expect(isFree(ground, grounds.slice(0, at)), `${seed} ${at}`).toBe(true);
    }
    for (const one of all
      .flatMap(({ instances }) => instances)
      .filter(({ class: name, next }) => next && vehicles.includes(name))) {
      const [dx, dz] = [(one.next?.position[0] ?? 0) - one.position[0], (one.next?.position[2] ?? 0) - one.position[2]];
      const angle = (headingOf(one) * Math.PI) / 180;
      const metres = Math.hypot(dx, dz);
      // Within a quarter of a second a vehicle in a bend turns a little.
      if (metres > 0.2) expect((dx * Math.sin(angle) - dz * Math.cos(angle)) / metres).toBeGreaterThan(0.93);
    }
  });

  test("without sequences nothing is said of them", () => {
    const single = sample(recipeOf("{ scene: street, seed: 3, count: 16 }"), 0);
    expect(single.sequence).toBeUndefined();
    expect(single.instances.some(({ next }) => next)).toBe(false);
  });

  test("a recipe whose sequences do not come out even, or that wants flow without them, is told so", () => {
    expect(() => recipeOf("{ scene: street, count: 25, sequence: { frames: 10, fps: 5 } }")).toThrow(
      "a multiple of the 10 images of a sequence, for example 30",
    );
    expect(() => recipeOf("{ scene: street, layers: [image, flow] }")).toThrow("sequence: { frames: 10, fps: 10 }");
  });
});

function groundOf(instance: InstanceSpec) {
  return footprint(modelBounds(instance), instance.position, headingOf(instance), 0);
}
