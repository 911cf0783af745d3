/** What a panorama has to say about light: a small copy of it, and its brightest region. Pure numbers, no three.js. */
import type { Vec3 } from "../../recipe/spec";
import { CHANNELS, clamp, luminance, perChannel, type Rgb, scale } from "./colour";

export const SURVEY_COLUMNS = 128;
export const SURVEY_ROWS = 64;

/**
 * The light of a panorama in its own directions: its middle lies north. Radiances are relative, see `Panorama`.
 */
export type Survey = {
  /** Mean radiance of each cell, the top row first, from west over north to west again, without the main light. */
  readonly cells: readonly Rgb[];
  /** The brightest region above the horizon (its cells), as far as it is brighter than `limit`. */
  readonly main: {
    readonly direction: Vec3;
    readonly irradiance: Rgb;
    readonly radius: number;
    readonly region: ReadonlySet<number>;
  };
  /** Luminance up to which light counts as that of the surroundings. */
  readonly limit: number;
};

/** What is so much brighter than the mean of the rest is a light of its own. */
const OUTSTANDING = 4;
/** Share of all directions that makes up "the rest". */
const REST = 0.9;
/** Angle within which bright cells belong to one light. */
const REGION = Math.cos((14 * Math.PI) / 180);
const LOWEST_SINE = 0.05;
/** No light is smaller than the sun. */
const SMALLEST_RADIUS = 0.0046;
const LARGEST_RADIUS = 0.2;

/** Solid angle of a cell of a row, in steradians. */
export function solidAngle(row: number): number {
  const polar = (edge: number) => Math.cos((edge * Math.PI) / SURVEY_ROWS);
  return ((polar(row) - polar(row + 1)) * 2 * Math.PI) / SURVEY_COLUMNS;
}

/** Unit vector to a point of a panorama whose middle lies north. `u` runs from 0 (left) to 1, `v` from 0 (zenith) to 1. */
export function directionAt(u: number, v: number): Vec3 {
  const [azimuth, polar] = [(u - 0.5) * 2 * Math.PI, v * Math.PI];
  return [Math.sin(azimuth) * Math.sin(polar), Math.cos(polar), -Math.cos(azimuth) * Math.sin(polar)];
}

/** Direction to the middle of a cell. */
function cellDirection(at: number): Vec3 {
  const [row, column] = [Math.floor(at / SURVEY_COLUMNS), at % SURVEY_COLUMNS];
  return directionAt((column + 0.5) / SURVEY_COLUMNS, (row + 0.5) / SURVEY_ROWS);
}

/** The cell at a point of a panorama. */
export function cellAt(u: number, v: number): number {
  return Math.floor(v * SURVEY_ROWS) * SURVEY_COLUMNS + Math.floor(u * SURVEY_COLUMNS);
}

/** Splits the mean radiances of cells, whose own mean has the luminance 1, into a main light and the rest. */
export function surveyOf(radiances: readonly Rgb[]): Survey {
  const limit = Math.max(OUTSTANDING * restOf(radiances), 1);
  const excess = radiances.map((radiance) => scale(radiance, 1 - keptShare(radiance, limit)));
  const weights = excess.map((radiance, at) => luminance(radiance) * solidAngle(Math.floor(at / SURVEY_COLUMNS)));
  const bright = [...weights.keys()].filter((at) => (weights[at] ?? 0) > 0 && cellDirection(at)[1] > LOWEST_SINE);
  const middle = strongest(bright, weights);
  const region = new Set(middle ? bright.filter((at) => dot(cellDirection(at), middle) > REGION) : []);
  const irradiance = perChannel((c) =>
    [...region].reduce((sum, at) => sum + (excess[at]?.[c] ?? 0) * solidAngle(Math.floor(at / SURVEY_COLUMNS)), 0),
  );
  const cells = radiances.map((radiance, at) => (region.has(at) ? scale(radiance, keptShare(radiance, limit)) : radiance));
  if (region.size === 0)
    return { cells, main: { direction: [0, 1, 0], irradiance: [0, 0, 0], radius: SMALLEST_RADIUS, region }, limit };
  const direction = meanDirection([...region], weights);
  return { cells, main: { direction, irradiance, radius: radiusOf([...region], weights, direction), region }, limit };
}

function keptShare(radiance: Readonly<Rgb>, limit: number): number {
  const bright = luminance(radiance);
  return bright > limit ? limit / bright : 1;
}

/** Mean luminance of the darker part of all directions. */
function restOf(radiances: readonly Rgb[]): number {
  const cells = radiances.map((radiance, at) => [luminance(radiance), solidAngle(Math.floor(at / SURVEY_COLUMNS))] as const);
  let [sum, taken] = [0, 0];
  for (const [bright, angle] of cells.sort((a, b) => a[0] - b[0])) {
    if (taken + angle > REST * 4 * Math.PI) break;
    sum += bright * angle;
    taken += angle;
  }
  return taken > 0 ? sum / taken : 0;
}

/** The direction round which there is most light: of the brightest cells, the one whose neighbourhood sends most, moved to its middle. */
function strongest(bright: readonly number[], weights: readonly number[]): Vec3 | undefined {
  const candidates = bright.toSorted((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0)).slice(0, 200);
  let best: Vec3 | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const direction = cellDirection(candidate);
    const near = bright.filter((at) => dot(cellDirection(at), direction) > REGION);
    const sum = near.reduce((total, at) => total + (weights[at] ?? 0), 0);
    if (sum <= most) continue;
    most = sum;
    best = meanDirection(near, weights);
  }
  return best;
}

function meanDirection(cells: readonly number[], weights: readonly number[]): Vec3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (const at of cells) for (const c of CHANNELS) sum[c] += cellDirection(at)[c] * (weights[at] ?? 0);
  const length = Math.hypot(...sum);
  return [sum[0] / length, sum[1] / length, sum[2] / length];
}

/** Radius of a disc with the same spread: its mean square distance from the middle is half of the square of its radius. */
function radiusOf(cells: readonly number[], weights: readonly number[], middle: Vec3): number {
  const total = cells.reduce((sum, at) => sum + (weights[at] ?? 0), 0);
  const spread = cells.reduce((sum, at) => sum + 2 * (1 - dot(cellDirection(at), middle)) * (weights[at] ?? 0), 0) / total;
  // A light in a single cell is far smaller than the cell.
  const cell = Math.PI / SURVEY_ROWS;
  return clamp(Math.sqrt(Math.max(0, 2 * spread - cell * cell)), SMALLEST_RADIUS, LARGEST_RADIUS);
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
