import { stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { canBeSeen, type PlacedLamp } from "../lamps/lamps";
import { addScaled, CHANNELS, clamp, luminance, mean, perChannel, type Rgb, scale } from "./colour";
import { type Light, radians, rowSine, SKY_COLUMNS, SKY_ROWS } from "./light";
import { FLASH_RADIUS, flashDirection } from "./lightning";

/** The light of a sub-frame. */
export type LightSample = {
  /** Unit vector towards the light. */
  readonly direction: Vec3;
  /** Irradiance of a surface that faces it. */
  readonly irradiance: Rgb;
  /** Moves the shadow map over the ground, in texels east and south, so that the mean of the sub-frames shows no steps. */
  readonly shift: readonly [east: number, south: number];
  /** The lamp that shines, if it is one: then `irradiance` is its intensity, and the direction means nothing. */
  readonly lamp?: PlacedLamp;
  /** Lamps that shine without shadows. */
  readonly lamps?: readonly ShiningLamp[];
};

/** A lamp, and how many times brighter than it is it shines, since it does not shine in every sub-frame. */
export type ShiningLamp = { readonly lamp: PlacedLamp; readonly gain: number };

/** The lights of all sub-frames, and what is left over for light without shadow, as spherical harmonics. */
export type LightPlan = {
  readonly samples: readonly LightSample[];
  readonly ambient: readonly Rgb[];
};

const SAMPLED_FROM = Math.sin(radians(15));

/**
 * Splits the light over sub-frames, so that one shadow map does for all of it: some sub-frames are lit by the sun (moved within
 * its disc), the others each by one direction of the sky. Their mean is soft shadow from the sun and occlusion of the sky.
 */
export function planLight(
  light: Light,
  subframes: number,
  seed: number,
  index: number,
  lamps: readonly PlacedLamp[] = [],
): LightPlan {
  const random = stream(seed, index, "light samples");
  const shadowed = subframes >= 4 ? light.shadowed : 0;
  const skySolidAngle = 2 * Math.PI * (1 - SAMPLED_FROM);
  const skyShare = shadowed * luminance(meanSky(light.sky)) * skySolidAngle;
  const sunShare = luminance(light.sunIrradiance);
  const flashCount = light.flash && subframes >= 4 ? Math.ceil(subframes / SUBFRAMES_A_FLASH) : 0;
  const steady = subframes - flashCount;
  const lampCount = Math.min(lampSubframes(light, lamps, subframes, sunShare + skyShare), lampsIn(steady));
  const natural = steady - lampCount;
  const wanted = Math.round((natural * sunShare) / (sunShare + skyShare + 1e-9));
  const fewest = shadowed > 0 && natural > 3 ? 3 : 0;
  const sunCount = sunShare < 0.02 || natural === 0 ? 0 : clamp(wanted, 1, Math.max(1, natural - fewest));
  const skyCount = natural - sunCount;
  const flashFrom = flashDirection(seed, index);
  const keyLamps = lamps.slice(0, Math.ceil(lampCount / SUBFRAMES_A_LAMP));
  const shining = shareOut(
    lamps.slice(keyLamps.length).filter(({ intensity }) => canBeSeen(intensity, light.lampGain)),
    subframes,
  );
  const samples = Array.from({ length: subframes }, (_, at): LightSample => {
    const shines = shining[at];
    const shift = at === 0 ? ([0, 0] as const) : ([uniform(random, -1, 1), uniform(random, -1, 1)] as const);
    if (at < sunCount) {
      const direction = jitter(light.sunDirection, at === 0 ? 0 : light.sunRadius * Math.sqrt(random()), random() * 2 * Math.PI);
      return { direction, irradiance: scale(light.sunIrradiance, subframes / sunCount), shift, ...(shines && { lamps: shines }) };
    }
    if (light.flash && at >= steady) {
      const irradiance = scale(light.flash, subframes / flashCount);
      const direction = jitter(flashFrom, FLASH_RADIUS * Math.sqrt(random()), random() * 2 * Math.PI);
      return { direction, irradiance, shift, ...(shines && { lamps: shines }) };
    }
    const step = at - sunCount;
    if (step >= skyCount) {
      const one = step - skyCount;
      const lamp = keyLamps[one % keyLamps.length];
      if (!lamp) throw new Error("a sub-frame was given to no lamp");
      const turns = Math.ceil((lampCount - (one % keyLamps.length)) / keyLamps.length);
      const irradiance = perChannel((c) => (lamp.intensity[c] * light.lampGain[c] * subframes) / turns);
      return { direction: [0, 1, 0], irradiance, shift, lamp: moved(lamp, random), ...(shines && { lamps: shines }) };
    }
    const sine = SAMPLED_FROM + (1 - SAMPLED_FROM) * ((step + 0.5) / skyCount);
    const turn = (step * (Math.sqrt(5) - 1)) / 2 + random() * 0.2;
    const direction: Vec3 = [
      Math.cos(turn * 2 * Math.PI) * Math.sqrt(1 - sine * sine),
      sine,
      Math.sin(turn * 2 * Math.PI) * Math.sqrt(1 - sine * sine),
    ];
    if (shadowed === 0) return { direction: [0, 1, 0], irradiance: [0, 0, 0], shift, ...(shines && { lamps: shines }) };
    const weight = (shadowed * skySolidAngle * subframes) / skyCount;
    return { direction, irradiance: scale(lookUp(light, direction), weight), shift, ...(shines && { lamps: shines }) };
  });
  const ambient = harmonics(light, skyCount > 0 ? shadowed : 0, sunCount > 0 ? [0, 0, 0] : light.sunIrradiance);
  if (light.flash && flashCount === 0) addHarmonics(ambient, flashFrom, light.flash, 1);
  return {
    samples,
    ambient,
  };
}

/** In how many sub-frames a lamp without shadows shines: in more the edges of things in its light are smoother, in fewer shaders have fewer lamps to sum. */
const TURNS_OF_A_LAMP = 2;

/** Shares lamps out evenly over sub-frames; over all of them each gives as much light as if it always shone. Nothing for no lamps. */
function shareOut(lamps: readonly PlacedLamp[], subframes: number): ShiningLamp[][] {
  if (lamps.length === 0) return [];
  const stride = Math.max(1, Math.floor(subframes / TURNS_OF_A_LAMP));
  const turnsOf = (lamp: number) => Math.ceil((subframes - (lamp % stride)) / stride);
  return Array.from({ length: subframes }, (_, subframe) =>
    lamps.flatMap((lamp, at) => (subframe % stride === at % stride ? { lamp, gain: subframes / turnsOf(at) } : [])),
  );
}

/** Sub-frames of one lamp: its light is smoothed by as many. */
const SUBFRAMES_A_LAMP = 4;
/** One of so many sub-frames is lit by the lightning. */
const SUBFRAMES_A_FLASH = 8;

/** As many sub-frames as whole lamps can have. */
function lampsIn(subframes: number): number {
  return Math.floor(subframes / SUBFRAMES_A_LAMP) * SUBFRAMES_A_LAMP;
}

/** How many sub-frames the brightest lamps get for themselves, so that they cast shadows: in proportion to their light. */
function lampSubframes(
  { lampGain, lampIrradiance }: Light,
  lamps: readonly PlacedLamp[],
  subframes: number,
  others: number,
): number {
  const brightness = luminance(perChannel((c) => lampIrradiance[c] * lampGain[c]));
  if (lamps.length === 0 || subframes < SUBFRAMES_A_LAMP || brightness < 0.02) return 0;
  const wanted = Math.round((subframes * brightness) / (brightness + others));
  const most = Math.min(lamps.length * SUBFRAMES_A_LAMP, subframes);
  return Math.floor(Math.min(wanted, most) / SUBFRAMES_A_LAMP) * SUBFRAMES_A_LAMP;
}

/** A lamp is some size: its middle moves by up to 6 cm. */
function moved(lamp: PlacedLamp, random: () => number): PlacedLamp {
  const [x, y, z] = lamp.position;
  return { ...lamp, position: [x + uniform(random, -0.06, 0.06), y, z + uniform(random, -0.06, 0.06)] };
}

/** Radiance of the sky in a direction of the upper half. */
function lookUp(light: Light, direction: Vec3): Rgb {
  const row = clamp(Math.round(Math.sqrt(Math.max(direction[1], 0)) * (SKY_ROWS - 1)), 0, SKY_ROWS - 1);
  const [sx, , sz] = light.sunDirection;
  const lengths = Math.hypot(sx, sz) * Math.hypot(direction[0], direction[2]);
  const cosine = lengths > 1e-9 ? clamp((sx * direction[0] + sz * direction[2]) / lengths, -1, 1) : 1;
  const column = Math.round((Math.acos(cosine) / Math.PI) * (SKY_COLUMNS - 1));
  return light.sky[row * SKY_COLUMNS + column] ?? [0, 0, 0];
}

/** Nine coefficients of the radiance all round (Ramamoorthi and Hanrahan, 2001), without the part that has shadows. */
function harmonics(light: Light, shadowed: number, dimSun: Rgb): Rgb[] {
  const bounced = scale(light.ground, light.bounced);
  const sums = noHarmonics();
  addHarmonics(sums, light.sunDirection, dimSun, light.sunDirection[1] > 0 ? 1 : 0);
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
      addHarmonics(sums, [x, y, z], radiance, (4 * Math.PI) / (rows * columns));
    }
  }
  return sums;
}

/** Spherical harmonics of no light. */
export function noHarmonics(): Rgb[] {
  return Array.from({ length: 9 }, (): Rgb => [0, 0, 0]);
}

/** Adds the light of a solid angle round a direction. */
export function addHarmonics(sums: readonly Rgb[], [x, y, z]: Vec3, radiance: Rgb, solidAngle: number): void {
  for (const [at, basis] of basisFunctions(x, y, z).entries()) {
    const sum = sums[at];
    if (sum) for (const c of CHANNELS) sum[c] += radiance[c] * basis * solidAngle;
  }
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

function meanSky(sky: readonly Rgb[]): Rgb {
  return mean(sky.filter((_, at) => rowSine(Math.floor(at / SKY_COLUMNS)) > SAMPLED_FROM));
}

/** A direction moved by an angle in radians, to the side that `turn` says. */
export function jitter(direction: Vec3, radius: number, turn: number): Vec3 {
  const [x, y, z] = direction;
  const flat = Math.hypot(x, z) || 1;
  const side: Vec3 = [-z / flat, 0, x / flat];
  const up: Vec3 = [-y * (x / flat), flat, -y * (z / flat)];
  const [a, b] = [radius * Math.cos(turn), radius * Math.sin(turn)];
  return [x + side[0] * a + up[0] * b, y + up[1] * b, z + side[2] * a + up[2] * b];
}
