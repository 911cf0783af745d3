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

/** Every pixel in the colour of its class; pixels without a class stay transparent. */
function semanticPicture(sample: Sample): Promise<ImageBitmap> {
  const { width, height, data } = decode(fileOf(sample, "semantic"));
  return paint(width, height, (pixel) => {
    const classId = data[pixel] ?? 0;
    return classId === 0 ? undefined : classColour(classId);
  });
}

export type DepthPicture = { readonly picture: ImageBitmap; readonly nearMetres: number; readonly farMetres: number };

/**
 * Depth as colour, from the nearest to the farthest pixel of this image on a logarithmic scale (so that the foreground, where the labels
 * are, gets most of the colours). Pixels without depth are black.
 */
async function depthPicture(sample: Sample): Promise<DepthPicture> {
  const { width, height, data } = decode(fileOf(sample, "depth"));
  const [near, far] = rangeOf(data);
  const span = Math.log(far / near) || 1;
  const colours = Array.from({ length: 256 }, (_, at) => rampColour(at / 255));
  const picture = await paint(width, height, (pixel) => {
    const centimetres = data[pixel] ?? 0;
    return centimetres === 0 ? black : colours[Math.round((255 * Math.log(centimetres / near)) / span)];
  });
  return { picture, nearMetres: near / 100, farMetres: far / 100 };
}

export type OpenPictures = {
  readonly image: ImageBitmap;
  readonly semantic: ImageBitmap | undefined;
  readonly depth: DepthPicture | undefined;
};

/** Opens the pictures of one sample as they are wanted, and keeps them until another sample comes. */
export function createPictureOpener() {
  let opened:
    | { sample: Sample; image?: Promise<ImageBitmap>; semantic?: Promise<ImageBitmap>; depth?: Promise<DepthPicture> }
    | undefined;
  return async (sample: Sample, wanted: { semantic: boolean; depth: boolean }): Promise<OpenPictures> => {
    if (opened?.sample !== sample) {
      void close(opened?.image, opened?.semantic, opened?.depth);
      opened = { sample };
    }
    const now = opened;
    now.image ??= imagePicture(sample);
    if (wanted.semantic) now.semantic ??= semanticPicture(sample);
    if (wanted.depth) now.depth ??= depthPicture(sample);
    return {
      image: await now.image,
      semantic: wanted.semantic ? await now.semantic : undefined,
      depth: wanted.depth ? await now.depth : undefined,
    };
  };
}

/** Frees bitmaps once they are there; whoever drew them did so in the turn that it got them. */
async function close(...pictures: readonly (Promise<ImageBitmap | DepthPicture> | undefined)[]): Promise<void> {
  for (const opened of await Promise.allSettled(pictures)) {
    if (opened.status !== "fulfilled" || !opened.value) continue;
    const bitmap = "picture" in opened.value ? opened.value.picture : opened.value;
    bitmap.close();
  }
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
