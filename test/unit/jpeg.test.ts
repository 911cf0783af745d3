import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import decode, { init as initDecoder } from "@jsquash/jpeg/decode";
import { init as initEncoder } from "@jsquash/jpeg/encode";
import { beforeAll, expect, test } from "vitest";
import { datasetOf } from "./fake-dataset";
import { classesOf, fakePicture } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car"]);
const fake = fakePicture(0, "train", classes);
const compressed = { ...fake, spec: { ...fake.spec, image: { ...fake.spec.image, jpegQuality: 95 } } };

async function wasm(path: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve(`@jsquash/jpeg/codec/${path}`)));
}

beforeAll(async () => {
  await initEncoder(await wasm("enc/mozjpeg_enc.wasm"));
  await initDecoder(await wasm("dec/mozjpeg_dec.wasm"));
  await loadPngEncoder();
});

/** Markers and contents of the segments before the pixels. */
function segmentsOf(bytes: Buffer): { marker: number; text: string }[] {
  const segments: { marker: number; text: string }[] = [];
  for (let at = 2; bytes.readUInt16BE(at) !== 0xffda; at += 2 + bytes.readUInt16BE(at + 2))
    segments.push({
      marker: bytes.readUInt16BE(at),
      text: bytes.toString("latin1", at + 4, at + 2 + bytes.readUInt16BE(at + 2)),
    });
  return segments;
}

test("a JPEG shows the picture, says after its JFIF header that an algorithm made it, and is the same each time", async () => {
  const files = await datasetOf([compressed], { formats: ["coco"], classes });
  const again = await datasetOf([compressed], { formats: ["coco"], classes });
  const bytes = Buffer.from(files.get("images/train/000000.jpg") ?? []);
  expect(bytes.equals(Buffer.from(again.get("images/train/000000.jpg") ?? []))).toBe(true);
  const [jfif, xmp] = segmentsOf(bytes);
  expect([jfif?.marker, xmp?.marker]).toEqual([0xffe0, 0xffe1]);
  expect(xmp?.text).toMatch(/^http:\/\/ns\.adobe\.com\/xap\/1\.0\/\0<x:xmpmeta/);
  expect(xmp?.text).toContain("digitalsourcetype/algorithmicMedia");
  const { width, height, data } = await decode(Uint8Array.from(bytes).buffer);
  expect([width, height]).toEqual([fake.frame.width, fake.frame.height]);
  const error = data.reduce((sum, value, at) => sum + Math.abs(value - (fake.frame.colour[at] ?? 0)), 0) / data.length;
  expect(error).toBeLessThan(6);
});

const formats = ["coco", "coco-panoptic", "yolo-detect", "pascal-voc", "kitti", "bop", "imagefolder"] as const;

test("every format names the JPEG by its ending, in its files and in its labels, and masks stay PNG", async () => {
  const files = await datasetOf([compressed], { formats: [...formats], classes });
  const colours = [...files].filter(([, bytes]) => bytes[0] === 0xff && bytes[1] === 0xd8).map(([path]) => path);
  expect(colours.length).toBeGreaterThan(4);
  for (const path of colours) expect(path).toMatch(/\.jpg$/);
  for (const [path, bytes] of files) if (path.endsWith(".jpg")) expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  const text = (ending: string) => {
    const found = [...files].find(([path]) => path.endsWith(ending));
    return new TextDecoder().decode(found?.[1]);
  };
  expect(text("annotations/instances_train.json")).toContain('"file_name":"000000.jpg"');
  expect(text("Annotations/000000.xml")).toContain("<filename>000000.jpg</filename>");
  expect(text("train/metadata.jsonl")).toContain('"file_name":"000000.jpg"');
});
