/** Pictures to look at, from the files of a sample. The files themselves are never changed. */
import { decode } from "fast-png";
import type { LayerName, Sample } from "../../encode/sample";
import { classColour, type Rgb, rampColour } from "./colours";

/** The colour image as it was rendered. */
export function imagePicture(sample: Sample): Promise<ImageBitmap> {
  return createImageBitmap(
    new Blob([fileOf(sample, "image")], { type: sample.spec.image.jpegQuality === undefined ? "image/png" : "image/jpeg" }),
  );
}

/** A layer of a sample, painted for looking at. */
export type LayerPicture = {
  readonly bitmap: ImageBitmap;
  /** Of depth: what the ends of the colours mean. */
  readonly range?: { readonly nearMetres: number; readonly farMetres: number };
  /** Of classes and parts: the numbers that it has, in order. */
  readonly numbers?: readonly number[];
};

/** How each layer is painted. */
const painters = {
  /** Every pixel in the colour of its class; pixels without a class stay transparent. */
  semantic: (sample) => numbersPicture(fileOf(sample, "semantic")),
  depth: depthPicture,
  normals: normalPicture,
  /** Every pixel in the colour of its part; what has no named part stays transparent. */
  parts: (sample) => numbersPicture(fileOf(sample, "parts")),
} as const satisfies Record<string, (sample: Sample) => Promise<LayerPicture>>;

/** A layer that can be painted. */
export type PaintedName = keyof typeof painters;
export const paintedNames = Object.keys(painters) as readonly PaintedName[];

async function numbersPicture(file: Uint8Array<ArrayBuffer>): Promise<LayerPicture> {
  const { width, height, data } = decode(file);
  const numbers = [...new Set(data)].filter((number) => number !== 0).sort((a, b) => a - b);
  const colourOf = (pixel: number) => {
    const number = data[pixel] ?? 0;
    return number === 0 ? undefined : classColour(number);
  };
  return { bitmap: await paint(width, height, colourOf), numbers };
}

/**
 * Depth as colour, from the nearest to the farthest pixel of this image on a logarithmic scale (so that the foreground, where the labels
 * are, gets most of the colours). Pixels without depth are black.
 */
async function depthPicture(sample: Sample): Promise<LayerPicture> {
  const { width, height, data } = decode(fileOf(sample, "depth"));
  const [near, far] = rangeOf(data);
  const span = Math.log(far / near) || 1;
  const colours = Array.from({ length: 256 }, (_, at) => rampColour(at / 255));
  const bitmap = await paint(width, height, (pixel) => {
    const centimetres = data[pixel] ?? 0;
    return centimetres === 0 ? black : colours[Math.round((255 * Math.log(centimetres / near)) / span)];
  });
  return { bitmap, range: { nearMetres: near / 100, farMetres: far / 100 } };
}

/** As normal maps are usually seen: red to the right, green up, blue towards the camera. The file's axes go right, down and away. */
async function normalPicture(sample: Sample): Promise<LayerPicture> {
  const { width, height, data } = decode(fileOf(sample, "normals"));
  const byte = (value: number) => Math.round((255 * value) / 65535);
  const bitmap = await paint(width, height, (pixel) => {
    const [x = 0, y = 0, z = 0] = data.subarray(3 * pixel, 3 * pixel + 3);
    return x === 0 && y === 0 && z === 0 ? black : [byte(x), 255 - byte(y), 255 - byte(z)];
  });
  return { bitmap };
}

export type OpenPictures = { readonly image: ImageBitmap } & { readonly [name in PaintedName]?: LayerPicture };

type Opened = { readonly image: Promise<ImageBitmap>; readonly layers: Map<PaintedName, Promise<LayerPicture>> };

/** Opens the pictures of one sample as they are wanted, and keeps them until another sample comes. */
export function createPictureOpener() {
  let [last, opened]: [Sample | undefined, Opened | undefined] = [undefined, undefined];
  return async (sample: Sample, wanted: Iterable<PaintedName>): Promise<OpenPictures> => {
    if (!opened || last !== sample) {
      if (opened) void close(opened);
      [last, opened] = [sample, { image: imagePicture(sample), layers: new Map() }];
    }
    const { image, layers } = opened;
    // A layer that the sample has not got is on its way: the preview asks for it once more.
    const names = [...new Set(wanted)].filter((name) => sample.files[name]);
    const pictures = names.map(async (name) => {
      const picture = layers.get(name) ?? painters[name](sample);
      layers.set(name, picture);
      return [name, await picture] as const;
    });
    return { image: await image, ...Object.fromEntries(await Promise.all(pictures)) };
  };
}

/** Frees bitmaps once they are there; whoever drew them did so in the turn that it got them. */
async function close({ image, layers }: Opened): Promise<void> {
  const bitmaps = [image, ...[...layers.values()].map(async (picture) => (await picture).bitmap)];
  for (const bitmap of await Promise.allSettled(bitmaps)) if (bitmap.status === "fulfilled") bitmap.value.close();
}

const black: Rgb = [0, 0, 0];

/** Smallest and largest value over 0; [1, 1] when there is none. */
function rangeOf(values: ArrayLike<number>): readonly [near: number, far: number] {
  let near = Number.POSITIVE_INFINITY;
  let far = 1;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (value === 0) continue;
    near = Math.min(near, value);
    far = Math.max(far, value);
  }
  return [Math.min(near, far), far];
}

function paint(width: number, height: number, colourOf: (pixel: number) => Rgb | undefined): Promise<ImageBitmap> {
  const image = new ImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourOf(pixel);
    if (!colour) continue;
    image.data[4 * pixel] = colour[0];
    image.data[4 * pixel + 1] = colour[1];
    image.data[4 * pixel + 2] = colour[2];
    image.data[4 * pixel + 3] = 255;
  }
  return createImageBitmap(image);
}

function fileOf(sample: Sample, layer: LayerName): Uint8Array<ArrayBuffer> {
  const file = sample.files[layer];
  if (!file) throw new Error(`Image ${sample.index} was made without its ${layer} layer; ask for it in the recipe's layers`);
  return file;
}
