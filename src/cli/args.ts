import { RecipeError } from "../errors";
import { IMAGE_SIDE } from "../recipe/schema";

/** A run of indices: `from` included, `to` not. An open end is undefined. */
export type OpenRange = { readonly from: number | undefined; readonly to: number | undefined };

/** Reads `a:b`, `a:` or `:b` (indices, the end not included). Throws RecipeError. */
export function parseRange(text: string): OpenRange {
  const [, first, last] = /^(\d*):(\d*)$/.exec(text) ?? [];
  const range = { from: bound(first), to: bound(last) };
  if (first === undefined || (range.from === undefined && range.to === undefined)) {
    throw new RecipeError(`--range got "${text}"; expected two indices with a colon between them, for example --range 100:200`);
  }
  if (range.to !== undefined && range.to <= (range.from ?? 0)) {
    throw new RecipeError(`--range got "${text}", which holds no index; the end is not included, so 0:24 is the first 24 images`);
  }
  return range;
}

function bound(digits: string | undefined): number | undefined {
  return digits ? Number(digits) : undefined;
}

/** The part of a recipe's `count` images that a range asks for. Throws RecipeError when it asks for more than there are. */
export function closeRange(range: OpenRange | undefined, count: number): { readonly from: number; readonly to: number } {
  const from = range?.from ?? 0;
  const to = range?.to ?? count;
  if (to <= count && from < to) return { from, to };
  throw new RecipeError(
    `--range got "${from}:${to}", and the recipe has ${count} images (0:${count}); ask for fewer, or for more images, ` +
      `for example --count ${Math.max(to, from + 1)}`,
  );
}

/** Reads a whole number of at least `least` for the option `name`. Throws RecipeError. */
export function parseWhole(name: string, least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    const limit = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new RecipeError(`${name} got "${text}"; expected a whole number ${limit}, for example ${name} ${Math.max(least, 8)}`);
  };
}

/** Width and height of an image in pixels. */
export type ImageSize = { readonly width: number; readonly height: number };

/** Reads `640x480`. Throws RecipeError for anything else, and for sizes that a recipe cannot have. */
export function parseSize(text: string): ImageSize {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  const fits = (pixels: number) => pixels >= IMAGE_SIDE.min && pixels <= IMAGE_SIDE.max;
  if (fits(size.width) && fits(size.height)) return size;
  throw new RecipeError(
    `--size got "${text}"; expected width x height in pixels, ${IMAGE_SIDE.min} to ${IMAGE_SIDE.max}, for example --size 640x480`,
  );
}

/** Reads names separated by commas, each one of `known`, without repeats. Throws RecipeError. */
export function parseNames<Name extends string>(option: string, known: readonly Name[]): (text: string) => readonly Name[] {
  const isKnown = (name: string): name is Name => known.some((one) => one === name);
  return (text) => {
    const names = [...new Set(text.split(",").map((name) => name.trim()))];
    const unknown = names.find((name) => !isKnown(name));
    if (unknown === undefined) return names.filter(isKnown);
    throw new RecipeError(`${option} got "${unknown}"; expected ${known.join(", ")}, for example ${option} ${known[0] ?? ""}`);
  };
}

/** Reads one name of `known`. Throws RecipeError. */
export function parseOne<Name extends string>(option: string, known: readonly Name[]): (text: string) => Name {
  return (text) => {
    const name = known.find((one) => one === text);
    if (name !== undefined) return name;
    throw new RecipeError(`${option} got "${text}"; expected ${known.join(", ")}, for example ${option} ${known[0] ?? ""}`);
  };
}
