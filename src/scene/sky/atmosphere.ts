/**
 * A clear sky by ray marching through a spherical atmosphere of air, haze and ozone, with multiple scattering, after Hillaire,
 * "A Scalable and Production Ready Sky and Atmosphere Rendering Technique" (EGSR 2020). On the CPU in f64: a sky is 64x48 texels.
 *
 * Distances in kilometres, coefficients per kilometre, colours as linear sRGB triples. Light is relative to the sun above the air (= 1).
 */

import { remember } from "../remember";
import { CHANNELS, clamp, perChannel, type Rgb } from "./colour";

const GROUND = 6360;
const TOP = 6460;
/**
 * At 643, 550 and 443 nm: sunlight that is scattered once, as the fourth power of the wave length says, then has the colour that the CIE 1931 observer sees (x 0.2399,
 * y 0.2341 from an even spectrum). The usual 680, 550 and 440 nm make it, and all shade, a quarter bluer.
 */
const RAYLEIGH: Readonly<Rgb> = [7.25e-3, 13.558e-3, 32.3e-3];
const RAYLEIGH_HEIGHT = 8;
const MIE_SCATTERING = 3.996e-3;
const MIE_EXTINCTION = 8.396e-3;
const MIE_HEIGHT = 1.2;
const MIE_ANISOTROPY = 0.8;
const OZONE: Readonly<Rgb> = [1.9e-3, 1.7e-3, 0.15e-3];
const GROUND_ALBEDO = 0.2;
const VIEW_HEIGHT = 0.2;

/** An atmosphere with its tables. Ask it for as many directions as needed. */
export type Atmosphere = {
  /** Share of the sunlight that reaches the ground from a sun at this elevation (sine). */
  readonly sunTransmittance: (sineElevation: number) => Rgb;
  /**
   * Radiance of the sky at one height above the horizon per unit of solar irradiance, in 1/sr, by the cosine of the angle between view and sun:
   * all round the horizon the air in the way is the same.
   */
  readonly radiance: (viewSine: number, sunSine: number) => (cosine: number) => Rgb;
};

/** Haze is rounded to this many steps for each doubling, so that tables can be used again. */
const STEPS_PER_DOUBLING = 8;
const MOST_KEPT = 32;
const kept = new Map<number, Atmosphere>();

/** The haze that an atmosphere with this much is made with. */
export function roundedHaze(haze: number): number {
  return 2 ** (stepOf(haze) / STEPS_PER_DOUBLING);
}

function stepOf(haze: number): number {
  return Math.round(Math.log2(haze) * STEPS_PER_DOUBLING);
}

/** The air with this much haze: it scales the aerosol. 1 is very clean air (150 km visibility), 5 a normal day, 20 hazy. */
export function atmosphere(haze: number): Atmosphere {
  const step = stepOf(haze);
  const known = kept.get(step);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = tabulated(roundedHaze(haze));
  kept.set(step, made);
  return made;
}

/** Below this sine, the light comes from a narrow band of air. */
const LOW_SUN = 0.1;

/** The tables are fine, since the shadow of the Earth has a sharp edge that decides on the light of twilight. */
function tabulated(haze: number): Atmosphere {
  const transmittance = table(128, 28, (mu, height) => integrateTransmittance(height, mu, haze));
  const scattered = table(40, 8, multipleScattering(haze, transmittance));
  return {
    sunTransmittance: (sine) => {
      const through: Rgb = [0, 0, 0];
      transmittance(sine, VIEW_HEIGHT, through);
      return through;
    },
    radiance(viewSine, sunSine) {
      const ray = march(viewSine, VIEW_HEIGHT, haze, sunSine > LOW_SUN ? 16 : 32);
      return (cosine) => lightAlong(ray, sunSine, cosine, transmittance, scattered, true);
    },
  };
}

/** Writes the entry for the cosine of a zenith angle and a height to `into`. */
type Lookup = (mu: number, height: number, into: Rgb) => void;

/** Tabulates a function of the cosine of the zenith angle and the height, with bilinear lookup; both axes are denser near 0. */
function table(columns: number, rows: number, compute: (mu: number, height: number) => Rgb): Lookup {
  const texels = new Float64Array(columns * rows * 3);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const u = (column / (columns - 1)) * 2 - 1;
      texels.set(compute(Math.sign(u) * u * u, (row / (rows - 1)) ** 2 * (TOP - GROUND)), (row * columns + column) * 3);
    }
  }
  return (mu, height, into) => {
    const x = ((Math.sign(mu) * Math.sqrt(Math.min(1, Math.abs(mu))) + 1) / 2) * (columns - 1);
    const y = Math.sqrt(clamp(height / (TOP - GROUND), 0, 1)) * (rows - 1);
    const column = Math.min(Math.floor(x), columns - 2);
    const row = Math.min(Math.floor(y), rows - 2);
    const [right, down] = [x - column, y - row];
    const at = (row * columns + column) * 3;
    const below = at + columns * 3;
    for (const c of CHANNELS) {
      const upper = (texels[at + c] ?? 0) * (1 - right) + (texels[at + c + 3] ?? 0) * right;
      const lower = (texels[below + c] ?? 0) * (1 - right) + (texels[below + c + 3] ?? 0) * right;
      into[c] = upper * (1 - down) + lower * down;
    }
  };
}

/** What a kilometre of air does at a height above the ground. `air` and `aerosol` are relative to sea level. */
type Medium = { readonly extinction: Rgb; air: number; aerosol: number };

function fillMedium(medium: Medium, height: number, haze: number): void {
  medium.air = Math.exp(-height / RAYLEIGH_HEIGHT);
  medium.aerosol = haze * Math.exp(-height / MIE_HEIGHT);
  const ozone = Math.max(0, 1 - Math.abs(height - 25) / 15);
  for (const c of CHANNELS) medium.extinction[c] = RAYLEIGH[c] * medium.air + MIE_EXTINCTION * medium.aerosol + OZONE[c] * ozone;
}

/** Width of the edge of the Earth's shadow in kilometres; without any, its step would show in the tables. */
const SHADOW_EDGE = 1;

/** Transmittance from a height to the top of the air; none when the ground is in the way. */
function integrateTransmittance(height: number, mu: number, haze: number): Rgb {
  const radius = GROUND + Math.max(height, 0.01);
  const impact = radius * Math.sqrt(Math.max(0, 1 - mu * mu));
  if (mu < 0 && impact < GROUND - SHADOW_EDGE) return [0, 0, 0];
  const horizon = mu < 0 ? clamp((impact - GROUND) / SHADOW_EDGE + 1, 0, 1) : 1;
  const length = distanceToSphere(radius, mu, TOP);
  const steps = 40;
  const depth: Rgb = [0, 0, 0];
  const medium: Medium = { extinction: [0, 0, 0], air: 0, aerosol: 0 };
  for (let step = 0; step < steps; step++) {
    const t = ((step + 0.5) / steps) ** 2 * length;
    const width = (((step + 1) / steps) ** 2 - (step / steps) ** 2) * length;
    fillMedium(medium, Math.max(0, heightAt(radius, mu, t)), haze);
    for (const c of CHANNELS) depth[c] += medium.extinction[c] * width;
  }
  return perChannel((c) => Math.exp(-depth[c]) * horizon);
}

/** Directions of light that arrives after two and more scatterings. */
const DIRECTIONS = 24;

/**
 * Light that arrives after two and more scatterings, the same from all directions, by the cosine of the sun's zenith angle and the height (Hillaire, equations 5 to 10).
 */
function multipleScattering(haze: number, transmittance: Lookup): (sunMu: number, height: number) => Rgb {
  const nothing: Lookup = () => {};
  // Tables go through all suns at one height: the rays are the same.
  const raysAt = remember(1, (height: number) =>
    Array.from({ length: DIRECTIONS }, (_, i) => {
      const viewMu = 1 - (2 * i + 1) / DIRECTIONS;
      return { viewMu, azimuth: i * Math.PI * (3 - Math.sqrt(5)), ray: march(viewMu, Math.max(height, 0.05), haze, 12) };
    }),
  );
  return (sunMu, height) => {
    const second: Rgb = [0, 0, 0];
    const kept: Rgb = [0, 0, 0];
    for (const { viewMu, azimuth, ray } of raysAt(height)) {
      const cosine = viewMu * sunMu + Math.sqrt((1 - viewMu ** 2) * (1 - sunMu ** 2)) * Math.cos(azimuth);
      const light = lightAlong(ray, sunMu, cosine, transmittance, nothing, false);
      for (const c of CHANNELS) {
        second[c] += light[c] / DIRECTIONS;
        kept[c] += ray.transfer[c] / DIRECTIONS;
      }
    }
    return perChannel((c) => second[c] / (1 - Math.min(kept[c], 0.95)));
  };
}

/** What is on the way of a view ray, wherever the sun is. */
type Ray = {
  /** Distance of its start from the centre of the Earth. */
  readonly radius: number;
  readonly length: number;
  readonly hitsGround: boolean;
  readonly steps: readonly Step[];
  /** Share of isotropic unit light that the ray scatters to its start. */
  readonly transfer: Rgb;
  /** What is left of light from the far end. */
  readonly through: Rgb;
};

/** `weight` is how much of what is scattered here arrives, times the length of the step. */
type Step = { readonly t: number; readonly height: number; readonly rayleigh: Rgb; readonly mie: number; readonly weight: Rgb };

function march(viewMu: number, height: number, haze: number, count: number): Ray {
  const radius = GROUND + height;
  const toGround = distanceToGround(radius, viewMu);
  const length = toGround ?? distanceToSphere(radius, viewMu, TOP);
  const transfer: Rgb = [0, 0, 0];
  const through: Rgb = [1, 1, 1];
  const medium: Medium = { extinction: [0, 0, 0], air: 0, aerosol: 0 };
  const steps = Array.from({ length: count }, (_, step): Step => {
    const t = ((step + 0.5) / count) ** 2 * length;
    const width = (((step + 1) / count) ** 2 - (step / count) ** 2) * length;
    const here = Math.max(0, heightAt(radius, viewMu, t));
    fillMedium(medium, here, haze);
    const mie = MIE_SCATTERING * medium.aerosol;
    const rayleigh = perChannel((c) => RAYLEIGH[c] * medium.air);
    const weight = perChannel((c) => {
      const passed = Math.exp(-medium.extinction[c] * width);
      const share = (through[c] * (1 - passed)) / medium.extinction[c];
      transfer[c] += (rayleigh[c] + mie) * share;
      through[c] *= passed;
      return share;
    });
    return { t, height: here, rayleigh, mie, weight };
  });
  return { radius, length, hitsGround: toGround !== undefined, steps, transfer, through };
}

/** The light that arrives along a ray, by where the sun is; `phased` says that air and haze scatter more in some directions than in others. */
function lightAlong(
  { radius, length, hitsGround, steps, through }: Ray,
  sunMu: number,
  cosine: number,
  transmittance: Lookup,
  scattered: Lookup,
  phased: boolean,
): Rgb {
  const rayleighPhase = phased ? (3 / (16 * Math.PI)) * (1 + cosine * cosine) : 1 / (4 * Math.PI);
  const miePhase = phased ? cornetteShanks(cosine) : 1 / (4 * Math.PI);
  const light: Rgb = [0, 0, 0];
  const sun: Rgb = [0, 0, 0];
  const ambient: Rgb = [0, 0, 0];
  for (const { t, height, rayleigh, mie, weight } of steps) {
    const mu = clamp((radius * sunMu + t * cosine) / (GROUND + height), -1, 1);
    transmittance(mu, height, sun);
    scattered(mu, height, ambient);
    for (const c of CHANNELS) {
      const source = sun[c] * (rayleigh[c] * rayleighPhase + mie * miePhase) + ambient[c] * (rayleigh[c] + mie);
      light[c] += source * weight[c];
    }
  }
  if (hitsGround) {
    const mu = clamp((radius * sunMu + length * cosine) / GROUND, 0, 1);
    transmittance(mu, 0, sun);
    for (const c of CHANNELS) light[c] += (through[c] * sun[c] * mu * GROUND_ALBEDO) / Math.PI;
  }
  return light;
}

/** Phase function of haze, 1/sr (Cornette and Shanks, 1992). */
function cornetteShanks(cosine: number): number {
  const g = MIE_ANISOTROPY;
  const scale = (3 / (8 * Math.PI)) * ((1 - g * g) / (2 + g * g));
  return (scale * (1 + cosine * cosine)) / (1 + g * g - 2 * g * cosine) ** 1.5;
}

function heightAt(radius: number, mu: number, t: number): number {
  return Math.sqrt(radius * radius + t * t + 2 * radius * mu * t) - GROUND;
}

function distanceToSphere(radius: number, mu: number, sphere: number): number {
  return -radius * mu + Math.sqrt(Math.max(0, radius * radius * (mu * mu - 1) + sphere * sphere));
}

function distanceToGround(radius: number, mu: number): number | undefined {
  const discriminant = radius * radius * (mu * mu - 1) + GROUND * GROUND;
  return mu < 0 && discriminant >= 0 ? -radius * mu - Math.sqrt(discriminant) : undefined;
}
