import { draw, drawOption, type Option, type Quantity } from "./quantity";
import type { Random } from "./random";
import type { SceneSpec, WeatherSpec } from "./spec";

/** What a kind of weather looks like: the quantities are used where the recipe does not give its own. */
type Weather = {
  readonly sunElevationDegrees: Quantity;
  /** Share of the sky that is covered. */
  readonly cloudCover: Quantity;
  readonly visibilityMetres: Quantity;
};

/**
 * The kinds of weather. Sun, clouds and visibility fit each other: clear air is seen through for tens of kilometres, haze for a
 * few, and fog by definition for less than one (WMO, International Cloud Atlas). Dusk is clear weather with a low, warm sun.
 */
export const weathers = {
  clear: {
    sunElevationDegrees: { uniform: [20, 65] },
    cloudCover: { uniform: [0, 0.15] },
    visibilityMetres: { "log-uniform": [30_000, 80_000] },
  },
  "partly-cloudy": {
    sunElevationDegrees: { uniform: [20, 65] },
    cloudCover: { uniform: [0.25, 0.6] },
    visibilityMetres: { "log-uniform": [20_000, 50_000] },
  },
  overcast: {
    sunElevationDegrees: { uniform: [15, 60] },
    cloudCover: { uniform: [0.92, 1] },
    visibilityMetres: { "log-uniform": [15_000, 40_000] },
  },
  haze: {
    sunElevationDegrees: { uniform: [15, 55] },
    cloudCover: { uniform: [0, 0.3] },
    visibilityMetres: { "log-uniform": [2_000, 5_000] },
  },
  fog: {
    sunElevationDegrees: { uniform: [10, 45] },
    cloudCover: { uniform: [0.85, 1] },
    visibilityMetres: { "log-uniform": [60, 400] },
  },
  dusk: {
    sunElevationDegrees: { uniform: [-3, 5] },
    cloudCover: { uniform: [0, 0.4] },
    visibilityMetres: { "log-uniform": [20_000, 50_000] },
  },
} as const satisfies Record<string, Weather>;

export type WeatherKind = keyof typeof weathers;

export const weatherKinds: readonly WeatherKind[] = ["clear", "partly-cloudy", "overcast", "haze", "fog", "dusk"];

/** The part of a recipe that decides on weather and light. */
export type WeatherRecipe = {
  readonly weather: {
    readonly kind: Option<WeatherKind>;
    readonly cloudCover?: Quantity | undefined;
    readonly visibilityMetres?: Quantity | undefined;
  };
  readonly sun: { readonly elevationDegrees?: Quantity | undefined; readonly azimuthDegrees: Quantity };
};

/**
 * Weather and light of one image. Every factor has its own stream, so that fixing one in the recipe leaves the others as
 * they were.
 */
export function sampleWeather({ weather, sun }: WeatherRecipe, random: (...purpose: readonly string[]) => Random): WeatherSpec {
  const kind = drawOption(weather.kind, random("weather", "kind"));
  const usual = weathers[kind];
  return {
    kind,
    sunElevationDegrees: draw(sun.elevationDegrees ?? usual.sunElevationDegrees, random("sun", "elevationDegrees")),
    sunAzimuthDegrees: draw(sun.azimuthDegrees, random("sun", "azimuthDegrees")),
    cloudCover: draw(weather.cloudCover ?? usual.cloudCover, random("weather", "cloudCover")),
    visibilityMetres: draw(weather.visibilityMetres ?? usual.visibilityMetres, random("weather", "visibilityMetres")),
  };
}

/** The conditions of an image in a word: the kind of weather, `indoors` under a roof, or `panorama` in the light of one. */
export function conditionsOf({ weather, room, environment }: Pick<SceneSpec, "weather" | "room" | "environment">): string {
  if (environment) return "panorama";
  return room ? "indoors" : weather.kind;
}
