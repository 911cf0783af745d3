import { expect, test } from "vitest";
import { splitOf } from "../../src/recipe/splits";

const length = 20_000;

function shares(splits: Record<string, number>, seed: number): Record<string, number> {
  const found: Record<string, number> = {};
  for (let index = 0; index < length; index++) {
    const split = splitOf(splits, seed, index);
    found[split] = (found[split] ?? 0) + 1 / length;
  }
  return found;
}

test("every split gets its share, on any scale", () => {
  const found = shares({ train: 70, val: 20, test: 10 }, 0);
  for (const [split, expected] of [
    ["train", 0.7],
    ["val", 0.2],
    ["test", 0.1],
  ] as const) {
    // Five standard errors of a share.
    expect(Math.abs((found[split] ?? 0) - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / length));
  }
});

test("an image keeps its split for ever: as it was when this test was written", () => {
  const found = Array.from({ length: 12 }, (_, index) => splitOf({ train: 0.8, val: 0.2 }, 7, index));
  expect(found.join(" ")).toBe("val train train train train train train train val train val train");
});

test("another seed splits otherwise", () => {
  const splits = { a: 1, b: 1 };
  const of = (seed: number) => Array.from({ length: 64 }, (_, index) => splitOf(splits, seed, index)).join("");
  expect(of(1)).not.toBe(of(2));
});
