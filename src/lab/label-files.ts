import { XMLParser } from "fast-xml-parser";
import { parse as parseYaml } from "yaml";
import { z } from "zod";

/** A box of something: [left, top, width, height], the first pixel from 0 to 1; in shares of the picture's sides where `unit` says so. */
export type LabelledBox = {
  readonly class: string;
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly unit: "pixels" | "share";
};

/** The boxes in a picture, by its path. None for a picture without labels. */
export type BoxesOf = (picture: string) => readonly LabelledBox[];

/** Labels that were found in a folder. */
export type FoundBoxes = {
  readonly kind: string;
  /** In the order of the dataset's own list, or of the alphabet. */
  readonly classes: readonly string[];
  readonly boxesOf: BoxesOf;
  /** Those of the pictures that have labels, though there may be no box in them. */
  labelled(pictures: readonly string[]): string[];
};

type Text = (file: string) => Promise<string>;
type Read = { readonly boxes: Map<string, LabelledBox[]>; readonly classes?: readonly string[] };
type Reader = (files: readonly string[], text: Text) => Promise<Read | undefined>;

/** Kinds of label files in a folder; the first that is there counts. */
const readers: Readonly<Record<string, Reader>> = { COCO: cocoBoxes, YOLO: yoloBoxes, "Pascal VOC": vocBoxes };

/** Finds COCO, YOLO or Pascal VOC labels among the files of a folder; undefined when there are none. */
export async function findBoxes(files: readonly string[], text: Text): Promise<FoundBoxes | undefined> {
  for (const [kind, read] of Object.entries(readers)) {
    const found = await read(files, text);
    if (found === undefined) continue;
    const byPath = found.boxes;
    // Many datasets keep pictures in one folder and labels in another: then names of files alone tell what belongs together.
    const byStem = new Map([...byPath].map(([path, boxes]) => [nameIn(path), boxes]));
    const named = new Set([...byPath.values()].flatMap((boxes) => boxes.map((one) => one.class)));
    return {
      kind,
      classes: found.classes ?? [...named].sort(),
      boxesOf: (picture) => byPath.get(bare(picture)) ?? byStem.get(nameIn(bare(picture))) ?? [],
      labelled(pictures) {
        const exact = pictures.filter((one) => byPath.has(bare(one)));
        return exact.length > 0 ? exact : pictures.filter((one) => byStem.has(nameIn(bare(one))));
      },
    };
  }
  return undefined;
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path without the ending of the file. */
function bare(path: string): string {
  return path.replace(/\.[^./]+$/, "");
}

const cocoSchema = z.looseObject({
  images: z.array(z.looseObject({ id: z.union([z.int(), z.string()]), file_name: z.string() })),
  annotations: z.array(
    z.looseObject({
      image_id: z.union([z.int(), z.string()]),
      category_id: z.int(),
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    }),
  ),
  categories: z.array(z.looseObject({ id: z.int(), name: z.string() })).default([]),
});

/** https://cocodataset.org/#format-data */
async function cocoBoxes(files: readonly string[], text: Text) {
  const named = files.filter((one) => /(^|\/)(instances_[^/]*|_annotations\.coco|annotations?|labels|coco)\.json$/.test(one));
  const boxes = new Map<string, LabelledBox[]>();
  let found = false;
  for (const file of named) {
    const read = cocoSchema.safeParse(json(await text(file)));
    if (!read.success) continue;
    found = true;
    const { images, annotations, categories } = read.data;
    const nameOf = new Map(categories.map(({ id, name }) => [id, name]));
    const folder = file.slice(0, file.lastIndexOf("/") + 1);
    const pathOf = new Map(images.map(({ id, file_name }) => [id, `${folder}${bare(file_name)}`]));
    for (const path of pathOf.values()) boxes.set(path, []);
    for (const { image_id, category_id, bbox } of annotations)
      boxes
        .get(pathOf.get(image_id) ?? "")
        ?.push({ class: nameOf.get(category_id) ?? String(category_id), box: bbox, unit: "pixels" });
  }
  return found ? { boxes } : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const dataYaml = z.looseObject({
  names: z.union([z.array(z.string()), z.record(z.string(), z.string())]).default([]),
  kpt_shape: z.array(z.int()).optional(),
});

/** https://docs.ultralytics.com/datasets: boxes, or what is tight round the points of an outline or a turned box. */
async function yoloBoxes(files: readonly string[], text: Text) {
  const rows = files.filter((one) => /(^|\/)labels\/.*\.txt$/.test(one));
  if (rows.length === 0) return undefined;
  const yaml = files.find((one) => /(^|\/)data\.ya?ml$/.test(one));
  const { names, kpt_shape } = dataYaml.parse((yaml === undefined ? undefined : parseYaml(await text(yaml))) ?? {});
  const listed: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(names));
  const boxes = new Map<string, LabelledBox[]>();
  for (const file of rows) {
    const lines = (await text(file)).split("\n").filter((line) => line.trim() !== "");
    boxes.set(
      bare(file.replace(/(^|\/)labels\//, "$1images/")),
      lines.flatMap((line) => {
        const [number = "", ...rest] = line.trim().split(/\s+/);
        const values = rest.map(Number);
        const isBox = values.length === 4 || kpt_shape !== undefined;
        return [{ class: listed[number] ?? number, box: isBox ? aroundMiddle(values) : aroundPoints(values), unit: "share" }];
      }),
    );
  }
  const classes = Object.values(listed);
  return { boxes, ...(classes.length > 0 && { classes: withNumbers(classes, boxes) }) };
}

/** Rows may have numbers that the list does not name. */
function withNumbers(classes: readonly string[], boxes: ReadonlyMap<string, readonly LabelledBox[]>): string[] {
  return [...new Set([...classes, ...[...boxes.values()].flatMap((some) => some.map((one) => one.class))])];
}

function aroundMiddle([x = 0, y = 0, width = 0, height = 0]: readonly number[]): LabelledBox["box"] {
  return [x - width / 2, y - height / 2, width, height];
}

function aroundPoints(values: readonly number[]): LabelledBox["box"] {
  const [xs, ys] = [values.filter((_, at) => at % 2 === 0), values.filter((_, at) => at % 2 === 1)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

const vocSchema = z.looseObject({
  annotation: z.looseObject({
    object: z
      .array(
        z.looseObject({
          name: z.coerce.string(),
          bndbox: z.looseObject({
            xmin: z.coerce.number(),
            ymin: z.coerce.number(),
            xmax: z.coerce.number(),
            ymax: z.coerce.number(),
          }),
        }),
      )
      .default([]),
  }),
});

/** Pixels are counted from 1 and both ends belong to the box (VOC 2012 development kit). */
async function vocBoxes(files: readonly string[], text: Text) {
  const parser = new XMLParser({ isArray: (name) => name === "object", parseTagValue: false });
  const boxes = new Map<string, LabelledBox[]>();
  for (const file of files.filter((one) => one.endsWith(".xml"))) {
    const read = vocSchema.safeParse(parser.parse(await text(file)));
    if (!read.success) continue;
    boxes.set(
      bare(file.replace(/(^|\/)Annotations\//, "$1JPEGImages/")),
      read.data.annotation.object.map(({ name, bndbox: { xmin, ymin, xmax, ymax } }) => ({
        class: name,
        box: [xmin - 1, ymin - 1, xmax - xmin + 1, ymax - ymin + 1],
        unit: "pixels",
      })),
    );
  }
  return boxes.size > 0 ? { boxes } : undefined;
}
