import { beforeAll, describe, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import type { AssetFiles } from "../../src/recipe/assets";
import { parseRecipe } from "../../src/recipe/parse";
import type { UsablePictures } from "../../src/recipe/picture-choice";
import { pictureReferences, picturesAt } from "../../src/recipe/pictures";
import type { SceneSpec } from "../../src/recipe/spec";
import { prepare, sample } from "../../src/sample";
import type { MeasuredAsset } from "../../src/scene/assets/measure";
import { castsNoShadow } from "../../src/scene/models";

const pictures: UsablePictures = {
  environment: ["skies/a.hdr", "skies/b.exr", "skies/c.hdr"],
  background: ["photos/1.jpg", "photos/2.jpg"],
  texture: ["wood.jpg", "wool.png"],
};
const read = (text: string) => parseRecipe(text, { source: "a.yaml", scenes: sceneParameters });
const specs = (text: string, count = 12, assets: readonly MeasuredAsset[] = []): SceneSpec[] =>
  Array.from({ length: count }, (_, index) => sample(read(text), index, { assets, pictures }));

const table = "scene: tabletop\nparameters: { objects: 0 }\n";
beforeAll(() => prepare(read(table)));

describe("a panorama", () => {
  const round = `${table}environment: { file: skies }\n`;

  test("is chosen for each image, with its direction", () => {
    const chosen = specs(round, 24).map(({ environment }) => environment);
    expect(new Set(chosen.map((one) => one?.file))).toEqual(new Set(pictures.environment));
    const degrees = chosen.map((one) => one?.rotationDegrees ?? -1);
    expect(Math.min(...degrees)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...degrees)).toBeLessThanOrEqual(360);
    expect(new Set(degrees).size).toBe(24);
  });

  test("leaves every other choice as it was, but for the room that it takes the place of", () => {
    const plainSpecs = specs(table);
    for (const [at, spec] of specs(round).entries()) {
      const { environment, instances, ...rest } = spec;
      const { instances: before, ...plain } = plainSpecs[at] ?? spec;
      expect(environment).toBeDefined();
      expect(rest).toEqual(plain);
      expect(instances).toEqual(before.filter((instance) => !castsNoShadow(instance)));
      expect(instances.length).toBeLessThan(before.length);
    }
  });

  test("keeps its file when its direction is fixed, and the other way round", () => {
    const fixed = specs(`${table}environment: { file: skies, rotationDegrees: 90 }\n`);
    for (const [at, { environment }] of specs(round).entries())
      expect(fixed[at]?.environment).toEqual({ file: environment?.file, rotationDegrees: 90 });
  });

  test("that is not there is named", () => {
    const none = { ...pictures, environment: [] };
    expect(() => sample(read(round), 0, { assets: [], pictures: none })).toThrow(/environment\.file: "skies" given/);
  });
});

describe("a photograph", () => {
  const before = `${table}background: { file: photos }\n`;

  test("is chosen for each image, with the part that is seen", () => {
    const chosen = specs(before, 40).map(({ backdrop }) => backdrop);
    expect(new Set(chosen.map((one) => one?.file))).toEqual(new Set(pictures.background));
    const mirrored = chosen.filter((one) => one?.mirrored).length;
    expect(mirrored).toBeGreaterThan(8);
    expect(mirrored).toBeLessThan(32);
    for (const one of chosen) {
      expect(one?.zoom).toBeGreaterThanOrEqual(1);
      expect(one?.zoom).toBeLessThanOrEqual(1.5);
      for (const share of one?.offset ?? [2]) expect(share >= 0 && share <= 1).toBe(true);
    }
  });

  test("keeps file and part when it is never mirrored, and beside a panorama", () => {
    const never = specs(`${table}background: { file: photos, mirrored: 0 }\nenvironment: { file: skies }\n`);
    for (const [at, { backdrop }] of specs(before).entries())
      expect(never[at]?.backdrop).toEqual({ ...backdrop, mirrored: false });
  });
});

describe("random textures", () => {
  test.each(["street", "warehouse", "shelf", "aerial", "tabletop"])("paint the share that is asked for in %s", (scene) => {
    const painted = (share: number) => {
      // Few things to settle.
      const few = scene === "tabletop" ? "parameters: { objects: 3 }\n" : "";
      const [spec] = specs(`scene: ${scene}\n${few}randomTextures: { share: ${share}, pictures: textures }`, 1);
      const all = spec?.instances ?? [];
      return { all, share: all.filter(({ texture }) => texture).length / all.length };
    };
    expect(painted(0).share).toBe(0);
    const { all, share } = painted(1);
    expect(share).toBe(1);
    for (const { texture } of all) {
      expect(texture?.metres).toBeGreaterThanOrEqual(0.01);
      expect(texture?.metres).toBeLessThanOrEqual(2.55);
      expect(texture?.picture !== undefined).toBe(texture?.pattern === "image");
    }
    const half = painted(0.5);
    if (half.all.length > 60) expect(Math.abs(half.share - 0.5)).toBeLessThan(0.2);
    expect(half.all.map(({ texture, ...rest }) => rest)).toEqual(all.map(({ texture, ...rest }) => rest));
  });

  test("show the patterns that are asked for, and pictures only where there are some", () => {
    const patterns = (more: string) =>
      new Set(
        specs(`${table}randomTextures: { share: 1${more} }\n`).flatMap(({ instances }) =>
          instances.map((one) => one.texture?.pattern),
        ),
      );
    expect(patterns("")).toEqual(new Set(["flat", "gradient", "noise", "checker"]));
    expect(patterns(", pictures: textures")).toEqual(new Set(["flat", "gradient", "noise", "checker", "image"]));
    expect(patterns(", patterns: [checker]")).toEqual(new Set(["checker"]));
    const shown = specs(`${table}randomTextures: { share: 1, patterns: [image], pictures: textures }\n`).flatMap(
      ({ instances }) => instances.map((one) => one.texture?.picture),
    );
    expect(new Set(shown)).toEqual(new Set(pictures.texture));
  });

  test("leave models of the user's own alone, unless they are wanted there", () => {
    const cube = { min: [-1, -1, -1], max: [1, 1, 1] } as const;
    const hull = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z] as const)));
    const own: MeasuredAsset = {
      class: "mug",
      count: 3,
      scale: 0.04,
      upAxis: "y",
      files: [{ file: "m.glb", poses: [{ bounds: cube, hull }] }],
    };
    const painted = (more: string) =>
      specs(`${table}assets: [{ file: m.glb, class: mug }]\nrandomTextures: { share: 1${more} }\n`, 2, [own])
        .flatMap(({ instances }) => instances)
        .filter(({ model }) => model === "asset")
        .map(({ texture }) => texture !== undefined);
    expect(painted("").length).toBeGreaterThan(0);
    expect(new Set(painted(""))).toEqual(new Set([false]));
    expect(new Set(painted(", assets: true"))).toEqual(new Set([true]));
  });

  test("of what is there stay as they are when more is there", () => {
    const [few, many] = [2, 9].map(
      (objects) => specs(`scene: tabletop\nrandomTextures: { share: 0.6 }\nparameters: { objects: ${objects} }`, 1)[0],
    );
    const still = (spec: SceneSpec | undefined) =>
      spec?.instances.filter((one) => ["table", "wall", "floor"].includes(one.class));
    expect(still(many)).toEqual(still(few));
  });
});

describe("the pictures of a recipe", () => {
  test("are the file, or the files of the right kind directly in the folder", () => {
    const recipe = read(
      `${table}environment: { file: ./skies/ }\nbackground: { file: photos/a.JPG }\nrandomTextures: { pictures: . }\n`,
    );
    const files: AssetFiles = Object.fromEntries(
      ["skies/b.hdr", "skies/a.EXR", "skies/c.jpg", "skies/more/d.hdr", "photos/a.JPG", "photos/b.jpg", "x.webp", "y.txt"].map(
        (path) => [path, ""],
      ),
    );
    expect(pictureReferences(recipe).map((reference) => picturesAt(reference, Object.keys(files)))).toEqual([
      ["skies/a.EXR", "skies/b.hdr"],
      ["photos/a.JPG"],
      ["x.webp"],
    ]);
  });

  test.each([
    ["environment: { file: /etc/sky.hdr }", /environment\.file[\s\S]*relative to the recipe/],
    ["environment: { file: https://example.org/sky.hdr }", /environment\.file[\s\S]*relative to the recipe/],
    ["environment: { file: a.hdr, rotationDegrees: 400 }", /environment\.rotationDegrees[\s\S]*0 to 360/],
    ["environment: {}", /environment\.file/],
    ["background: { file: a.jpg, zoom: 0.5 }", /background\.zoom[\s\S]*1 to 10/],
    ["randomTextures: { share: 1, patterns: [image] }", /randomTextures\.patterns[\s\S]*a folder of pictures/],
    [
      "randomTextures: { patterns: [stripes] }",
      /randomTextures\.patterns\[0\][\s\S]*one of flat, gradient, noise, checker, image/,
    ],
  ])("%s is explained", (text, message) => {
    expect(() => read(`${table}${text}\n`)).toThrow(message);
  });
});
