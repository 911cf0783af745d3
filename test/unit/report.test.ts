import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "fast-png";
import { expect, test } from "vitest";
import { report } from "../../src/cli/report";
import { manifestJson } from "../../src/dataset/manifest";
import { classBalance } from "../../src/lab/breakdown";
import { differenceHash, imageFeatures } from "../../src/lab/image-features";
import { hashDistance } from "../../src/lab/near-duplicates";
import type { Report } from "../../src/lab/report";
import { stream } from "../../src/recipe/random";
import { datasetOf, textOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

/** A picture of blurred blocks around a level of grey, and noise. */
function picture(name: string, level: number, noise: number) {
  const random = stream(1, 0, name);
  const blocks = Array.from({ length: 64 }, () => random());
  const data = Uint8Array.from({ length: 32 * 32 * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const block = blocks[8 * Math.floor(pixel / 128) + Math.floor((pixel % 32) / 4)] ?? 0;
    return Math.min(255, Math.max(0, 255 * (level + 0.3 * (block - 0.5) + noise * (random() - 0.5))));
  });
  return { width: 32, height: 32, channels: 3, data } as const;
}

test("features of pictures that can be worked out by hand", () => {
  const flat = { width: 8, height: 8, channels: 3, data: new Uint8Array(192).fill(51) };
  expect(imageFeatures(flat)).toMatchObject({ saturation: 0, sharpness: 0, noise: 0, red: expect.closeTo(0, 12) });
  expect(imageFeatures(flat).brightness).toBeCloseTo(0.2, 12);
  const red = { width: 8, height: 8, channels: 3, data: Uint8Array.from({ length: 192 }, (_, at) => (at % 3 === 0 ? 255 : 0)) };
  expect(imageFeatures(red)).toMatchObject({ saturation: 1, brightness: expect.closeTo(0.299, 12) });
  // The means of red-green and yellow-blue are 1 and 0.5, without deviation.
  expect(imageFeatures(red).colourfulness).toBeCloseTo(0.3 * Math.hypot(1, 0.5), 12);
  const board = {
    width: 4,
    height: 4,
    channels: 1,
    data: Uint8Array.from({ length: 16 }, (_, at) => ((at + (at >> 2)) % 2) * 255),
  };
  // Immerkaer's mask gives 8 in the middle of a chequerboard; the Laplacian is 4 or -4.
  expect(imageFeatures(board).noise).toBeCloseTo((Math.sqrt(Math.PI / 2) * 8) / 6, 12);
  expect(imageFeatures(board).sharpness).toBeCloseTo((16 * 4) / 3, 12);
});

test("classes are even when each is there as often as the others", () => {
  const of = (...counts: number[]) => classBalance(counts.map((instances) => ({ instances })));
  expect(of(7, 7, 7)).toEqual({ evenness: expect.closeTo(1, 12), ratio: 1 });
  // scipy.stats.entropy([80, 15, 5]) / log(3)
  expect(of(80, 15, 5)).toEqual({ evenness: expect.closeTo(0.5578578164321781, 12), ratio: 16 });
  expect(of(9)).toBeUndefined();
});

test("the hash knows a picture again after noise, and none else", () => {
  const [one, same, other] = [picture("a", 0.5, 0), picture("a", 0.55, 0.01), picture("b", 0.5, 0)].map(differenceHash);
  expect(hashDistance(one ?? "", same ?? "")).toBeLessThan(4);
  expect(hashDistance(one ?? "", other ?? "")).toBeGreaterThan(15);
});

test("a report finds what differs from the reference, duplicates, and a copied picture", async () => {
  const place = mkdtempSync(path.join(tmpdir(), "report-"));
  try {
    for (const side of ["made", "real"]) {
      mkdirSync(path.join(place, side));
      for (let n = 0; n < 24; n++)
        writeFileSync(
          path.join(place, side, `${String(n).padStart(2, "0")}.png`),
          encode(picture(`${side} ${n}`, 0.5, side === "real" ? 0.2 : 0)),
        );
    }
    copyFileSync(path.join(place, "made/03.png"), path.join(place, "made/copy.png"));
    copyFileSync(path.join(place, "real/05.png"), path.join(place, "made/canary.png"));
    const out = path.join(place, "out");
    await report(new AbortController().signal, path.join(place, "made"), {
      reference: path.join(place, "real"),
      audit: path.join(place, "real"),
      out,
    });
    const result: Report = JSON.parse(readFileSync(path.join(out, "report.json"), "utf8"));
    expect(result.nearDuplicates).toEqual([{ files: ["03.png", "copy.png"], bits: 0 }]);
    expect(result.reference?.tooClose).toContainEqual(["canary.png", "05.png"]);
    expect(result.audit).toMatchObject({ inputs: 24, remembered: [{ output: "canary.png", input: "05.png", bits: 0 }] });
    expect(result.reference?.auc).toBeGreaterThan(0.9);
    expect(result.reference?.p).toBeLessThan(0.05);
    const significant = result.reference?.features.filter(({ adjustedP }) => adjustedP < 0.01).map(({ name }) => name);
    expect(significant).toContain("noise");
    expect(significant).not.toContain("brightness");
    const gaps = result.reference?.changes.map((change) => Number(/distance ([\d.]+)/.exec(change)?.[1])) ?? [];
    expect(gaps.length).toBeGreaterThan(2);
    expect(gaps).toEqual(gaps.toSorted((x, y) => y - x));
    expect(result.reference?.changes.join()).toMatch(/noise is lower than in the reference \(.*?\): sensor.profile with noise/);
    const html = readFileSync(path.join(out, "report.html"), "utf8");
    expect(html).not.toMatch(/(src|href)=|https?:|@import|<script/);
    expect(html).toContain("canary.png and 05.png");
  } finally {
    rmSync(place, { recursive: true });
  }
});

test("of a dataset of ours: targets, labels, classes, weather and light, and how chance is spread", async () => {
  await loadPngEncoder();
  const place = mkdtempSync(path.join(tmpdir(), "report-"));
  try {
    const classes = classesOf(["car", "person"]);
    const files = new Map(
      await datasetOf(fakePictures(classes), { formats: ["coco", "yolo-detect"], layers: ["image", "instance"], classes }),
    );
    const recipe = {
      scene: "street",
      count: 5,
      weather: { kind: { choice: ["clear", "fog"] } },
      objective: { purpose: "Cars.", shares: { "weather.kind": { clear: 0.4 } }, instances: { car: 3, person: 900 } },
    };
    const counts = { splits: { train: 3, val: 1 }, weather: { clear: 4 }, classes: { car: { instances: 9, images: 4 } } };
    const facts = { versions: {}, adapter: {}, recipe: "street", seed: 1, range: [0, 5] as const, counts };
    const label = "coco/annotations/instances_train.json";
    const spoiled = textOf(files, label).replace(/"area":(\d+)/, (_, area) => `"area":${Number(area) + 1}`);
    for (const [file, bytes] of files) {
      mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
      writeFileSync(path.join(place, file), file === label ? spoiled : bytes);
    }
    writeFileSync(path.join(place, "recipe.json"), JSON.stringify(recipe));
    writeFileSync(path.join(place, "manifest.json"), manifestJson(facts, new Map()));
    const out = path.join(place, "out");
    await report(new AbortController().signal, place, { out });
    const result: Report = JSON.parse(readFileSync(path.join(out, "report.json"), "utf8"));
    expect(result.images).toBe(4);
    expect(result.targets).toContainEqual({ target: "images with weather.kind clear", wanted: 2, got: 2, met: true });
    expect(result.targets).toContainEqual({ target: "labelled things of person", wanted: 900, got: 0, met: false });
    expect(result.labels.problems).toBe(2);
    expect(result.labels.told[0]).toMatch(/has an area of \d+ pixels, and its outline fills/);
    expect(result.classes.map(({ name }) => name).toSorted()).toEqual(["car", "person"]);
    const instances = result.classes.reduce((sum, one) => sum + one.instances, 0);
    expect(result.balance?.evenness).toBeGreaterThan(0.5);
    expect(result.conditions).toEqual([{ weather: "clear", light: "day", images: 4, things: instances }]);
    expect(result.spread?.groups.map(({ group }) => group)).toContain("weather");
    const html = readFileSync(path.join(out, "report.html"), "utf8");
    expect(html).toContain('<td class="no">no</td>');
    for (const title of ["Targets and results", "Labels", "Classes", "Weather and light", "How evenly chance is spread"])
      expect(html).toContain(`<h2>${title}</h2>`);
  } finally {
    rmSync(place, { recursive: true });
  }
});

test("reads JPEG files", async () => {
  const place = mkdtempSync(path.join(tmpdir(), "report-"));
  try {
    copyFileSync(new URL("../../scenes/street/contact-sheet.jpg", import.meta.url), path.join(place, "one.jpg"));
    await report(new AbortController().signal, place, { out: place });
    const { features }: Report = JSON.parse(readFileSync(path.join(place, "report.json"), "utf8"));
    expect(features.find(({ name }) => name === "brightness")?.mean).toBeGreaterThan(0.1);
  } finally {
    rmSync(place, { recursive: true });
  }
});
