/**
 * The curve from light to picture, for each channel: highlights roll off (Reinhard et al., 2002), mid-tones gain some contrast. A radiance of
 * 0.18 comes out at 0.18, a white card in full light (1.0) at 0.74. `shaders/develop.wgsl` applies it, with these numbers.
 */
export const toneCurve = { white: 4, contrast: 1.15, gain: 1.545 } as const;

/** The byte that a radiance comes out as: the curve and the encoding of sRGB (IEC 61966-2-1), as in `shaders/tone.wgsl`. */
export function pictureOf(radiance: number): number {
  const { white, contrast, gain } = toneCurve;
  const light = Math.max(radiance, 0);
  const linear = Math.min(gain * ((light * (1 + light / white ** 2)) / (1 + light)) ** contrast, 1);
  return Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
}

/** The radiance that a linear value of the picture (0..1) comes from: the curve backwards. */
export function radianceOf(linear: number): number {
  const rolled = (linear / toneCurve.gain) ** (1 / toneCurve.contrast);
  // rolled = x (1 + x / white²) / (1 + x), solved for x.
  const white2 = toneCurve.white ** 2;
  const half = (white2 * (1 - rolled)) / 2;
  return Math.sqrt(half * half + white2 * rolled) - half;
}
