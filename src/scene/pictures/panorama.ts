import { DataUtils } from "three";
import type { AssetFiles } from "../../recipe/assets";
import { bytesOf } from "../assets/gltf";
import type { Rgb } from "../sky/colour";
import { SURVEY_COLUMNS, SURVEY_ROWS, type Survey, surveyOf } from "../sky/survey";
import { readOpenExr } from "./openexr";
import { type LightRows, readRadiance } from "./radiance";

/** An equirectangular picture of the light from all directions; the top row is the zenith, its middle lies north. */
export type Panorama = {
  readonly width: number;
  readonly height: number;
  /** Radiance as half floats, RGBA, in units of the file. */
  readonly texels: Uint16Array<ArrayBuffer>;
  readonly survey: Survey;
};

/** Wider pictures are made smaller by whole numbers. */
const MOST_COLUMNS = 4096;
const MOST_HALF = 60_000;
/** Units of the file; the sun has 1.6e9 cd/m2. */
const MOST_RADIANCE = 1e10;

/** Reads a panorama from the recipe's files. Throws an Error that says what is wrong, without the name of the file. */
export function readPanorama(path: string, files: AssetFiles): Panorama {
  const bytes = bytesOf(path, files);
  return panoramaOf(/\.exr$/i.test(path) ? readOpenExr(bytes) : readRadiance(bytes));
}

/** Takes rows in: smaller where there are many, and as the means of the survey. */
export function panoramaOf({ width, height, rows }: LightRows): Panorama {
  const step = Math.ceil(width / MOST_COLUMNS);
  const [columns, lines] = [Math.floor(width / step), Math.floor(height / step)];
  const texels = new Uint16Array(columns * lines * 4);
  const sums = new Float64Array(columns * 3);
  const survey = surveyCollector(width, height);
  let y = 0;
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) row[at] = usable(row[at] ?? 0);
    survey.add(row, y);
    for (let x = 0; x < columns * step; x++)
      for (let c = 0; c < 3; c++) {
        const to = Math.floor(x / step) * 3 + c;
        sums[to] = (sums[to] ?? 0) + (row[x * 3 + c] ?? 0);
      }
    y++;
    if (y % step !== 0) continue;
    writeLine(texels, (y / step - 1) * columns, sums, step * step);
    sums.fill(0);
  }
  return { width: columns, height: lines, texels, survey: surveyOf(survey.means()) };
}

/** Not a number, infinite and negative radiances occur in files; they are no light. */
function usable(value: number): number {
  return value > 0 ? Math.min(value, MOST_RADIANCE) : 0;
}

function writeLine(texels: Uint16Array, first: number, sums: Float64Array, share: number): void {
  const one = DataUtils.toHalfFloat(1);
  for (let at = 0; at < sums.length / 3; at++) {
    const to = (first + at) * 4;
    if (to >= texels.length) return;
    for (let c = 0; c < 3; c++) texels[to + c] = DataUtils.toHalfFloat(Math.min((sums[at * 3 + c] ?? 0) / share, MOST_HALF));
    texels[to + 3] = one;
  }
}

/** Means of the light in the cells of a survey; every texel counts with its solid angle. A picture that is smaller than the survey fills several cells. */
function surveyCollector(width: number, height: number) {
  const sums = new Float64Array(SURVEY_COLUMNS * SURVEY_ROWS * 4);
  const repeat = Math.max(1, Math.ceil(SURVEY_ROWS / height), Math.ceil(SURVEY_COLUMNS / width));
  return {
    add(row: Float32Array, y: number) {
      for (let down = 0; down < repeat; down++) {
        const v = (y + (down + 0.5) / repeat) / height;
        const line = Math.floor(v * SURVEY_ROWS) * SURVEY_COLUMNS;
        const weight = Math.sin(v * Math.PI);
        for (let x = 0; x < width * repeat; x++) {
          const to = (line + Math.floor(((x + 0.5) / (width * repeat)) * SURVEY_COLUMNS)) * 4;
          const from = Math.floor(x / repeat) * 3;
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
