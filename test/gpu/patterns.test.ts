import { describe, expect, test } from "vitest";
import type { TextureSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { cuboid, floor, frameOf, specOf, useGpu } from "./harness";

const gpu = useGpu();

/** Pixels of instance 1 in which red, and in which blue, is by far the strongest. */
function redAndBlue({ colour, ids }: Frame): { red: number; blue: number; all: number } {
  const counts = { red: 0, blue: 0, all: 0 };
  for (const [at, id] of ids.entries()) {
    if (id !== 1) continue;
    const [red = 0, , blue = 0] = colour.subarray(at * 4, at * 4 + 3);
    counts.all++;
    if (red > 1.5 * blue) counts.red++;
    if (blue > 1.5 * red) counts.blue++;
  }
  return counts;
}

async function painted(texture: TextureSpec) {
  const box = { ...cuboid([3, 3, 3], 0, -0.5, -6), texture };
  const frame = await frameOf(gpu(), specOf([box, floor()]));
  return { frame, ...redAndBlue(frame) };
}

describe("a texture for domain randomisation", () => {
  const colours = ["#d02020", "#2030d0"] as const;

  test("flat shows the first colour only", async () => {
    const { red, blue, all } = await painted({ pattern: "flat", colours, metres: 0.5 });
    expect(red).toBe(all);
    expect(blue).toBe(0);
  });

  test.each(["gradient", "noise", "checker"] as const)("%s shows both colours", async (pattern) => {
    const { red, blue, all } = await painted({ pattern, colours, metres: 0.5 });
    expect(red).toBeGreaterThan(all * 0.2);
    expect(blue).toBeGreaterThan(all * 0.2);
  });

  test("leaves the ids as they are", async () => {
    const plain = await frameOf(gpu(), specOf([cuboid([3, 3, 3], 0, -0.5, -6), floor()]));
    const { frame } = await painted({ pattern: "checker", colours, metres: 0.3 });
    expect(frame.ids).toEqual(plain.ids);
  });
});
