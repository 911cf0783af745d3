import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { checkPhotograph, pictureHeader } from "../../src/scene/pictures/picture-header";

const png = (width: number, height: number) => Uint8Array.from(PNG.sync.write(new PNG({ width, height })));
const text = (value: string) => new TextEncoder().encode(value);
const ascii = (value: string) => [...text(value)];
const little = (value: number, bytes: number) => Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 255);

/** Segments of a JPEG: a camera's own data with a small picture in it, tables, the frame, the pixels. */
function jpeg(width: number, height: number, frame = 0xc0): Uint8Array<ArrayBuffer> {
  const segment = (marker: number, body: readonly number[]) => [
    0xff,
    marker,
    (body.length + 2) >> 8,
    (body.length + 2) & 255,
    ...body,
  ];
  const thumbnail = [0xff, 0xd8, ...segment(0xc0, [8, 0, 1, 0, 1]), 0xff, 0xd9];
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xe1, [...ascii("Exif\0\0"), ...thumbnail]),
    ...segment(0xdb, [0, ...new Array(64).fill(1)]),
    ...segment(0xc4, [0, ...new Array(16).fill(0)]),
    0xff,
    ...segment(frame, [8, height >> 8, height & 255, width >> 8, width & 255, 3]),
    ...segment(0xda, [1, 0, 0]),
    ...[1, 2, 3, 4, 5, 6],
    ...[0xff, 0xd9],
  ]);
}

function webp(kind: string, body: readonly number[], length = body.length): Uint8Array<ArrayBuffer> {
  const chunk = [...ascii(kind), ...little(length, 4), ...body];
  return Uint8Array.from([...ascii("RIFF"), ...little(4 + chunk.length - body.length + length, 4), ...ascii("WEBP"), ...chunk]);
}

describe("the header of a picture", () => {
  test.each([
    ["PNG", png(31, 17), { width: 31, height: 17 }],
    ["JPEG", jpeg(4000, 3000), { width: 4000, height: 3000 }],
    ["progressive JPEG", jpeg(640, 480, 0xc2), { width: 640, height: 480 }],
    ["lossy WebP", webp("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, ...little(300, 2), ...little(200, 2)]), { width: 300, height: 200 }],
    ["lossless WebP", webp("VP8L", [0x2f, ...little((299 | (199 << 14)) >>> 0, 4), 0, 0, 0, 0, 0]), { width: 300, height: 200 }],
    ["extended WebP", webp("VP8X", [0, 0, 0, 0, ...little(70_000, 3), ...little(9, 3)]), { width: 70_001, height: 10 }],
  ])("of a %s is read", (_, bytes, size) => {
    expect(pictureHeader(bytes)).toEqual({ ...size, isWhole: true });
  });

  test.each([
    ["PNG", png(31, 17).slice(0, -14)],
    ["JPEG", jpeg(4000, 3000).slice(0, -2)],
    ["WebP", webp("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, ...little(300, 2), ...little(200, 2)], 5000)],
  ])("of a %s whose end is missing says so", (_, bytes) => {
    expect(pictureHeader(bytes)?.isWhole).toBe(false);
    expect(() => checkPhotograph(bytes)).toThrow(/end is missing/);
  });

  const bomb = png(2, 2);
  new DataView(bomb.buffer).setUint32(16, 60_000);
  new DataView(bomb.buffer).setUint32(20, 60_000);

  test.each([
    ["a text", text("What is this?"), /no JPEG, PNG or WebP picture/],
    ["nothing", new Uint8Array(), /no JPEG, PNG or WebP picture/],
    ["the first bytes of a PNG", png(2, 2).slice(0, 12), /no JPEG, PNG or WebP picture/],
    ["a PNG that fills the memory", bomb, /60000 x 60000 pixels; at most 100 million/],
    ["a JPEG that fills the memory", jpeg(65_535, 65_535), /65535 x 65535 pixels/],
    ["a JPEG without a frame", Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), /no pixels/],
  ])("%s is refused as a photograph, and why", (_, bytes, message) => {
    expect(() => checkPhotograph(bytes)).toThrow(message);
  });
});
