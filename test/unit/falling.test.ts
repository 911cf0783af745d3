import { describe, expect, test } from "vitest";
import { dropSpeed, fallingOf, rainSlope, streakLength } from "../../src/recipe/falling";
import type { WeatherSpec } from "../../src/recipe/spec";

const weather: WeatherSpec = {
  kind: "rain",
  sunElevationDegrees: 30,
  sunAzimuthDegrees: 0,
  cloudCover: 1,
  visibilityMetres: 9000,
};

describe("drops", () => {
  test.each([
    [5, 147],
    [10, 253],
    [25, 477],
    [50, 731],
    [100, 1080],
  ])("at %i mm/h there are %i larger than 1 mm in a cubic metre (Marshall and Palmer)", (rate, expected) => {
    const [rain] = fallingOf({ ...weather, rainMillimetresPerHour: rate });
    if (!rain) throw new Error("it does not rain");
    const larger = rain.density * Math.exp(-(1e-3 - rain.smallest) / rain.spread);
    expect(larger / expected).toBeCloseTo(1, 1);
  });

  test("bring the rain that they are said to bring, within a third", () => {
    // Flux of water of the whole distribution, in mm/h.
    const rate = 20;
    let flux = 0;
    for (let d = 0.05; d < 8; d += 0.1)
      flux += 8000 * Math.exp(-rainSlope(rate) * d) * 0.1 * (Math.PI / 6) * (d * 1e-3) ** 3 * dropSpeed(d * 1e-3) * 3.6e6;
    expect(flux / rate).toBeGreaterThan(0.67);
    expect(flux / rate).toBeLessThan(1.33);
  });

  test.each([
    [1, 4.0],
    [2, 6.5],
    [3, 8.1],
    [5, 9.1],
  ])("of %i mm fall with %f m/s (Gunn and Kinzer, 1949)", (millimetres, speed) => {
    expect(Math.abs(dropSpeed(millimetres * 1e-3) - speed)).toBeLessThan(0.2);
  });

  test("leave streaks of speed times exposure, aslant in the wind", () => {
    expect(streakLength(2e-3, [0, 0, 0], 1 / 60)).toBeCloseTo(6.55 / 60, 3);
    const [rain] = fallingOf({ ...weather, rainMillimetresPerHour: 5, windMetresPerSecond: 6, windDirectionDegrees: 270 });
    // A west wind blows to the east.
    expect(rain?.wind[0]).toBeCloseTo(6, 9);
    expect(rain?.wind[2]).toBeCloseTo(0, 9);
    expect(streakLength(2e-3, rain?.wind ?? [0, 0, 0], 0.1)).toBeCloseTo(Math.hypot(6, 6.55) / 10, 2);
  });
});

describe("flakes", () => {
  test("grow larger in heavier snow (Sekhon and Srivastava)", () => {
    const [light] = fallingOf({ ...weather, snowMillimetresPerHour: 0.5 });
    const [heavy] = fallingOf({ ...weather, snowMillimetresPerHour: 3 });
    expect(heavy?.spread).toBeGreaterThan(1.5 * (light?.spread ?? 1));
    for (const snow of [light, heavy]) {
      expect(snow?.kind).toBe("snow");
      expect(snow?.density).toBeGreaterThan(20);
      expect(snow?.density).toBeLessThan(2000);
    }
  });

  test("do not fall in dry weather", () => {
    expect(fallingOf(weather)).toEqual([]);
  });
});
