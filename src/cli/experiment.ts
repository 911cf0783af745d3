import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { RecipeError } from "../errors";
import { type CocoOfArm, designCsv, designJson, joinedCoco, pairsJson } from "../lab/experiment-files";
import { type Arm, type PlannedExperiment, plannedExperiment } from "../plan/experiment";
import { experimentSchema } from "../recipe/experiment";
import { parseFile } from "../recipe/parse";
import { resolvedJson } from "../recipe/resolve";
import type { Quality } from "../recipe/schema";
import type { ImageSize } from "./args";
import { findAssets } from "./asset-files";
import { readCoco } from "./coco-rows";
import { renderDatasets } from "./generate";
import { scenesFolder } from "./places";
import { readRecipe } from "./recipe-file";
import { tellPeople, tellPrograms } from "./teller";

export type ExperimentOptions = {
  readonly out?: string;
  readonly plan?: true;
  readonly workers?: number;
  readonly patience: number;
  readonly resume?: true;
  readonly restart?: true;
  readonly count?: number;
  readonly size?: ImageSize;
  readonly quality?: Quality;
  readonly json?: true;
};

/** A planned experiment, and the folder that files in its recipe are relative to. */
type ReadExperiment = { readonly planned: PlannedExperiment; readonly folder: string };

/** Reads an experiment and the recipe that it names, which may be beside it. Throws RecipeError. */
function readExperiment(file: string, { count, size, quality }: ExperimentOptions): ReadExperiment {
  if (!existsSync(file))
    throw new RecipeError(
      `There is no file ${file}; expected an experiment in YAML, for example examples/experiments/weather-and-light.yaml`,
    );
  const experiment = parseFile(readFileSync(file, "utf8"), { source: file, what: "experiment", schema: experimentSchema });
  const beside = path.resolve(path.dirname(file), experiment.recipe);
  const { recipe, folder } = readRecipe(existsSync(beside) ? beside : experiment.recipe, scenesFolder);
  const set = {
    ...experiment.set,
    ...(size && { "image.width": size.width, "image.height": size.height }),
    ...(quality && { "image.quality": quality }),
  };
  return { planned: plannedExperiment({ ...experiment, set, ...(count !== undefined && { count }) }, recipe), folder };
}

/** Makes one dataset of plain files for each arm, the design table, pairs and, with COCO, the labels of all arms in one file. */
export async function experiment(signal: AbortSignal, file: string, options: ExperimentOptions): Promise<void> {
  if (options.resume && options.restart)
    throw new RecipeError("--resume and --restart were given; expected one of them, for example --resume");
  const { planned, folder } = readExperiment(file, options);
  const out = path.resolve(options.out ?? path.join("out", planned.name));
  const missing = planned.arms.filter((arm) => !(options.resume && isFinished(out, arm)));
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "design.csv"), designCsv(planned));
  writeFileSync(path.join(out, "design.json"), designJson(planned));
  if (options.plan) {
    console.log(`${path.join(path.relative("", out), "design.csv")}: ${planned.arms.length} arms of ${planned.count} images`);
    return;
  }
  if (missing.length > 0) await renderArms(signal, missing, folder, out, options);
  writeFileSync(path.join(out, "pairs.json"), pairsJson(planned, filesOfArms(planned, out)));
  const coco = cocoOfArms(planned, out);
  if (coco.length > 0) writeFileSync(path.join(out, "instances.json"), joinedCoco(planned, coco));
}

async function renderArms(
  signal: AbortSignal,
  arms: readonly Arm[],
  folder: string,
  out: string,
  { workers, patience, resume, restart, json }: ExperimentOptions,
): Promise<void> {
  const found = arms.map(({ recipe }) => findAssets(recipe, folder));
  const assets = {
    places: new Map(found.flatMap(({ places }) => [...places])),
    unusable: Object.assign({}, ...found.map(({ unusable }) => unusable)),
  };
  const jobs = arms.map(({ name, recipe }) => ({ recipe, indices: { from: 0, to: recipe.count }, folder: name }));
  const [only] = arms;
  await renderDatasets(signal, jobs, assets, {
    // A single dataset has no folder of its own in the output.
    out: only && arms.length === 1 ? path.join(out, only.name) : out,
    sink: "dir",
    patience,
    ...(workers !== undefined && { workers }),
    unfinished: resume ? "resume" : restart ? "restart" : "refuse",
    teller: json ? tellPrograms() : tellPeople(),
  });
}

/** Whether the dataset of an arm is there. Throws RecipeError when it is there and was made of another recipe. */
function isFinished(out: string, { name, recipe }: Arm): boolean {
  const place = path.join(out, name);
  if (!existsSync(path.join(place, "manifest.json"))) return false;
  if (readFileSync(path.join(place, "recipe.json"), "utf8") === resolvedJson(recipe)) return true;
  throw new RecipeError(
    `${place} was made of another recipe than ${name} has now; expected the same experiment as before. --restart starts anew, another --out leaves it alone`,
  );
}

const manifestSchema = z.looseObject({ files: z.record(z.string(), z.string()) });

function filesOfArms({ arms }: PlannedExperiment, out: string): Map<string, string[]> {
  return new Map(
    arms.map(({ name }) => {
      const { files } = manifestSchema.parse(JSON.parse(readFileSync(path.join(out, name, "manifest.json"), "utf8")));
      return [name, Object.keys(files)] as const;
    }),
  );
}

function cocoOfArms(planned: PlannedExperiment, out: string): CocoOfArm[] {
  return [...filesOfArms(planned, out)].flatMap(([arm, files]) =>
    files.flatMap((file) => {
      const [, before, split] = /^(|coco\/)annotations\/instances_([^/]+)\.json$/.exec(file) ?? [];
      if (before === undefined) return [];
      const coco = readCoco(path.join(out, arm, file));
      return [{ arm, folder: `${arm}/${before}images/${split}/`, coco }];
    }),
  );
}
