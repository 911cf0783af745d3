/**
 * Weather in, light out: what the sun, the sky and the air of a WeatherSpec do to a scene. Pure numbers, no three.js.
 * Radiances and irradiances are pre-multiplied by the exposure, so that they fit half floats: a white card that lies on the
 * ground has the radiance 1.
 */
import { type Air, airOf } from "../../recipe/air";
import type { SkyPosition } from "../../recipe/almanac";
import type { WeatherSpec } from "../../recipe/spec";
import { type FullWeather, fullWeather } from "../../recipe/weather";
import { remember } from "../remember";
import { atmosphere, roundedHaze } from "./atmosphere";
import { addScaled, CHANNELS, clamp, luminance, mean, mix, perChannel, type Rgb, scale } from "./colour";
import { directionTo, type Light, radians, rowSine, SKY_COLUMNS, SKY_ROWS } from "./light";
import { flashOf } from "./lightning";
import { moonIrradiance, nightLights, nightRadiance } from "./night-sky";

const SUN_LUX = 127_500;
/** The sun is 0.53 degrees wide, and so is the moon. */
const SUN_RADIUS = 0.0046;
const GROUND_ALBEDO = 0.15;
const SNOW_ALBEDO = 0.75;
/** Haze and fog scatter mostly forwards, which dims nothing: the share of their depth that counts (1 - g², g = 0.75). */
const DIMMING = 0.44;
/** Extinction in 1/m beyond which air counts as fog that hides the sky; the atmosphere has the rest. */
const CLEAN = 2e-4;
/** From here on, the moon is the main light, if it shines. */
const SUN_GONE_DEGREES = -14;
/** What is left of light that dust has scattered several times, and how much of it gets through. */
const DUST_COLOUR: Rgb = [1.08, 0.8, 0.5];
const DUST_DEPTH: Rgb = [0.85, 1, 1.3];

/** Light with the illuminance that sun, moon and sky bring to open ground. */
type Daylight = Light & { readonly illuminanceLux: number };

/**
 * Light for a weather. Azimuth 0 is north (-z), 90 is east (+x). `lampIrradiance` is what street lights and the like bring to the ground in view, in lux.
 * The light of the last few weathers is remembered: images of a sequence share theirs, as do recipes that hold weather and sun fixed.
 */
export const daylight: (spec: WeatherSpec, exposureBias: number, lampIrradiance?: Rgb) => Daylight = remember(4, computeDaylight);

function computeDaylight(spec: WeatherSpec, exposureBias: number, lampIrradiance: Rgb = [0, 0, 0]): Daylight {
  const weather = fullWeather(spec);
  const { cloudCover, dust, snowCover } = weather;
  const body = mainBody(weather);
  const sine = Math.sin(radians(body.elevationDegrees));
  const thickAir = airOf(weather);
  const column = thickAir.ground * Math.min(thickAir.scaleHeight, 1200);
  const haze = roundedHaze(clamp((column / 1200 - 1.356e-5) / 8.396e-6, 1, 12));
  const air = atmosphere(haze);

  const overcast = smoothstep(0.6, 1, cloudCover);
  const fogDepth = (thickAir.ground > CLEAN ? (thickAir.ground - CLEAN) * Math.min(thickAir.scaleHeight, 1500) : 0) * DIMMING;
  const dustDepth = perChannel((c) => fogDepth * (1 + dust * (DUST_DEPTH[c] - 1)));
  const clearSun = perChannel((c) => air.sunTransmittance(sine)[c] * body.irradiance[c]);
  const throughFog = perChannel((c) => Math.exp(-dustDepth[c] / Math.max(sine, 0.08)));
  const sun = perChannel((c) => clearSun[c] * (1 - overcast) * throughFog[c]);

  const clearSky = clearTexels(haze, sine).map((colour) => perChannel((c) => colour[c] * body.irradiance[c]));
  const clearHorizontal = addScaled(horizontal(clearSky), clearSun, Math.max(sine, 0));
  const albedo = mixNumbers(GROUND_ALBEDO, SNOW_ALBEDO, snowCover);
  const diffused = overcastSky(neutral(clearHorizontal, 0.75), cloudTransmission(weather) / (1 - 0.55 * albedo));
  const mixed = clearSky.map((colour, at) => {
    const viewSine = rowSine(Math.floor(at / SKY_COLUMNS));
    return addScaled(mix(colour, diffused(viewSine), overcast), nightRadiance(viewSine, cloudCover), 1);
  });
  const above = addScaled(horizontal(mixed), clearSun, Math.max(sine, 0) * (1 - overcast));
  const inFog = airlightOf(mixed, addScaled(above, lampIrradiance, LAMPS_IN_FOG), thickAir, dust);
  const sky = mixed.map((colour, at) => {
    const depth = fogDepth / DIMMING / Math.max(rowSine(Math.floor(at / SKY_COLUMNS)), 0.02);
    return mix(inFog, colour, Math.exp(-depth));
  });

  const natural = addScaled(horizontal(sky), sun, Math.max(sine, 0));
  const lamps = 1 - smoothstep(1500, 9000, luminance(natural));
  const total = addScaled(natural, lampIrradiance, lamps);
  // Half a stop darker for each tenth of this light: cameras leave dusk its mood.
  const mood = -0.5 * Math.max(0, Math.log10(BRIGHT_ENOUGH / luminance(total)));
  const gains = exposureGains(total, meanHorizon(sky), exposureBias + mood, inLightAndShade(total, horizontal(sky)));
  const exposed = (colour: Readonly<Rgb>) => perChannel((c) => colour[c] * gains[c]);
  // Meters are too slow for lightning: it comes on top.
  const flash = flashOf(weather);
  const night = nightLights(
    weather.moon,
    directionTo(weather.sunElevationDegrees, weather.sunAzimuthDegrees),
    fogDepth / DIMMING,
    air.sunTransmittance(Math.sin(radians(weather.moon.elevationDegrees))),
    isMoonlit(weather),
  );
  return {
    sunDirection: directionTo(body.elevationDegrees, body.azimuthDegrees),
    sunIrradiance: exposed(sun),
    sunRadius: SUN_RADIUS,
    sky: sky.map((colour) => exposed(addScaled(colour, flash.sky, 1))),
    ground: exposed(perChannel((c) => ((total[c] + flash.horizontal[c]) * albedo) / Math.PI)),
    airlight: exposed(addScaled(inFog, flash.sky, 1)),
    air: thickAir,
    shadowed: 0.7,
    bounced: 0.4,
    candelas: luminance(total) / luminance(exposed(total)),
    cloudCover,
    cloud: exposed(
      addScaled(addScaled(scale(neutral(clearHorizontal, 0.6), 0.75 / Math.PI), nightRadiance(0.6, 1), 1), flash.sky, 1),
    ),
    cloudGlow: exposed(
      scale(
        perChannel((c) => air.sunTransmittance(sine + CLOUD_DIP)[c] * body.irradiance[c]),
        glow(weather),
      ),
    ),
    ...(weather.lightningLux > 0 && { flash: exposed(flash.facing) }),
    night: { ...night, star: exposed(night.star), moon: { ...night.moon, radiance: exposed(night.moon.radiance) } },
    lamps,
    lampGain: scale(gains, lamps),
    lampIrradiance,
    illuminanceLux: luminance(natural),
  };
}

/** Clouds 4 km up see the sun when it is 2 degrees lower. */
const CLOUD_DIP = 0.035;

/** Radiance of clouds by the irradiance of a sun that shines at them from the side: when it is low, and for a little while after. */
function glow({ sunElevationDegrees, cloudCover }: FullWeather): number {
  const low = (1 - smoothstep(3, 14, sunElevationDegrees)) * smoothstep(-7, -2, sunElevationDegrees);
  return (0.4 / Math.PI) * low * (1 - smoothstep(0.6, 1, cloudCover));
}

/** Share of the light of lamps on the ground that fog spreads to everywhere. */
const LAMPS_IN_FOG = 0.35;

type Body = SkyPosition & { readonly irradiance: Rgb };

/** True when the sun is gone and the moon is up. */
function isMoonlit({ sunElevationDegrees, moon }: Pick<FullWeather, "sunElevationDegrees" | "moon">): boolean {
  return sunElevationDegrees <= SUN_GONE_DEGREES && moon.elevationDegrees >= 0;
}

/** What lights the sky: the sun, or the moon when the sun is gone. */
function mainBody({ sunElevationDegrees, sunAzimuthDegrees, moon }: FullWeather): Body {
  const sun = { elevationDegrees: sunElevationDegrees, azimuthDegrees: sunAzimuthDegrees, irradiance: equal(SUN_LUX) };
  if (!isMoonlit({ sunElevationDegrees, moon })) return sun;
  return { ...moon, irradiance: moonIrradiance(moon) };
}

/** Share of the light of a clear day that gets through clouds: those that rain are thick. */
function cloudTransmission({ rainMillimetresPerHour, snowMillimetresPerHour }: FullWeather): number {
  return 0.3 * Math.exp(-0.35 * (rainMillimetresPerHour + snowMillimetresPerHour) ** 0.4);
}

/** Lux. */
const BRIGHT_ENOUGH = 5000;

/** Exposure and white balance of a camera on automatic: it meters the ground and the horizon, and corrects half of the tint, which is that of the light in all when left out. */
export function exposureGains(total: Rgb, horizon: Rgb, exposureBias: number, tint: Rgb = total): Rgb {
  const white = luminance(total);
  const metered = (white / Math.PI) ** 0.7 * Math.max(luminance(horizon), (0.3 * white) / Math.PI) ** 0.3;
  const grey = luminance(tint);
  return perChannel((c) => (2 ** exposureBias / metered) * (grey / Math.max(tint[c], grey * 0.1)) ** 0.5);
}

/** Share of a picture in the shade, as far as white balance goes: it looks at the colours of all pixels, however bright they are. */
const SHADE = 0.35;

/** The tint of a picture that has some ground in all of the light, and some in that of the sky only. */
function inLightAndShade(total: Rgb, sky: Rgb): Rgb {
  return mix(scale(total, 1 / luminance(total)), scale(sky, 1 / luminance(sky)), SHADE);
}

/** A clear sky per unit of solar irradiance. Remembered by itself, since exposure, lamps and clouds change more often than the sun: it takes most of the time. */
const clearTexels = remember(4, (haze: number, sunSine: number): readonly Rgb[] => {
  const { radiance } = atmosphere(haze);
  const texels: Rgb[] = [];
  for (let row = 0; row < SKY_ROWS; row++) {
    const viewSine = Math.max(rowSine(row), 0.004);
    const inRow = radiance(viewSine, sunSine);
    for (let column = 0; column < SKY_COLUMNS; column++) {
      const around = Math.cos((column / (SKY_COLUMNS - 1)) * Math.PI);
      const cosine = viewSine * sunSine + Math.sqrt((1 - viewSine ** 2) * (1 - sunSine ** 2)) * around;
      texels.push(inRow(cosine));
    }
  }
  return texels;
});

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

/** What thick air looks like: the mean light all round in fog, the colour of the horizon in clean air, tan in dust. */
function airlightOf(sky: readonly Rgb[], total: Rgb, { ground, falling }: Air, dust: number): Rgb {
  const fog = scale(neutral(total, 0.5), 0.62 / Math.PI);
  const mixed = mix(meanHorizon(sky), fog, smoothstep(2e-4, 3e-3, ground + falling));
  return perChannel((c) => mixed[c] * (1 + dust * (DUST_COLOUR[c] - 1)));
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

function equal(value: number): Rgb {
  return [value, value, value];
}

function mixNumbers(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}
