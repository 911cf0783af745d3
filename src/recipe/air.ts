/** How much light the air of a WeatherSpec lets through: the same numbers for the picture and for the labels. */
import type { SceneSpec, WeatherSpec } from "./spec";
import { fullWeather } from "./weather";

/** Extinction of the air in 1/m. */
export type Air = {
  /** Of haze and fog at height 0; it falls off by 1/e over `scaleHeight` metres. */
  readonly ground: number;
  readonly scaleHeight: number;
  /** Of rain and snow, the same at all heights. */
  readonly falling: number;
};

/** Air that lets everything through: that of rooms, and of panoramas, which have their own. */
export const noAir: Air = { ground: 0, scaleHeight: 1000, falling: 0 };

/** The air of a scene. */
export function airAround({ weather, room, environment }: Pick<SceneSpec, "weather" | "room" | "environment">): Air {
  return room || environment ? noAir : airOf(weather);
}

/** -ln(0.05): contrast falls to 5 % over the meteorological optical range (Koschmieder, 1924; WMO No. 8). */
const FIVE_PER_CENT = Math.log(20);

export function airOf(weather: WeatherSpec): Air {
  const { visibilityMetres, fogHeightMetres, rainMillimetresPerHour, snowMillimetresPerHour } = fullWeather(weather);
  return {
    ground: FIVE_PER_CENT / visibilityMetres,
    scaleHeight: fogHeightMetres,
    falling: rainExtinction(rainMillimetresPerHour) + snowExtinction(snowMillimetresPerHour),
  };
}

/** Extinction of rain in 1/m: 0.312 R^0.67 per kilometre (Weber et al., 2015, as in Halder et al., ICCV 2019). */
function rainExtinction(millimetresPerHour: number): number {
  return 0.312e-3 * millimetresPerHour ** 0.67;
}

/** Extinction of falling snow in 1/m: 11 dB/km for each mm/h of water (Warner and Gunn, 1969). */
function snowExtinction(millimetresPerHour: number): number {
  return (11 / 10) * Math.LN10 * 1e-3 * millimetresPerHour;
}

/** Optical depth of a straight path of `distance` metres between two heights; exp(-depth) is the share of light that passes. */
export function opticalDepth(
  { ground, scaleHeight, falling }: Air,
  fromHeight: number,
  toHeight: number,
  distance: number,
): number {
  const rise = (toHeight - fromHeight) / scaleHeight;
  const mean = Math.abs(rise) < 1e-4 ? 1 - rise / 2 : (1 - Math.exp(-rise)) / rise;
  return distance * (ground * Math.exp(-Math.max(fromHeight, 0) / scaleHeight) * mean + falling);
}
