import { beforeAll, expect, test } from "vitest";
import { asKept, packSample, unpackSample } from "../../src/dataset/kept-sample";
import { sampleOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

beforeAll(loadPngEncoder);

const formats = ["coco", "coco-panoptic", "kitti", "bop", "yolo-pose", "pascal-voc"] as const;

async function samples() {
  const fakes = fakePictures(classesOf(["car", "person"]));
  return await Promise.all(
    fakes.map((fake) => sampleOf(fake, { formats: [...formats], layers: ["image", "instance", "depth-npy"] })),
  );
}

test("a sample that was kept is the sample that was made", async () => {
  for (const sample of await samples()) expect(await unpackSample(await packSample(sample))).toEqual(asKept(sample));
});

test("a sample that was cut off or changed anywhere is none", async () => {
  const [sample] = await samples();
  if (sample === undefined) throw new Error("There is no fake picture");
  const packed = await packSample(sample);
  for (const length of [0, 10, 64, 67, 100, packed.length - 1])
    expect(await unpackSample(packed.slice(0, length))).toBeUndefined();
  for (const at of [0, 63, 64, 70, packed.length - 1]) {
    const changed = packed.slice();
    changed[at] = 255 - (changed[at] ?? 0);
    expect(await unpackSample(changed), `byte ${at}`).toBeUndefined();
  }
});
