import { stream } from "../recipe/random";
import type { CameraSpec, SceneSpec, SensorSpec } from "../recipe/spec";

/** EV at ISO 100 that a camera is set to by hand; undefined when it meters. */
export function exposureValue({ aperture, shutterSeconds, iso }: CameraSpec): number | undefined {
  if (!aperture || shutterSeconds === undefined || iso === undefined) return undefined;
  return Math.log2((aperture.fNumber ** 2 / shutterSeconds) * (100 / iso));
}

/** Calibration of incident meters: E = 2.5 lx times 2^EV at ISO 100 (ISO 2720, C = 250). */
const LUX_AT_EV_0 = 2.5;

/** Luminance of a white card in the light that an EV at ISO 100 is right for, cd/m². */
export function whiteCardCandelas(ev: number): number {
  return (LUX_AT_EV_0 * 2 ** ev) / Math.PI;
}

/** A sensor with what the light of the picture makes of it. */
export type Developing = {
  readonly sensor: SensorSpec;
  /** Electrons of a full well at the ISO that is set. */
  readonly wellElectrons: number;
  /** Radiance of a full well; a white card in full light has 1. */
  readonly saturation: number;
  /** Whole numbers of 32 bits: another one for each image, and the same one for all of them. */
  readonly noiseSeed: number;
  readonly patternSeed: number;
};

/** `candelas` is the luminance in cd/m² of the radiance 1: in less light the ISO is higher, and fewer electrons make the same picture. */
export function developingOf({ camera, seed, index }: SceneSpec, sensor: SensorSpec, candelas: number): Developing {
  const { baseIso, highestIso, baseExposureValue, fullWellElectrons, headroomStops } = sensor;
  const light = Math.log2((candelas * Math.PI) / LUX_AT_EV_0);
  const wanted = camera.iso === undefined ? 2 ** (baseExposureValue - light) : camera.iso / baseIso;
  const gain = Math.min(Math.max(wanted, 1), highestIso / baseIso);
  return {
    sensor,
    wellElectrons: fullWellElectrons / gain,
    saturation: 2 ** headroomStops,
    noiseSeed: stream(seed, index, "sensor noise")() * 2 ** 32,
    patternSeed: stream(seed, 0, "sensor pattern")() * 2 ** 32,
  };
}
