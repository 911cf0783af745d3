/** What falls: how many drops or flakes of which size, how fast. Millimetres and seconds where the names say so, else metres. */
import type { WeatherSpec } from "./spec";
import { fullWeather } from "./weather";

/** Drops or flakes with an exponential distribution of sizes; of those smaller than `smallest` the extinction of the air takes account. */
export type Falling = {
  readonly kind: "rain" | "snow";
  /** Particles larger than the smallest, in a cubic metre. */
  readonly density: number;
  /** Diameters in metres: the smallest, and by how much larger the mean one is. */
  readonly smallest: number;
  readonly spread: number;
  /** Velocity of the air, metres per second: east, up, south. */
  readonly wind: readonly [east: number, up: number, south: number];
};

/** Smallest drop that is drawn by itself, and the smallest flake, as the water that it melts to, in millimetres. */
const SMALLEST_DROP = 0.8;
const SMALLEST_FLAKE = 0.6;
/** Diameter of an aggregate of snow crystals for that of the drop that it melts to: a density of 0.1 g/cm³. */
const FLAKE_SWELLING = 10 ** (1 / 3);

/** What falls in a weather; nothing most of the time. Where rain and snow are mixed, there are as many flakes as drops of their rate. */
export function fallingOf(weather: WeatherSpec): Falling[] {
  const {
    rainMillimetresPerHour: rain,
    snowMillimetresPerHour: snow,
    windMetresPerSecond,
    windDirectionDegrees,
  } = fullWeather(weather);
  const towards = ((windDirectionDegrees + 180) * Math.PI) / 180;
  const wind = [Math.sin(towards) * windMetresPerSecond, 0, -Math.cos(towards) * windMetresPerSecond] as const;
  const all: Falling[] = [];
  if (rain > 0) {
    const slope = rainSlope(rain);
    const density = (8000 / slope) * Math.exp(-slope * SMALLEST_DROP);
    all.push({ kind: "rain", density, smallest: SMALLEST_DROP * 1e-3, spread: 1e-3 / slope, wind });
  }
  if (snow > 0) {
    const slope = snowSlope(snow);
    const density = ((2500 * snow ** -0.94) / slope) * Math.exp(-slope * SMALLEST_FLAKE);
    all.push({
      kind: "snow",
      density,
      smallest: SMALLEST_FLAKE * FLAKE_SWELLING * 1e-3,
      spread: (FLAKE_SWELLING * 1e-3) / slope,
      wind,
    });
  }
  return all;
}

/** Slope of the distribution of drops, per millimetre of diameter: N(D) = 8000 exp(-slope D) a cubic metre and millimetre (Marshall and Palmer, 1948). */
export function rainSlope(millimetresPerHour: number): number {
  return 4.1 * millimetresPerHour ** -0.21;
}

/** The same for snow, by the diameter of the melted flakes: N0 = 2500 S^-0.94, slope 2.29 S^-0.45 (Sekhon and Srivastava, 1970). */
function snowSlope(millimetresPerHour: number): number {
  return 2.29 * millimetresPerHour ** -0.45;
}

/** Terminal speed of a drop in m/s, diameter in metres (Atlas et al., 1973); `fallSpeed` in precipitation.wgsl. */
export function dropSpeed(diameter: number): number {
  return Math.max(0.1, 9.65 - 10.3 * Math.exp(-600 * diameter));
}

/** Length in metres of the streak that a drop leaves in the picture. */
export function streakLength(diameter: number, wind: Falling["wind"], shutterSeconds: number): number {
  return Math.hypot(wind[0], wind[1] - dropSpeed(diameter), wind[2]) * shutterSeconds;
}
