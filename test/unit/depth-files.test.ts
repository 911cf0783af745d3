import npyjs from "npyjs";
import { FloatType } from "three";
import { EXRLoader } from "three/addons/loaders/EXRLoader.js";
import { beforeAll, expect, test } from "vitest";
import { exr } from "../../src/encode/exr";
import { npy } from "../../src/encode/npy";
import { stream } from "../../src/recipe/random";
import { datasetOf } from "./fake-dataset";
import { classesOf, fakePicture } from "./fake-pictures";
import { decodeGrey, headerOf } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

beforeAll(loadPngEncoder);

function randomDepth(width: number, height: number): Float32Array {
  const random = stream(1, 0, "depth");
  return Float32Array.from({ length: width * height }, (_, at) => (at % 7 === 0 ? 0 : random() * 1000));
}

test.each([
  [1, 1],
  [64, 48],
  [37, 5],
])("npyjs reads back an array of %i × %i, value for value", async (width, height) => {
  const depth = randomDepth(width, height);
  const file = npy(depth, [height, width]);
  const { data, shape, dtype, fortranOrder } = await new npyjs().load(file.buffer);
  expect({ shape, dtype, fortranOrder }).toEqual({ shape: [height, width], dtype: "f4", fortranOrder: false });
  expect(data).toEqual(depth);
  expect((file.length - depth.byteLength) % 64).toBe(0);
});

test("an array of one dimension keeps its comma", () => {
  expect(new TextDecoder().decode(npy(Float32Array.of(1, 2, 3), [3]).subarray(10))).toContain("'shape': (3,), }");
});

test.each([
  [1, 1],
  [64, 48],
  [37, 5],
])("three.js reads back an EXR of %i × %i, value for value", (width, height) => {
  const depth = randomDepth(width, height);
  const read = new EXRLoader().setDataType(FloatType).parse(exr(depth, width, height).buffer);
  expect([read.width, read.height]).toEqual([width, height]);
  // The loader spreads grey over four channels and gives the lowest line first.
  const grey = Array.from(read.data ?? []).filter((_, at) => at % 4 === 0);
  const lines = Array.from({ length: height }, (_, y) => grey.slice(y * width, (y + 1) * width));
  expect(lines.toReversed().flat()).toEqual(Array.from(depth));
});

test("a recipe's depth layers all hold the depth of the frame", async () => {
  const classes = classesOf(["car"]);
  const fake = fakePicture(3, "train", classes);
  const { depth, width, height } = fake.frame;
  const files = await datasetOf([fake], {
    formats: ["coco"],
    layers: ["image", "depth", "depth-mm", "depth-npy", "depth-exr"],
    classes,
  });
  expect(decodeGrey(files.get("depth/train/000003.png"))).toEqual(Array.from(depth, (metres) => Math.round(metres * 100)));
  expect(decodeGrey(files.get("depth-mm/train/000003.png"))).toEqual(Array.from(depth, (metres) => Math.round(metres * 1000)));
  expect(headerOf(files.get("depth-mm/train/000003.png"))).toMatchObject({ depth: 16, colourType: 0 });
  expect(files.get("depth-npy/train/000003.npy")).toEqual(npy(depth, [height, width]));
  expect(files.get("depth-exr/train/000003.exr")).toEqual(exr(depth, width, height));
});
