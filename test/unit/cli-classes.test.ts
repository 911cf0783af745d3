import { describe, expect, it } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { classTable, countClasses, sampleSpecs } from "../../src/cli/classes";
import { parseRecipe } from "../../src/recipe/parse";
import { place } from "../../src/scene/models";

const recipeOf = (text: string) => parseRecipe(text, { source: "test.yaml", scenes: sceneParameters });

describe("the class report", () => {
  it("counts what stands in the specs, and in how many of them", async () => {
    const [spec] = await sampleSpecs(recipeOf("scene: shelf\nparameters: { bays: 1, boards: 3 }"), 1);
    if (!spec) throw new Error("no spec");
    const at = { position: [0, 0, 0], headingDegrees: 0 } as const;
    const cone = { height: 0.7, colour: "#d8501c" };
    const one = { ...place("cone", cone as never, { ...at, class: "can" }), parameters: cone };
    const classes = [
      { name: "can", kind: "thing", supercategory: "goods" },
      { name: "bag", kind: "thing", supercategory: "goods" },
      { name: "floor", kind: "stuff", supercategory: "room" },
    ] as const;
    const floor = { ...one, class: "floor" };
    const specs = [
      { ...spec, classes, instances: [one, one, floor] },
      { ...spec, classes, instances: [one] },
      { ...spec, classes, instances: [{ ...one, class: "bag" }] },
      { ...spec, classes, instances: [] },
    ];
    const counts = countClasses(specs);
    expect(counts).toEqual([
      { name: "can", kind: "thing", instances: 3, images: 2 },
      { name: "bag", kind: "thing", instances: 1, images: 1 },
      { name: "floor", kind: "stuff", instances: 1, images: 1 },
    ]);
    expect(classTable(counts, specs.length)).toEqual([
      "| class | instances | images with it | mean per image |  share |",
      "| ----- | --------: | -------------: | -------------: | -----: |",
      "| can   |         3 |         50.0 % |           0.75 | 75.0 % |",
      "| bag   |         1 |         25.0 % |           0.25 | 25.0 % |",
    ]);
  });

  it("samples the images that generate would render", async () => {
    const recipe = recipeOf("scene: warehouse\nseed: 5");
    const specs = await sampleSpecs(recipe, 2);
    expect(specs.map(({ index }) => index)).toEqual([0, 1]);
    expect(countClasses(specs).find(({ name }) => name === "pallet")?.instances).toBeGreaterThan(10);
  });

  it("says that the user's models cannot be counted", async () => {
    const recipe = recipeOf("scene: tabletop\nassets: [{ file: mug.glb, class: mug }]");
    await expect(sampleSpecs(recipe, 1)).rejects.toThrow(/assets: .* expected none/);
  });
});
