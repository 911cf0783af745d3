import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { schemaOf, suggestionsAt } from "../../src/app/recipe/completions";
import { curveOf, shareBelow } from "../../src/app/recipe/density";
import { sectionsOf } from "../../src/app/recipe/fields";
import { changed, noHistory, redone, undone } from "../../src/app/recipe/history";
import { asKind, filledIn, kindOf, type QuantityKind, quantityKinds, quantityOf } from "../../src/app/recipe/quantities";
import { withoutValue, withValue } from "../../src/app/recipe/recipe-edit";
import { shareOf, valueAtShare } from "../../src/app/recipe/scale";
import { packed, unpacked } from "../../src/app/recipe/share";
import { plainTitle } from "../../src/app/recipe/titles";
import { parseRecipe } from "../../src/recipe/parse";
import { draw } from "../../src/recipe/quantity";

const scenes = Object.entries(sceneParameters);
const numbersOf = (scene: string, parameters: (typeof scenes)[number][1]) =>
  sectionsOf(scene, parameters)
    .flatMap(({ fields }) => fields)
    .filter((field) => field.kind === "number");

test.for(scenes)("every field of %s can be set to what the form would write, of every kind", ([scene, parameters]) => {
  const fields = numbersOf(scene, parameters).filter(({ path }) => path[0] === "parameters" || path[0] === "image");
  expect(fields.length).toBeGreaterThan(5);
  for (const field of fields) {
    const usual = filledIn(quantityOf(field.usual) ?? field.min, field);
    for (const kind of Object.keys(quantityKinds) as QuantityKind[]) {
      if (!field.isDistributed && kind !== "constant") continue;
      const value = asKind(usual, kind, field);
      expect(kindOf(value)).toBe(kind);
      const text = withValue(`scene: ${scene}\n`, field.path, value) ?? "";
      expect(() => parseRecipe(text, { source: "form", scenes: sceneParameters }), text).not.toThrow();
    }
  }
});

test("a slider finds every value of its range again, to three digits", () => {
  for (const [scene, parameters] of scenes)
    for (const field of numbersOf(scene, parameters))
      for (const share of [0, 0.25, 0.5, 1]) {
        const value = valueAtShare(share, field);
        expect(value).toBeGreaterThanOrEqual(field.min);
        expect(value).toBeLessThanOrEqual(field.max);
        const again = valueAtShare(shareOf(value, field), field);
        expect(Math.abs(again - value), field.path.join(".")).toBeLessThanOrEqual(Math.max(Math.abs(value) / 500, 1e-9));
      }
});

test("values are written beside the user's comments, and taken out again", () => {
  const text = "# mine\nscene: street\nimage:\n  width: 160 # narrow\n  height: 120\n";
  const wider = withValue(text, ["image", "width"], 320);
  expect(wider).toBe(text.replace("160", "320"));
  expect(withoutValue(wider ?? "", ["image", "width"])).toBe("# mine\nscene: street\nimage:\n  height: 120\n");
  const drawn = withValue(text, ["parameters", "pedestrians"], { uniform: [1, 5] }) ?? "";
  expect(drawn).toContain("parameters:\n  pedestrians: { uniform: [ 1, 5 ] }\n");
  expect(withValue(drawn, ["parameters", "pedestrians"], 3)).toContain("  pedestrians: 3\n");
  expect(withoutValue(drawn, ["parameters", "pedestrians"])).toBe(text);
  expect(withValue(text, ["image", "width"], { choice: [160, 320] })).toContain("{ choice: [ 160, 320 ] } # narrow\n");
  expect(withValue("a: [", ["b"], 1)).toBeUndefined();
});

test("undo goes back over one change at a time, redo forth, and a new change ends redo", () => {
  let history = changed(noHistory, "a", false);
  history = changed(history, "ab", true);
  history = changed(history, "abc", false);
  const back = undone(history, "abcd");
  expect(back?.text).toBe("abc");
  const start = undone(back?.history ?? noHistory, "abc");
  expect(start?.text).toBe("a");
  expect(undone(start?.history ?? noHistory, "a")).toBeUndefined();
  expect(redone(start?.history ?? noHistory, "a")?.text).toBe("abc");
  expect(redone(changed(start?.history ?? noHistory, "a", false), "x")).toBeUndefined();
});

test("the plotted chance of a value below a limit is the share of the values that are drawn below it", () => {
  const quantities = [
    { uniform: [2, 8] },
    { "log-uniform": [1, 10] },
    { normal: { mean: 4, sd: 2, min: 1, max: 9 } },
    { choice: [1, 4, 9], weights: [1, 2, 1] },
  ] as const;
  const ranks = Array.from({ length: 1000 }, (_, at) => (at + 0.5) / 1000);
  for (const quantity of quantities)
    for (const limit of [1.5, 3, 5, 8.5]) {
      const below = ranks.filter((rank) => draw(quantity, () => rank) < limit).length / ranks.length;
      expect(shareBelow(quantity, limit)).toBeCloseTo(below, 2);
    }
  const curve = curveOf({ uniform: [0, 5] }, { min: 0, max: 10, isWhole: false }, 10);
  expect(curve.map((height) => Math.round(height))).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  const narrow = curveOf({ uniform: [1, 2] }, { min: 0.8, max: 3, isWhole: false }, 110);
  const inside = narrow.slice(11, 59);
  expect(Math.max(...inside) - Math.min(...inside), "a flat distribution is drawn flat").toBeLessThan(1e-9);
});

test("a recipe goes into a link and comes out of it; a damaged link is refused", async () => {
  const text = "scene: street # grüße\n".repeat(20);
  const letters = await packed(text);
  expect(letters).toMatch(/^[\w-]+$/);
  expect(letters.length).toBeLessThan(text.length / 3);
  expect(await unpacked(letters)).toBe(text);
  await expect(unpacked(letters.slice(0, 20))).rejects.toThrow();
});

test("names are read as words, without their units", () => {
  expect(["carEyeHeight", "windMetresPerSecond", "fovDegrees", "p1"].map(plainTitle)).toEqual([
    "Car eye height",
    "Wind",
    "Field of view",
    "P 1",
  ]);
});

const streetSchema = schemaOf("street", sceneParameters) ?? {};

test.for([
  ["we|", "weather"],
  ["scene: street\nimage:\n  wi|", "width"],
  ["scene: street\nimage:\n  width: 5\n  quality: dr|", "draft"],
  ["image: { width: 640, hei|", "height"],
  ["image: { width: 640, quality: |", "normal"],
  ["weather:\n  kind: { choice: [clear, |", "fog"],
  ["camera: { fovDegrees: { uni|", "uniform"],
  ["camera:\n  fovDegrees: 40\nsun: { elev|", "elevationDegrees"],
  ["assets:\n  - file: a.glb\n    up|", "upAxis"],
] as const)("%s can be completed with %s", ([marked, expected]) => {
  const offset = marked.indexOf("|");
  const { from, found } = suggestionsAt(streetSchema, marked.replace("|", ""), offset);
  expect(found.map(({ label }) => label)).toContain(expected);
  expect(expected.startsWith(marked.slice(from, offset))).toBe(true);
});

test("nothing is suggested in a comment, for a number, or in a group that there is not", () => {
  for (const text of ["# we", "image:\n  width: ", "nothing:\n  wi"])
    expect(suggestionsAt(streetSchema, text, text.length).found).toEqual([]);
});
