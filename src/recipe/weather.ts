import { draw, drawOption, type Option, type Quantity } from "./quantity";
import type { Random } from "./random";
import type { SceneSpec, WeatherSpec } from "./spec";
import { type MoonRecipe, type SunRecipe, sampleSky } from "./sun";
import { type WeatherKind, type WeatherKnob, weatherKnobs, weathers } from "./weather-kinds";

/** The part of a recipe that decides on weather and light. */
export type WeatherRecipe = {
  readonly weather: { readonly kind: Option<WeatherKind> } & { readonly [knob in WeatherKnob]?: Quantity | undefined };
  readonly sun: SunRecipe;
  readonly moon: MoonRecipe;
};

/**
 * Weather and light of one image. Every factor has its own stream, so that fixing one in the recipe leaves the others as
 * they were.
 */
export function sampleWeather(recipe: WeatherRecipe, random: (...purpose: readonly string[]) => Random): WeatherSpec {
  const kind = drawOption(recipe.weather.kind, random("weather", "kind"));
  const usual = weathers[kind];
  const drawn = (knob: WeatherKnob) => draw(recipe.weather[knob] ?? usual[knob], random("weather", knob));
  const { sun, moon, moment } = sampleSky(recipe, usual, random);
  return {
    kind,
    sunElevationDegrees: sun.elevationDegrees,
    sunAzimuthDegrees: sun.azimuthDegrees,
    cloudCover: drawn("cloudCover"),
    visibilityMetres: drawn("visibilityMetres"),
    ...Object.fromEntries(weatherKnobNames.map((knob) => [knob, drawn(knob)])),
    moon,
    ...(moment ? { moment } : {}),
  };
}

const isKnob = (name: string): name is WeatherKnob => Object.hasOwn(weatherKnobs, name);
const weatherKnobNames = Object.keys(weatherKnobs).filter(isKnob);

/** A WeatherSpec in which nothing is left out: old specs, and those written by hand, say only what they need. */
export type FullWeather = Required<Omit<WeatherSpec, "moment">>;

const nothing = {
  fogHeightMetres: 1500,
  dust: 0,
  rainMillimetresPerHour: 0,
  snowMillimetresPerHour: 0,
  snowCover: 0,
  wetness: 0,
  windMetresPerSecond: 0,
  windDirectionDegrees: 0,
  dropsOnLens: 0,
  lightningLux: 0,
  moon: { elevationDegrees: -90, azimuthDegrees: 0, illuminatedShare: 0 },
} as const satisfies Partial<FullWeather>;

export function fullWeather(weather: WeatherSpec): FullWeather {
  return { ...nothing, ...weather };
}

/** The conditions of an image in a word: the kind of weather, `indoors` under a roof, or `panorama` in the light of one. */
export function conditionsOf({ weather, room, environment }: Pick<SceneSpec, "weather" | "room" | "environment">): string {
  if (environment) return "panorama";
  return room ? "indoors" : weather.kind;
}
