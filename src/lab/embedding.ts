import { frechetOfMany } from "./frechet-of-many";
import type { Pixels } from "./image-features";
import { resized } from "./resize";
import type { Rows } from "./two-samples";

/** What a network is given for a byte of a picture: 0 to 1, -1 to 1, 0 to 255, or in standard deviations of ImageNet. */
export const pixelRanges = {
  unit: (value: number) => value / 255,
  signed: (value: number) => value / 127.5 - 1,
  bytes: (value: number) => value,
  imagenet: (value: number, channel: number) =>
    (value / 255 - (imagenetMeans[channel] ?? 0)) / (imagenetDeviations[channel] ?? 1),
} as const satisfies Record<string, (value: number, channel: number) => number>;

export type PixelRange = keyof typeof pixelRanges;

/** As torchvision's models were trained with. */
const imagenetMeans = [0.485, 0.456, 0.406];
const imagenetDeviations = [0.229, 0.224, 0.225];

/** Side of the pictures where a network takes any: Inception's. */
const USUAL_SIDE = 299;

/** The sides of one picture that a network takes: channels first as PyTorch has them, or last as TensorFlow. */
export type InputShape = { readonly width: number; readonly height: number; readonly channelsFirst: boolean };

/** Reads the shape of an input: four dimensions, three channels; names, or numbers below 1, are free. Undefined for others. */
export function inputShapeOf(shape: readonly (number | string)[]): InputShape | undefined {
  const [, a, b, c] = shape;
  if (shape.length !== 4) return undefined;
  const side = (size: number | string | undefined) => (typeof size === "number" && size > 0 ? size : USUAL_SIDE);
  if (a === 3) return { channelsFirst: true, height: side(b), width: side(c) };
  return c === 3 ? { channelsFirst: false, height: side(a), width: side(b) } : undefined;
}

/** A picture as a network takes it, and the dimensions of that. */
export function tensorOf(pixels: Pixels, { width, height, channelsFirst }: InputShape, range: PixelRange) {
  const bytes = resized(pixels, width, height);
  const [area, scaled] = [width * height, pixelRanges[range]];
  const data = new Float32Array(3 * area);
  for (let pixel = 0; pixel < area; pixel++)
    for (let channel = 0; channel < 3; channel++)
      data[channelsFirst ? channel * area + pixel : pixel * 3 + channel] = scaled(bytes[pixel * 3 + channel] ?? 0, channel);
  return { data, dims: channelsFirst ? [1, 3, height, width] : [1, height, width, 3] };
}

/** More pictures than this of each side are not sent through a network: the distance needs all of one side with all of the other. */
export const MOST_EMBEDDED = 2000;

/** How far apart two sets are by a network's features. */
export function embeddingDistance(reference: Rows, made: Rows) {
  return {
    features: made[0]?.length ?? 0,
    images: [made.length, reference.length] as const,
    frechet: frechetOfMany(made, reference),
  };
}

/** What a network gives for one picture, as a row: of maps (one, channels, height, width) their means. */
export function featuresOf(data: ArrayLike<number>, dims: readonly number[]): number[] {
  const values = Array.from(data, Number);
  const [, channels = 1, height = 1, width = 1] = dims;
  if (dims.length !== 4 || height * width === 1) return values;
  const area = height * width;
  return Array.from({ length: channels }, (_, at) => {
    let sum = 0;
    for (let n = 0; n < area; n++) sum += values[at * area + n] ?? 0;
    return sum / area;
  });
}
