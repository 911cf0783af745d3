/** What the kinds of weather are like, in physical quantities. */
import type { Quantity } from "./quantity";

/** A quantity of the weather that a recipe may give itself. */
export type Knob = {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly description: string;
};

/** All that can be set about the weather, besides its kind. The names are those of WeatherSpec. */
export const weatherKnobs = {
  cloudCover: { min: 0, max: 1, description: "Share of the sky that is covered: 0 clear, 1 overcast." },
  visibilityMetres: {
    min: 20,
    max: 200_000,
    unit: "metres",
    description:
      "Distance at which contrast falls to 5 % (meteorological optical range) at the ground. Fog is less than 1000. Rain and snow take more.",
  },
  fogHeightMetres: {
    min: 2,
    max: 10_000,
    unit: "metres",
    description: "Height over which fog or haze thins out to 37 %: a few metres for ground fog, 1500 for haze.",
  },
  dust: { min: 0, max: 1, description: "Share of the haze that is mineral dust, which is tan." },
  rainMillimetresPerHour: { min: 0, max: 150, unit: "mm/h", description: "Rain: drizzle is below 1, heavy rain above 8." },
  snowMillimetresPerHour: {
    min: 0,
    max: 20,
    unit: "mm/h",
    description: "Falling snow as the water it melts to: light below 1, heavy above 2.5.",
  },
  snowCover: { min: 0, max: 1, description: "Snow that lies on everything that looks up: 0 none, 0.3 patches, 1 all white." },
  wetness: { min: 0, max: 1, description: "0 dry, 0.5 wet through, from there puddles, 1 all hollows full." },
  windMetresPerSecond: { min: 0, max: 30, unit: "m/s", description: "Wind: it drives rain and snow aslant." },
  windDirectionDegrees: {
    min: 0,
    max: 360,
    unit: "degrees",
    description: "Compass direction that the wind comes from: 0 north, 90 east.",
  },
  dropsOnLens: { min: 0, max: 200, description: "How many drops cling to the lens. They change the colours only, no label." },
  lightningLux: {
    min: 0,
    max: 100_000,
    unit: "lux",
    description:
      "Illuminance of a flash of lightning on what faces it, averaged over the exposure. The exposure is metered without it.",
  },
} as const satisfies Record<string, Knob>;

export type WeatherKnob = keyof typeof weatherKnobs;

/** What a kind of weather looks like: the quantities are used where the recipe does not give its own. */
type Weather = { readonly [knob in WeatherKnob | "sunElevationDegrees" | "moonElevationDegrees"]: Quantity };

/** A dry, calm day without a moon: what a kind does not say. */
const calm = {
  fogHeightMetres: { "log-uniform": [1000, 2000] },
  dust: 0,
  rainMillimetresPerHour: 0,
  snowMillimetresPerHour: 0,
  snowCover: 0,
  wetness: 0,
  windMetresPerSecond: { uniform: [0, 4] },
  windDirectionDegrees: { uniform: [0, 360] },
  dropsOnLens: 0,
  lightningLux: 0,
  moonElevationDegrees: -60,
} as const satisfies Partial<Weather>;

/**
 * The kinds of weather. Sun, clouds, visibility and what falls fit each other: clear air is seen through for tens of
 * kilometres, haze for a few, and fog by definition for less than one (WMO, International Cloud Atlas). Rates of rain and snow
 * are those of the names (WMO, Guide to Instruments and Methods of Observation, No. 8); rain and snow dim the view further by themselves.
 */
export const weathers = {
  clear: {
    ...calm,
    sunElevationDegrees: { uniform: [20, 65] },
    cloudCover: { uniform: [0, 0.15] },
    visibilityMetres: { "log-uniform": [30_000, 80_000] },
  },
  "partly-cloudy": {
    ...calm,
    sunElevationDegrees: { uniform: [20, 65] },
    cloudCover: { uniform: [0.25, 0.6] },
    visibilityMetres: { "log-uniform": [20_000, 50_000] },
  },
  overcast: {
    ...calm,
    sunElevationDegrees: { uniform: [15, 60] },
    cloudCover: { uniform: [0.92, 1] },
    visibilityMetres: { "log-uniform": [15_000, 40_000] },
  },
  haze: {
    ...calm,
    sunElevationDegrees: { uniform: [15, 55] },
    cloudCover: { uniform: [0, 0.3] },
    visibilityMetres: { "log-uniform": [2_000, 5_000] },
  },
  fog: {
    ...calm,
    sunElevationDegrees: { uniform: [10, 45] },
    cloudCover: { uniform: [0.85, 1] },
    visibilityMetres: { "log-uniform": [60, 400] },
    fogHeightMetres: { "log-uniform": [60, 300] },
    wetness: { uniform: [0, 0.3] },
  },
  drizzle: {
    ...calm,
    sunElevationDegrees: { uniform: [12, 50] },
    cloudCover: { uniform: [0.96, 1] },
    visibilityMetres: { "log-uniform": [2_500, 8_000] },
    rainMillimetresPerHour: { "log-uniform": [0.3, 1.5] },
    wetness: { uniform: [0.3, 0.6] },
  },
  "heavy-rain": {
    ...calm,
    sunElevationDegrees: { uniform: [12, 50] },
    cloudCover: 1,
    visibilityMetres: { "log-uniform": [4_000, 12_000] },
    rainMillimetresPerHour: { "log-uniform": [10, 60] },
    wetness: { uniform: [0.8, 1] },
    windMetresPerSecond: { uniform: [2, 12] },
    dropsOnLens: { choice: [0, 15, 40], weights: [3, 2, 1] },
    lightningLux: { choice: [0, 2_000, 6_000], weights: [12, 1, 1] },
  },
  "after-rain": {
    ...calm,
    sunElevationDegrees: { uniform: [12, 45] },
    cloudCover: { uniform: [0.35, 0.85] },
    visibilityMetres: { "log-uniform": [25_000, 80_000] },
    wetness: { uniform: [0.6, 0.95] },
  },
  snowfall: {
    ...calm,
    sunElevationDegrees: { uniform: [8, 35] },
    cloudCover: { uniform: [0.97, 1] },
    visibilityMetres: { "log-uniform": [4_000, 15_000] },
    snowMillimetresPerHour: { "log-uniform": [0.4, 3] },
    snowCover: { uniform: [0.3, 0.9] },
    wetness: { uniform: [0.1, 0.4] },
    windMetresPerSecond: { uniform: [0, 8] },
  },
  "snow-covered": {
    ...calm,
    sunElevationDegrees: { uniform: [8, 35] },
    cloudCover: { uniform: [0, 1] },
    visibilityMetres: { "log-uniform": [15_000, 60_000] },
    snowCover: { uniform: [0.7, 1] },
  },
  dust: {
    ...calm,
    sunElevationDegrees: { uniform: [15, 60] },
    cloudCover: { uniform: [0, 0.4] },
    visibilityMetres: { "log-uniform": [250, 1_500] },
    fogHeightMetres: { "log-uniform": [300, 1_500] },
    dust: { uniform: [0.8, 1] },
    windMetresPerSecond: { uniform: [6, 18] },
  },
  dawn: {
    ...calm,
    sunElevationDegrees: { uniform: [-4, 6] },
    cloudCover: { uniform: [0, 0.5] },
    visibilityMetres: { "log-uniform": [1_500, 12_000] },
    fogHeightMetres: { "log-uniform": [15, 120] },
    wetness: { uniform: [0, 0.25] },
    windMetresPerSecond: { uniform: [0, 2] },
    moonElevationDegrees: { uniform: [-60, 40] },
  },
  dusk: {
    ...calm,
    sunElevationDegrees: { uniform: [-3, 5] },
    cloudCover: { uniform: [0, 0.4] },
    visibilityMetres: { "log-uniform": [20_000, 50_000] },
    moonElevationDegrees: { uniform: [-60, 40] },
  },
  night: {
    ...calm,
    sunElevationDegrees: { uniform: [-50, -14] },
    cloudCover: { uniform: [0, 0.7] },
    visibilityMetres: { "log-uniform": [10_000, 50_000] },
    moonElevationDegrees: { uniform: [-40, 60] },
  },
  "night-rain": {
    ...calm,
    sunElevationDegrees: { uniform: [-50, -14] },
    cloudCover: { uniform: [0.95, 1] },
    visibilityMetres: { "log-uniform": [4_000, 12_000] },
    rainMillimetresPerHour: { "log-uniform": [1, 30] },
    wetness: { uniform: [0.75, 1] },
    windMetresPerSecond: { uniform: [0, 8] },
    dropsOnLens: { choice: [0, 12, 30], weights: [4, 2, 1] },
    lightningLux: { choice: [0, 10, 40], weights: [20, 1, 1] },
  },
} as const satisfies Record<string, Weather>;

export type WeatherKind = keyof typeof weathers;

/** How often each kind of weather comes where the recipe does not say. */
const usualWeights = {
  clear: 6,
  "partly-cloudy": 6,
  overcast: 5,
  haze: 2,
  fog: 2,
  drizzle: 2,
  "heavy-rain": 2,
  "after-rain": 2,
  snowfall: 1.5,
  "snow-covered": 1.5,
  dust: 1,
  dawn: 2,
  dusk: 2,
  night: 3,
  "night-rain": 1.5,
} satisfies Record<WeatherKind, number>;

const isKind = (name: string): name is WeatherKind => Object.hasOwn(weathers, name);

export const weatherKinds: readonly WeatherKind[] = Object.keys(weathers).filter(isKind);

export const usualMix = { choice: [...weatherKinds], weights: weatherKinds.map((kind) => usualWeights[kind]) };
