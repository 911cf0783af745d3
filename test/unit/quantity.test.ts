import { describe, expect, test } from "vitest";
import { z } from "zod";
import { truncatedNormal } from "../../src/recipe/normal";
import {
  count,
  draw,
  drawCount,
  drawOption,
  option,
  type Quantity,
  type QuantityInput,
  quantity,
} from "../../src/recipe/quantity";
import { stream } from "../../src/recipe/random";

const length = 20_000;
const metres = quantity({ min: 1, max: 10, unit: "metres", default: 5, description: "A length." });
const cars = count({ min: 0, max: 6, default: 3, description: "How many cars." });
const style = option(["old", "new", "mixed"], { default: "old", description: "Style of the houses." });

function drawn(given: QuantityInput): number[] {
  const random = stream(1, 0, "quantity");
  const parsed = metres.parse(given);
  return Array.from({ length }, () => draw(parsed, random));
}

function counted(given: QuantityInput): number[] {
  const random = stream(1, 0, "count");
  const parsed = cars.parse(given);
  return Array.from({ length }, () => drawCount(parsed, random));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function share<T>(values: readonly T[], wanted: T): number {
  return values.filter((value) => value === wanted).length / values.length;
}

/** Five standard errors of a share. */
function near(expected: number): number {
  return 5 * Math.sqrt((expected * (1 - expected)) / length);
}

describe("a quantity", () => {
  test("has its default, and may be a constant", () => {
    expect(metres.parse(undefined)).toBe(5);
    expect(drawn(7).every((value) => value === 7)).toBe(true);
  });

  test("uniform fills its range evenly", () => {
    const values = drawn({ uniform: [2, 8] });
    expect(Math.min(...values)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...values)).toBeLessThanOrEqual(8);
    expect(Math.abs(mean(values) - 5)).toBeLessThan((5 * 6) / Math.sqrt(12 * length));
    const low = values.filter((value) => value < 3.5).length / length;
    expect(Math.abs(low - 0.25)).toBeLessThan(near(0.25));
  });

  test("log-uniform gives every factor the same share", () => {
    const values = drawn({ "log-uniform": [1, 9] });
    expect(Math.min(...values)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...values)).toBeLessThanOrEqual(9);
    const low = values.filter((value) => value < 3).length / length;
    expect(Math.abs(low - 0.5)).toBeLessThan(near(0.5));
  });

  test("normal keeps to its ends, and to the field's where it has none", () => {
    expect(metres.parse({ normal: { mean: 5, sd: 1 } })).toEqual({ normal: { mean: 5, sd: 1, min: 1, max: 10 } });
    const wide = drawn({ normal: { mean: 2, sd: 50 } });
    expect(Math.min(...wide)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...wide)).toBeLessThanOrEqual(10);
    const cut = drawn({ normal: { mean: 5, sd: 1, min: 4, max: 6 } });
    expect(Math.min(...cut)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...cut)).toBeLessThanOrEqual(6);
    // Cut at one standard deviation on both sides, the variance is 1 - 2 φ(1) / (2 Φ(1) - 1) = 0.29112.
    const variance = mean(cut.map((value) => (value - 5) ** 2));
    expect(Math.abs(mean(cut) - 5)).toBeLessThan(5 * Math.sqrt(0.29112 / length));
    expect(Math.abs(variance - 0.29112)).toBeLessThan(0.01);
  });

  test("choice follows its weights", () => {
    const values = drawn({ choice: [1, 2, 3], weights: [1, 0, 3] });
    expect(share(values, 2)).toBe(0);
    expect(Math.abs(share(values, 3) - 0.75)).toBeLessThan(near(0.75));
    expect(Math.abs(share(drawn({ choice: [1, 4] }), 4) - 0.5)).toBeLessThan(near(0.5));
  });

  test("takes exactly one random number, whatever its kind", () => {
    const kinds: readonly QuantityInput[] = [
      5,
      { uniform: [1, 2] },
      { normal: { mean: 5, sd: 1 } },
      { choice: [3] },
      { "log-uniform": [1, 2] },
    ];
    for (const kind of kinds) {
      const parsed = metres.parse(kind);
      for (const drawing of [draw, drawCount]) {
        let calls = 0;
        drawing(parsed, () => {
          calls++;
          return 0.5;
        });
        expect([kind, calls]).toEqual([kind, 1]);
      }
    }
  });

  test("a larger random number gives a larger value, from end to end", () => {
    const cases: readonly Quantity[] = [
      { uniform: [1, 10] },
      { "log-uniform": [1, 10] },
      { normal: { mean: 3, sd: 2, min: 1, max: 10 } },
      { normal: { mean: 1, sd: 0.001, min: 1, max: 10 } },
      { normal: { mean: 10, sd: 1e9, min: 1, max: 10 } },
    ];
    for (const parsed of cases) {
      const values = Array.from({ length: 101 }, (_, step) => draw(parsed, () => step / 100));
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(values[0]).toBeCloseTo(1, 6);
      expect(Math.max(...values)).toBeLessThanOrEqual(10);
    }
  });

  test.each<[string, unknown]>([
    ["a constant outside", 11],
    ["a text", "5"],
    ["not a number", Number.NaN],
    ["nothing but a bracket", []],
    ["uniform beyond the range", { uniform: [5, 11] }],
    ["uniform the wrong way round", { uniform: [8, 2] }],
    ["uniform with three ends", { uniform: [1, 2, 3] }],
    ["normal without sd", { normal: { mean: 5 } }],
    ["normal with sd 0", { normal: { mean: 5, sd: 0 } }],
    ["normal with an end outside", { normal: { mean: 5, sd: 1, max: 20 } }],
    ["normal with its mean cut away", { normal: { mean: 5, sd: 1, min: 6 } }],
    ["choice of nothing", { choice: [] }],
    ["choice of something outside", { choice: [5, 0] }],
    ["too few weights", { choice: [5, 6], weights: [1] }],
    ["negative weights", { choice: [5, 6], weights: [1, -1] }],
    ["weights of 0", { choice: [5, 6], weights: [0, 0] }],
    ["log-uniform from 0", { "log-uniform": [0, 5] }],
    ["two distributions", { uniform: [1, 2], choice: [1] }],
    ["an unknown one", { poisson: 3 }],
  ])("refuses %s", (_, given) => {
    expect(metres.safeParse(given).success).toBe(false);
  });

  test("log-uniform needs positive ends also where the field has none", () => {
    const signed = quantity({ min: -5, max: 5, default: 0, description: "A number." });
    expect(signed.safeParse({ "log-uniform": [0, 5] }).success).toBe(false);
    expect(signed.safeParse({ "log-uniform": [0.1, 5] }).success).toBe(true);
  });
});

describe("a count", () => {
  test("uniform includes both ends", () => {
    const values = counted({ uniform: [2, 5] });
    for (const value of [2, 3, 4, 5]) expect(Math.abs(share(values, value) - 0.25)).toBeLessThan(near(0.25));
  });

  test("log-uniform includes both ends: k has the share log((k + 1) / k) / log(high + 1)", () => {
    const values = counted({ "log-uniform": [1, 3] });
    for (const value of [1, 2, 3]) {
      const expected = Math.log((value + 1) / value) / Math.log(4);
      expect(Math.abs(share(values, value) - expected)).toBeLessThan(near(expected));
    }
  });

  test("normal is rounded, and its ends keep their share", () => {
    const values = counted({ normal: { mean: 3, sd: 1000, min: 2, max: 4 } });
    for (const value of [2, 3, 4]) expect(Math.abs(share(values, value) - 1 / 3)).toBeLessThan(near(1 / 3));
    expect(values.every((value) => [2, 3, 4].includes(value))).toBe(true);
  });

  test("refuses fractions everywhere but in mean and sd", () => {
    expect(cars.safeParse(2.5).success).toBe(false);
    expect(cars.safeParse({ uniform: [1, 2.5] }).success).toBe(false);
    expect(cars.safeParse({ choice: [0.5] }).success).toBe(false);
    expect(cars.safeParse({ normal: { mean: 2.5, sd: 0.5 } }).success).toBe(true);
  });

  test("0 is a count", () => {
    expect(counted(0)[0]).toBe(0);
  });
});

describe("an option", () => {
  test("is a name or a weighted choice between names", () => {
    const random = stream(1, 0, "option");
    expect(style.parse(undefined)).toBe("old");
    expect(drawOption(style.parse("new"), random)).toBe("new");
    const parsed = style.parse({ choice: ["old", "mixed"], weights: [1, 3] });
    const values = Array.from({ length }, () => drawOption(parsed, random));
    expect(Math.abs(share(values, "mixed") - 0.75)).toBeLessThan(near(0.75));
    expect(style.safeParse("modern").success).toBe(false);
    expect(style.safeParse({ choice: ["old", "modern"] }).success).toBe(false);
  });
});

describe("the JSON Schema of a quantity", () => {
  test("carries description, unit, range and default", () => {
    const schema = z.toJSONSchema(metres, { io: "input" });
    expect(schema).toMatchObject({ description: "A length.", unit: "metres", minimum: 1, maximum: 10, default: 5 });
  });
});

describe("the truncated normal", () => {
  test.each([
    [0.5, 0],
    [0.8413447460685429, 1],
    [0.975, 1.959963984540054],
    [0.00134989803163, -3],
  ])("has its quantile %d at %d", (rank, z) => {
    // Tables of the standard normal distribution; cut far out, the ends take nothing away.
    expect(truncatedNormal({ mean: 0, sd: 1, min: -8, max: 8 }, rank)).toBeCloseTo(z, 9);
  });

  test("is even where the standard deviation dwarfs the range", () => {
    expect(truncatedNormal({ mean: 0, sd: 1e9, min: 0, max: 1 }, 0.25)).toBeCloseTo(0.25, 6);
  });
});
