import type { Air } from "../../recipe/air";
import type { Vec3 } from "../../recipe/spec";
import type { Rgb } from "./colour";
import type { FixtureLight } from "./fixtures";
import type { NightLights } from "./night-sky";

export const SKY_COLUMNS = 64;
export const SKY_ROWS = 48;

/** All light that falls on a scene, outdoors or in a room. Radiances and irradiances are pre-multiplied by the exposure. */
export type Light = {
  /** Unit vector towards the sun, or the main lamp of a room. */
  readonly sunDirection: Vec3;
  /** Irradiance of a surface that faces the sun. */
  readonly sunIrradiance: Rgb;
  /** Angular radius of the sun or lamp in radians: how soft its shadows are. */
  readonly sunRadius: number;
  /** Radiance of the upper half of the sky: column = angle from the sun's azimuth (0..pi), row = sqrt(sine of elevation). */
  readonly sky: readonly Rgb[];
  /** Radiance of the far ground, which lights things from below. */
  readonly ground: Rgb;
  /** Radiance that fog takes on with distance. */
  readonly airlight: Rgb;
  readonly air: Air;
  /** Luminance of the radiance 1, in cd/m². */
  readonly candelas: number;
  readonly cloudCover: number;
  /** Radiance of a sunlit cloud. */
  readonly cloud: Rgb;
  /** What the low sun adds to a thin cloud before it, red through the long way in the air. */
  readonly cloudGlow?: Rgb;
  /** Share of the artificial lights that are on: 0 by day, 1 at dusk. */
  readonly lamps: number;
  /** Exposed radiance of a white lamp of 1 cd/m² that is on, as far as it is on; also exposed irradiance of 1 lux of it. */
  readonly lampGain: Rgb;
  /** Illuminance of the ground in view by lamps when they are on, lux. */
  readonly lampIrradiance: Rgb;
  /** Part of the light from above that is sampled with shadows, 0 to 1; the rest stands in for light bounced between surfaces. */
  readonly shadowed: number;
  /** Share of the light of the ground that comes from all round, by way of walls and other things; it has no shadows. */
  readonly bounced: number;
  /** Irradiance of a surface that faces a flash of lightning. */
  readonly flash?: Rgb;
  /** Moon and stars, under the open sky. */
  readonly night?: NightLights;
  /** Lamps of a room that shiny things mirror. */
  readonly fixtures?: FixtureLight;
};

/** Luminance of a lit window in cd/m²: the unit of what glows in `surfaces.ts`. */
export const WINDOW_LUMINANCE = 50;

/** Sine of the elevation of a row of the sky. */
export function rowSine(row: number): number {
  return (row / (SKY_ROWS - 1)) ** 2;
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Unit vector to a point of the sky. Azimuth 0 is north (-z), 90 is east (+x). */
export function directionTo(elevationDegrees: number, azimuthDegrees: number): Vec3 {
  const [elevation, azimuth] = [radians(elevationDegrees), radians(azimuthDegrees)];
  return [Math.sin(azimuth) * Math.cos(elevation), Math.sin(elevation), -Math.cos(azimuth) * Math.cos(elevation)];
}
