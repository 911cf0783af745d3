import { expect, test } from "vitest";
import { openEmbedding } from "../../src/cli/embedding";
import { featuresOf, inputShapeOf, tensorOf } from "../../src/lab/embedding";
import { frechetOfMany } from "../../src/lab/frechet-of-many";
import { resized } from "../../src/lab/resize";
import { frechet } from "../../src/lab/two-samples";

const rows = (count: number, width: number, of: (i: number, j: number) => number) =>
  Array.from({ length: count }, (_, i) => Array.from({ length: width }, (_, j) => of(i, j)));

test("the Fréchet distance of many features is that of few, and NumPy's where there are more features than pictures", () => {
  const [x, y] = [
    rows(30, 4, (i, j) => Math.sin(i * (j + 1.3)) + j),
    rows(40, 4, (i, j) => Math.cos(i * (j + 0.7)) * (1 + j / 3)),
  ];
  expect(frechetOfMany(x, y)).toBeCloseTo(frechet(x, y), 6);
  const a = rows(5, 12, (i, j) => ((i * 7 + j * 3) % 11) / 3 + Math.sin(i + j));
  const b = rows(7, 12, (i, j) => ((i * 5 + j * 2) % 13) / 4 + Math.cos(i - j));
  expect(frechetOfMany(a, b)).toBeCloseTo(14.950292278913924, 6);
  expect(frechetOfMany(b, a)).toBeCloseTo(14.950292278913924, 6);
});

test("pictures are resized as Pillow does it", () => {
  const data = Uint8Array.from({ length: 35 }, (_, at) => ((at % 7) * 37 + Math.floor(at / 7) * 91) % 256);
  const picture = { width: 7, height: 5, channels: 1, data };
  const grey = (width: number, height: number) => [...resized(picture, width, height)].filter((_, at) => at % 3 === 0);
  for (const [at, value] of [98.61039, 129.443848, 129.181824, 106.064934, 118.417114, 128.324677].entries())
    expect(grey(3, 2)[at]).toBeCloseTo(value, 3);
  for (const [at, value] of [19.380953, 76.959999, 145.039993, 202.619049, 87.630951, 145.210007].entries())
    expect(grey(4, 6)[at]).toBeCloseTo(value, 3);
});

test("networks of PyTorch and of TensorFlow get their pictures as they want them", () => {
  expect(inputShapeOf(["batch", 3, 224, 200])).toEqual({ channelsFirst: true, width: 200, height: 224 });
  expect(inputShapeOf([-1, "height", "width", 3])).toEqual({ channelsFirst: false, width: 299, height: 299 });
  expect(inputShapeOf([1, 1, 28, 28])).toBeUndefined();
  const picture = { width: 2, height: 1, channels: 3, data: [255, 0, 51, 0, 255, 51] };
  const first = tensorOf(picture, { width: 2, height: 1, channelsFirst: true }, "signed");
  expect(first.dims).toEqual([1, 3, 1, 2]);
  expect([...first.data].map((value) => Math.round(value * 10) / 10)).toEqual([1, -1, -1, 1, -0.6, -0.6]);
  const last = tensorOf(picture, { width: 2, height: 1, channelsFirst: false }, "unit");
  expect([...last.data].map((value) => Math.round(value * 10) / 10)).toEqual([1, 0, 0.2, 0, 1, 0.2]);
  expect(tensorOf(picture, { width: 2, height: 1, channelsFirst: false }, "imagenet").data[0]).toBeCloseTo(
    (1 - 0.485) / 0.229,
    5,
  );
  expect(featuresOf([1, 3, 10, 20], [1, 2, 1, 2])).toEqual([2, 15]);
  expect(featuresOf([1, 3, 10, 20], [1, 4])).toEqual([1, 3, 10, 20]);
});

test("the runtime, which is not installed by itself, is asked for in one sentence", async () => {
  await expect(openEmbedding("any.onnx", "unit")).rejects.toThrow(
    /^--embedding (needs the package onnxruntime-web.*npm install --no-save onnxruntime-web@\d|: any\.onnx cannot be read)/,
  );
});
