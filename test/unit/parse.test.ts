import { describe, expect, test } from "vitest";
import { parseRecipe } from "../../src/recipe/parse";
import type { Recipe } from "../../src/recipe/schema";
import { usualMix } from "../../src/recipe/weather-kinds";
import { recipeScenes as scenes } from "./recipe-scenes";

function read(text: string): Recipe {
  return parseRecipe(text, { source: "a.yaml", scenes });
}

/** The error of a bad recipe. */
function problems(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof Error && error.name === "RecipeError") return error.message;
    throw error;
  }
  throw new Error("The recipe was taken for a good one.");
}

/** The lines of one problem, as they stand in a message. */
function problem(place: string, given: string, expected: string, example: string): string {
  return `${place}\n  given:    ${given}\n  expected: ${expected}\n  example:  ${example}`;
}

describe("a good recipe", () => {
  test("may be the scene alone; everything has a default", () => {
    expect(read("scene: garden")).toEqual({
      name: "garden",
      scene: "garden",
      seed: 1,
      count: 24,
      splits: { train: 0.8, val: 0.2 },
      image: { width: 640, height: 480, quality: "high", format: "png", jpegQuality: 92 },
      weather: {
        kind: usualMix,
      },
      sun: { azimuthDegrees: { uniform: [0, 360] } },
      moon: { azimuthDegrees: { uniform: [0, 360] }, illuminatedShare: { uniform: [0, 1] } },
      camera: { fovDegrees: { normal: { mean: 55, sd: 6, min: 40, max: 75 } }, exposureBias: 0 },
      sensor: { profile: "ideal" },
      randomTextures: { share: 0, assets: false },
      assets: [],
      labels: {
        include: [],
        minimumAreaPixels: 1,
        minimumSidePixels: 1,
        minimumThicknessPixels: 1,
        minimumVisibleFraction: 0,
        minimumInFrameFraction: 0,
        minimumTransmittance: 0,
        laneLines: false,
        seeThrough: "solid",
        peopleInVehicles: "keep",
        dropped: "omit",
      },
      layers: ["image", "instance", "semantic"],
      formats: ["coco"],
      output: { partMegabytes: 256, cocoMasks: "polygons" },
      parameters: { trees: { uniform: [2, 8] }, pathMetres: 1.2, season: "summer" },
    });
  });

  test("seed 0 and a bias of 0 are not taken for nothing", () => {
    expect(read("scene: garden\nseed: 0").seed).toBe(0);
    expect(read("scene: garden\nparameters: { trees: 0 }").parameters).toMatchObject({ trees: 0 });
  });

  test("may be JSON, with tabs, and YAML with Windows line ends or an alias", () => {
    expect(read('{\n\t"scene": "harbour",\n\t"image": { "width": 320 }\n}')).toMatchObject({
      scene: "harbour",
      image: { width: 320 },
    });
    expect(read("scene: harbour\r\ncount: 3\r\n").count).toBe(3);
    const aliased = read("scene: garden\nsun: { elevationDegrees: &angle { uniform: [20, 40] }, azimuthDegrees: *angle }");
    expect(aliased.sun.azimuthDegrees).toEqual({ uniform: [20, 40] });
  });

  test("is plain JSON and survives a structured clone", () => {
    const recipe = read("scene: garden\nsplits: { train: 9, test: 1 }");
    expect(structuredClone(recipe)).toEqual(recipe);
    expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe);
  });

  test("always has the image among its layers, in one order, once", () => {
    expect(read("scene: garden\nlayers: [depth]").layers).toEqual(["image", "depth"]);
    expect(read("scene: garden\nlayers: [semantic, image, semantic]").layers).toEqual(["image", "semantic"]);
  });
});

describe("a bad recipe says where, what was given, what was expected, and an example", () => {
  test.each<[string, string, string[]]>([
    [
      "a number out of range",
      "scene: garden\ncamera:\n  fovDegrees: 300",
      [
        problem(
          "a.yaml:3:15: camera.fovDegrees",
          "300",
          "a number from 10 to 200 degrees, or a distribution of such numbers (uniform, normal, choice or log-uniform)",
          "fovDegrees: { normal: { mean: 55, sd: 6, min: 40, max: 75 } }",
        ),
      ],
    ],
    [
      "an end of a distribution out of range",
      "scene: garden\ncamera:\n  fovDegrees:\n    uniform: [50, 300]",
      [
        problem(
          "a.yaml:4:19: camera.fovDegrees.uniform[1]",
          "300",
          "a number from 10 to 200 degrees",
          "fovDegrees: { uniform: [ 10, 200 ] }",
        ),
      ],
    ],
    [
      "a fraction for a whole number, in a text",
      'scene: garden\ncount: "24"\nimage: { width: 99.5 }',
      [
        problem("a.yaml:2:8: count", '"24"', "a whole number from 1 to 10000000 images", "count: 24"),
        problem("a.yaml:3:17: image.width", "99.5", "a whole number from 16 to 4096 pixels", "width: 640"),
      ],
    ],
    [
      "a misspelt field",
      "scene: garden\ncamera:\n  fovDegree: 50",
      [
        problem(
          "a.yaml:3:3: camera.fovDegree",
          'the unknown field "fovDegree"',
          "one of fovDegrees, exposureBias, focalLengthMillimetres, sensorHeightMillimetres, principalPoint, distortion, fNumber, focusDistanceMetres, shutterSeconds, iso, rollingShutterSeconds, motion, pose; did you mean fovDegrees?",
          "fovDegrees: { normal: { mean: 55, sd: 6, min: 40, max: 75 } }",
        ),
      ],
    ],
    [
      "a misspelt distribution",
      "scene: garden\ncamera: { exposureBias: { unifrom: [0, 1] } }",
      ["a.yaml:2:27: camera.exposureBias.unifrom", "did you mean uniform?", "exposureBias: { uniform: [ -4, 4 ] }"],
    ],
    [
      "a field that resembles none",
      "scene: garden\nlights: 3",
      ['a.yaml:2:1: lights\n  given:    the unknown field "lights"', "expected: one of name, scene, seed, count"],
    ],
    [
      "half a distribution",
      "scene: garden\nparameters: { pathMetres: { normal: { mean: 2 } } }",
      [
        "parameters.pathMetres.normal.sd\n  given:    nothing\n  expected: a number greater than 0 metres",
        "pathMetres: { normal: { mean: 2.25, sd: 0.35 } }",
      ],
    ],
    [
      "a distribution the wrong way round",
      "scene: garden\nsun: { azimuthDegrees: { uniform: [90, 45] } }",
      ["not greater than the second"],
    ],
    [
      "two distributions in one",
      "scene: garden\nsun: { azimuthDegrees: { uniform: [1, 2], choice: [1] } }",
      ["a.yaml:2:24: sun.azimuthDegrees\n"],
    ],
    [
      "a list for a number",
      "scene: garden\nsun: { azimuthDegrees: [0, 360] }",
      ["given:    [ 0, 360 ]", "a number from 0 to 360 degrees"],
    ],
    [
      "an unknown weather",
      "scene: garden\nweather: { kind: sunny }",
      ['a.yaml:2:18: weather.kind\n  given:    "sunny"', "one of clear, partly-cloudy, overcast, haze, fog, drizzle, heavy-rain"],
    ],
    [
      "an unknown name in a choice",
      "scene: garden\nweather: { kind: { choice: [fog, smog] } }",
      ["a.yaml:2:34: weather.kind.choice[1]", '"smog"'],
    ],
    [
      "weights that do not fit",
      "scene: garden\nparameters: { season: { choice: [spring], weights: [1, 2] } }",
      ["season.weights", "one weight for every item"],
    ],
    [
      "a value for a group",
      "scene: garden\nimage: 5",
      ["a.yaml:2:8: image", "a group of fields (width, height, quality, format, jpegQuality)", "image: { width: 640 }"],
    ],
    [
      "nothing for a number",
      "scene: garden\nseed:",
      ["a.yaml:2:", "seed\n  given:    nothing", "a whole number from 0 to 4294967295"],
    ],
    [
      "a split without a share",
      "scene: garden\nsplits: { train: 0, val: 1 }",
      ["a.yaml:2:18: splits.train", "a number greater than 0"],
    ],
    [
      "a split that is no file name",
      "scene: garden\nsplits: { ../up: 1 }",
      ['a.yaml:2:11: splits.../up\n  given:    the name "../up"', "a file name of up to 64"],
    ],
    ["too many splits", `scene: garden\nsplits: { ${"abcdefghi".replace(/./g, "$&: 1, ")} }`, ["at most 8 splits"]],
    ["splits in upper and lower case", "scene: garden\nsplits: { val: 1, VAL: 1 }", ["upper and lower case"]],
    ["a name that leaves its folder", "scene: garden\nname: ../../etc", ["a.yaml:2:7: name", "a file name"]],
    ["a name that Windows keeps for itself", "scene: garden\nname: nul.txt", ["a.yaml:2:7: name"]],
    [
      "an unknown layer",
      "scene: garden\nlayers: [image, color]",
      ["a.yaml:2:17: layers[1]", "one of image, instance, semantic, parts, depth"],
    ],
    ["no format", "scene: garden\nformats: []", ["a.yaml:2:10: formats", "a list of at least 1"]],
    ["another scene's parameter", "scene: harbour\nparameters: { trees: 3 }", ["a.yaml:2:15: parameters.trees", "one of boats"]],
    [
      "no scene",
      "count: 3",
      ["a.yaml:1:1: scene\n  given:    nothing\n  expected: one of garden, harbour\n  example:  scene: garden"],
    ],
    [
      "an unknown scene, and all else that can be judged",
      "scene: harbor\ncount: 0\nparameters: { boats: 3 }",
      [
        "2 problems",
        'a.yaml:1:8: scene\n  given:    "harbor"\n  expected: one of garden, harbour\n  example:  scene: harbour',
        "a.yaml:2:8: count",
      ],
    ],
    ["an empty file", "", ["a.yaml:1:1: the recipe\n  given:    nothing", "example:  scene: garden"]],
    ["a list", "- scene: garden", ["a.yaml:1:1: the recipe", "a group of fields"]],
    ["JSON, by line", '{\n  "scene": "garden",\n  "count": -1\n}', ["a.yaml:3:12: count"]],
  ])("%s", (_, text, parts) => {
    const message = problems(() => read(text));
    for (const part of parts) expect(message).toContain(part);
  });

  test("all problems are listed, in the order of the file", () => {
    const message = problems(() => read("count: 0\nscene: garden\nparameters: { tree: 1 }\nimage: { width: 1, height: 2 }"));
    expect(message).toContain("The recipe a.yaml has 4 problems.");
    expect([...message.matchAll(/^a\.yaml:(\d+:\d+): (.+)$/gm)].map(([, place, path]) => `${place} ${path}`)).toEqual([
      "1:8 count",
      "3:15 parameters.tree",
      "4:17 image.width",
      "4:28 image.height",
    ]);
  });
});

describe("a text that is no recipe", () => {
  test.each<[string, string, string[]]>([
    ["an open bracket", "scene: garden\nsplits: {train: 1\ncount: 3", ["a.yaml:3:"]],
    ["a tab as indent", "scene: garden\nimage:\n\twidth: 3", ["a.yaml:3:1: Tabs"]],
    ["a field given twice", "scene: garden\ncount: 3\ncount: 4", ['a.yaml:3:1: "count" is given a second time']],
    ["a tag", "scene: !ruby/object garden", ["a.yaml:1:8: a tag that is not known"]],
    ["two documents", "scene: garden\n---\nscene: garden", ["a.yaml:2:1: a second document"]],
    ["an alias of nothing", "scene: garden\nseed: *lucky", ["a.yaml:2:7: *lucky given; expected an anchor &lucky"]],
    ["an alias inside its own anchor", "scene: garden\nsun: &sun { azimuthDegrees: *sun }", ["the unknown field"]],
    ["a prototype", "scene: garden\n__proto__: { count: 3 }", ['a.yaml:2:1: "__proto__" cannot be the name of a field']],
    ["a prototype deep inside", 'scene: garden\nsplits: { "constructor": 1 }', ['a.yaml:2:11: "constructor" cannot']],
    ["deep nesting", "[".repeat(20_000), ["a.yaml:1:", "nested too deeply"]],
    ["a very long text", `scene: garden # ${"x".repeat(200_000)}`, ["characters; expected a recipe of at most 200000"]],
  ])("%s", (_, text, parts) => {
    const message = problems(() => read(text));
    for (const part of parts) expect(message).toContain(part);
    expect(message.length).toBeLessThan(5000);
  });

  test("aliases that unfold to billions are refused at once", () => {
    const levels = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(", ")}]`);
    expect(problems(() => read(`l0: &l0 [x]\n${levels.join("\n")}`))).toContain("too many aliases");
  });

  test("nothing reaches Object.prototype", () => {
    problems(() => read('{"scene": "garden", "__proto__": {"polluted": true}}'));
    expect("polluted" in {}).toBe(false);
  });
});
