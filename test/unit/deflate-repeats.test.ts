import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { deflateRepeats } from "../../src/encode/deflate-repeats";
import { prefixCode } from "../../src/encode/prefix-code";
import { stream } from "../../src/recipe/random";

const random = stream(5, 0, "deflate");
const noise = (length: number, values = 256) => Uint8Array.from({ length }, () => random() * values);
/** Stripes as wide as a few pixels that move by one from row to row. */
const slanted = (width: number, rows: number) =>
  Uint8Array.from({ length: width * rows }, (_, at) => Math.floor(((at % width) + at / width) / 30));

describe("deflateRepeats", () => {
  test.each([
    ["nothing", new Uint8Array(), [1]],
    ["one byte", Uint8Array.of(9), [1]],
    ["one value", new Uint8Array(100_000).fill(3), [1]],
    ["noise", noise(70_000), [1, 100]],
    ["noise of two values", noise(70_000, 2), [1, 100]],
    ["stripes", slanted(641, 300), [641, 1, 640, 642]],
    ["rows that are too long for DEFLATE", slanted(40_000, 4), [40_000, 1]],
    ["rows just as long as DEFLATE allows", slanted(32_768, 4), [32_768]],
  ])("is read back by zlib: %s", (_, bytes, distances) => {
    const compressed = deflateRepeats(bytes, distances);
    expect(inflateSync(compressed).equals(bytes)).toBe(true);
    expect(compressed.byteLength).toBe(compressed.buffer.byteLength);
  });

  test("keeps repetitions of every length", () => {
    for (let length = 1; length <= 300; length++) {
      const bytes = Uint8Array.from([1, 2, ...new Array<number>(length).fill(2), 3, 1]);
      expect(inflateSync(deflateRepeats(bytes, [1])).equals(bytes)).toBe(true);
    }
  });

  test("takes a fiftieth of a picture of regions, and hardly more than all of noise", () => {
    expect(deflateRepeats(slanted(641, 300), [641, 1, 640, 642]).length).toBeLessThan((641 * 300) / 50);
    expect(deflateRepeats(noise(70_000), [1, 100]).length).toBeLessThan(71_000);
  });
});

describe("prefixCode", () => {
  /** Frequencies that make Huffman's code as deep as there are symbols. */
  const fibonacci = (count: number) => {
    const numbers = Uint32Array.of(1, 1, ...new Array<number>(count - 2).fill(0));
    for (let at = 2; at < count; at++) numbers[at] = (numbers[at - 1] ?? 0) + (numbers[at - 2] ?? 0);
    return numbers;
  };
  const room = (lengths: Uint8Array) => lengths.reduce((sum, length) => (length === 0 ? sum : sum + 2 ** -length), 0);

  test.each([
    [7, 7],
    [19, 7],
    [30, 15],
  ])("of %i symbols of very different frequency fits into %i bits and is complete", (count, most) => {
    const { lengths } = prefixCode(fibonacci(count), most);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(most);
    expect(room(lengths)).toBe(1);
  });

  test("is Huffman's where that fits", () => {
    expect([...prefixCode(Uint32Array.of(45, 13, 12, 16, 9, 5, 0), 15).lengths]).toEqual([1, 3, 3, 3, 4, 4, 0]);
  });

  test("has one bit for a symbol that is alone, and none for those that never occur", () => {
    expect([...prefixCode(Uint32Array.of(0, 5, 0), 15).lengths]).toEqual([0, 1, 0]);
    expect([...prefixCode(new Uint32Array(3), 15).lengths]).toEqual([0, 0, 0]);
  });
});
