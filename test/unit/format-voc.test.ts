import { XMLParser, XMLValidator } from "fast-xml-parser";
import { PNG } from "pngjs";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { datasetOf, type Files, textOf } from "./fake-dataset";
import { classesOf, fakePictures, hostileNames } from "./fake-pictures";
import { type Seen, seenIn } from "./measure";
import { decodeGrey, headerOf } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const names = ["car", "person", "traffic light"];
const classes = classesOf(names);
const stems = ["000000", "000001", "000004", "1234567"];

const whole = z.string().regex(/^\d+$/).transform(Number);
const flag = z.enum(["0", "1"]);
const annotation = z.object({
  annotation: z.strictObject({
    folder: z.string(),
    filename: z.string(),
    source: z.object({ database: z.string() }),
    size: z.strictObject({ width: whole, height: whole, depth: z.literal("3") }),
    segmented: flag,
    object: z
      .array(
        z.strictObject({
          name: z.string(),
          pose: z.string(),
          truncated: flag,
          difficult: flag,
          bndbox: z.strictObject({ xmin: whole, ymin: whole, xmax: whole, ymax: whole }),
        }),
      )
      .default([]),
  }),
});

function readXml(files: Files, stem: string) {
  const text = textOf(files, `Annotations/${stem}.xml`);
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    parseTagValue: false,
    isArray: (name) => name === "object",
    trimValues: false,
    alwaysCreateTextNode: false,
  });
  return annotation.parse(parser.parse(text.replaceAll(/>\s+</g, "><"))).annotation;
}

/** Numbers of a palette picture by way of its colours: pngjs gives the colours, and those of VOC all differ. */
function decodePalette(file: Uint8Array | undefined): number[] {
  const numbers = new Map(Array.from({ length: 256 }, (_, at) => [colourOf(at), at]));
  const { data, width, height } = PNG.sync.read(Buffer.from(file ?? []));
  return Array.from({ length: width * height }, (_, at) => numbers.get(data.readUIntBE(at * 4, 3)) ?? Number.NaN);
}

/** Written anew from the devkit's VOClabelcolormap.m: bits 0, 1, 2 of the number are the highest ones of red, green and blue, and so on. */
function colourOf(number: number): number {
  const bits = number.toString(2).padStart(9, "0").split("").reverse();
  const channel = (first: number) => Number.parseInt([0, 3, 6].map((step) => bits[first + step] ?? "0").join(""), 2) << 5;
  return (channel(0) << 16) | (channel(1) << 8) | channel(2);
}

function write(minimumAreaPixels = 1): Promise<Files> {
  return datasetOf(fakePictures(classes), {
    formats: ["pascal-voc"],
    layers: ["image", "instance", "semantic"],
    classes,
    minimumAreaPixels,
  });
}

function seenOf(files: Files, stem: string): Seen[] {
  const split = stem === "000001" ? "val" : "train";
  return [...seenIn(decodeGrey(files.get(`masks/instance/${split}/${stem}.png`)), 64, 48).values()].sort(
    (a, b) => a.value - b.value,
  );
}

beforeAll(loadPngEncoder);

test("the palette is that of the devkit", () => {
  expect([0, 1, 2, 3, 4, 5, 15, 255].map((at) => colourOf(at).toString(16).padStart(6, "0"))).toEqual([
    "000000",
    "800000",
    "008000",
    "808000",
    "000080",
    "800080",
    "c08080",
    "e0e0c0",
  ]);
});

test("boxes are those of the masks, whole numbers from 1, ends included", async () => {
  const files = await write();
  let objects = 0;
  for (const stem of stems) {
    const { object, size, filename } = readXml(files, stem);
    expect({ size, filename }).toEqual({ size: { width: 64, height: 48, depth: "3" }, filename: `${stem}.png` });
    const seen = seenOf(files, stem);
    expect(object.map(({ bndbox }) => bndbox)).toEqual(
      seen.map(({ box: [x, y, w, h] }) => ({ xmin: x + 1, ymin: y + 1, xmax: x + w, ymax: y + h })),
    );
    for (const { bndbox, truncated } of object) {
      const atEdge = bndbox.xmin === 1 || bndbox.ymin === 1 || bndbox.xmax === 64 || bndbox.ymax === 48;
      expect(truncated).toBe(atEdge ? "1" : "0");
    }
    objects += object.length;
  }
  expect(objects).toBeGreaterThan(15);
});

test("the pictures have palettes and hold the number of the class and of the object", async () => {
  const files = await write();
  for (const stem of stems) {
    const split = stem === "000001" ? "val" : "train";
    const { object } = readXml(files, stem);
    const [classPicture, objectPicture] = ["Class", "Object"].map((kind) => files.get(`Segmentation${kind}/${stem}.png`));
    for (const picture of [classPicture, objectPicture]) expect(headerOf(picture)).toMatchObject({ depth: 8, colourType: 3 });
    const semantic = decodeGrey(files.get(`masks/semantic/${split}/${stem}.png`));
    expect(decodePalette(classPicture)).toEqual(semantic.map((classId) => (classId <= 3 ? classId : 0)));
    const numbers = decodePalette(objectPicture);
    const seen = seenOf(files, stem);
    for (const [at, { mask }] of seen.entries()) {
      expect(Uint8Array.from(numbers, (number) => (number === at + 1 ? 1 : 0))).toEqual(mask);
      expect(object[at]?.name).toBe(names[(semantic[mask.indexOf(1)] ?? 0) - 1]);
    }
  }
});

test("things without a label are void: 255", async () => {
  const files = await write(30);
  const instance = decodeGrey(files.get("masks/instance/train/000000.png"));
  const numbers = decodePalette(files.get("SegmentationObject/000000.png"));
  const large = new Set(seenOf(files, "000000").flatMap(({ value, area }) => (area >= 30 ? [value] : [])));
  expect(numbers.every((number, at) => (number === 255) === ((instance[at] ?? 0) > 0 && !large.has(instance[at] ?? 0)))).toBe(
    true,
  );
  expect(numbers).toContain(255);
});

test("the lists have the stems of each split", async () => {
  const files = await write();
  for (const task of ["Main", "Segmentation"]) {
    expect(textOf(files, `ImageSets/${task}/train.txt`)).toBe("000000\n000004\n1234567\n");
    expect(textOf(files, `ImageSets/${task}/val.txt`)).toBe("000001\n");
  }
});

test("the labelmap has background and classes with their colours", async () => {
  const lines = textOf(await write(), "labelmap.txt")
    .trimEnd()
    .split("\n");
  expect(lines).toEqual([
    "# label:color_rgb:parts:actions",
    "background:0,0,0::",
    "car:128,0,0::",
    "person:0,128,0::",
    "traffic light:128,128,0::",
  ]);
});

test("any class name leaves the files well formed, and names in XML and labelmap agree", async () => {
  const hostile = classesOf(hostileNames);
  const files = await datasetOf(fakePictures(hostile), { formats: ["pascal-voc"], classes: hostile });
  const [, ...lines] = textOf(files, "labelmap.txt").trimEnd().split("\n");
  const known = lines.map((line) => line.split(":"));
  expect(known.every((fields) => fields.length === 4)).toBe(true);
  expect(new Set(known.map(([name]) => name)).size).toBe(hostileNames.length + 1);
  for (const stem of stems)
    for (const { name } of readXml(files, stem).object) expect(known.map(([label]) => label)).toContain(name);
  expect([...files.keys()].every((path) => !path.includes(".."))).toBe(true);
});
