import { crc32 } from "node:zlib";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { PNG } from "pngjs";
import { beforeAll, expect, test } from "vitest";
import type { SceneSpec } from "../../src/recipe/spec";
import { datasetOf } from "./fake-dataset";
import { classesOf, fakePicture } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car"]);

/** Type and data of every chunk of a PNG, with its checksum checked by zlib. */
function chunksOf(file: Uint8Array | undefined): { type: string; data: Buffer }[] {
  const bytes = Buffer.from(file ?? []);
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
    chunks.push({ type: bytes.toString("latin1", at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

async function sourceTypeOf(change: Partial<SceneSpec>): Promise<unknown> {
  const fake = fakePicture(0, "train", classes);
  const files = await datasetOf([{ ...fake, spec: { ...fake.spec, ...change } }], { formats: ["coco"], classes });
  const image = files.get("images/train/000000.png");
  expect(Array.from(PNG.sync.read(Buffer.from(image ?? [])).data)).toEqual(Array.from(fake.frame.colour));
  const [header, text] = chunksOf(image);
  expect([header?.type, text?.type]).toEqual(["IHDR", "iTXt"]);
  const [keyword = "", , , , , xml = ""] = text?.data.toString("utf8").split("\0") ?? [];
  expect(keyword).toBe("XML:com.adobe.xmp");
  expect(XMLValidator.validate(xml)).toBe(true);
  const packet = new XMLParser({ ignoreAttributes: false }).parse(xml);
  return packet["x:xmpmeta"]["rdf:RDF"]["rdf:Description"]["@_Iptc4xmpExt:DigitalSourceType"];
}

beforeAll(loadPngEncoder);

test("an image says that an algorithm made it", async () => {
  expect(await sourceTypeOf({})).toBe("http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia");
});

test("an image with a photograph in it says that it is a composite", async () => {
  const backdrop = { file: "room.jpg", zoom: 1, offset: [0, 0], mirrored: false } as const;
  expect(await sourceTypeOf({ backdrop })).toBe("http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
});
