import { describe, expect, test } from "vitest";
import type { WeatherSpec } from "../../src/recipe/spec";
import { remember } from "../../src/scene/remember";
import { daylight } from "../../src/scene/sky/daylight";

describe("remember", () => {
  const counted = (most: number) => {
    const asked: string[] = [];
    const find = remember(most, (name: string, options: { readonly bright?: boolean } = {}) => {
      asked.push(name);
      return { name, ...options };
    });
    return { asked, find };
  };

  test("asks once for the same", () => {
    const { asked, find } = counted(2);
    expect(find("a", { bright: true })).toBe(find("a", { bright: true }));
    expect(find("a", { bright: false })).toEqual({ name: "a", bright: false });
    expect(find("a")).toEqual({ name: "a" });
    expect(asked).toEqual(["a", "a", "a"]);
  });

  test("forgets what was not asked for the longest time", () => {
    const { asked, find } = counted(2);
    for (const name of ["a", "b", "a", "c", "a", "b"]) find(name);
    expect(asked).toEqual(["a", "b", "c", "b"]);
  });
});

test("daylight that is remembered is the daylight that it was, after others too", () => {
  const weather = (sunElevationDegrees: number): WeatherSpec => ({
    kind: "clear",
    sunElevationDegrees,
    sunAzimuthDegrees: 30,
    cloudCover: 0.4,
    visibilityMetres: 20_000,
  });
  const first = daylight(weather(20), 0.5, [3, 2, 1]);
  expect(daylight(weather(20), 0.5, [3, 2, 1])).toBe(first);
  const before = structuredClone(first);
  const others = [21, 22, 23, 24, 25].map((degrees) => daylight(weather(degrees), 0));
  expect(new Set(others.map(({ sunDirection }) => sunDirection[1])).size).toBe(5);
  const again = daylight(weather(20), 0.5, [3, 2, 1]);
  expect(again).not.toBe(first);
  expect(again).toEqual(before);
  expect(daylight(weather(20), 0.5)).not.toEqual(before);
});

test("what was asked for long ago is forgotten, by how much there is of it", () => {
  const asked: string[] = [];
  const twice = remember(
    10,
    (word: string) => {
      asked.push(word);
      return word + word;
    },
    (found) => found.length,
  );
  for (const word of ["ab", "cd", "ab", "ef", "ab", "cd"]) expect(twice(word)).toBe(word + word);
  // Three words of four letters are more than ten: "cd" had waited longest.
  expect(asked).toEqual(["ab", "cd", "ef", "cd"]);
  // Larger than all that is kept: given, and not kept.
  expect([twice("larger"), twice("larger"), twice("ab")]).toEqual(["largerlarger", "largerlarger", "abab"]);
  expect(asked.slice(4)).toEqual(["larger", "larger", "ab"]);
});
