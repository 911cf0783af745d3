/** The files that stand beside the datasets of an experiment. */
import { cocoText } from "../dataset/coco-file";
import { stem } from "../dataset/names";
import { armPairs, type PlannedExperiment } from "../plan/experiment";

/** The design as a table (RFC 4180): an arm each row, with the names of its levels. */
export function designCsv({ arms, factors, count }: PlannedExperiment): string {
  const columns = [...new Set([...Object.keys(factors), ...arms.flatMap(({ levels }) => Object.keys(levels))])];
  const rows = arms.map(({ name, weight, levels }) => [
    name,
    String(count),
    String(weight),
    ...columns.map((factor) => levels[factor] ?? "as in the recipe"),
  ]);
  return [["arm", "images", "weight", ...columns], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The design with what each arm puts into the recipe and, of a fraction, what it cannot tell apart. */
export function designJson({ name, count, factors, confounding, arms }: PlannedExperiment): string {
  const rows = arms.map(({ recipe, ...arm }) => ({ ...arm, dataset: recipe.name }));
  return `${JSON.stringify({ version: 1, name, images: count, factors, ...(confounding && { confounding }), arms: rows }, null, 2)}\n`;
}

/** Files of the arms by the arm's name, each with its path inside the folder of the arm. */
export type FilesOfArms = ReadonlyMap<string, readonly string[]>;

/** Counterfactual pairs: images of two arms that show the same scene with one factor changed. */
export function pairsJson(experiment: PlannedExperiment, files: FilesOfArms): string {
  const images = new Map([...files].map(([arm, paths]) => [arm, imagesByStem(paths)]));
  const rows = armPairs(experiment).flatMap(({ factor, first, second }) =>
    Array.from({ length: experiment.count }, (_, index) => {
      const side = ({ name, levels }: typeof first) => {
        const image = images.get(name)?.get(stem(index));
        return {
          arm: name,
          level: levels[factor] ?? "as in the recipe",
          ...(image !== undefined && { image: `${name}/${image}` }),
          spec: `${name}/specs/${stem(index)}.json`,
        };
      };
      return JSON.stringify({ index, factor, first: side(first), second: side(second) });
    }),
  );
  return `{"version":1,"experiment":${JSON.stringify(experiment.name)},"pairs":[\n${rows.join(",\n")}\n]}\n`;
}

/** The first colour picture of each image, by the digits of its name. */
function imagesByStem(paths: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of paths) {
    const [, digits] = /(?:^|\/)(?:images|image_2|JPEGImages|rgb)\/(?:[^/]+\/)?(\d{6,})\.(?:png|jpg)$/.exec(path) ?? [];
    if (digits !== undefined && !found.has(digits)) found.set(digits, path);
  }
  return found;
}

type Row = Readonly<Record<string, unknown>>;
/** What is read of a COCO file. */
export type CocoRows = {
  readonly images: readonly (Row & { readonly id: number; readonly file_name: string })[];
  readonly annotations: readonly (Row & { readonly image_id: number })[];
  readonly categories: readonly unknown[];
};
/** A COCO file of an arm, and the folder that its `file_name`s are in. */
export type CocoOfArm = { readonly arm: string; readonly folder: string; readonly coco: CocoRows };

/**
 * One COCO file of all arms, for a detector to run on at once: image ids are different in each arm, and every image says its arm, its levels and its index
 * (the same index is the same scene). `file_name` is relative to the folder of the experiment.
 */
export function joinedCoco({ name, count, arms }: PlannedExperiment, files: readonly CocoOfArm[]): string {
  const order = new Map(arms.map((arm, at) => [arm.name, { at, levels: arm.levels }]));
  const joined = files.map(({ arm, folder, coco }) => {
    const { at = 0, levels } = order.get(arm) ?? {};
    const idOf = (id: number) => at * count + id;
    return {
      images: coco.images.map((image) => ({
        ...image,
        id: idOf(image.id),
        file_name: `${folder}${image.file_name}`,
        arm,
        levels,
      })),
      annotations: coco.annotations.map((one) => ({ ...one, image_id: idOf(one.image_id) })),
    };
  });
  const annotations = joined.flatMap((one) => one.annotations).map((one, at) => ({ ...one, id: at + 1 }));
  return cocoText({
    head: { info: { description: `${name}, all arms`, version: "1.0", year: 0, contributor: "", url: "", date_created: "" } },
    annotations,
    images: joined.flatMap((one) => one.images),
    categories: files[0]?.coco.categories ?? [],
  });
}
