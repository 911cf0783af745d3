import { RecipeError } from "../errors";
import { type Detection, type Scores, scoresOf, type TruthBox } from "./average-precision";

/** The rows of COCO files that a score needs. */
export type ScoredTruth = {
  readonly images: readonly (Fields & { readonly id: number; readonly levels?: Readonly<Record<string, string>> | undefined })[];
  readonly annotations: readonly (Fields & {
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly number[];
    readonly area: number;
    readonly iscrowd?: number | undefined;
  })[];
};
type Fields = Readonly<Record<string, unknown>>;

/** A row of results as COCO has them (https://cocodataset.org/#format-results). */
export type ResultRow = {
  readonly image_id: number;
  readonly category_id: number;
  readonly bbox: readonly number[];
  readonly score: number;
};

/** A field of annotations, such as `distance.centre_metres`, cut into ranges at rising edges. */
export type Bins = { readonly field: string; readonly edges: readonly number[] };

/** Scores of some images, or of some things in all images. */
export type ScoreRow = { readonly factor: string; readonly level: string; readonly images: number } & Scores;

/**
 * Scores of a detector for each level of each factor: of the images with that level, or by kinds of weather where the truth is no experiment; and for each
 * range of `bins`, in which things outside of it are ignored like crowds while every false alarm counts. Throws RecipeError.
 */
export function scoreRows(truth: ScoredTruth, results: readonly ResultRow[], bins: readonly Bins[]): ScoreRow[] {
  const known = new Set(truth.images.map(({ id }) => id));
  const stranger = results.findIndex(({ image_id }) => !known.has(image_id));
  if (stranger >= 0)
    throw new RecipeError(
      `results[${stranger}].image_id: ${results[stranger]?.image_id} given; expected the id of an image in the truth, for example ${truth.images[0]?.id}.`,
    );
  const found = results.map(
    ({ image_id, category_id, bbox, score }): Detection => ({ image: image_id, category: category_id, box: bbox, score }),
  );
  const boxes = truth.annotations.map(
    (one): TruthBox => ({
      image: one.image_id,
      category: one.category_id,
      box: one.bbox,
      area: one.area,
      crowd: one.iscrowd === 1,
    }),
  );
  const rowOf = (factor: string, level: string, images: readonly number[], own: readonly TruthBox[] = boxes): ScoreRow => ({
    factor,
    level,
    images: images.length,
    ...scoresOf(own, found, images),
  });
  const all = [...known];
  return [
    rowOf("all", "", all),
    ...levelsOf(truth).map(({ factor, level, images }) => rowOf(factor, level, images)),
    ...bins.flatMap(({ field, edges }) => {
      const values = truth.annotations.map((one) => numberAt(one, field));
      if (values.every((value) => value === undefined))
        throw new RecipeError(
          `--bins: "${field}" given, and no annotation has it as a number; expected a field of annotations, for example area, or distance.centre_metres with labels: { include: [distance] } in the recipe.`,
        );
      return edges.slice(0, -1).map((from, at) => {
        const to = edges[at + 1] ?? from;
        const isIn = (value: number | undefined) =>
          value !== undefined && value >= from && (value < to || (at === edges.length - 2 && value === to));
        const own = boxes.map((one, place) => ({ ...one, ignored: !isIn(values[place]) }));
        return rowOf(field, `${from} to ${to}`, all, own);
      });
    }),
  ];
}

type Level = { readonly factor: string; readonly level: string; readonly images: readonly number[] };

/** The images of each level, in the order in which the levels come. */
function levelsOf({ images }: ScoredTruth): Level[] {
  const found = new Map<string, Map<string, number[]>>();
  for (const { id, levels, weather } of images)
    for (const [factor, level] of Object.entries(levels ?? { weather: String(weather ?? "not stated") })) {
      const own = found.get(factor) ?? new Map<string, number[]>();
      found.set(factor, own.set(level, [...(own.get(level) ?? []), id]));
    }
  return [...found].flatMap(([factor, own]) => [...own].map(([level, some]) => ({ factor, level, images: some })));
}

function numberAt(row: Fields, field: string): number | undefined {
  let value: unknown = row;
  for (const key of field.split(".")) value = typeof value === "object" && value !== null ? (value as Fields)[key] : undefined;
  return typeof value === "number" ? value : undefined;
}
