/** Arithmetic with linear sRGB triples: radiances, irradiances, transmittances. */

export type Rgb = [red: number, green: number, blue: number];

export const CHANNELS = [0, 1, 2] as const;

/** A colour computed channel by channel. */
export function perChannel(compute: (channel: 0 | 1 | 2) => number): Rgb {
  return [compute(0), compute(1), compute(2)];
}

/** Linear interpolation between two colours. */
export function mix(a: Readonly<Rgb>, b: Readonly<Rgb>, share: number): Rgb {
  return perChannel((c) => a[c] + (b[c] - a[c]) * share);
}

/** Relative luminance of linear sRGB (Rec. 709). */
export function luminance(colour: Readonly<Rgb>): number {
  return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

export function mean(colours: readonly Rgb[]): Rgb {
  return perChannel((c) => colours.reduce((sum, colour) => sum + colour[c], 0) / Math.max(1, colours.length));
}

export function addScaled(a: Rgb, b: Rgb, factor: number): Rgb {
  return perChannel((c) => a[c] + b[c] * factor);
}

export function scale(colour: Readonly<Rgb>, factor: number): Rgb {
  return perChannel((c) => colour[c] * factor);
}
