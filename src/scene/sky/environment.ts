import { noAir } from "../../recipe/air";
import type { EnvironmentSpec, Vec3 } from "../../recipe/spec";
import { addScaled, CHANNELS, luminance, mix, perChannel, type Rgb, scale } from "./colour";
import { exposureGains } from "./daylight";
import { type Light, radians, WINDOW_LUMINANCE } from "./light";
import { directionAt, SURVEY_COLUMNS, SURVEY_ROWS, type Survey, solidAngle } from "./survey";

/** All light that a panorama throws on a scene, turned and exposed. */
export type SurroundingLight = Light & {
  readonly surroundings: {
    /** Radiance from all directions without the main light, the top row first, LIGHT_COLUMNS in a row. */
    readonly cells: readonly LightCell[];
    /** Turns the relative radiances of the panorama into exposed ones. */
    readonly gains: Rgb;
    readonly rotationDegrees: number;
  };
};

export type LightCell = { readonly direction: Vec3; readonly radiance: Rgb; readonly solidAngle: number };

/** Light is given for each block of 2 x 2 cells of a survey. */
export const LIGHT_COLUMNS = SURVEY_COLUMNS / 2;
const LIGHT_ROWS = SURVEY_ROWS / 2;

/** Files of panoramas have no unit: what they bring to a table is taken for this. */
const PANORAMA_LUX = 5000;

/** Half the height of the band round the horizon that the camera meters, as a sine. */
const HORIZON_SINE = 0.3;
/** A horizon counts with at least this share of the radiance of a white card on a table, so that white things keep their shades in a dark hall. */
const DARKEST_HORIZON = 0.7;

/**
 * Light of a panorama for a scene. A camera on automatic exposes for what lies on a table and for what is seen at the horizon. `lamps` is the share of the scene's own lamps that are on.
 */
export function environmentLight(
  survey: Survey,
  { rotationDegrees }: Pick<EnvironmentSpec, "rotationDegrees">,
  exposureBias: number,
  lamps: number,
): SurroundingLight {
  const { main } = survey;
  const upper = total(survey, (sine) => Math.max(0, sine));
  const table = addScaled(upper, main.irradiance, main.direction[1]);
  const horizon = mean(survey, (sine) => Math.abs(sine) < HORIZON_SINE);
  const metered = perChannel((c) => Math.max(horizon[c], (DARKEST_HORIZON * table[c]) / Math.PI, 1e-9));
  const gains = exposureGains(
    perChannel((c) => Math.max(table[c], 1e-9)),
    metered,
    exposureBias,
  );
  const exposed = (colour: Readonly<Rgb>) => perChannel((c) => colour[c] * gains[c]);
  const turned = turner(rotationDegrees);
  return {
    sunDirection: turned(main.direction),
    sunIrradiance: exposed(main.irradiance),
    sunRadius: main.radius,
    sky: [],
    ground: exposed(mean(survey, (sine) => sine < 0)),
    airlight: exposed(horizon),
    air: noAir,
    shadowed: 0,
    bounced: 0,
    candelas: PANORAMA_LUX / Math.PI / luminance(exposed(scale(table, 1 / Math.PI))),
    cloudCover: 0,
    cloud: [0, 0, 0],
    lamps,
    lampGain: [lamps / WINDOW_LUMINANCE, lamps / WINDOW_LUMINANCE, lamps / WINDOW_LUMINANCE],
    lampIrradiance: [0, 0, 0],
    surroundings: {
      cells: lightCells(survey).map(({ direction, radiance, ...cell }) => ({
        ...cell,
        direction: turned(direction),
        radiance: exposed(radiance),
      })),
      gains,
      rotationDegrees,
    },
  };
}

/** The light of each block of cells, not exposed. */
function lightCells({ cells }: Survey): LightCell[] {
  return Array.from({ length: LIGHT_ROWS * LIGHT_COLUMNS }, (_, at) => {
    const [row, column] = [Math.floor(at / LIGHT_COLUMNS), at % LIGHT_COLUMNS];
    const [upper, lower] = [solidAngle(2 * row), solidAngle(2 * row + 1)];
    const pair = (line: number): Rgb => {
      const first = line * SURVEY_COLUMNS + 2 * column;
      return mix(cells[first] ?? [0, 0, 0], cells[first + 1] ?? [0, 0, 0], 0.5);
    };
    return {
      direction: directionAt((column + 0.5) / LIGHT_COLUMNS, (row + 0.5) / LIGHT_ROWS),
      radiance: mix(pair(2 * row), pair(2 * row + 1), lower / (upper + lower)),
      solidAngle: 2 * (upper + lower),
    };
  });
}

/** Turns directions clockwise, seen from above: from north to east. */
function turner(degrees: number): (direction: Vec3) => Vec3 {
  const [sine, cosine] = [Math.sin(radians(degrees)), Math.cos(radians(degrees))];
  return ([x, y, z]) => [x * cosine - z * sine, y, z * cosine + x * sine];
}

/** Sum of the light of all cells, each times its solid angle and a function of the sine of its elevation. */
function total({ cells }: Survey, factor: (sine: number) => number): Rgb {
  const sum: Rgb = [0, 0, 0];
  for (let row = 0; row < SURVEY_ROWS; row++) {
    const sine = Math.cos(((row + 0.5) / SURVEY_ROWS) * Math.PI);
    const weight = factor(sine) * solidAngle(row);
    if (weight === 0) continue;
    for (const cell of cells.slice(row * SURVEY_COLUMNS, (row + 1) * SURVEY_COLUMNS))
      for (const c of CHANNELS) sum[c] += cell[c] * weight;
  }
  return sum;
}

function mean(survey: Survey, within: (sine: number) => boolean): Rgb {
  const ones = { ...survey, cells: survey.cells.map((): Rgb => [1, 1, 1]) };
  const chosen = (sine: number) => (within(sine) ? 1 : 0);
  return scale(total(survey, chosen), 1 / Math.max(luminance(total(ones, chosen)), 1e-9));
}
