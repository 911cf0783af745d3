import { deviation, mean } from "./statistics";

/** 8-bit pixels, row-major, with 1 to 4 channels. */
export type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
};

type Name = "brightness" | "contrast" | "saturation" | "colourfulness" | "red" | "blue" | "sharpness" | "noise" | "detailSlope";

/** What is measured of every picture; docs/quality.md defines each. */
type ImageFeatures = Readonly<Record<Name, number>>;

/** Features of one picture; light is 0 to 1, BT.601 luma of the sRGB values. */
export function imageFeatures(picture: Pixels): ImageFeatures {
  const { width, height, channels, data } = picture;
  const at = (pixel: number, channel: number) => (data[pixel * channels + (channels < 3 ? 0 : channel)] ?? 0) / 255;
  const grey = new Float64Array(width * height);
  const [opponent, yellow, saturation]: number[][] = [[], [], []];
  let [red, blue] = [0, 0];
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const [r, g, b] = [at(pixel, 0), at(pixel, 1), at(pixel, 2)];
    grey[pixel] = 0.299 * r + 0.587 * g + 0.114 * b;
    opponent?.push(r - g);
    yellow?.push((r + g) / 2 - b);
    const most = Math.max(r, g, b);
    saturation?.push(most > 0 ? (most - Math.min(r, g, b)) / most : 0);
    red += r / grey.length;
    blue += b / grey.length;
  }
  const values = [...grey];
  const brightness = mean(values);
  const [rg = [], yb = []] = [opponent, yellow];
  return {
    brightness,
    contrast: deviation(values),
    saturation: mean(saturation ?? []),
    colourfulness: Math.hypot(deviation(rg), deviation(yb)) + 0.3 * Math.hypot(mean(rg), mean(yb)),
    red: red - brightness,
    blue: blue - brightness,
    ...gradients(grey, width, height),
    detailSlope: detailSlope(grey, width, height),
  };
}

/** Variance of the Laplacian (Pech-Pacheco et al., 2000), and the noise's standard deviation (Immerkaer, 1996). */
function gradients(grey: Float64Array, width: number, height: number) {
  const laplacian: number[] = [];
  let rough = 0;
  const g = (x: number, y: number) => grey[y * width + x] ?? 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const sides = g(x - 1, y) + g(x + 1, y) + g(x, y - 1) + g(x, y + 1);
      const corners = g(x - 1, y - 1) + g(x + 1, y - 1) + g(x - 1, y + 1) + g(x + 1, y + 1);
      laplacian.push(sides - 4 * g(x, y));
      rough += Math.abs(corners - 2 * sides + 4 * g(x, y));
    }
  return { sharpness: deviation(laplacian) ** 2, noise: (Math.sqrt(Math.PI / 2) * rough) / (6 * Math.max(1, laplacian.length)) };
}

/** How fast the energy of Haar details grows with their size: slope of its binary logarithm over octaves. Natural pictures have about 2 (Field, 1987). */
function detailSlope(grey: Float64Array, width: number, height: number): number {
  let [level, w, h] = [grey, width, height];
  const energies: number[] = [];
  while (w >= 4 && h >= 4) {
    const [nextW, nextH] = [w >> 1, h >> 1];
    const next = new Float64Array(nextW * nextH);
    let energy = 0;
    for (let y = 0; y < nextH; y++)
      for (let x = 0; x < nextW; x++) {
        const from = 2 * y * w + 2 * x;
        const [a, b, c, d] = [level[from] ?? 0, level[from + 1] ?? 0, level[from + w] ?? 0, level[from + w + 1] ?? 0];
        // Orthonormal, so that the energies of all octaves add up to that of the picture.
        energy += ((a - b + c - d) ** 2 + (a + b - c - d) ** 2 + (a - b - c + d) ** 2) / 4;
        next[y * nextW + x] = (a + b + c + d) / 2;
      }
    energies.push(Math.log2(energy / next.length + 1e-12));
    [level, w, h] = [next, nextW, nextH];
  }
  const middle = (energies.length - 1) / 2;
  const spread = energies.reduce((sum, _, n) => sum + (n - middle) ** 2, 0);
  return spread === 0 ? 0 : energies.reduce((sum, value, n) => sum + (n - middle) * value, 0) / spread;
}

/** 64 bits: whether each cell of a picture cut into 9 by 8 is darker than its right neighbour (dHash; Krawetz, 2013). */
export function differenceHash({ width, height, channels, data }: Pixels): string {
  const cell = (column: number, row: number): number => {
    let [sum, many] = [0, 0];
    const [left, right] = [
      Math.floor((column * width) / 9),
      Math.max(Math.floor(((column + 1) * width) / 9), Math.floor((column * width) / 9) + 1),
    ];
    const [top, bottom] = [
      Math.floor((row * height) / 8),
      Math.max(Math.floor(((row + 1) * height) / 8), Math.floor((row * height) / 8) + 1),
    ];
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++)
        for (let channel = 0; channel < Math.min(3, channels); channel++, many++)
          sum += data[(y * width + x) * channels + channel] ?? 0;
    return sum / many;
  };
  let bits = "";
  for (let row = 0; row < 8; row++)
    for (let column = 0; column < 8; column++) bits += cell(column, row) < cell(column + 1, row) ? "1" : "0";
  return bits;
}

/** The picture in a mirror: left and right swapped. */
export function mirrored({ width, height, channels, data }: Pixels): Pixels {
  const turned = Float64Array.from({ length: width * height * channels }, (_, at) => {
    const [pixel, channel] = [Math.floor(at / channels), at % channels];
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return data[(y * width + width - 1 - x) * channels + channel] ?? 0;
  });
  return { width, height, channels, data: turned };
}
