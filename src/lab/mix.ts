/** Real and synthetic images in one dataset, for training on both: who goes where, and what is done to them. */

import { RecipeError } from "../errors";
import { keyOf, permuted } from "../plan/permutation";
import { gaussian, stream } from "../recipe/random";
import { grouped } from "./grouped";
import type { Pixels } from "./image-features";

type Fields = Readonly<Record<string, unknown>>;
export type MixCategory = Fields & { readonly id: number; readonly name: string };
type Annotation = Fields & { readonly image_id: number; readonly category_id: number };

/** The labels of one split of a dataset, as COCO has them. */
export type MixPart = {
  readonly split: string;
  readonly images: readonly (Fields & { readonly id: number; readonly file_name: string })[];
  readonly annotations: readonly Annotation[];
  readonly categories: readonly MixCategory[];
};

/** How far pictures for training are changed: each picture by amounts of its own. All are 0 where nothing is changed. */
export type Augmentation = {
  /** Brightness is multiplied by 1 - this to 1 + this. */
  readonly brightness: number;
  /** Likewise the distance from middle grey. */
  readonly contrast: number;
  /** Largest standard deviation of added Gaussian noise, as a share of white. */
  readonly noise: number;
};

/** What is done to one picture. */
export type Change = { readonly brightness: number; readonly contrast: number; readonly noise: number };

export type MixWish = {
  /** Synthetic images for each real one in the training split. */
  readonly ratio: number;
  readonly seed: number;
  /** Split that gets the synthetic images. */
  readonly train: string;
  /** Whether a synthetic image is kept from training, to test on. */
  readonly isHeldOut: (part: MixPart, image: MixPart["images"][number]) => boolean;
  readonly augmentation: Augmentation;
  /** Training images with a class that fewer than this share of them show are there more than once. */
  readonly oversample?: number | undefined;
};

/** An image of the mix. */
export type MixedImage = {
  readonly split: string;
  readonly source: "real" | "synthetic";
  readonly part: MixPart;
  readonly image: MixPart["images"][number];
  readonly id: number;
  /** Which of the times that an image is there this is; none for the first. */
  readonly copy?: number;
  readonly change?: Change;
};

export type Mix = {
  readonly images: readonly MixedImage[];
  readonly categories: readonly MixCategory[];
  /** Classes of the synthetic set that the real one does not have: their labels are left out. */
  readonly unmatched: readonly string[];
  /** Annotations of a split, with ids of the mix. */
  annotationsOf(split: string): Fields[];
};

/** The split of held-out synthetic images: apart from the real ones, so that each has a score of its own. */
export const HELD_OUT = "test-heldout";

/**
 * Real images stay in their splits. Synthetic ones of their training split join the real training images, `ratio` to one, chosen by the seed so that a smaller ratio is part of
 * a larger one; held-out ones go to a test split and nowhere else. Classes are those of the real set, by name. Throws RecipeError.
 */
export function mixed(real: readonly MixPart[], synthetic: readonly MixPart[], wish: MixWish): Mix {
  const { ratio, seed, train, isHeldOut } = wish;
  const categories = real[0]?.categories ?? [];
  const ownTrain = real.filter(({ split }) => split === train).flatMap(({ images }) => images);
  if (ownTrain.length === 0)
    throw new RecipeError(
      `--real: no images in a split ${train}; expected some there, or another name, for example --train ${real[0]?.split ?? "train"}.`,
    );
  const all = synthetic.flatMap((part) => part.images.map((image) => ({ part, image, held: isHeldOut(part, image) })));
  const usable = all.filter(({ part, held }) => !held && part.split === train);
  const wanted = Math.round(ratio * ownTrain.length);
  if (wanted > usable.length)
    throw new RecipeError(
      `--ratio: ${ratio} synthetic images for each of ${ownTrain.length} real ones are ${wanted}, and the synthetic set has ${usable.length} for training; expected at most --ratio ${Math.floor((100 * usable.length) / ownTrain.length) / 100}.`,
    );
  const key = keyOf(seed, "mix");
  const chosen = new Set(Array.from({ length: wanted }, (_, at) => permuted(at, usable.length, key)));
  const rows = [
    ...real.flatMap((part) => part.images.map((image) => ({ split: part.split, source: "real" as const, part, image }))),
    ...usable
      .filter((_, at) => chosen.has(at))
      .map(({ part, image }) => ({ split: train, source: "synthetic" as const, part, image })),
    ...all.filter(({ held }) => held).map(({ part, image }) => ({ split: HELD_OUT, source: "synthetic" as const, part, image })),
  ];
  const { idOf, unmatched } = matchedClasses(categories, synthetic);
  const timesOf = repeats(
    rows.filter(({ split }) => split === train),
    ({ source, part }, id) => idOf(source, part, id),
    wish,
  );
  const repeated = rows.flatMap((row) =>
    Array.from({ length: timesOf.get(row) ?? 1 }, (_, copy) => ({ ...row, ...(copy > 0 && { copy }) })),
  );
  const images = repeated.map((row, at): MixedImage => {
    const change = row.split === train ? changeOf(seed, nameOf(row), wish.augmentation) : undefined;
    return { ...row, id: at + 1, ...(change && { change }) };
  });
  return {
    images,
    categories,
    unmatched,
    annotationsOf(split) {
      const own = grouped(
        images.filter((one) => one.split === split),
        (one) => keyIn(one.part, one.image.id),
      );
      const parts = new Set([...own.values()].flat().map(({ part }) => part));
      const found = [...parts].flatMap((part) =>
        part.annotations.flatMap((annotation) =>
          (own.get(keyIn(part, annotation.image_id)) ?? []).flatMap((image) => {
            const category = idOf(image.source, part, annotation.category_id);
            return category === undefined ? [] : [{ ...annotation, image_id: image.id, category_id: category }];
          }),
        ),
      );
      return found.map((annotation, at) => ({ ...annotation, id: at + 1 }));
    },
  };

  function keyIn(part: MixPart, id: number): string {
    const at = real.indexOf(part);
    return at >= 0 ? `real/${at}/${id}` : `synthetic/${synthetic.indexOf(part)}/${id}`;
  }
}

function matchedClasses(categories: readonly MixCategory[], synthetic: readonly MixPart[]) {
  const byName = new Map(categories.map(({ id, name }) => [name.toLowerCase(), id]));
  const names = new Set(synthetic.flatMap((part) => part.categories.map(({ name }) => name)));
  const unmatched = [...names].filter((name) => !byName.has(name.toLowerCase()));
  if (names.size > 0 && unmatched.length === names.size)
    throw new RecipeError(
      `--synthetic: none of its classes ${[...names].join(", ")} is one of the real set, which has ${categories.map(({ name }) => name).join(", ")}; expected the same names, in capitals or not.`,
    );
  const idOf = (source: MixedImage["source"], part: MixPart, id: number) => {
    if (source === "real") return id;
    const name = part.categories.find((one) => one.id === id)?.name;
    return name === undefined ? undefined : byName.get(name.toLowerCase());
  };
  return { idOf, unmatched };
}

/** What random choices about an image are named by; copies make their own. */
export function nameOf({ source, part, image, copy }: Pick<MixedImage, "source" | "part" | "image" | "copy">): string {
  return `${source}/${part.split}/${image.id}${copy === undefined ? "" : `/${copy}`}`;
}

type Row = Pick<MixedImage, "source" | "part" | "image">;

/**
 * How often each training image is there: by the rarest of its classes max(1, sqrt(t / f)), where f is the share of the images that show the class and t what is asked for
 * (repeat factors: Gupta et al., LVIS, 2019). Fractions are drawn, each from a stream of its own.
 */
function repeats<R extends Row>(
  rows: readonly R[],
  classOf: (row: R, id: number) => number | undefined,
  wish: MixWish,
): Map<R, number> {
  const { oversample, seed } = wish;
  if (oversample === undefined) return new Map();
  const shown = new Map(rows.map((row) => [row, new Set<number>()]));
  for (const [part, own] of grouped(rows, (row) => row.part)) {
    const byId = new Map(own.map((row) => [row.image.id, row]));
    for (const { image_id, category_id, iscrowd } of part.annotations) {
      // A region to ignore shows nothing of its class.
      const row = iscrowd === 1 ? undefined : byId.get(image_id);
      const known = row && classOf(row, category_id);
      if (row && known !== undefined) shown.get(row)?.add(known);
    }
  }
  const images = new Map<number, number>();
  for (const classes of shown.values()) for (const id of classes) images.set(id, (images.get(id) ?? 0) + 1);
  return new Map(
    [...shown].map(([row, classes]) => {
      const factors = [...classes].map((id) => Math.sqrt((oversample * rows.length) / (images.get(id) ?? rows.length)));
      const factor = Math.max(1, ...factors);
      const whole = Math.floor(factor);
      const more = stream(seed, 0, "mix", "repeat", nameOf(row))() < factor - whole ? 1 : 0;
      return [row, whole + more];
    }),
  );
}

/** The amounts of one picture, each from a stream of its own; nothing when there is nothing to change. */
function changeOf(seed: number, name: string, { brightness, contrast, noise }: Augmentation): Change | undefined {
  if (brightness === 0 && contrast === 0 && noise === 0) return undefined;
  const draw = (what: string) => stream(seed, 0, "mix", what, name)();
  const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    brightness: rounded(1 + brightness * (2 * draw("brightness") - 1)),
    contrast: rounded(1 + contrast * (2 * draw("contrast") - 1)),
    noise: rounded(noise * draw("noise")),
  };
}

/** A picture after its change: 8-bit RGB, in sRGB values. `name` gives the noise its stream. */
export function changedPixels({ width, height, channels, data }: Pixels, change: Change, seed: number, name: string) {
  const random = stream(seed, 0, "mix", "grain", name);
  const out = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let at = 0; at < 3; at++) {
      const value = data[pixel * channels + (channels < 3 ? 0 : at)] ?? 0;
      const lit = (value * change.brightness - 127.5) * change.contrast + 127.5;
      const grain = change.noise > 0 ? 255 * change.noise * gaussian(random) : 0;
      out[pixel * 3 + at] = Math.min(255, Math.max(0, Math.round(lit + grain)));
    }
  return { width, height, channels: 3, depth: 8, data: out } as const;
}
