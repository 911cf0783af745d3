import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { cvFill } from "./cv-fill";
import { datasetOf, type Files, textOf } from "./fake-dataset";
import { classesOf, fakePictures, hostileNames } from "./fake-pictures";
import { type Seen, seenIn } from "./measure";
import { decodeGrey, headerOf } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const names = ["car", "person", "traffic light"];
const classes = classesOf(names);
const stems = ["train/000000", "val/000001", "train/000004", "train/1234567"];

type Row = { readonly class: number; readonly values: readonly number[] };

/** Reads a file of labels as strictly as Ultralytics does: plain decimals from 0 to 1, no empty line, no duplicate. */
function rowsOf(files: Files, stem: string, classCount: number): Row[] {
  const lines = textOf(files, `labels/${stem}.txt`).split("\n");
  expect(lines.pop()).toBe("");
  expect(new Set(lines).size).toBe(lines.length);
  return lines.map((line) => {
    expect(line).toMatch(/^\d+( \d+(\.\d{6})?)+$/);
    const [number = -1, ...values] = line.split(" ").map(Number);
    expect(number).toBeLessThan(classCount);
    for (const value of values.filter((_, at) => (values.length === 55 ? at < 4 || at % 3 !== 0 : true)))
      expect(value).toBeLessThanOrEqual(1);
    return { class: number, values };
  });
}

/** What the masks show, in the order of instance ids: the order of rows. */
function seenOf(files: Files, stem: string): { readonly seen: Seen[]; readonly classOf: (seen: Seen) => number } {
  const mask = files.get(`masks/instance/${stem}.png`);
  const { width, height } = headerOf(mask);
  const semantic = decodeGrey(files.get(`masks/semantic/${stem}.png`));
  const seen = [...seenIn(decodeGrey(mask), width, height).values()].sort((a, b) => a.value - b.value);
  return { seen, classOf: ({ mask }) => (semantic[mask.indexOf(1)] ?? 0) - 1 };
}

function write(format: "yolo-detect" | "yolo-segment" | "yolo-obb" | "yolo-pose"): Promise<Files> {
  return datasetOf(fakePictures(classes), { formats: [format], layers: ["image", "instance", "semantic"], classes });
}

beforeAll(loadPngEncoder);

describe("yolo-detect", () => {
  test("rows are the boxes of the masks", async () => {
    const files = await write("yolo-detect");
    let rowCount = 0;
    for (const stem of stems) {
      const { seen, classOf } = seenOf(files, stem);
      const rows = rowsOf(files, stem, 3);
      expect(rows.map((row) => row.class)).toEqual(seen.map(classOf));
      for (const [at, { values }] of rows.entries()) {
        const [x = 0, y = 0, w = 0, h = 0] = values;
        const [left, top, width, height] = seen[at]?.box ?? [];
        expect([(x - w / 2) * 64, (y - h / 2) * 48, w * 64, h * 48].map((value) => Math.round(value * 1000) / 1000 + 0)).toEqual([
          left,
          top,
          width,
          height,
        ]);
      }
      rowCount += rows.length;
      expect(files.has(`images/${stem}.png`)).toBe(true);
    }
    expect(rowCount).toBeGreaterThan(15);
  });

  test("data.yaml names the folders of the images, the classes, and no path", async () => {
    expect(parse(textOf(await write("yolo-detect"), "data.yaml"))).toEqual({
      train: "images/train",
      val: "images/val",
      names: { 0: "car", 1: "person", 2: "traffic light" },
    });
  });

  test("a dataset with one split of images uses it for both", async () => {
    const [only] = fakePictures(classes);
    const files = await datasetOf(only ? [only] : [], { formats: ["yolo-detect"], classes, splits: ["train", "val", "test"] });
    expect(parse(textOf(files, "data.yaml"))).toMatchObject({ train: "images/train", val: "images/train" });
  });

  test("an image without labels has an empty file", async () => {
    const wish = { formats: ["yolo-detect"] as ["yolo-detect"], classes, minimumAreaPixels: 10_000 };
    expect(textOf(await datasetOf(fakePictures(classes), wish), "labels/train/000000.txt")).toBe("");
  });

  test("any class name comes back from data.yaml, in YAML 1.1 and 1.2", async () => {
    const hostile = classesOf(hostileNames);
    const files = await datasetOf(fakePictures(hostile), { formats: ["yolo-detect"], classes: hostile });
    for (const version of ["1.1", "1.2"] as const) {
      const { names: read } = parse(textOf(files, "data.yaml"), { version });
      expect(Object.values(read)).toEqual([...hostileNames]);
    }
  });
});

describe("yolo-segment", () => {
  test.each([Math.trunc, Math.round])(
    "filled by OpenCV's rules, with %o, rows are the masks but for lines between parts",
    async (pixelOf) => {
      const files = await write("yolo-segment");
      let exact = 0;
      for (const stem of stems) {
        const { seen, classOf } = seenOf(files, stem);
        const rows = rowsOf(files, stem, 3);
        expect(rows.map((row) => row.class)).toEqual(seen.map(classOf));
        for (const [at, { values }] of rows.entries()) {
          expect(values.length).toBeGreaterThanOrEqual(6);
          expect(values.length % 2).toBe(0);
          const points = Array.from({ length: values.length / 2 }, (_, n) => {
            // Ultralytics keeps 32-bit floats.
            const scaled = (value = 0, side: number) => pixelOf(Math.fround(Math.fround(value) * side));
            return [scaled(values[2 * n], 64), scaled(values[2 * n + 1], 48)] as const;
          });
          const filled = cvFill(points, 64, 48);
          const mask = seen[at]?.mask ?? new Uint8Array();
          expect(mask.every((cell, pixel) => cell === 0 || filled[pixel] === 1)).toBe(true);
          if (mask.every((cell, pixel) => cell === filled[pixel])) exact++;
        }
      }
      expect(exact).toBeGreaterThan(15);
    },
  );
});

describe("yolo-obb", () => {
  test("corners make a rectangle in the picture, round every pixel and no larger than the upright box", async () => {
    const files = await write("yolo-obb");
    let turned = 0;
    for (const stem of stems) {
      const { seen, classOf } = seenOf(files, stem);
      const rows = rowsOf(files, stem, 3);
      expect(rows.map((row) => row.class)).toEqual(seen.map(classOf));
      for (const [at, { values }] of rows.entries()) {
        expect(values).toHaveLength(8);
        const [a, b, c, d] = [0, 2, 4, 6].map((n) => [(values[n] ?? 0) * 64, (values[n + 1] ?? 0) * 48] as const);
        if (!a || !b || !c || !d) throw new Error("corners are missing");
        const side = (p: readonly [number, number], q: readonly [number, number]) => [q[0] - p[0], q[1] - p[1]] as const;
        const [ab, ad, dc] = [side(a, b), side(a, d), side(d, c)];
        expect(ab[0] * ad[0] + ab[1] * ad[1]).toBeCloseTo(0, 2);
        expect(dc[0]).toBeCloseTo(ab[0], 3);
        expect(dc[1]).toBeCloseTo(ab[1], 3);
        const { box = [0, 0, 0, 0], mask = new Uint8Array() } = seen[at] ?? {};
        expect(Math.hypot(...ab) * Math.hypot(...ad)).toBeLessThanOrEqual(box[2] * box[3] + 0.01);
        for (const [pixel, cell] of mask.entries()) {
          if (cell === 0) continue;
          for (const [x, y] of [0, 1].flatMap((dx) =>
            [0, 1].map((dy) => [(pixel % 64) + dx, Math.floor(pixel / 64) + dy] as const),
          )) {
            const along = ((x - a[0]) * ab[0] + (y - a[1]) * ab[1]) / (ab[0] ** 2 + ab[1] ** 2);
            const across = ((x - a[0]) * ad[0] + (y - a[1]) * ad[1]) / (ad[0] ** 2 + ad[1] ** 2);
            for (const share of [along, across]) expect(Math.abs(share - 0.5)).toBeLessThan(0.5 + 1e-3);
          }
        }
        if (Math.abs(ab[0] * ab[1]) > 0.01) turned++;
      }
    }
    expect(turned).toBeGreaterThan(2);
  });
});

describe("yolo-pose", () => {
  test("rows have a box and 17 points, of people only; hidden points are 0 0 0", async () => {
    const files = await write("yolo-pose");
    const visibilities = new Set<number>();
    for (const stem of stems) {
      const { seen, classOf } = seenOf(files, stem);
      const people = seen.filter((one) => classOf(one) === 1);
      const rows = rowsOf(files, stem, 1);
      expect(rows).toHaveLength(people.length);
      for (const [at, { values }] of rows.entries()) {
        expect(values).toHaveLength(4 + 17 * 3);
        expect((values[2] ?? 0) * 64).toBeCloseTo(people[at]?.box[2] ?? 0, 3);
        for (let point = 4; point < values.length; point += 3) {
          const [x, y, visibility = -1] = values.slice(point, point + 3);
          visibilities.add(visibility);
          if (visibility === 0) expect([x, y]).toEqual([0, 0]);
        }
      }
    }
    expect([...visibilities].every((one) => [0, 1, 2].includes(one))).toBe(true);
    expect(visibilities.size).toBeGreaterThan(1);
  });

  test("data.yaml has the shape of the points and their mirror images", async () => {
    expect(parse(textOf(await write("yolo-pose"), "data.yaml"))).toMatchObject({
      names: { 0: "person" },
      kpt_shape: [17, 3],
      flip_idx: [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15],
    });
  });

  test("a scene without people is refused", async () => {
    const objects = classesOf(["mug"]);
    await expect(datasetOf(fakePictures(objects), { formats: ["yolo-pose"], classes: objects })).rejects.toThrow(
      "yolo-pose needs people, and the scene's classes are mug, road, sky",
    );
  });
});
