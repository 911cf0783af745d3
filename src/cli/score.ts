import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RecipeError } from "../errors";
import { type Bins, type ScoreRow, scoreRows } from "../lab/score";
import { findCoco, readCoco, readResults } from "./coco-rows";
import { aligned } from "./table";

export type ScoreOptions = {
  readonly truth: string;
  readonly results: string;
  readonly bins?: readonly Bins[];
  readonly out?: string;
};

/** Prints the average precision of COCO for each level of each factor, as a table, and writes it as JSON. */
export function score({ truth, results, bins = [], out }: ScoreOptions): void {
  const files = findCoco(truth).map(({ file }) => readCoco(file));
  const whole = { images: files.flatMap(({ images }) => images), annotations: files.flatMap(({ annotations }) => annotations) };
  const rows = scoreRows(whole, readResults(results), bins);
  for (const line of aligned([header, ...rows.map(cells)], 2)) console.log(line);
  if (out === undefined) return;
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ truth: path.basename(path.resolve(truth)), rows }, null, 2)}\n`);
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
