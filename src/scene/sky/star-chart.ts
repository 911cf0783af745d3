/** Where the stars are and how bright. Celestial axes: x to the vernal equinox, z to the north pole. Pure numbers, no three.js. */
import { siderealDegrees } from "../../recipe/almanac";
import { chance, stream, uniform } from "../../recipe/random";
import { worldOf } from "../../recipe/sequence";
import type { SceneSpec, Vec3 } from "../../recipe/spec";
import { momentOf } from "../../recipe/sun";
import { unfolded } from "../octahedron";
import { radians } from "./light";

/** Cells along a side of the chart: the sphere unfolded as an octahedron (Cigolle et al., 2014), one star in each cell at most. */
export const CHART_CELLS = 128;
/**
 * Numbers of a cell: place in it (0 to 1, twice; beyond that for a bright star of the next cell, of which this one shows a part), light for that of magnitude
 * 0, colour index B-V.
 */
export const CHART_NUMBERS = 4;

/** Right ascension in hours, declination in degrees, visual magnitude and B-V of the brightest stars (Hoffleit and Jaschek, Bright Star Catalogue; J2000). */
const BRIGHTEST: readonly (readonly [ascension: number, declination: number, magnitude: number, index: number])[] = [
  [6.752, -16.72, -1.46, 0.0], // Sirius
  [6.399, -52.7, -0.72, 0.15], // Canopus
  [14.66, -60.83, -0.27, 0.71], // alpha Centauri
  [14.261, 19.18, -0.04, 1.23], // Arcturus
  [18.616, 38.78, 0.03, 0.0], // Vega
  [5.278, 46.0, 0.08, 0.8], // Capella
  [5.242, -8.2, 0.12, -0.03], // Rigel
  [7.655, 5.22, 0.38, 0.42], // Procyon
  [1.629, -57.24, 0.46, -0.16], // Achernar
  [5.919, 7.41, 0.5, 1.85], // Betelgeuse
  [14.064, -60.37, 0.61, -0.23], // beta Centauri
  [19.846, 8.87, 0.77, 0.22], // Altair
  [4.599, 16.51, 0.85, 1.54], // Aldebaran
  [16.49, -26.43, 0.96, 1.83], // Antares
  [13.42, -11.16, 0.98, -0.23], // Spica
  [7.755, 28.03, 1.14, 1.0], // Pollux
  [22.961, -29.62, 1.16, 0.09], // Fomalhaut
  [20.69, 45.28, 1.25, 0.09], // Deneb
  [12.795, -59.69, 1.25, -0.23], // beta Crucis
  [12.443, -63.1, 0.77, -0.24], // alpha Crucis
  [10.139, 11.97, 1.35, -0.11], // Regulus
  [6.977, -28.97, 1.5, -0.21], // Adhara
  [7.577, 31.89, 1.58, 0.03], // Castor
  [12.519, -57.11, 1.63, 1.59], // gamma Crucis
  [17.56, -37.1, 1.63, -0.22], // Shaula
  [5.419, 6.35, 1.64, -0.22], // Bellatrix
  [5.438, 28.61, 1.65, -0.13], // Elnath
  [5.604, -1.2, 1.7, -0.19], // Alnilam
  [5.679, -1.94, 1.77, -0.21], // Alnitak
  [5.533, -0.3, 2.23, -0.22], // Mintaka
  [5.796, -9.67, 2.06, -0.17], // Saiph
  [12.9, 55.96, 1.77, -0.02], // Alioth
  [11.062, 61.75, 1.79, 1.07], // Dubhe
  [13.792, 49.31, 1.86, -0.19], // Alkaid
  [13.399, 54.93, 2.27, 0.02], // Mizar
  [11.031, 56.38, 2.37, -0.02], // Merak
  [11.897, 53.69, 2.44, 0.0], // Phecda
  [12.257, 57.03, 3.31, 0.08], // Megrez
  [2.53, 89.26, 2.02, 0.6], // Polaris
  [14.845, 74.16, 2.08, 1.47], // Kochab
  [0.675, 56.54, 2.23, 1.17], // Schedar
  [0.153, 59.15, 2.27, 0.34], // Caph
  [0.945, 60.72, 2.47, -0.15], // gamma Cassiopeiae
  [1.43, 60.24, 2.68, 0.13], // Ruchbah
  [3.405, 49.86, 1.79, 0.48], // Mirfak
  [3.136, 40.96, 2.12, -0.05], // Algol
  [0.14, 29.09, 2.06, -0.11], // Alpheratz
  [1.162, 35.62, 2.06, 1.58], // Mirach
  [2.065, 42.33, 2.26, 1.37], // Almach
  [2.12, 23.46, 2.0, 1.15], // Hamal
  [0.727, -17.99, 2.04, 1.02], // Diphda
  [21.736, 9.88, 2.39, 1.53], // Enif
  [23.063, 28.08, 2.42, 1.67], // Scheat
  [23.079, 15.21, 2.49, -0.04], // Markab
  [20.371, 40.26, 2.2, 0.68], // Sadr
  [20.77, 33.97, 2.46, 1.03], // epsilon Cygni
  [19.512, 27.96, 3.08, 1.13], // Albireo
  [17.582, 12.56, 2.08, 0.15], // Rasalhague
  [15.578, 26.71, 2.23, -0.02], // Alphecca
  [17.943, 51.49, 2.23, 1.52], // Eltanin
  [11.818, 14.57, 2.14, 0.09], // Denebola
  [10.333, 19.84, 2.28, 1.15], // Algieba
  [9.46, -8.66, 1.98, 1.44], // Alphard
  [6.629, 16.4, 1.93, 0.0], // Alhena
  [6.378, -17.96, 1.98, -0.23], // Mirzam
  [7.14, -26.39, 1.84, 0.68], // Wezen
  [5.992, 44.95, 1.9, 0.03], // Menkalinan
  [18.403, -34.38, 1.85, -0.03], // Kaus Australis
  [18.921, -26.3, 2.02, -0.22], // Nunki
  [16.006, -22.62, 2.32, -0.12], // Dschubba
  [17.622, -43.0, 1.87, 0.4], // Sargas
  [20.427, -56.74, 1.94, -0.2], // Peacock
  [22.137, -46.96, 1.74, -0.13], // Alnair
  [16.811, -69.03, 1.92, 1.44], // Atria
  [9.22, -69.72, 1.68, 0.0], // Miaplacidus
  [8.375, -59.51, 1.86, 1.28], // Avior
];

/** The seeded stars: about as many brighter than a magnitude as there really are, 4,000 down to the faintest. */
const FAINTEST = 5.8;
const BRIGHTEST_SEEDED = 2.6;
const SEEDED_SHARE = 0.25;

/** The chart, row by row, the same for all pictures: the brightest stars where they are, and fainter seeded stars in a quarter of the other cells. */
export function starChart(): Float32Array<ArrayBuffer> {
  const chart = new Float32Array(CHART_CELLS * CHART_CELLS * CHART_NUMBERS);
  const random = stream(1, 0, "star catalogue");
  for (let at = 0; at < chart.length; at += CHART_NUMBERS) {
    if (!chance(random, SEEDED_SHARE)) continue;
    // The number of stars grows by half a power of ten with each magnitude.
    const magnitude = FAINTEST + 2 * Math.log10(uniform(random, 10 ** ((BRIGHTEST_SEEDED - FAINTEST) / 2), 1));
    chart.set([uniform(random, INSIDE, 1 - INSIDE), uniform(random, INSIDE, 1 - INSIDE), light(magnitude)], at);
    chart[at + 3] = uniform(random, -0.2, 1.6);
  }
  const set = (column: number, row: number, star: readonly number[]) =>
    chart.set(star, (row * CHART_CELLS + column) * CHART_NUMBERS);
  const placed = BRIGHTEST.map(([ascension, declination, magnitude, index]) => {
    const [u, v] = inCells(celestial(ascension, declination));
    return {
      u,
      v,
      column: Math.min(Math.floor(u), CHART_CELLS - 1),
      row: Math.min(Math.floor(v), CHART_CELLS - 1),
      magnitude,
      index,
    };
  });
  // First what they show of themselves in the cells beside their own.
  for (const { u, v, magnitude, index } of placed) {
    for (const column of reached(u))
      for (const row of reached(v)) set(column, row, [u - column, v - row, light(magnitude), index]);
  }
  for (const { u, v, column, row, magnitude, index } of placed) set(column, row, [u - column, v - row, light(magnitude), index]);
  return chart;
}

/** Seeded stars keep this part of a cell away from its edge, so that no other cell shows them; brighter ones closer to it are in both. */
const INSIDE = 0.3;

/** The cells along an axis in which a star at a place is seen. */
function reached(place: number): number[] {
  const [from, to] = [Math.floor(place - INSIDE), Math.floor(place + INSIDE)];
  return from === to ? [from] : [from, to].filter((cell) => cell >= 0 && cell < CHART_CELLS);
}

function light(magnitude: number): number {
  return 10 ** (-0.4 * magnitude);
}

/** Unit vector to a star. */
export function celestial(ascensionHours: number, declinationDegrees: number): Vec3 {
  const [ascension, declination] = [radians(ascensionHours * 15), radians(declinationDegrees)];
  return [Math.cos(declination) * Math.cos(ascension), Math.cos(declination) * Math.sin(ascension), Math.sin(declination)];
}

/** Where a direction is in the chart, in cells. */
function inCells(direction: Vec3): readonly [u: number, v: number] {
  const [u, v] = unfolded(direction);
  return [((u + 1) / 2) * CHART_CELLS, ((v + 1) / 2) * CHART_CELLS];
}

/** The world's axes east, up and north in celestial ones: how the sky stands over a place. */
export type Firmament = { readonly east: Vec3; readonly up: Vec3; readonly north: Vec3 };

/** The sky of an image: by its date, time and place, or by chance over a place in the temperate north. */
export function firmamentOf(spec: Pick<SceneSpec, "weather" | "seed" | "index" | "sequence">): Firmament {
  const { moment } = spec.weather;
  if (moment) {
    const { date, timeHours, utcOffsetHours, latitudeDegrees, longitudeDegrees } = moment;
    return firmament(siderealDegrees(momentOf(date, timeHours - utcOffsetHours)) + longitudeDegrees, latitudeDegrees);
  }
  const random = stream(spec.seed, worldOf(spec), "stars");
  return firmament(uniform(random, 0, 360), uniform(random, 35, 55));
}

/** `sidereal` is the local sidereal time as an angle: the right ascension that stands in the south. Both in degrees. */
export function firmament(sidereal: number, latitude: number): Firmament {
  const [turn, height] = [radians(sidereal), radians(latitude)];
  const up = celestial(sidereal / 15, latitude);
  return {
    east: [-Math.sin(turn), Math.cos(turn), 0],
    up,
    north: [-Math.sin(height) * Math.cos(turn), -Math.sin(height) * Math.sin(turn), Math.cos(height)],
  };
}
