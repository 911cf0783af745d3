/**
 * Weather in, light out: what the sun, the sky and the air of a WeatherSpec do to a scene. Pure numbers, no three.js.
 * Radiances and irradiances are pre-multiplied by the exposure, so that they fit half floats: a white card that lies on the
 * ground has the radiance 1.
 */
import type { WeatherSpec } from "../../recipe/spec";
import { atmosphere } from "./atmosphere";
import { addScaled, CHANNELS, clamp, luminance, mean, mix, perChannel, type Rgb, scale } from "./colour";
import { directionTo, type Light, radians, rowSine, SKY_COLUMNS, SKY_ROWS } from "./light";

const SUN_LUX = 127_500;
/** The sun is 0.53 degrees wide. */
const SUN_RADIUS = 0.0046;
const FOG_LAYER_METRES = 250;
const GROUND_ALBEDO = 0.15;

/** Light for a weather. Sun azimuth 0 is north (-z), 90 is east (+x). */
export function daylight(weather: WeatherSpec, exposureBias: number): Light {
  const elevation = radians(weather.sunElevationDegrees);
  const sine = Math.sin(elevation);
  const extinction = 2.996 / weather.visibilityMetres;
  const haze = clamp((extinction - 1.356e-5) / 8.396e-6, 1, 12);
  const air = atmosphere(haze);

  const overcast = smoothstep(0.6, 1, weather.cloudCover);
  const fogDepth = Math.max(0, extinction - 2e-4) * FOG_LAYER_METRES;
  const clearSun = perChannel((c) => air.sunTransmittance(sine)[c] * SUN_LUX);
  const throughFog = Math.exp(-fogDepth / Math.max(sine, 0.08));
  const sun = perChannel((c) => clearSun[c] * (1 - overcast) * throughFog);

  const clearSky = skyTexels((viewSine, cosine) => perChannel((c) => air.radiance(viewSine, sine, cosine)[c] * SUN_LUX), sine);
  const clearHorizontal = addScaled(horizontal(clearSky), clearSun, Math.max(sine, 0));
  const diffused = overcastSky(neutral(clearHorizontal, 0.75), 0.3);
  const mixed = clearSky.map((colour, at) => mix(colour, diffused(rowSine(Math.floor(at / SKY_COLUMNS))), overcast));
  const inFog = airlightOf(mixed, addScaled(horizontal(mixed), clearSun, Math.max(sine, 0) * (1 - overcast)), extinction);
  const sky = mixed.map((colour, at) => {
    const depth = fogDepth / Math.max(rowSine(Math.floor(at / SKY_COLUMNS)), 0.02);
    return mix(inFog, colour, Math.exp(-depth));
  });

  const total = addScaled(horizontal(sky), sun, Math.max(sine, 0));
  const gains = exposureGains(total, meanHorizon(sky), exposureBias);
  const exposed = (colour: Readonly<Rgb>) => perChannel((c) => colour[c] * gains[c]);
  return {
    sunDirection: directionTo(weather.sunElevationDegrees, weather.sunAzimuthDegrees),
    sunIrradiance: exposed(sun),
    sunRadius: SUN_RADIUS,
    sky: sky.map(exposed),
    ground: exposed(perChannel((c) => (total[c] * GROUND_ALBEDO) / Math.PI)),
    airlight: exposed(inFog),
    extinction,
    cloudCover: weather.cloudCover,
    cloud: exposed(neutral(clearHorizontal, 0.6).map((value) => (value * 0.75) / Math.PI) as Rgb),
    lamps: 1 - smoothstep(1500, 9000, luminance(total)),
  };
}

/** Half a stop darker for each tenth of this light: cameras leave dusk its mood. Lux. */
const BRIGHT_ENOUGH = 5000;

/** Exposure and white balance of a camera on automatic: it meters the ground and the horizon, and corrects half of the tint. */
export function exposureGains(total: Rgb, horizon: Rgb, exposureBias: number): Rgb {
  const white = luminance(total);
  const metered = (white / Math.PI) ** 0.7 * luminance(horizon) ** 0.3;
  const mood = -0.5 * Math.max(0, Math.log10(BRIGHT_ENOUGH / white));
  return perChannel((c) => (2 ** (exposureBias + mood) / metered) * (white / Math.max(total[c], white * 0.1)) ** 0.5);
}

function skyTexels(radiance: (viewSine: number, cosine: number) => Rgb, sunSine: number): Rgb[] {
  const texels: Rgb[] = [];
  for (let row = 0; row < SKY_ROWS; row++) {
    const viewSine = Math.max(rowSine(row), 0.004);
    for (let column = 0; column < SKY_COLUMNS; column++) {
      const around = Math.cos((column / (SKY_COLUMNS - 1)) * Math.PI);
      const cosine = viewSine * sunSine + Math.sqrt((1 - viewSine ** 2) * (1 - sunSine ** 2)) * around;
      texels.push(radiance(viewSine, cosine));
    }
  }
  return texels;
}

/** Irradiance of the flat ground from a sky. */
function horizontal(sky: readonly Rgb[]): Rgb {
  const sum: Rgb = [0, 0, 0];
  for (let row = 0; row < SKY_ROWS; row++) {
    const width = (rowSine(Math.min(row + 0.5, SKY_ROWS - 1)) - rowSine(Math.max(row - 0.5, 0))) * 2 * Math.PI;
    for (let column = 0; column < SKY_COLUMNS; column++) {
      const colour = sky[row * SKY_COLUMNS + column];
      if (colour) for (const c of CHANNELS) sum[c] += (colour[c] * rowSine(row) * width) / SKY_COLUMNS;
    }
  }
  return sum;
}

/** CIE standard overcast sky over the light of a clear day: luminance rises threefold from horizon to zenith. */
function overcastSky(clearHorizontal: Rgb, transmission: number): (viewSine: number) => Rgb {
  const zenith = scale(clearHorizontal, (transmission * 9) / (7 * Math.PI));
  return (viewSine) => scale(zenith, (1 + 2 * viewSine) / 3);
}

/** What thick air looks like: the mean light all round in fog, the colour of the horizon in clean air. */
function airlightOf(sky: readonly Rgb[], total: Rgb, extinction: number): Rgb {
  const fog = scale(neutral(total, 0.5), 0.62 / Math.PI);
  return mix(meanHorizon(sky), fog, smoothstep(2e-4, 3e-3, extinction));
}

function meanHorizon(sky: readonly Rgb[]): Rgb {
  const row = Math.round(Math.sqrt(0.05) * (SKY_ROWS - 1));
  return mean(sky.slice(row * SKY_COLUMNS + 8, (row + 1) * SKY_COLUMNS));
}

/** Moves a colour towards grey of the same luminance. */
function neutral(colour: Rgb, share: number): Rgb {
  const grey = luminance(colour);
  return mix(colour, [grey * 0.97, grey, grey * 1.05], share);
}

function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}
