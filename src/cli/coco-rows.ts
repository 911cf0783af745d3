/** COCO files as they come from elsewhere: checked for what we read, all else kept. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { RecipeError } from "../errors";

const box = z.array(z.number()).length(4);

const cocoSchema = z.object({
  images: z.array(
    z.looseObject({
      id: z.int(),
      file_name: z.string(),
      levels: z.record(z.string(), z.string()).optional(),
    }),
  ),
  annotations: z.array(
    z.looseObject({
      id: z.int(),
      image_id: z.int(),
      category_id: z.int(),
      bbox: box,
      area: z.number(),
      iscrowd: z.int().optional(),
    }),
  ),
  categories: z.array(z.looseObject({ id: z.int(), name: z.string() })),
});

export type CocoFileRows = z.infer<typeof cocoSchema>;

const resultsSchema = z.array(z.looseObject({ image_id: z.int(), category_id: z.int(), bbox: box, score: z.number() }));

/** Reads a COCO file. Throws RecipeError when it is none. */
export function readCoco(file: string): CocoFileRows {
  return checked(file, cocoSchema, "a COCO file with images, annotations and categories");
}

/** Reads the results of a detector. Throws RecipeError. */
export function readResults(file: string): z.infer<typeof resultsSchema> {
  return checked(
    file,
    resultsSchema,
    'COCO results, for example [{ "image_id": 1, "category_id": 1, "bbox": [10, 20, 30, 40], "score": 0.9 }]',
  );
}

/** A COCO file in a folder, and the folder of its pictures. */
export type FoundCoco = { readonly file: string; readonly split: string; readonly pictures: string };

/** The files with instances in a folder: of an experiment, of a dataset of Diorama, or of one with the layout of COCO or Roboflow. Throws RecipeError when there are none. */
export function findCoco(folder: string): FoundCoco[] {
  const found = cocoFiles(folder);
  if (found.length > 0) return found;
  throw new RecipeError(
    `${folder} has no labels in COCO's format; expected instances.json, annotations/instances_<split>.json or <split>/_annotations.coco.json in it, as plain files.`,
  );
}

/** The same; none where there are none. */
export function cocoFiles(folder: string): FoundCoco[] {
  const whole = path.join(folder, "instances.json");
  if (existsSync(whole)) return [{ file: whole, split: "test", pictures: folder }];
  const places = [folder, path.join(folder, "coco")].map((place) => path.join(place, "annotations"));
  const found = places.filter(existsSync).flatMap((place) =>
    readdirSync(place)
      .sort()
      .flatMap((name) => {
        const [, split] = /^instances_(.+)\.json$/.exec(name) ?? [];
        if (split === undefined) return [];
        const pictures = ["images", "."].map((some) => path.join(place, "..", some, split)).find(existsSync);
        return [{ file: path.join(place, name), split, pictures: pictures ?? path.join(place, "../images") }];
      }),
  );
  if (found.length > 0) return found;
  return ["train", "valid", "val", "test"].flatMap((split) => {
    const file = path.join(folder, split, "_annotations.coco.json");
    return existsSync(file) ? [{ file, split, pictures: path.join(folder, split) }] : [];
  });
}

function checked<S extends z.ZodType>(file: string, schema: S, expected: string): z.output<S> {
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new RecipeError(`${file} cannot be read as JSON; expected ${expected}.`);
  }
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RecipeError(`${file}: ${issue?.path.join(".") || "the file"}: ${issue?.message}; expected ${expected}.`);
}
