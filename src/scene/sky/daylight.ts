/**
 * Weather in, light out: what the sun, the sky and the air of a WeatherSpec do to a scene. Pure numbers, no three.js.
 * Radiances and irradiances are pre-multiplied by the exposure, so that they fit half floats: a white card that lies on the
 * ground has the radiance 1.
 */
import { stream, uniform } from "../../recipe/random";
import type { Vec3, WeatherSpec } from "../../recipe/spec";
import { atmosphere, CHANNELS, clamp, luminance, mix, perChannel, type Rgb } from "./atmosphere";

export const SKY_COLUMNS = 64;
export const SKY_ROWS = 48;

export type Daylight = {
  /** Unit vector towards the sun. */
  readonly sunDirection: Vec3;
  /** Irradiance of a surface that faces the sun. */
  readonly sunIrradiance: Rgb;
  /** Radiance of the upper half of the sky: column = angle from the sun's azimuth (0..pi), row = sqrt(sine of elevation). */
  readonly sky: readonly Rgb[];
  /** Radiance of the far ground, which lights things from below. */
  readonly ground: Rgb;
  /** Radiance that fog takes on with distance. */
  readonly airlight: Rgb;
  /** Extinction of the air near the ground in 1/m (Koschmieder: 2.996 / visibility for 5 % contrast). */
  readonly extinction: number;
  readonly cloudCover: number;
  /** Radiance of a sunlit cloud. */
  readonly cloud: Rgb;
  /** Share of the artificial lights that are on: 0 by day, 1 at dusk. */
  readonly lamps: number;
};

const SUN_LUX = 127_500;
const FOG_LAYER_METRES = 250;
const GROUND_ALBEDO = 0.15;

/** Light for a weather. Sun azimuth 0 is north (-z), 90 is east (+x). */
export function daylight(weather: WeatherSpec, exposureBias: number): Daylight {
  const elevation = radians(weather.sunElevationDegrees);
  const azimuth = radians(weather.sunAzimuthDegrees);
  const sine = Math.sin(elevation);
  const sunDirection: Vec3 = [Math.sin(azimuth) * Math.cos(elevation), sine, -Math.cos(azimuth) * Math.cos(elevation)];
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
    sunDirection,
    sunIrradiance: exposed(sun),
    sky: sky.map(exposed),
    ground: exposed(perChannel((c) => (total[c] * GROUND_ALBEDO) / Math.PI)),
    airlight: exposed(inFog),
    extinction,
    cloudCover: weather.cloudCover,
    cloud: exposed(neutral(clearHorizontal, 0.6).map((value) => (value * 0.75) / Math.PI) as Rgb),
    lamps: 1 - smoothstep(1500, 9000, luminance(total)),
  };
}

/** The light of a sub-frame. */
export type LightSample = {
  /** Unit vector towards the light. */
  readonly direction: Vec3;
  /** Irradiance of a surface that faces it. */
  readonly irradiance: Rgb;
  /** Moves the shadow map over the ground, in texels east and south, so that the mean of the sub-frames shows no steps. */
  readonly shift: readonly [east: number, south: number];
};

/** The lights of all sub-frames, and what is left over for light without shadow, as spherical harmonics. */
export type LightPlan = { readonly samples: readonly LightSample[]; readonly ambient: readonly Rgb[] };

/** Part of the light of the upper sky that is sampled with shadows; the rest stands in for light bounced between surfaces. */
const SHADOWED_SKY = 0.7;
const SAMPLED_FROM = Math.sin(radians(15));

/**
 * Splits the light over sub-frames, so that one shadow map does for all of it: some sub-frames are lit by the sun (moved within
 * its disc), the others each by one direction of the sky. Their mean is soft shadow from the sun and occlusion of the sky.
 */
export function planLight(light: Daylight, subframes: number, seed: number, index: number): LightPlan {
  const random = stream(seed, index, "light samples");
  const shadowed = subframes >= 4 ? SHADOWED_SKY : 0;
  const skySolidAngle = 2 * Math.PI * (1 - SAMPLED_FROM);
  const skyShare = shadowed * luminance(meanSky(light.sky)) * skySolidAngle;
  const sunShare = luminance(light.sunIrradiance);
  const wanted = Math.round((subframes * sunShare) / (sunShare + skyShare + 1e-9));
  const sunCount = sunShare < 0.02 ? 0 : clamp(wanted, 1, Math.max(1, subframes - (shadowed > 0 ? 3 : 0)));
  const skyCount = subframes - sunCount;
  const samples = Array.from({ length: subframes }, (_, at): LightSample => {
    const shift = at === 0 ? ([0, 0] as const) : ([uniform(random, -1, 1), uniform(random, -1, 1)] as const);
    if (at < sunCount) {
      const direction = jitter(light.sunDirection, at === 0 ? 0 : 0.0046 * Math.sqrt(random()), random() * 2 * Math.PI);
      return { direction, irradiance: scale(light.sunIrradiance, subframes / sunCount), shift };
    }
    const step = at - sunCount;
    const sine = SAMPLED_FROM + (1 - SAMPLED_FROM) * ((step + 0.5) / skyCount);
    const turn = (step * (Math.sqrt(5) - 1)) / 2 + random() * 0.2;
    const direction: Vec3 = [
      Math.cos(turn * 2 * Math.PI) * Math.sqrt(1 - sine * sine),
      sine,
      Math.sin(turn * 2 * Math.PI) * Math.sqrt(1 - sine * sine),
    ];
    if (shadowed === 0) return { direction: [0, 1, 0], irradiance: [0, 0, 0], shift };
    const weight = (shadowed * skySolidAngle * subframes) / skyCount;
    return { direction, irradiance: scale(lookUp(light, direction), weight), shift };
  });
  return { samples, ambient: harmonics(light, skyCount > 0 ? shadowed : 0) };
}

/** Radiance of the sky in a direction of the upper half. */
function lookUp(light: Daylight, direction: Vec3): Rgb {
  const row = clamp(Math.round(Math.sqrt(Math.max(direction[1], 0)) * (SKY_ROWS - 1)), 0, SKY_ROWS - 1);
  const [sx, , sz] = light.sunDirection;
  const lengths = Math.hypot(sx, sz) * Math.hypot(direction[0], direction[2]);
  const cosine = lengths > 1e-9 ? clamp((sx * direction[0] + sz * direction[2]) / lengths, -1, 1) : 1;
  const column = Math.round((Math.acos(cosine) / Math.PI) * (SKY_COLUMNS - 1));
  return light.sky[row * SKY_COLUMNS + column] ?? [0, 0, 0];
}

/** Share of the light in a street that comes by way of walls and other things; it has no shadows. */
const BOUNCED = 0.06;

/** Nine coefficients of the radiance all round (Ramamoorthi and Hanrahan, 2001), without the part that has shadows. */
function harmonics(light: Daylight, shadowed: number): Rgb[] {
  const bounced = scale(light.ground, BOUNCED / GROUND_ALBEDO);
  const sums = Array.from({ length: 9 }, (): Rgb => [0, 0, 0]);
  const rows = 24;
  const columns = 32;
  for (let row = 0; row < rows; row++) {
    const y = 1 - (2 * row + 1) / rows;
    for (let column = 0; column < columns; column++) {
      const angle = ((column + 0.5) / columns) * 2 * Math.PI;
      const across = Math.sqrt(1 - y * y);
      const [x, z] = [Math.cos(angle) * across, Math.sin(angle) * across];
      const direct = y > 0 ? lookUp(light, [x, y, z]) : light.ground;
      const kept = y > SAMPLED_FROM ? 1 - shadowed : 1;
      const radiance = addScaled(bounced, direct, kept);
      const weight = (4 * Math.PI) / (rows * columns);
      for (const [at, basis] of basisFunctions(x, y, z).entries()) {
        const sum = sums[at];
        if (sum) for (const c of CHANNELS) sum[c] += radiance[c] * basis * weight;
      }
    }
  }
  return sums;
}

function basisFunctions(x: number, y: number, z: number): number[] {
  const linear = 0.488603;
  const product = 1.092548;
  return [
    0.282095,
    linear * y,
    linear * z,
    linear * x,
    product * x * y,
    product * y * z,
    0.315392 * (3 * z * z - 1),
    product * x * z,
    0.546274 * (x * x - y * y),
  ];
}

/** Half a stop darker for each tenth of this light: cameras leave dusk its mood. Lux. */
const BRIGHT_ENOUGH = 5000;

/** Exposure and white balance of a camera on automatic: it meters the ground and the horizon, and corrects half of the tint. */
function exposureGains(total: Rgb, horizon: Rgb, exposureBias: number): Rgb {
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

function rowSine(row: number): number {
  return (row / (SKY_ROWS - 1)) ** 2;
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

function meanSky(sky: readonly Rgb[]): Rgb {
  return mean(sky.filter((_, at) => rowSine(Math.floor(at / SKY_COLUMNS)) > SAMPLED_FROM));
}

function mean(colours: readonly Rgb[]): Rgb {
  return perChannel((c) => colours.reduce((sum, colour) => sum + colour[c], 0) / Math.max(1, colours.length));
}

/** Moves a colour towards grey of the same luminance. */
function neutral(colour: Rgb, share: number): Rgb {
  const grey = luminance(colour);
  return mix(colour, [grey * 0.97, grey, grey * 1.05], share);
}

function jitter(direction: Vec3, radius: number, turn: number): Vec3 {
  const [x, y, z] = direction;
  const flat = Math.hypot(x, z) || 1;
  const side: Vec3 = [-z / flat, 0, x / flat];
  const up: Vec3 = [-y * (x / flat), flat, -y * (z / flat)];
  const [a, b] = [radius * Math.cos(turn), radius * Math.sin(turn)];
  return [x + side[0] * a + up[0] * b, y + up[1] * b, z + side[2] * a + up[2] * b];
}

function addScaled(a: Rgb, b: Rgb, factor: number): Rgb {
  return perChannel((c) => a[c] + b[c] * factor);
}

function scale(colour: Readonly<Rgb>, factor: number): Rgb {
  return perChannel((c) => colour[c] * factor);
}

function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
