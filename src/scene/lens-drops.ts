import { gaussian, stream, uniform } from "../recipe/random";
import { worldOf } from "../recipe/sequence";
import type { SceneSpec } from "../recipe/spec";
import { fullWeather } from "../recipe/weather";

/** A drop that clings to the front of the lens. Lengths are shares of the height of the picture, from its top left. */
export type LensDrop = {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Height over width: drops sag, and run down. */
  readonly stretch: number;
  /** Strength and angle (radians) of the dent that makes no drop quite round. */
  readonly dent: number;
  readonly turn: number;
  /** Width of its edge, as a share of its radius: the lens is not focused on it. */
  readonly softness: number;
};

/** Median radius, and the spread of its logarithm. */
const MEDIAN_RADIUS = 0.024;
const SPREAD = 0.45;
/** The same blur hides the edge of every drop: this share of the height of the picture. */
const BLUR = 0.017;

/** The drops on the lens of an image. More drops leave the first ones as they were. */
export function lensDropsOf(spec: Pick<SceneSpec, "weather" | "image" | "seed" | "index" | "sequence">): LensDrop[] {
  const { weather, image, seed } = spec;
  const random = stream(seed, worldOf(spec), "drops on the lens");
  const aspect = image.width / image.height;
  return Array.from({ length: Math.round(fullWeather(weather).dropsOnLens) }, () => {
    const radius = Math.min(MEDIAN_RADIUS * Math.exp(SPREAD * gaussian(random)), 0.09);
    return {
      x: uniform(random, 0, aspect),
      y: uniform(random, 0, 1),
      radius,
      // Most stretch a little; the few largest numbers are drops that run down.
      stretch: 1 + 0.15 * random() + 0.8 * random() ** 12,
      dent: uniform(random, 0.02, 0.12),
      turn: uniform(random, 0, 2 * Math.PI),
      softness: Math.min(Math.max(BLUR / radius, 0.12), 0.9),
    };
  });
}
