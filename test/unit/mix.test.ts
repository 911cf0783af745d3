import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { decode, encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { coverageLines } from "../../src/cli/coverage";
import { mix, parseAugmentation, parseHoldout, parseOversample, parseRatio } from "../../src/cli/mix";
import { changedPixels, type MixPart, mixed } from "../../src/lab/mix";
import { factorValues } from "../../src/plan/values";
import { parseRecipe } from "../../src/recipe/parse";
import { resolvedJson } from "../../src/recipe/resolve";

const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const read = (text: string) => parseRecipe(text, { source: "a.yaml", scenes: sceneParameters });

const part = (split: string, first: number, count: number, categories: MixPart["categories"]): MixPart => ({
  split,
  images: range(count).map((at) => ({ id: first + at, file_name: `${first + at}.png`, index: first + at - 1 })),
  annotations: range(count).flatMap((at) =>
    categories.map(({ id }) => ({ id: 1, image_id: first + at, category_id: id, bbox: [1, 1, 4, 4], area: 16 })),
  ),
  categories,
});
const person = { id: 1, name: "person" };
const real = [part("train", 1, 10, [person, { id: 3, name: "car" }]), part("val", 11, 4, [person, { id: 3, name: "car" }])];
const made = [
  part("train", 1, 20, [
    { id: 1, name: "Car" },
    { id: 2, name: "bench" },
    { id: 5, name: "person" },
  ]),
  part("test", 21, 6, [
    { id: 1, name: "Car" },
    { id: 2, name: "bench" },
    { id: 5, name: "person" },
  ]),
];
const wish = {
  ratio: 1,
  seed: 1,
  train: "train",
  isHeldOut: () => false,
  augmentation: { brightness: 0, contrast: 0, noise: 0 },
};
const chosen = (images: ReturnType<typeof mixed>["images"]) =>
  images.filter(({ source, split }) => source === "synthetic" && split === "train").map(({ image }) => image.id);

describe("a mix", () => {
  test("has so many synthetic images for each real one, in training only; fewer are part of more", () => {
    const { images } = mixed(real, made, wish);
    expect(chosen(images).length).toBe(10);
    expect(images.filter(({ source }) => source === "real").map(({ split }) => split)).toEqual([
      ...range(10).map(() => "train"),
      ...range(4).map(() => "val"),
    ]);
    expect(images.map(({ id }) => id)).toEqual(range(24).map((at) => at + 1));
    const half = chosen(mixed(real, made, { ...wish, ratio: 0.5 }).images);
    expect(half.length).toBe(5);
    expect(half.filter((id) => !chosen(images).includes(id))).toEqual([]);
    expect(chosen(mixed(real, made, { ...wish, seed: 2 }).images)).not.toEqual(chosen(images));
    expect(chosen(mixed(real, made, wish).images)).toEqual(chosen(images));
  });

  test("takes the classes of the real set, by name", () => {
    const { unmatched, categories, annotationsOf, images } = mixed(real, made, wish);
    expect(unmatched).toEqual(["bench"]);
    expect(categories.map(({ id }) => id)).toEqual([1, 3]);
    const train = annotationsOf("train");
    expect(train.length).toBe(10 * 2 + 10 * 2);
    expect(train.map(({ id }) => id)).toEqual(range(40).map((at) => at + 1));
    const synthetic = images.find(({ source }) => source === "synthetic");
    expect(train.filter(({ image_id }) => image_id === synthetic?.id).map(({ category_id }) => category_id)).toEqual([3, 1]);
    expect(annotationsOf("val").length).toBe(8);
  });

  test("keeps what is held out to a test split of its own, from whichever split it was in", () => {
    const { images } = mixed(real, made, { ...wish, isHeldOut: (_, { id }) => id % 2 === 0 });
    expect(chosen(images).every((id) => id % 2 === 1)).toBe(true);
    const held = images.filter(({ split }) => split === "test-heldout");
    expect(held.map(({ image }) => image.id)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26]);
    expect(held.every(({ source }) => source === "synthetic")).toBe(true);
  });

  test("lists images with a rare class again, by the repeat factors of LVIS", () => {
    // One image of ten shows a car: sqrt(0.4 / 0.1) = 2. People are in all.
    const annotations = [
      ...range(10).map((at) => ({ id: 1, image_id: at + 1, category_id: 1 })),
      { id: 2, image_id: 4, category_id: 3 },
      { id: 3, image_id: 5, category_id: 3, iscrowd: 1 },
    ];
    const [train = part("train", 1, 0, []), val = train] = real;
    const photos = [{ ...train, annotations }, val];
    const { images, annotationsOf } = mixed(photos, made, {
      ...wish,
      ratio: 0,
      oversample: 0.4,
      augmentation: { brightness: 0.5, contrast: 0, noise: 0 },
    });
    const listed = images.filter(({ split }) => split === "train");
    expect(listed.map(({ image }) => image.id)).toEqual([1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10]);
    const [first, again] = listed.filter(({ image }) => image.id === 4);
    expect([first?.copy, again?.copy]).toEqual([undefined, 1]);
    expect(again?.change).not.toEqual(first?.change);
    const cars = annotationsOf("train").filter(({ category_id }) => category_id === 3);
    expect(cars.map(({ image_id }) => image_id)).toEqual([first?.id, again?.id, 6]);
    expect(images.filter(({ split }) => split === "val").length).toBe(4);
    // Between 1 and 2 chance decides: sqrt(0.2 / 0.1) in 41 of 100.
    const times = range(400).map((seed) => mixed(photos, made, { ...wish, seed, ratio: 0, oversample: 0.2 }).images.length - 14);
    expect(times.reduce((sum, more) => sum + more, 0) / 400).toBeCloseTo(Math.SQRT2 - 1, 1);
    expect(() => parseOversample("0")).toThrow(/--oversample got "0"; expected a share/);
  });

  test("changes training images by amounts within their bounds, each its own", () => {
    const { images } = mixed(real, made, { ...wish, augmentation: { brightness: 0.2, contrast: 0.1, noise: 0.05 } });
    const changes = images.flatMap(({ change }) => change ?? []);
    expect(changes.length).toBe(20);
    expect(new Set(changes.map(({ brightness }) => brightness)).size).toBeGreaterThan(15);
    for (const { brightness, contrast, noise } of changes) {
      expect(Math.abs(brightness - 1)).toBeLessThanOrEqual(0.2);
      expect(Math.abs(contrast - 1)).toBeLessThanOrEqual(0.1);
      expect(noise >= 0 && noise <= 0.05).toBe(true);
    }
  });

  test("noise has the standard deviation that is written down; brightness and contrast are applied before it", () => {
    const grey = { width: 100, height: 100, channels: 3, data: new Uint8Array(30_000).fill(100) };
    const { data } = changedPixels(grey, { brightness: 1.1, contrast: 1, noise: 0.02 }, 1, "a");
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const deviation = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
    expect(mean).toBeCloseTo(110, 0);
    expect(deviation).toBeGreaterThan(255 * 0.02 * 0.95);
    expect(deviation).toBeLessThan(255 * 0.02 * 1.05);
    expect(changedPixels(grey, { brightness: 1, contrast: 2, noise: 0 }, 1, "a").data[0]).toBe(73);
  });

  test("what cannot be mixed is answered with a sentence", () => {
    expect(() => mixed(real, made, { ...wish, ratio: 3 })).toThrow(
      /--ratio: 3 .* are 30, and the synthetic set has 20 .*at most --ratio 2\./,
    );
    expect(() => mixed(real, made, { ...wish, train: "training" })).toThrow(/no images in a split training/);
    expect(() => mixed([part("train", 1, 3, [{ id: 1, name: "dog" }])], made, wish)).toThrow(
      /none of its classes Car, bench, person/,
    );
    expect(() => parseHoldout("fog")).toThrow(/--holdout got "fog"/);
    expect(() => parseAugmentation("noise=2")).toThrow(/--augment got "noise=2"/);
    expect(() => parseAugmentation("blur=1")).toThrow(/expected brightness, contrast, noise/);
    expect(() => parseRatio("-1")).toThrow(/--ratio got "-1"/);
    expect(parseHoldout("sun.elevationDegrees=-20..5", parseHoldout("weather.kind=fog"))).toEqual([
      { "weather.kind": "fog" },
      { "sun.elevationDegrees": { from: -20, to: 5 } },
    ]);
  });
});

describe("files of a mix", () => {
  let folder: string;
  const inside = (...steps: string[]) => path.join(folder, ...steps);
  const recipe = read("scene: aerial\ncount: 26\nsplits: { train: 1 }\nweather: { kind: { choice: [clear, fog] } }\n");
  const { signal } = new AbortController();
  const options = { ratio: 0.5, seed: 1, train: "train" };
  const json = (...steps: string[]) => JSON.parse(readFileSync(inside(...steps), "utf8"));

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "diorama-mix-"));
    for (const [name, parts] of Object.entries({ photos: real, made })) {
      for (const { split, ...rows } of parts) {
        mkdirSync(inside(name, "annotations"), { recursive: true });
        mkdirSync(inside(name, "images", split), { recursive: true });
        writeFileSync(inside(name, "annotations", `instances_${split}.json`), JSON.stringify(rows));
        for (const { file_name, id } of rows.images)
          writeFileSync(
            inside(name, "images", split, file_name),
            encode({ width: 8, height: 6, channels: 3, data: new Uint8Array(144).fill(id) }),
          );
      }
    }
    writeFileSync(inside("made", "recipe.json"), resolvedJson(recipe));
    Object.assign(options, { real: inside("photos"), synthetic: inside("made") });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (out: string, more: object) =>
    mix(signal, { real: inside("photos"), synthetic: inside("made"), ...options, out: inside(out), ...more });

  test("refer to the images where they are, and keep fog out of training by the recipe's own draws", async () => {
    await run("referred", { holdout: parseHoldout("weather.kind=fog") });
    const kindOf = (index: number) => factorValues(recipe, index)["weather.kind"];
    const [train, held] = ["train", "test-heldout"].map((split) => json("referred", "annotations", `instances_${split}.json`));
    const synthetic = train.images.filter(({ source }: { source: string }) => source === "synthetic");
    expect(synthetic.map(({ index }: { index: number }) => kindOf(index))).toEqual(["clear", "clear", "clear", "clear", "clear"]);
    expect(held.images.length).toBe(range(26).filter((index) => kindOf(index) === "fog").length);
    for (const { file_name } of [...train.images, ...held.images]) expect(existsSync(inside("referred", file_name))).toBe(true);
    const { images, heldOut } = json("referred", "mix.json");
    expect(heldOut).toEqual({ where: [{ "weather.kind": "fog" }], split: "test-heldout" });
    expect(images[0]).toMatchObject({ split: "train", source: "real", file: "../photos/images/train/1.png", id: 1 });
    expect(images[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    await expect(run("referred", {})).rejects.toThrow(/is not empty/);
  });

  test("are copied and changed, the same each time, and leave nothing half done", async () => {
    const augment = parseAugmentation("noise=0.1,brightness=0.3");
    await run("copied", { augment });
    await run("again", { augment });
    const { images } = json("copied", "mix.json");
    for (const { file, split, change, id, source } of images) {
      const bytes = readFileSync(inside("copied", file));
      expect(bytes.equals(readFileSync(inside("again", file)))).toBe(true);
      expect(change !== undefined).toBe(split === "train");
      const { data } = decode(bytes);
      if (split !== "train") expect([data[0], source]).toEqual([id, "real"]);
    }
    expect(json("again", "mix.json")).toEqual(json("copied", "mix.json"));
    rmSync(inside("made", "images", "train", "3.png"));
    await expect(run("broken", { ratio: 2 })).rejects.toThrow(/3\.png cannot be read/);
    expect(readdirSync(folder).filter((name) => name.startsWith("broken"))).toEqual([]);
  });
});

test("coverage: Sobol points are spread more evenly than chance, and missing pairs are named", () => {
  const text = "scene: aerial\nweather: { kind: { choice: [clear, fog] } }\n";
  const lines = coverageLines(read(`${text}sampling: { parameters: { method: sobol } }\n`), 32);
  expect(lines[0]).toBe("32 images of aerial, planned and not rendered");
  const [, method, , discrepancy, ofChance] = (lines.find((line) => line.startsWith("| parameters")) ?? "")
    .split("|")
    .slice(1)
    .map((cell) => cell.trim());
  expect(method).toBe("sobol");
  expect(Number(discrepancy)).toBeLessThan(Number(ofChance));
  expect(lines.join("\n")).toMatch(/Pairs of levels that occur together: \d+ of \d+/);
  expect(lines.join("\n")).toMatch(/weather\.kind +\| +(clear|fog) \d+, (clear|fog) \d+/);
  expect(coverageLines(read(text), 2).join("\n")).toMatch(/never: .* with /);
  expect(coverageLines(read(`${text}count: 40\nsequence: { frames: 10, fps: 10 }\n`), 40)[0]).toMatch(/^4 sequences/);
});
