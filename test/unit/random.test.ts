import { describe, expect, test } from "vitest";
import { chance, gaussian, integer, murmur3, pick, stream, uniform, xoshiro128 } from "../../src/recipe/random";

function outputs(words: readonly [number, number, number, number], length: number): number[] {
  const random = xoshiro128(words);
  return Array.from({ length }, () => random() * 2 ** 32);
}

function many(length: number, next: () => number): number[] {
  return Array.from({ length }, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("xoshiro128**", () => {
  test("gives the values of the reference implementation, version 1.1", () => {
    // As published with rand_xoshiro, made with https://prng.di.unimi.it/xoshiro128starstar.c
    expect(outputs([1, 2, 3, 4], 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test("gives them from a state with high bits too", () => {
    // As published with xoshiro-6502, made with the same C code.
    expect(outputs([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0], 4)).toEqual([
      0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70,
    ]);
  });
});

describe("murmur3", () => {
  test.each([
    ["", 0, 0],
    ["", 1, 0x514e28b7],
    ["", 0xffffffff, 0x81f16f39],
    ["test", 0, 0xba6bd213],
    ["Hello, world!", 0x9747b28c, 0x24884cba],
    ["The quick brown fox jumps over the lazy dog", 0x9747b28c, 0x2fa826cd],
    // One, two and three bytes after the last whole word; more than one byte a letter.
    ["a", 0x9747b28c, 0x7fa09ea6],
    ["aa", 0x9747b28c, 0x5d211726],
    ["aaa", 0x9747b28c, 0x283e0130],
    ["ππππππππ", 0x9747b28c, 0xd58063c1],
  ])("of %j with seed %i is as published", (text, seed, hash) => {
    expect(murmur3(new TextEncoder().encode(text), seed)).toBe(hash);
  });
});

describe("streams", () => {
  test("the same name gives the same numbers, whatever else is drawn", () => {
    const alone = many(5, stream(7, 3, "weather"));
    const camera = stream(7, 3, "camera");
    const weather = stream(7, 3, "weather");
    const mixed = many(5, () => {
      camera();
      return weather();
    });
    expect(mixed).toEqual(alone);
  });

  test("another seed, index or purpose gives other numbers; seed 0 is a seed", () => {
    const names = [
      stream(0, 3, "weather"),
      stream(1, 3, "weather"),
      stream(0, 4, "weather"),
      stream(0, 3, "camera"),
      stream(0, 3, "weather", 0),
      stream(0, 3, "weather", 1),
    ];
    expect(new Set(names.map((random) => random())).size).toBe(names.length);
  });

  test("the first numbers of neighbouring indices are uniform and uncorrelated", () => {
    const length = 20_000;
    const first = Array.from({ length }, (_, index) => stream(1, index, "sun")());
    // Five standard errors: the standard deviation of a uniform number is 1/sqrt(12), of a product of centred ones 1/12.
    expect(mean(first)).toBeCloseTo(0.5, 1);
    expect(Math.abs(mean(first) - 0.5)).toBeLessThan(5 / Math.sqrt(12 * length));
    const products = first.slice(1).map((value, at) => (value - 0.5) * ((first[at] ?? 0) - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(5 / 12 / Math.sqrt(length));
    const paired = first.map((value, index) => (value - 0.5) * (stream(1, index, "fog")() - 0.5));
    expect(Math.abs(mean(paired))).toBeLessThan(5 / 12 / Math.sqrt(length));
  });
});

describe("draws", () => {
  const length = 20_000;

  test("integer includes both ends, each as often as the rest", () => {
    const values = many(length, () => 0).map((_, index) => integer(stream(2, index, "integer"), -1, 2));
    for (const value of [-1, 0, 1, 2]) {
      const share = values.filter((drawn) => drawn === value).length / length;
      expect(Math.abs(share - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / length));
    }
  });

  test("pick follows the weights and never takes an item without", () => {
    const random = stream(3, 0, "pick");
    const values = Array.from({ length }, () => pick(random, ["a", "b", "c"], [3, 0, 1]));
    expect(values).not.toContain("b");
    const share = values.filter((value) => value === "a").length / length;
    expect(Math.abs(share - 0.75)).toBeLessThan(5 * Math.sqrt((0.75 * 0.25) / length));
    expect(pick(() => 1 - 2 ** -32, ["a", "b"], [1, 0])).toBe("a");
    expect(() => pick(random, [])).toThrow("at least one");
  });

  test("uniform, chance and gaussian have the moments they should", () => {
    const random = stream(4, 0, "moments");
    const evens = many(length, () => uniform(random, -2, 6));
    expect(Math.min(...evens)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...evens)).toBeLessThan(6);
    expect(Math.abs(mean(evens) - 2)).toBeLessThan((5 * 8) / Math.sqrt(12 * length));
    const yes = mean(many(length, () => Number(chance(random, 0.2))));
    expect(Math.abs(yes - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / length));
    const bells = many(length, () => gaussian(random));
    expect(Math.abs(mean(bells))).toBeLessThan(5 / Math.sqrt(length));
    expect(Math.abs(mean(bells.map((value) => value * value)) - 1)).toBeLessThan(5 * Math.sqrt(2 / length));
  });
});
