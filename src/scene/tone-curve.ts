/**
 * The curve from light to picture, for each channel: highlights roll off (Reinhard et al., 2002), mid-tones gain some contrast. A radiance of
 * 0.18 comes out at 0.18, a white card in full light (1.0) at 0.74. `shaders/develop.wgsl` applies it, with these numbers.
 */
export const toneCurve = { white: 4, contrast: 1.15, gain: 1.545 } as const;

/** The radiance that a linear value of the picture (0..1) comes from: the curve backwards. */
export function radianceOf(linear: number): number {
  const rolled = (linear / toneCurve.gain) ** (1 / toneCurve.contrast);
  // rolled = x (1 + x / white²) / (1 + x), solved for x.
  const white2 = toneCurve.white ** 2;
  const half = (white2 * (1 - rolled)) / 2;
  return Math.sqrt(half * half + white2 * rolled) - half;
}
