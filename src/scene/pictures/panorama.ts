import { DataUtils } from "three";
import { luminance, perChannel, type Rgb, scale } from "../sky/colour";
import { cellAt, SURVEY_COLUMNS, SURVEY_ROWS, type Survey, solidAngle, surveyOf } from "../sky/survey";
import { readOpenExr } from "./openexr";
import { type LightRows, readRadiance } from "./radiance";

/**
 * An equirectangular picture of the light from all directions; the top row is the zenith, its middle lies north. All radiances are
 * relative: their mean over all directions has the luminance 1, so that the unit of the file does not matter.
 */
export type Panorama = {
  readonly width: number;
  readonly height: number;
  /** Radiance as half floats, RGBA. */
  readonly texels: Uint16Array<ArrayBuffer>;
  /** The same with MIRRORED_COLUMNS x MIRRORED_ROWS texels, and without the main light of the survey: what glossy surfaces mirror. */
  readonly mirrored: Uint16Array<ArrayBuffer>;
  readonly survey: Survey;
};

export const MIRRORED_COLUMNS = 512;
export const MIRRORED_ROWS = 256;

/** Wider pictures are made smaller by whole numbers. */
const MOST_COLUMNS = 4096;
/** What fits into a half float, with room to spare. */
const MOST_HALF = 60_000;
/** What programs write for the sun when it does not fit: the largest half float. */
const INFINITE = 65_504;

/** Reads a panorama. Throws an Error that says what is wrong, without the name of the file. */
export function readPanorama(path: string, bytes: Uint8Array<ArrayBuffer>): Panorama {
  return panoramaOf(/\.exr$/i.test(path) ? readOpenExr(bytes) : readRadiance(bytes));
}

/** Takes rows in: smaller where there are many, and as the means of the survey. Throws an Error when there is no light in them. */
function panoramaOf({ width, height, rows }: LightRows): Panorama {
  const step = Math.ceil(width / MOST_COLUMNS);
  const small = { width: Math.floor(width / step), height: Math.floor(height / step) };
  const light = new Float32Array(small.width * small.height * 3);
  const collector = surveyCollector(width, height);
  let y = 0;
  for (const row of rows) {
    makeUsable(row);
    collector.add(row, y);
    addRow(light, small, row, Math.floor(y / step), step);
    y++;
  }
  const means = collector.means();
  const unit = meanLuminance(means);
  if (!(unit > 0)) throw new Error("it is black: there is no light in it");
  const survey = surveyOf(means.map((mean) => scale(mean, 1 / unit)));
  const share = 1 / (unit * step * step);
  for (let at = 0; at < light.length; at++) light[at] = (light[at] ?? 0) * share;
  return { ...small, texels: halfTexels(light), mirrored: mirroredTexels(light, small, survey), survey };
}

/** Not a number and negative radiances occur in files; they are no light. */
function makeUsable(row: Float32Array): void {
  for (let at = 0; at < row.length; at++) {
    const value = row[at] ?? 0;
    if (!(value >= 0)) row[at] = 0;
    else if (value === Number.POSITIVE_INFINITY) row[at] = INFINITE;
  }
}

type Size = { readonly width: number; readonly height: number };

/** Adds blocks of `step` texels of a row to a line of a smaller picture. */
function addRow(light: Float32Array, { width, height }: Size, row: Float32Array, line: number, step: number): void {
  if (line >= height) return;
  let from = 0;
  for (let to = line * width * 3; to < (line + 1) * width * 3; to += 3) {
    for (let count = 0; count < step; count++, from += 3)
      for (let c = 0; c < 3; c++) light[to + c] = (light[to + c] ?? 0) + (row[from + c] ?? 0);
  }
}

function meanLuminance(means: readonly Rgb[]): number {
  const sum = means.reduce((total, mean, at) => total + luminance(mean) * solidAngle(Math.floor(at / SURVEY_COLUMNS)), 0);
  return sum / (4 * Math.PI);
}

/** Radiances as half floats with an alpha of 1. */
function halfTexels(light: Float32Array): Uint16Array<ArrayBuffer> {
  const texels = new Uint16Array((light.length / 3) * 4).fill(DataUtils.toHalfFloat(1));
  for (let at = 0; at * 3 < light.length; at++) {
    for (let c = 0; c < 3; c++) texels[at * 4 + c] = DataUtils.toHalfFloat(Math.min(light[at * 3 + c] ?? 0, MOST_HALF));
  }
  return texels;
}

/** Means over blocks, or repeated texels where there are too few; dimmed to the limit of the survey where its main light is. */
function mirroredTexels(light: Float32Array, { width, height }: Size, { limit, main }: Survey): Uint16Array<ArrayBuffer> {
  const resized = new Float32Array(MIRRORED_COLUMNS * MIRRORED_ROWS * 3);
  for (let y = 0; y < MIRRORED_ROWS; y++) {
    const [top, bottom] = block(y, MIRRORED_ROWS, height);
    for (let x = 0; x < MIRRORED_COLUMNS; x++) {
      const [left, right] = block(x, MIRRORED_COLUMNS, width);
      const to = (y * MIRRORED_COLUMNS + x) * 3;
      const share = 1 / ((right - left) * (bottom - top));
      for (let v = top; v < bottom; v++) {
        for (let at = (v * width + left) * 3; at < (v * width + right) * 3; at += 3)
          for (let c = 0; c < 3; c++) resized[to + c] = (resized[to + c] ?? 0) + (light[at + c] ?? 0) * share;
      }
      if (main.region.has(cellAt((x + 0.5) / MIRRORED_COLUMNS, (y + 0.5) / MIRRORED_ROWS))) dim(resized, to, limit);
    }
  }
  return halfTexels(resized);
}

function dim(light: Float32Array, at: number, limit: number): void {
  const bright = luminance(perChannel((c) => light[at + c] ?? 0));
  if (bright > limit) for (let c = 0; c < 3; c++) light[at + c] = ((light[at + c] ?? 0) * limit) / bright;
}

/** The texels of a picture, from the first to before the second, that make up texel `at` of a resized one. */
function block(at: number, resized: number, original: number): readonly [number, number] {
  const first = Math.floor((at * original) / resized);
  return [first, Math.max(first + 1, Math.floor(((at + 1) * original) / resized))];
}

/** Means of the light in the cells of a survey; every texel counts with its solid angle. A picture that is smaller than the survey fills several cells. */
function surveyCollector(width: number, height: number) {
  const sums = new Float64Array(SURVEY_COLUMNS * SURVEY_ROWS * 4);
  const repeat = Math.max(1, Math.ceil(SURVEY_ROWS / height), Math.ceil(SURVEY_COLUMNS / width));
  const columns = Int32Array.from({ length: width * repeat }, (_, x) =>
    Math.floor(((x + 0.5) / (width * repeat)) * SURVEY_COLUMNS),
  );
  return {
    add(row: Float32Array, y: number) {
      for (let down = 0; down < repeat; down++) {
        const v = (y + (down + 0.5) / repeat) / height;
        const line = Math.floor(v * SURVEY_ROWS) * SURVEY_COLUMNS;
        const weight = Math.sin(v * Math.PI);
        for (let x = 0; x < width * repeat; x++) {
          const to = (line + (columns[x] ?? 0)) * 4;
          const from = repeat === 1 ? x * 3 : Math.floor(x / repeat) * 3;
          for (let c = 0; c < 3; c++) sums[to + c] = (sums[to + c] ?? 0) + (row[from + c] ?? 0) * weight;
          sums[to + 3] = (sums[to + 3] ?? 0) + weight;
        }
      }
    },
    means: () =>
      Array.from({ length: SURVEY_COLUMNS * SURVEY_ROWS }, (_, at): Rgb => {
        const [red = 0, green = 0, blue = 0, weight = 0] = sums.subarray(at * 4, at * 4 + 4);
        return weight > 0 ? [red / weight, green / weight, blue / weight] : [0, 0, 0];
      }),
  };
}
