import { expect, test } from "vitest";
import { scenes } from "../../scenes";
import { assetScenes, sceneParameters } from "../../scenes/parameters";
import type { Scene } from "../../scenes/scene";
import { classFromPath, upAxisOf } from "../../src/app/assets/guess";
import { withAssetChange, withAssets, withFields, withoutAsset, withoutField } from "../../src/app/recipe/recipe-edit";
import { parseRecipe } from "../../src/recipe/parse";

const recipe = "# For the robot.\nname: mugs # short\nscene: tabletop\n\n# Few.\ncount: 3\nparameters: { objects: 1 }\n";
const assetsIn = (text: string | undefined) => parseRecipe(text ?? "", { source: "test", scenes: sceneParameters }).assets;

test("models are added at the end, and nothing else changes", () => {
  const one = withAssets(recipe, [{ file: "mug.glb", class: "mug" }]);
  expect(one?.startsWith(recipe)).toBe(true);
  const two = withAssets(one ?? "", [{ file: "a b/scene.gltf", class: "a_b", upAxis: "z" }]);
  expect(two?.startsWith(recipe)).toBe(true);
  expect(assetsIn(two)).toMatchObject([
    { file: "mug.glb", class: "mug", scale: "auto", upAxis: "y" },
    { file: "a b/scene.gltf", class: "a_b", upAxis: "z" },
  ]);
});

test("they are added to a list that is there, in any style, and to JSON", () => {
  const added = [{ file: "b.glb", class: "b" }];
  for (const text of [
    "scene: tabletop\nassets: [{ file: a.glb, class: a }] # mine\n",
    "scene: tabletop\nassets:\n  # mine\n  - file: a.glb\n    class: a\n",
  ]) {
    const edited = withAssets(text, added);
    expect(edited).toContain("# mine");
    expect(assetsIn(edited).map(({ file }) => file)).toEqual(["a.glb", "b.glb"]);
  }
  const json = withAssets('{ "scene": "tabletop", "assets": [] }', added);
  expect(assetsIn(json)).toHaveLength(1);
  expect(assetsIn(withAssets("scene: tabletop\nassets:\n", added))).toHaveLength(1);
});

test("an entry is changed and removed where it stands", () => {
  const text =
    withAssets(recipe, [
      { file: "a.glb", class: "a" },
      { file: "b.glb", class: "b" },
    ]) ?? "";
  const changed = withAssetChange(withAssetChange(text, 1, { scale: 0.01 }) ?? "", 1, { class: "bowl" });
  expect(assetsIn(changed)).toMatchObject([
    { class: "a", scale: "auto" },
    { class: "bowl", scale: 0.01 },
  ]);
  expect(assetsIn(withoutAsset(text, 0))).toMatchObject([{ file: "b.glb" }]);
  expect(withoutAsset(withoutAsset(text, 0) ?? "", 0)).toBe(recipe);
});

test("text that is no YAML is left alone", () => {
  expect(withAssets("name: [", [{ file: "a.glb", class: "a" }])).toBeUndefined();
});

test.each([
  ["mug.glb", "mug"],
  ["props/Coffee-Mug_v2 (1).glb", "coffee_mug"],
  ["ToyCar.gltf", "toy_car"],
  ["old chair/scene.gltf", "old_chair"],
  ["old chair/source/model.obj", "old_chair"],
  ["scene.gltf", "scene"],
  ["Schüssel.obj", "schüssel"],
  ["2019.glb", "2019"],
  ["().glb", "thing"],
])("%s is a %s", (path, name) => {
  expect(classFromPath(path)).toBe(name);
});

test.each([
  ["mug.glb", "", "y"],
  ["mug_z-up.glb", "", "z"],
  ["mug.obj", "# Exported with Z up\nv 0 0 0\n", "z"],
  ["mug.obj", "v 0 0 0 # z up\n", "y"],
])("%s (%j) has %s up", (path, text, axis) => {
  expect(upAxisOf(path, new TextEncoder().encode(text))).toBe(axis);
});

test("the scenes that take models are the ones the studio knows of", () => {
  const taking = Object.entries<Scene<unknown>>(scenes).flatMap(([name, { takesAssets }]) => (takesAssets ? name : []));
  expect(taking).toEqual(assetScenes);
});

test("a group of fields is written, changed and taken out again, with the comments around it", () => {
  const one = withFields(recipe, "background", { file: "photos" });
  expect(one).toBe(`${recipe}background: { file: photos }\n`);
  const two = withFields("scene: tabletop\nbackground:\n  # Wide.\n  zoom: 1\n  file: a.jpg\n", "background", { file: "photos" });
  expect(two).toBe("scene: tabletop\nbackground:\n  # Wide.\n  zoom: 1\n  file: photos\n");
  expect(withoutField(one ?? "", ["background"])).toBe(recipe);
  expect(withoutField("scene: tabletop\nrandomTextures: { share: 1, pictures: a }\n", ["randomTextures", "pictures"])).toBe(
    "scene: tabletop\nrandomTextures: { share: 1 }\n",
  );
  expect(withoutField("scene: tabletop\nrandomTextures: { pictures: a }\n", ["randomTextures", "pictures"])).toBe(
    "scene: tabletop\n",
  );
  expect(withFields("scene: [", "background", { file: "photos" })).toBeUndefined();
});
