import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RecipeError } from "../errors";
import { type Bins, type ScoreRow, scoreRows } from "../lab/score";
import { type CocoFileRows, findCoco, readCoco, readResults } from "./coco-rows";
import { aligned } from "./table";

export type ScoreOptions = {
  readonly truth: string;
  readonly results: string;
  readonly bins?: readonly Bins[];
  readonly classes?: readonly string[];
  readonly out?: string;
};

/** Prints the average precision of COCO for each level of each factor, as a table, and writes it as JSON. */
export function score({ truth, results, bins = [], classes, out }: ScoreOptions): void {
  const files = findCoco(truth).map(({ file }) => readCoco(file));
  const counts = classes === undefined ? () => true : isOfClasses(files, classes);
  const annotations = files.flatMap((file) => file.annotations.filter(counts));
  const whole = { images: files.flatMap(({ images }) => images), annotations };
  const rows = scoreRows(whole, readResults(results).filter(counts), bins);
  for (const line of aligned([header, ...rows.map(cells)], 2)) console.log(line);
  if (out === undefined) return;
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ truth: path.basename(path.resolve(truth)), rows }, null, 2)}\n`);
}

type OfCategory = { readonly category_id: number };

/** Whether a label or a detection is of one of these classes. Throws RecipeError for a class that the truth does not know. */
export function isOfClasses(
  files: readonly Pick<CocoFileRows, "categories">[],
  names: readonly string[],
): (row: OfCategory) => boolean {
  const idOf = new Map(files.flatMap(({ categories }) => categories).map(({ id, name }) => [name, id]));
  const unknown = names.find((name) => !idOf.has(name));
  if (unknown !== undefined)
    throw new RecipeError(`--classes got "${unknown}"; expected classes of the truth: ${[...idOf.keys()].join(", ")}.`);
  const ids = new Set(names.map((name) => idOf.get(name)));
  return ({ category_id }) => ids.has(category_id);
}

const header = ["factor", "level", "images", "things", "AP", "AP50", "AP75", "small", "medium", "large", "AR100"];

function cells({ factor, level, images, things, ap, ap50, ap75, apSmall, apMedium, apLarge, ar100 }: ScoreRow): string[] {
  const shown = [ap, ap50, ap75, apSmall, apMedium, apLarge, ar100].map((value) => value?.toFixed(3) ?? "-");
  return [factor, level, String(images), String(things), ...shown];
}

/** Reads `distance.centre_metres:0,10,20,40`, and adds it to those given before. Throws RecipeError. */
export function parseBins(text: string, before: readonly Bins[] = []): readonly Bins[] {
  const [, field = "", list = ""] = /^([^:]+):([^:]+)$/.exec(text) ?? [];
  const edges = list.split(",").map(Number);
  const isRising = edges.every((edge, at) => Number.isFinite(edge) && (at === 0 || edge > (edges[at - 1] ?? edge)));
  if (field !== "" && edges.length > 1 && isRising) return [...before, { field, edges }];
  throw new RecipeError(
    `--bins got "${text}"; expected a field of annotations and two rising edges or more, for example --bins distance.centre_metres:0,10,20,40`,
  );
}
