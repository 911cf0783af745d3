/** Colours for classes and for depth. Classes keep their colour in every picture, chart and list. */

export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Bright first (the things, which come first among the classes), muted after (the stuff). Neighbours in the list differ in hue and in
 * lightness, so that two classes side by side stay apart for colour-blind eyes too.
 */
const palette: readonly Rgb[] = [
  [255, 95, 87],
  [56, 168, 255],
  [255, 203, 61],
  [46, 204, 128],
  [200, 120, 255],
  [255, 144, 56],
  [40, 215, 220],
  [255, 110, 180],
  [170, 220, 60],
  [125, 140, 255],
  [220, 165, 110],
  [240, 240, 200],
  [120, 110, 140],
  [205, 130, 160],
  [140, 105, 85],
  [95, 150, 80],
  [120, 175, 205],
  [185, 180, 160],
  [70, 120, 130],
  [160, 90, 105],
  [100, 100, 170],
  [150, 160, 90],
  [190, 145, 190],
  [85, 130, 105],
];

/** sRGB bytes of a class; `classId` is its 1-based position in `SceneSpec.classes`. Starts again after 24 classes. */
export function classColour(classId: number): Rgb {
  return palette[(Math.max(classId, 1) - 1) % palette.length] ?? [255, 255, 255];
}

/** The same colour for CSS and 2D canvases. */
export function cssColour([red, green, blue]: Rgb, opacity = 1): string {
  return `rgb(${red} ${green} ${blue} / ${opacity})`;
}

/** Black or white, whichever reads better on the colour (relative luminance, WCAG 2.2). */
export function textOn([red, green, blue]: Rgb): "#000" | "#fff" {
  const linear = (byte: number) => (byte / 255) ** 2.2;
  const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return luminance > 0.18 ? "#000" : "#fff";
}

const ramp: readonly Rgb[] = [
  [255, 241, 168],
  [252, 188, 92],
  [235, 117, 84],
  [183, 62, 110],
  [110, 38, 124],
  [48, 26, 92],
  [14, 12, 38],
];

/** A colour from near (0, pale yellow) to far (1, almost black); lightness falls evenly, so it also reads in grey. */
export function rampColour(share: number): Rgb {
  const at = Math.min(Math.max(share, 0), 1) * (ramp.length - 1);
  const low = ramp[Math.floor(at)] ?? [0, 0, 0];
  const high = ramp[Math.ceil(at)] ?? low;
  const part = at % 1;
  const mix = (from: number, to: number) => Math.round(from + (to - from) * part);
  return [mix(low[0], high[0]), mix(low[1], high[1]), mix(low[2], high[2])];
}
