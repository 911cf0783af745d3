import { expect, test } from "vitest";
import type { Vec3 } from "../../src/recipe/spec";
import { folded, unfolded } from "../../src/scene/octahedron";
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

type Star = { readonly direction: Vec3; readonly light: number };

/** The stars of a chart; those that a cell only shows a part of belong to the next cell. */
function starsOf(chart: Float32Array): Star[] {
  return Array.from({ length: CHART_CELLS ** 2 }, (_, at): Star[] => {
    const [x = 0, y = 0, light = 0] = chart.subarray(at * 4, at * 4 + 3);
    if (light === 0 || Math.min(x, y) < 0 || Math.max(x, y) > 1) return [];
    const [column, row] = [at % CHART_CELLS, Math.floor(at / CHART_CELLS)];
    const place = (cell: number, inside: number) => (2 * (cell + inside)) / CHART_CELLS - 1;
    return [{ direction: folded(place(column, x), place(row, y)), light }];
  }).flat();
}

/** Right ascension (hours, minutes, seconds), declination (degrees, minutes, seconds) and magnitude of the Bright Star Catalogue, 5th edition (Hoffleit and Warren, 1991), equinox J2000. */
const published: readonly (readonly [name: string, ascension: Vec3, sign: 1 | -1, declination: Vec3, magnitude: number])[] = [
  ["Sirius, HR 2491", [6, 45, 8.9], -1, [16, 42, 58], -1.46],
  ["Canopus, HR 2326", [6, 23, 57.1], -1, [52, 41, 44], -0.72],
  ["Arcturus, HR 5340", [14, 15, 39.7], 1, [19, 10, 57], -0.04],
  ["Vega, HR 7001", [18, 36, 56.3], 1, [38, 47, 1], 0.03],
  ["Capella, HR 1708", [5, 16, 41.4], 1, [45, 59, 53], 0.08],
  ["Rigel, HR 1713", [5, 14, 32.3], -1, [8, 12, 6], 0.12],
  ["Procyon, HR 2943", [7, 39, 18.1], 1, [5, 13, 30], 0.38],
  ["Achernar, HR 472", [1, 37, 42.9], -1, [57, 14, 12], 0.46],
  ["Betelgeuse, HR 2061", [5, 55, 10.3], 1, [7, 24, 25], 0.5],
  ["Altair, HR 7557", [19, 50, 47.0], 1, [8, 52, 6], 0.77],
  ["Aldebaran, HR 1457", [4, 35, 55.2], 1, [16, 30, 33], 0.85],
  ["Antares, HR 6134", [16, 29, 24.4], -1, [26, 25, 55], 0.96],
  ["Spica, HR 5056", [13, 25, 11.6], -1, [11, 9, 41], 0.98],
  ["Pollux, HR 2990", [7, 45, 18.9], 1, [28, 1, 34], 1.14],
  ["Fomalhaut, HR 8728", [22, 57, 39.1], -1, [29, 37, 20], 1.16],
  ["Deneb, HR 7924", [20, 41, 25.9], 1, [45, 16, 49], 1.25],
  ["Regulus, HR 3982", [10, 8, 22.3], 1, [11, 58, 2], 1.35],
  ["Mintaka, HR 1852", [5, 32, 0.4], -1, [0, 17, 57], 2.23],
  ["Alnilam, HR 1903", [5, 36, 12.8], -1, [1, 12, 7], 1.7],
  ["Alnitak, HR 1948", [5, 40, 45.5], -1, [1, 56, 34], 1.77],
  ["Dubhe, HR 4301", [11, 3, 43.7], 1, [61, 45, 3], 1.79],
  ["Alkaid, HR 5191", [13, 47, 32.4], 1, [49, 18, 48], 1.86],
  ["Polaris, HR 424", [2, 31, 48.7], 1, [89, 15, 51], 2.02],
  ["Acrux, HR 4730", [12, 26, 35.9], -1, [63, 5, 57], 0.77],
];

const sexagesimal = ([whole, minutes, seconds]: Vec3) => whole + minutes / 60 + seconds / 3600;

test.each(published)(
  "%s is where the catalogue has it, to 0.1 degrees, as bright as it says",
  (_, ascension, sign, declination, magnitude) => {
    const direction = celestial(sexagesimal(ascension), sign * sexagesimal(declination));
    const away = ({ direction: other }: Star) => Math.acos(Math.min(1, dot(direction, other))) / radians(1);
    const near = starsOf(starChart()).filter((star) => away(star) < 0.1);
    expect(near.map(({ light }) => -2.5 * Math.log10(light))).toEqual([expect.closeTo(magnitude, 2)]);
  },
);

test("a star by the edge of its cell is seen whole: the next cell has it too, unless that has a bright one of its own", () => {
  const chart = starChart();
  const shows = published.flatMap(([, ascension, sign, declination]) => {
    const star = celestial(sexagesimal(ascension), sign * sexagesimal(declination));
    const [u, v] = unfolded(star).map((place) => ((place + 1) / 2) * CHART_CELLS) as [number, number];
    const corners = [-0.25, 0.25].flatMap((x) => [-0.25, 0.25].map((y) => [Math.floor(u + x), Math.floor(v + y)] as const));
    return corners.map(([column, row]) => {
      const [x = 0, y = 0] = chart.subarray((row * CHART_CELLS + column) * 4);
      return Math.hypot(column + x - u, row + y - v) < 0.05;
    });
  });
  expect(shows.filter((does) => does).length / shows.length).toBeGreaterThan(0.95);
});

test("the chart has as many stars of each magnitude as the sky, the brightest of them Sirius", () => {
  const chart = starChart();
  const light = starsOf(chart).map(({ light }) => light);
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
