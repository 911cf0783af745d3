import { lensOf } from "../camera/lens";
import { apertureRadius } from "../camera/shots";
import { type Falling, fallingOf } from "../recipe/falling";
import { murmur3 } from "../recipe/random";
import type { SceneSpec } from "../recipe/spec";
import type { PlacedLamp } from "./lamps/lamps";
import { addScaled, mean, type Rgb, scale } from "./sky/colour";
import type { Light } from "./sky/light";

/** What falls in a picture and how it is lit. */
export type Precipitation = {
  readonly falling: readonly Falling[];
  /** Exposed radiance of a drop and of a flake in the light of the day. */
  readonly radiance: { readonly rain: Rgb; readonly snow: Rgb };
  /** Lamps with their exposed intensities. */
  readonly lamps: readonly PlacedLamp[];
  readonly lampGain: Rgb;
  readonly shutterSeconds: number;
  readonly apertureMetres: number;
  readonly focusMetres: number;
  /** Another picture, other drops. */
  readonly seed: number;
};

/** Exposure of a camera that the recipe gives none, by day and at night. */
const USUAL_SHUTTER = { day: 1 / 120, night: 1 / 40 } as const;
/** Aperture of a small camera, and where it is focused, in metres. */
const USUAL_APERTURE = 0.003;
const USUAL_FOCUS = 10;
/** Share of the light all round that a drop sends on, most of it forwards, and a flake (Garg and Nayar, Vision and Rain, 2007). */
const DROP = 0.94;
const FLAKE = 0.85;

/** What falls before the camera of a scene under the open sky; nothing most of the time. */
export function precipitationOf(spec: SceneSpec, light: Light, lamps: readonly PlacedLamp[]): Precipitation | undefined {
  const { weather, camera, image, seed, index } = spec;
  const falling = fallingOf(weather);
  if (falling.length === 0) return undefined;
  // A drop is a lens that shows nearly all of its surroundings at once; a flake is lit from all sides.
  const around = scale(addScaled(mean(light.sky), light.ground, 1), 0.5);
  const sun = scale(light.sunIrradiance, 0.25 / Math.PI);
  return {
    falling,
    radiance: { rain: scale(around, DROP), snow: scale(addScaled(around, sun, 1), FLAKE) },
    lamps,
    lampGain: light.lampGain,
    shutterSeconds: camera.shutterSeconds ?? (light.lamps > 0.5 ? USUAL_SHUTTER.night : USUAL_SHUTTER.day),
    apertureMetres: camera.aperture ? 2 * apertureRadius(camera, lensOf(camera, image), image) : USUAL_APERTURE,
    focusMetres: camera.aperture?.focusDistanceMetres ?? USUAL_FOCUS,
    seed: murmur3(new TextEncoder().encode(`${seed}/${index}/falling`), 1),
  };
}
