import { decode, encode } from "fast-png";
import { expect, test } from "vitest";
import { pixelsOf } from "../../src/cli/picture-files";
import { barePicture } from "../../src/lab/bare-picture";
import { jpegWithPosition, pngWithText } from "../cli/tagged-pictures";

const SECRET = "Baker Street 221b";
const latin1 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("latin1");

test("a PNG loses its comments and its position, and no pixel", () => {
  const data = Uint8Array.from({ length: 300 }, (_, at) => at % 251);
  const png = encode({ width: 10, height: 10, channels: 3, data });
  const bare = barePicture(pngWithText(png, SECRET));
  expect(latin1(pngWithText(png, SECRET))).toContain(SECRET);
  expect(latin1(bare)).not.toMatch(/Baker|eXIf|tEXt/);
  expect(decode(bare ?? new Uint8Array()).data).toEqual(data);
});

test("a JPEG loses its metadata, comments and what comes after its end, and no pixel", async () => {
  const tagged = await jpegWithPosition(16, [200, 40, 90], SECRET);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + SECRET.length]), Buffer.from(SECRET)]);
  const withMore = Buffer.concat([tagged.subarray(0, 2), comment, tagged.subarray(2), Buffer.from(SECRET)]);
  const bare = barePicture(withMore);
  expect(latin1(withMore).split(SECRET)).toHaveLength(4);
  expect(latin1(bare)).not.toMatch(/Baker|Exif/);
  expect(latin1(bare)).toContain("JFIF");
  expect(await pixelsOf("a.jpg", Buffer.from(bare ?? []))).toEqual(await pixelsOf("a.jpg", Buffer.from(tagged)));
  expect(barePicture(bare ?? new Uint8Array())).toEqual(bare);
});

test("a JPEG keeps its orientation, whichever way its numbers are written", async () => {
  const plain = barePicture(await jpegWithPosition(16, [9, 9, 9], SECRET)) ?? new Uint8Array();
  const little = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
  const big = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const exif = (body: readonly number[]) => [0xff, 0xe1, 0, 34, ...Buffer.from("Exif\0\0"), ...body];
  const turned = [little, big].map((body) =>
    barePicture(Buffer.concat([plain.subarray(0, 2), Buffer.from(exif(body)), plain.subarray(2)])),
  );
  for (const one of turned) expect(one).toEqual(Uint8Array.from([...plain.subarray(0, 2), ...exif(big), ...plain.subarray(2)]));
});

test("what is cut short, or no picture, gives nothing", async () => {
  const jpeg = await jpegWithPosition(16, [9, 9, 9], SECRET);
  const png = pngWithText(encode({ width: 2, height: 2, channels: 1, data: new Uint8Array(4) }), SECRET);
  for (const whole of [jpeg, png])
    for (const length of [0, 3, 9, 40, whole.length - 13]) expect(barePicture(whole.subarray(0, length))).toBeUndefined();
  expect(barePicture(new TextEncoder().encode("These are my notes."))).toBeUndefined();
});
