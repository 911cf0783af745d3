import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { encode } from "fast-png";
import { sceneParameters } from "../../scenes/parameters";
import { cocoText } from "../dataset/coco-file";
import { RecipeError } from "../errors";
import { barePicture } from "../lab/bare-picture";
import { type Augmentation, changedPixels, HELD_OUT, type Mix, type MixedImage, mixed, nameOf } from "../lab/mix";
import { factorsOf } from "../plan/factors";
import { wantedOf } from "../plan/objective";
import { factorValues, matches } from "../plan/values";
import type { Where } from "../recipe/objective";
import { parseRecipe } from "../recipe/parse";
import type { Recipe } from "../recipe/schema";
import { momentInSequence } from "../recipe/sequence";
import { readParts } from "./labelled-parts";
import { pixelsOf } from "./picture-files";

export type MixOptions = {
  readonly real: string;
  readonly synthetic: string;
  readonly ratio: number;
  readonly out: string;
  readonly seed: number;
  readonly train: string;
  readonly holdout?: readonly Where[];
  readonly copy?: true;
  readonly augment?: Augmentation;
  readonly oversample?: number;
};

const plain: Augmentation = { brightness: 0, contrast: 0, noise: 0 };

/** Writes a dataset of real and synthetic images: COCO files for each split, and mix.json, which says where every image is from. */
export async function mix(signal: AbortSignal, options: MixOptions): Promise<void> {
  const { real, synthetic, ratio, seed, train, holdout = [], augment = plain } = options;
  const out = path.resolve(options.out);
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new RecipeError(`${options.out} is not empty; expected a new folder, for example --out ${options.out}-2.`);
  const [realSet, syntheticSet] = [await readParts(real), await readParts(synthetic)];
  const recipe = recipeIn(synthetic);
  const whereHeld = [...(recipe?.holdout ?? []).map(({ where }) => where), ...holdout];
  const result = mixed(realSet.parts, syntheticSet.parts, {
    ratio,
    seed,
    train,
    isHeldOut: (_, image) => whereHeld.length > 0 && isHeldOut(recipe, whereHeld, image.index, synthetic),
    augmentation: augment,
    oversample: options.oversample,
  });

  const partial = `${out}.${process.pid}.partial`;
  try {
    mkdirSync(path.join(partial, "annotations"), { recursive: true });
    const copies = options.copy === true || options.augment !== undefined;
    const rows: WrittenImage[] = [];
    for (const one of result.images) {
      signal.throwIfAborted();
      const from = path.join((one.source === "real" ? realSet : syntheticSet).picturesOf(one.part), one.image.file_name);
      rows.push(await writtenImage(one, from, { out, partial, copies, seed }));
    }
    for (const split of new Set(result.images.map((one) => one.split)))
      writeFileSync(path.join(partial, "annotations", `instances_${split}.json`), splitText(split, result, rows));
    writeFileSync(path.join(partial, "mix.json"), mixJson(options, whereHeld, recipe, result, rows));
    rmSync(out, { recursive: true, force: true });
    renameSync(partial, out);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  tell(options.out, result);
}

function tell(out: string, { images, unmatched }: Mix): void {
  for (const split of new Set(images.map((one) => one.split))) {
    const own = images.filter((one) => one.split === split);
    const made = own.filter(({ source }) => source === "synthetic").length;
    const again = own.filter(({ copy }) => copy !== undefined).length;
    console.log(`${split}: ${own.length - made} real and ${made} synthetic images${again > 0 ? `, ${again} of them again` : ""}`);
  }
  if (unmatched.length > 0) console.log(`The real set has no ${unmatched.join(", ")}: their labels are left out.`);
  console.log(path.join(out, "mix.json"));
}

/** The recipe of a dataset of ours; undefined where the folder is none. */
function recipeIn(folder: string): Recipe | undefined {
  const file = path.join(folder, "recipe.json");
  return existsSync(file) ? parseRecipe(readFileSync(file, "utf8"), { source: file, scenes: sceneParameters }) : undefined;
}

/** Whether an image matches one of the conditions; its factors follow from recipe and index. */
function isHeldOut(recipe: Recipe | undefined, whereHeld: readonly Where[], index: unknown, folder: string): boolean {
  if (recipe === undefined || typeof index !== "number")
    throw new RecipeError(
      `--holdout given, and ${folder} has no recipe.json to tell factors from; expected a dataset of Diorama as plain files.`,
    );
  const known = factorsOf(recipe.scene);
  const unknown = whereHeld.flatMap(Object.keys).find((name) => !known.some((factor) => factor.path === name));
  if (unknown !== undefined)
    throw new RecipeError(
      `--holdout got "${unknown}"; expected a factor of the scene ${recipe.scene}, for example --holdout weather.kind=fog.`,
    );
  const { world } = momentInSequence(recipe, index);
  const count = recipe.sequence ? Math.ceil(recipe.count / recipe.sequence.frames) : recipe.count;
  const values = factorValues(wantedOf({ ...recipe, count }, world).recipe, world);
  return whereHeld.some((where) => matches(values, where));
}

type WrittenImage = MixedImage & { readonly file: string; readonly from: string; readonly sha256: string };
type Writing = { readonly out: string; readonly partial: string; readonly copies: boolean; readonly seed: number };

/** Copies an image without its metadata, changed or not, or refers to where it is. */
async function writtenImage(one: MixedImage, from: string, { out, partial, copies, seed }: Writing): Promise<WrittenImage> {
  const slashes = (place: string) => place.split(path.sep).join("/");
  const bytes = await readFile(from).catch(() => {
    throw new RecipeError(`${from} cannot be read; expected the picture of an image that its labels name.`);
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const source = slashes(path.relative(out, from));
  if (!copies) return { ...one, file: source, from: source, sha256 };
  const ending = one.change ? ".png" : path.extname(from).toLowerCase();
  const file = `images/${one.split}/${one.source}-${String(one.id).padStart(6, "0")}${ending}`;
  const to = path.join(partial, file);
  mkdirSync(path.dirname(to), { recursive: true });
  if (one.change) {
    writeFileSync(to, encode(changedPixels(await pixelsOf(from, bytes), one.change, seed, nameOf(one))));
  } else {
    const bare = barePicture(bytes);
    if (bare === undefined) throw new RecipeError(`${from} is no picture that can be read; expected PNG or JPEG.`);
    writeFileSync(to, bare);
  }
  return { ...one, file, from: source, sha256 };
}

function splitText(split: string, { categories, annotationsOf }: Mix, rows: readonly WrittenImage[]): string {
  const images = rows
    .filter((one) => one.split === split)
    .map(({ image, id, file, source }) => ({ ...image, id, file_name: file, source, split }));
  const info = { description: `mix, ${split} split`, version: "1.0", year: 0, contributor: "", url: "", date_created: "" };
  return cocoText({ head: { info }, annotations: annotationsOf(split), images, categories });
}

/** Where every image is from, its hash there, and what was done to it. */
function mixJson(
  { real, synthetic, ratio, seed, train, augment, oversample }: MixOptions,
  heldOut: readonly Where[],
  recipe: Recipe | undefined,
  { unmatched }: Mix,
  rows: readonly WrittenImage[],
): string {
  const head = {
    version: 1,
    real: path.basename(path.resolve(real)),
    synthetic: path.basename(path.resolve(synthetic)),
    ...(recipe && { recipe: { name: recipe.name, seed: recipe.seed } }),
    ratio,
    seed,
    train,
    heldOut: { where: heldOut, split: HELD_OUT },
    augmentation: augment ?? null,
    oversample: oversample ?? null,
    classesLeftOut: unmatched,
  };
  const images = rows.map(({ split, file, source, from, sha256, image, copy, change }) =>
    JSON.stringify({ split, file, source, from, id: image.id, sha256, ...(copy && { copy }), ...(change && { change }) }),
  );
  return `${JSON.stringify(head).slice(0, -1)},"images":[\n${images.join(",\n")}\n]}\n`;
}

/** Reads `weather.kind=fog` or `sun.elevationDegrees=-20..5`, and adds it to those given before. Throws RecipeError. */
export function parseHoldout(text: string, before: readonly Where[] = []): readonly Where[] {
  const [, factor = "", value = ""] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
  const [whole, from, to] = /^(-?[\d.]*?)\.\.(-?[\d.]*)$/.exec(value) ?? [];
  const range = { ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) };
  const isGood =
    factor !== "" && (whole === undefined || (Object.keys(range).length > 0 && Object.values(range).every(Number.isFinite)));
  if (isGood) return [...before, { [factor]: whole === undefined ? value : range }];
  throw new RecipeError(
    `--holdout got "${text}"; expected a factor and its value or range, for example --holdout weather.kind=fog or --holdout sun.elevationDegrees=-20..5`,
  );
}

/** Reads `noise=0.02,brightness=0.2`. Throws RecipeError. */
export function parseAugmentation(text: string): Augmentation {
  const given = text.split(",").map((one) => one.split("="));
  const amounts = Object.fromEntries(given.map(([name = "", value = ""]) => [name.trim(), Number(value || Number.NaN)]));
  const isGood = Object.entries(amounts).every(([name, amount]) => Object.hasOwn(plain, name) && amount >= 0 && amount <= 1);
  if (isGood) return { ...plain, ...amounts };
  throw new RecipeError(
    `--augment got "${text}"; expected ${Object.keys(plain).join(", ")} with numbers from 0 to 1, for example --augment noise=0.02,brightness=0.2`,
  );
}

/** Reads the share of images below which a class is rare. Throws RecipeError. */
export function parseOversample(text: string): number {
  const share = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (share > 0 && share <= 1) return share;
  throw new RecipeError(
    `--oversample got "${text}"; expected a share of the training images, more than 0 and at most 1, for example --oversample 0.2`,
  );
}

/** Reads the number of synthetic images for each real one. Throws RecipeError. */
export function parseRatio(text: string): number {
  const ratio = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (ratio >= 0) return ratio;
  throw new RecipeError(`--ratio got "${text}"; expected synthetic images for each real one, for example --ratio 0.5`);
}
