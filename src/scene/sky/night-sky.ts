/** Light of the night in lux and cd/m²: the moon, the air that glows, and towns that shine on the sky. */
import type { MoonSpec } from "../../recipe/spec";
import { perChannel, type Rgb, scale } from "./colour";

/** Illuminance above the air of the full moon at its mean distance, lux. */
const FULL_MOON_LUX = 0.32;
/** The moon is a little redder than the sun: about 4100 K. */
const MOON_COLOUR: Rgb = [1.1, 0.98, 0.86];

/** Irradiance of the moon above the air, lux, by how much of it is lit (Krisciunas and Schaefer, 1991, equation 9). */
export function moonIrradiance({ illuminatedShare }: MoonSpec): Rgb {
  const phaseDegrees = (Math.acos(Math.min(1, Math.max(-1, 2 * illuminatedShare - 1))) * 180) / Math.PI;
  const magnitudes = 0.026 * phaseDegrees + 4e-9 * phaseDegrees ** 4;
  return scale(MOON_COLOUR, FULL_MOON_LUX * 10 ** (-0.4 * magnitudes));
}

/** Radiance of the dark sky itself, in cd/m²: airglow and stars that are not seen singly (Leinert et al., 1998). */
const AIRGLOW: Rgb = [1.9e-4, 2e-4, 2.2e-4];

/** Light of a town on the clear sky overhead, cd/m²: magnitude 18.5 a square arc second, as in suburbs. */
const TOWN_ZENITH: Rgb = [5.4e-3, 3.9e-3, 2.6e-3];
/** How much brighter the sky over a town is near the horizon, and under clouds (Kyba et al., 2011). */
const TOWN_HORIZON = 5;
const TOWN_CLOUDS = 9;

/** What the night adds to the sky in a direction with this sine of the elevation. */
export function nightRadiance(viewSine: number, cloudCover: number): Rgb {
  const low = 1 + TOWN_HORIZON * (1 - viewSine) ** 3;
  const clouds = 1 + TOWN_CLOUDS * cloudCover ** 1.5;
  return perChannel((c) => AIRGLOW[c] * (1 - cloudCover) + TOWN_ZENITH[c] * low * clouds);
}
