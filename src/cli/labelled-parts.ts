import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { RecipeError } from "../errors";
import { type FoundBoxes, findBoxes, type LabelledBox } from "../lab/label-files";
import type { MixPart } from "../lab/mix";
import { pictureHeader } from "../scene/pictures/picture-header";
import { cocoFiles, readCoco } from "./coco-rows";
import { filesBelow } from "./files-below";

/** A labelled dataset in a folder: the labels of each split as COCO has them, and the folder that `file_name`s are relative to. */
export type LabelledParts = { readonly parts: readonly MixPart[]; picturesOf(part: MixPart): string };

/** Reads a dataset in the format of COCO, YOLO or Pascal VOC. Of the latter two, boxes only. Throws RecipeError. */
export async function readParts(folder: string): Promise<LabelledParts> {
  const coco = existsSync(folder) ? cocoFiles(folder) : [];
  if (coco.length === 0) {
    const files = filesIn(folder);
    const found = await findBoxes(files, async (file) => readFileSync(path.join(folder, file), "utf8"));
    if (found) return { parts: partsOf(folder, files, found), picturesOf: () => folder };
    throw new RecipeError(
      `${folder} has no labels that are known; expected COCO (annotations/instances_<split>.json), YOLO (labels/<split>/*.txt) or Pascal VOC (Annotations/*.xml), as plain files.`,
    );
  }
  const places = new Map<MixPart, string>();
  for (const { file, split, pictures } of coco) places.set({ split, ...readCoco(file) }, pictures);
  return { parts: [...places.keys()], picturesOf: (part) => places.get(part) ?? folder };
}

function filesIn(folder: string): string[] {
  if (existsSync(folder)) return filesBelow(folder).sort();
  throw new RecipeError(`${folder} is not there; expected a folder with a labelled dataset.`);
}

function partsOf(folder: string, files: readonly string[], { kind, classes, boxesOf, labelled }: FoundBoxes): MixPart[] {
  const listed = kind === "Pascal VOC" ? listedSplits(folder, files) : new Map<string, string>();
  const all = files.filter((file) => /\.(png|jpe?g)$/i.test(file));
  // To YOLO a picture without a file of labels shows nothing; to Pascal VOC it is none of the dataset.
  const pictures = kind === "YOLO" ? all.filter((file) => /(^|\/)images\//.test(file)) : labelled(all);
  const categories = classes.map((name, at) => ({ id: at + 1, name }));
  const idOf = new Map(categories.map(({ id, name }) => [name, id]));
  const rows = pictures.map((file, at) => {
    const { width, height } = sizeOf(folder, file);
    const stem = path.posix.parse(file).name;
    // Pictures of our own datasets are named for their index, by which a recipe tells their factors.
    const index = /^\d+$/.test(stem) ? { index: Number(stem) } : {};
    const image = { id: at + 1, file_name: file, width, height, ...index };
    const annotations = boxesOf(file).map((one) => annotationOf(one, image, idOf.get(one.class) ?? 0));
    return { split: listed.size > 0 ? listed.get(stem) : splitIn(file), image, annotations };
  });
  const splits = [...new Set(rows.flatMap(({ split }) => split ?? []))];
  return splits.map((split) => {
    const own = rows.filter((row) => row.split === split);
    const annotations = own.flatMap((row) => row.annotations).map((one, at) => ({ id: at + 1, ...one }));
    return { split, images: own.map(({ image }) => image), annotations, categories };
  });
}

function annotationOf({ box, unit }: LabelledBox, image: { id: number; width: number; height: number }, category: number) {
  const scale = unit === "share" ? [image.width, image.height, image.width, image.height] : [1, 1, 1, 1];
  const bbox = box.map((value, at) => Math.round(value * (scale[at] ?? 1) * 1e4) / 1e4);
  const [, , width = 0, height = 0] = bbox;
  return { image_id: image.id, category_id: category, bbox, area: width * height, iscrowd: 0 };
}

/** `images/train/a.png`, or `train/images/a.png` as Roboflow has it; what is in the folder of no split is for training. */
function splitIn(file: string): string {
  const [, before, after] = /(?:^|([^/]+)\/)images\/(?:([^/]+)\/)?/.exec(file) ?? [];
  return after ?? (before !== undefined && /^(train|val|valid|test)$/.test(before) ? before : "train");
}

/** The split of each picture by its name, as the files in `ImageSets/Main/` say (VOC 2012 development kit). */
function listedSplits(folder: string, files: readonly string[]): Map<string, string> {
  const places = files.filter((file) => /(^|\/)ImageSets\/Main\/[^/]+\.txt$/.test(file));
  const splits = new Map<string, string>();
  for (const place of places) {
    const lines = readFileSync(path.join(folder, place), "utf8")
      .split("\n")
      .map((line) => line.trim());
    // Lists of one class have a second column; trainval is the sum of two others.
    const isWhole = lines.every((line) => !/\s/.test(line));
    const split = path.posix.parse(place).name;
    const isSum = split === "trainval" && files.includes(place.replace(/trainval\.txt$/, "train.txt"));
    if (isWhole && !isSum) for (const name of lines) if (name !== "") splits.set(name, split);
  }
  return splits;
}

function sizeOf(folder: string, file: string) {
  const header = pictureHeader(readFileSync(path.join(folder, file)));
  if (header) return header;
  throw new RecipeError(`${path.join(folder, file)} is no picture that can be read; expected PNG or JPEG.`);
}
