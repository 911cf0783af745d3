/** Light of the night in lux and cd/m²: the moon, the air that glows, and towns that shine on the sky. */
import type { MoonSpec, Vec3 } from "../../recipe/spec";
import { perChannel, type Rgb, scale } from "./colour";
import { directionTo } from "./light";

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

/** Angular radius of the moon. */
export const MOON_RADIUS = 0.0046;

/** What is seen in the night sky besides its own light. Radiances are not exposed yet. */
export type NightLights = {
  readonly moon: {
    readonly direction: Vec3;
    /** The side of its disc that is lit: a unit vector across the direction. */
    readonly sunward: Vec3;
    readonly illuminatedShare: number;
    /** Mean radiance of the lit part; none below the horizon. */
    readonly radiance: Rgb;
  };
  /** Irradiance of a star of magnitude 0 above the air. */
  readonly star: Rgb;
  /** Optical depth of air and fog straight up. */
  readonly zenithDepth: number;
  /** Whether the moon is what lights the scene. */
  readonly isMoonlit: boolean;
};

/** Illuminance of a star of magnitude 0, lux (Schlyter; the magnitude of 1 lux is -13.98). */
const STAR_LUX = 2.54e-6;
/** Optical depth of clean air at the zenith: 0.2 magnitudes. */
const CLEAN_DEPTH = 0.18;

/** `fogDepth` is the optical depth of haze and fog straight up; `transmittance` that of clear air towards the moon. */
export function nightLights(moon: MoonSpec, sun: Vec3, fogDepth: number, transmittance: Rgb, isMoonlit: boolean): NightLights {
  const direction = directionTo(moon.elevationDegrees, moon.azimuthDegrees);
  const solidAngle = Math.PI * MOON_RADIUS ** 2 * Math.max(moon.illuminatedShare, 0.02);
  const reached = moon.elevationDegrees > 0 ? Math.exp(-fogDepth / Math.max(direction[1], 0.02)) / solidAngle : 0;
  const irradiance = moonIrradiance(moon);
  return {
    moon: {
      direction,
      sunward: across(sun, direction),
      illuminatedShare: moon.illuminatedShare,
      radiance: perChannel((c) => irradiance[c] * transmittance[c] * reached),
    },
    star: [STAR_LUX, STAR_LUX, STAR_LUX],
    zenithDepth: CLEAN_DEPTH + fogDepth,
    isMoonlit,
  };
}

/** The part of a vector that stands across a direction, as a unit vector. */
function across([x, y, z]: Vec3, [a, b, c]: Vec3): Vec3 {
  const along = x * a + y * b + z * c;
  const part: Vec3 = [x - along * a, y - along * b, z - along * c];
  const length = Math.hypot(...part);
  return length > 1e-6 ? [part[0] / length, part[1] / length, part[2] / length] : [1, 0, 0];
}
