import { expect, test } from "vitest";
import type { Vec3 } from "../../src/recipe/spec";
import { daylight } from "../../src/scene/sky/daylight";
import { radians } from "../../src/scene/sky/light";
import { CHART_CELLS, celestial, firmament, firmamentOf, starChart } from "../../src/scene/sky/star-chart";

const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** Elevation of a star over a place, degrees. */
const elevation = (star: Vec3, up: Vec3) => Math.asin(dot(star, up)) / radians(1);

test("Polaris stands as high as the latitude says, in the north", () => {
  const polaris = celestial(2.53, 89.26);
  for (const latitude of [20, 40, 60]) {
    const { up, north, east } = firmament(37, latitude);
    expect(elevation(polaris, up)).toBeGreaterThan(latitude - 0.8);
    expect(elevation(polaris, up)).toBeLessThan(latitude + 0.8);
    expect(dot(polaris, north)).toBeGreaterThan(0);
    expect(Math.abs(dot(polaris, east))).toBeLessThan(0.02);
  }
});

test("Sirius culminates over Greenwich shortly after midnight at New Year", () => {
  const sirius = celestial(6.752, -16.72);
  const heights = [21, 22, 23, 24, 25, 26].map((hour) => {
    const moment = { date: "2024-12-31", timeHours: hour, utcOffsetHours: 0, latitudeDegrees: 51.5, longitudeDegrees: 0 };
    const weather = {
      kind: "night",
      sunElevationDegrees: -50,
      sunAzimuthDegrees: 0,
      cloudCover: 0,
      visibilityMetres: 4e4,
      moment,
    };
    return elevation(sirius, firmamentOf({ weather, seed: 1, index: 0 }).up);
  });
  expect(heights.indexOf(Math.max(...heights))).toBe(3);
  // 90 - 51.5 - 16.7 degrees, less a little as it is not exactly midnight.
  expect(heights[3]).toBeGreaterThan(21);
  expect(heights[3]).toBeLessThan(21.9);
});

test("the chart has as many stars of each magnitude as the sky, the brightest of them Sirius", () => {
  const chart = starChart();
  const light = Array.from({ length: CHART_CELLS ** 2 }, (_, at) => chart[4 * at + 2] ?? 0);
  const brighterThan = (magnitude: number) => light.filter((value) => value > 10 ** (-0.4 * magnitude)).length;
  expect(Math.max(...light)).toBeCloseTo(10 ** (0.4 * 1.46), 4);
  // Yale Bright Star Catalogue: 15 to magnitude 1, some 500 to 4, 1,600 to 5.
  expect(brighterThan(1)).toBeGreaterThan(12);
  expect(brighterThan(1)).toBeLessThan(18);
  expect(brighterThan(4) / 513).toBeCloseTo(1, 0);
  expect(brighterThan(5) / 1602).toBeCloseTo(1, 0);
});

test("the full moon has 3,000 to 6,000 cd/m² before the air dims it, a thin crescent far less", () => {
  const night = { kind: "night", sunElevationDegrees: -40, sunAzimuthDegrees: 0, cloudCover: 0, visibilityMetres: 5e4 };
  const candelas = (illuminatedShare: number) => {
    const moon = { elevationDegrees: 60, azimuthDegrees: 90, illuminatedShare };
    const { night: seen, candelas: unit } = daylight({ ...night, moon }, 0);
    return (seen?.moon.radiance[1] ?? 0) * unit;
  };
  expect(candelas(1)).toBeGreaterThan(2000);
  expect(candelas(1)).toBeLessThan(6000);
  expect(candelas(0.1) / candelas(1)).toBeLessThan(0.2);
});
