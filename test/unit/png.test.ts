import { decode, encode as encodePlain } from "fast-png";
import { PNG } from "pngjs";
import { beforeAll, describe, expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import { encode } from "../../src/encode/encode";
import { depthPicture, instancePicture, semanticPicture } from "../../src/encode/masks";
import { colourPng, greyLabelPng, greyPng, rgbLabelPng, rgbPng, vocColour, vocPng } from "../../src/encode/png";
import { stream } from "../../src/recipe/random";
import { fakeFrame, fakeSpec, staged, table } from "./fake-frame";
import { decodeGrey, headerOf } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

beforeAll(loadPngEncoder);

const random = stream(3, 0, "png");
const width = 37;
const height = 19;
const pixels = width * height;

describe("colourPng", () => {
  const colour = Uint8ClampedArray.from({ length: pixels * 4 }, (_, at) => (at % 4 === 3 ? 255 : random() * 256));

  test("is 8-bit RGBA with exactly the given bytes", async () => {
    const file = await colourPng(colour, width, height);
    expect(headerOf(file)).toEqual({ width, height, depth: 8, colourType: 6 });
    expect(new Uint8Array(PNG.sync.read(Buffer.from(file)).data)).toEqual(new Uint8Array(colour));
    expect(file.byteLength).toBe(file.buffer.byteLength);
  });

  test("encodes a view into a larger buffer as the view alone", async () => {
    const larger = new Uint8ClampedArray(colour.length + 200);
    larger.set(colour, 100);
    const view = larger.subarray(100, 100 + colour.length);
    expect(await colourPng(view, width, height)).toEqual(await colourPng(colour, width, height));
  });

  test("refuses an array of another size", async () => {
    await expect(colourPng(colour, width, height + 1)).rejects.toThrow("37 × 20 pixels needs 2960 values, but 2812 were given");
  });
});

describe("greyPng", () => {
  test("keeps all 16 bits", () => {
    const values = Uint16Array.from({ length: pixels }, () => random() * 65_536);
    values.set([0, 1, 255, 256, 65_535]);
    const file = greyPng(values, width, height);
    expect(headerOf(file)).toEqual({ width, height, depth: 16, colourType: 0 });
    expect(decodeGrey(file)).toEqual(Array.from(values));
    expect(file.byteLength).toBe(file.buffer.byteLength);
  });

  test("keeps all 8 bits", () => {
    const values = Uint8Array.from({ length: pixels }, () => random() * 256);
    const file = greyPng(values, width, height);
    expect(headerOf(file)).toEqual({ width, height, depth: 8, colourType: 0 });
    expect(decodeGrey(file)).toEqual(Array.from(values));
  });
});

describe("numbers that vary", () => {
  test.each([
    ["8-bit grey", 1, Uint8Array, greyPng],
    ["16-bit grey", 1, Uint16Array, greyPng],
    ["8-bit RGB", 3, Uint8Array, rgbPng],
    ["16-bit RGB", 3, Uint16Array, rgbPng],
  ] as const)("make the file of another encoder: %s", (_, channels, Numbers, encoder) => {
    const data = new Numbers(pixels * channels).map((_: number, at: number) => at * 50 + random() * 20);
    const depth = data instanceof Uint16Array ? 16 : 8;
    expect(encoder(data, width, height)).toEqual(encodePlain({ width, height, data, channels, depth }));
  });
});

describe("labels", () => {
  const ids = Uint16Array.from({ length: pixels }, (_, at) => (at % width > 12 ? 300 : Math.floor(at / width / 5)));

  test("keep their values, in files of the same kind as numbers that vary", () => {
    const classes = Uint8Array.from(ids);
    for (const values of [ids, classes]) {
      const file = greyLabelPng(values, width, height);
      expect(headerOf(file)).toEqual(headerOf(greyPng(values, width, height)));
      expect(decodeGrey(file)).toEqual(Array.from(values));
    }
  });

  test("are read by readers that take files in pieces, also where they repeat nothing", () => {
    const noise = Uint16Array.from({ length: 400 * 300 }, () => random() * 65_536);
    const { data } = decode(greyLabelPng(noise, 400, 300));
    expect(Buffer.from(data.buffer, data.byteOffset, data.byteLength).equals(Buffer.from(noise.buffer))).toBe(true);
  });

  test("keep three numbers a pixel, and colours by a palette", () => {
    const rgb = Uint8Array.from({ length: pixels * 3 }, (_, at) => (at % 3 === 0 ? (ids[at / 3] ?? 0) : 7));
    const read = (file: Uint8Array) => PNG.sync.read(Buffer.from(file)).data.filter((_, at) => at % 4 !== 3);
    expect(new Uint8Array(read(rgbLabelPng(rgb, width, height)))).toEqual(rgb);
    const classes = Uint8Array.from(ids);
    const colours = Uint8Array.from([...classes].flatMap((value) => [...vocColour(value)]));
    expect(new Uint8Array(read(vocPng(classes, width, height)))).toEqual(colours);
  });
});

describe("pictures of a frame", () => {
  test("instance: ids of things, 0 for stuff and background", () => {
    const frame = fakeFrame();
    expect(Array.from(instancePicture(frame, table))).toEqual(Array.from(frame.ids, (id) => (id >= 2 ? id : 0)));
  });

  test("instance: keeps ids above 255 and refuses those above 65,535", () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ instanceId: at + 1, class: "car", classId: 1, kind: "thing" as const }));
    const ids = Uint32Array.from([65_535, 256]);
    expect(Array.from(instancePicture({ ids }, { rows: rows(65_535), backgroundClassId: 2 }))).toEqual([65_535, 256]);
    expect(() => instancePicture({ ids }, { rows: rows(65_536), backgroundClassId: 2 })).toThrow(
      "A thing has instance id 65536, but the instance picture has 16 bits",
    );
  });

  test("semantic: the class of every pixel, the background class where nothing is", () => {
    const classOf = [4, 3, 1, 2];
    const frame = fakeFrame();
    expect(Array.from(semanticPicture(frame, table))).toEqual(Array.from(frame.ids, (id) => classOf[id]));
  });

  test("semantic: an id without a row never turns into a class", () => {
    expect(() => semanticPicture({ ids: Uint32Array.from([5]) }, table)).toThrow("instance id 5, but the table has only 4 rows");
  });

  test("semantic: refuses a class id above 255", () => {
    expect(() => semanticPicture({ ids: Uint32Array.from([0]) }, { rows: [], backgroundClassId: 256 })).toThrow("Class id 256");
  });

  test("depth: rounded centimetres, 0 for nothing and for out of range", () => {
    const depth = Float32Array.from([0, 0.014, 0.016, 1, 655.35, 655.36, 1e9, Number.POSITIVE_INFINITY, -1, Number.NaN]);
    expect(Array.from(depthPicture({ depth }, "centimetres"))).toEqual([0, 1, 2, 100, 65_535, 0, 0, 0, 0, 0]);
    const near = Float32Array.from([0.0004, 0.0006, 65.535, 65.536]);
    expect(Array.from(depthPicture({ depth: near }, "millimetres"))).toEqual([0, 1, 65_535, 0]);
  });
});

describe("encode", () => {
  const frame = fakeFrame();
  const spec = fakeSpec(12, "val");
  const labels = annotate(frame, staged, spec, { minimumAreaPixels: 1 });

  test("makes the wanted layers only, the same bytes each time", async () => {
    const sample = await encode(frame, table, spec, labels, ["image", "depth"]);
    expect(sample).toMatchObject({ index: 12, spec, labels });
    expect(Object.keys(sample.files)).toEqual(["image", "depth"]);
    expect(await encode(frame, table, spec, labels, ["image", "depth"])).toEqual(sample);
  });

  test("each layer holds its own picture", async () => {
    const { files } = await encode(frame, table, spec, labels, ["image", "instance", "semantic", "depth"]);
    expect(headerOf(files.image)).toMatchObject({ depth: 8, colourType: 6 });
    expect(headerOf(files.semantic)).toMatchObject({ depth: 8, colourType: 0 });
    expect(decodeGrey(files.instance)).toEqual(Array.from(instancePicture(frame, table)));
    expect(decodeGrey(files.semantic)).toEqual(Array.from(semanticPicture(frame, table)));
    expect(decodeGrey(files.depth)).toEqual(Array.from(depthPicture(frame, "centimetres")));
  });

  test("a sample survives a structured clone", async () => {
    const sample = await encode(frame, table, spec, labels, ["image", "instance"]);
    expect(structuredClone(sample)).toEqual(sample);
  });
});
