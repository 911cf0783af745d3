import type { Pixels } from "./image-features";

/**
 * Red, green and blue of a picture in another size, row-major, 0 to 255. Bilinear, with a filter as wide as a pixel of the smaller picture, as Pillow does it:
 * without, small pictures alias and distances of features are off (Parmar, Zhang and Zhu, On Aliased Resizing, CVPR 2022).
 */
export function resized({ width, height, channels, data }: Pixels, toWidth: number, toHeight: number): Float32Array {
  const [columns, rows] = [weights(width, toWidth), weights(height, toHeight)];
  const between = new Float32Array(toWidth * height * 3);
  for (let y = 0; y < height; y++)
    for (const [x, { from, shares }] of columns.entries())
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const [n, share] of shares.entries())
          sum += share * (data[(y * width + from + n) * channels + (channels < 3 ? 0 : channel)] ?? 0);
        between[(y * toWidth + x) * 3 + channel] = sum;
      }
  const result = new Float32Array(toWidth * toHeight * 3);
  for (const [y, { from, shares }] of rows.entries())
    for (let at = 0; at < toWidth * 3; at++) {
      let sum = 0;
      for (const [n, share] of shares.entries()) sum += share * (between[(from + n) * toWidth * 3 + at] ?? 0);
      result[y * toWidth * 3 + at] = sum;
    }
  return result;
}

/** Which pixels of a side each new one is made of, and how much of each. */
function weights(side: number, toSide: number): { readonly from: number; readonly shares: readonly number[] }[] {
  const scale = side / toSide;
  const reach = Math.max(1, scale);
  return Array.from({ length: toSide }, (_, at) => {
    const middle = (at + 0.5) * scale;
    const from = Math.max(0, Math.floor(middle - reach + 0.5));
    const to = Math.min(side, Math.floor(middle + reach + 0.5));
    const all = Array.from({ length: to - from }, (_, n) => Math.max(0, 1 - Math.abs((from + n + 0.5 - middle) / reach)));
    const sum = all.reduce((total, one) => total + one, 0);
    return { from, shares: all.map((one) => one / sum) };
  });
}
