import { sceneParameters } from "../../scenes/parameters";
import { RecipeError } from "../errors";
import { type Experiment, factorLetters, type Level, variableParts } from "../recipe/experiment";
import { nearest } from "../recipe/nearest";
import { recipeFrom } from "../recipe/parse";
import { draw, drawCount, type Option, type Quantity } from "../recipe/quantity";
import { factorGroups } from "../recipe/sampling";
import type { Recipe } from "../recipe/schema";
import {
  type Confounding,
  confounding,
  fractionalDesign,
  fullDesign,
  generatorsOf,
  oneFactorDesign,
  orthogonalDesign,
  type Row,
} from "./designs";
import { type Factor, factorsOf } from "./factors";
import { valueAt, withValueAt } from "./values";

/** More datasets than this are a mistake in a design. */
const MOST_ARMS = 1024;

/** One dataset of an experiment. */
export type Arm = {
  /** Also the name of its folder. */
  readonly name: string;
  /** Name of the level of each factor; of an ablation, `median` for what it holds. None for the recipe as it is. */
  readonly levels: Readonly<Record<string, string>>;
  /** What it puts into the recipe, by path. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Rows of the design that it stands for: more than one where a factor with few levels has some twice. */
  readonly weight: number;
  readonly recipe: Recipe;
};

/** Two arms that differ in one factor only. */
export type ArmPair = { readonly factor: string; readonly first: Arm; readonly second: Arm };

/** An experiment with everything decided. */
export type PlannedExperiment = {
  readonly name: string;
  readonly count: number;
  /** Names of the levels of each factor. */
  readonly factors: Readonly<Record<string, readonly string[]>>;
  readonly arms: readonly Arm[];
  /** Of a fraction of two-level factors. */
  readonly confounding?: Confounding & { readonly letters: Readonly<Record<string, string>> };
};

/**
 * The arms of an experiment on a recipe. All have its seed, so that image i of every arm shows the same scene but for what the factors change: each
 * random choice has a stream of its own. Throws RecipeError.
 */
export function plannedExperiment(experiment: Experiment, given: Recipe): PlannedExperiment {
  const { name, count = given.count, seed = given.seed, set, factors } = experiment;
  expectNoTargets(given);
  const base = changed({ ...given, count, seed }, set, "set");
  const rows = Object.keys(factors).length > 0 ? designRows(experiment) : { rows: [] };
  const made = [...designArms(experiment, base, rows.rows), ...ablationArms(experiment, base)];
  if (made.length > MOST_ARMS)
    throw new RecipeError(
      `design: it has ${made.length} arms; expected at most ${MOST_ARMS}, for example by design: orthogonal.`,
    );
  return {
    name,
    count: base.count,
    factors: Object.fromEntries(Object.entries(factors).map(([factor, levels]) => [factor, levels.map(nameOf)])),
    arms: made.map((arm) => ({ ...arm, recipe: recipeOfArm(name, arm) })),
    ...(rows.confounding && { confounding: rows.confounding }),
  };
}

function recipeOfArm(experiment: string, arm: Arm): Recipe {
  return recipeFrom(
    { ...arm.recipe, name: `${experiment}-${arm.name}` },
    { where: `The arm ${arm.name}`, scenes: sceneParameters },
  );
}

/** Pairs of arms that differ in one factor. */
export function armPairs({ arms, factors }: PlannedExperiment): ArmPair[] {
  const baseline = arms.find(({ name }) => name === BASELINE);
  const names = Object.keys(factors);
  return arms.flatMap((first, at) =>
    arms.slice(at + 1).flatMap((second): ArmPair[] => {
      const held = Object.keys(second.levels);
      if (first === baseline) return held.map((factor) => ({ factor, first, second }));
      const other = names.filter((factor) => first.levels[factor] !== second.levels[factor]);
      const isDesign = names.every((factor) => factor in first.levels && factor in second.levels);
      return other.length === 1 && isDesign ? other.map((factor) => ({ factor, first, second })) : [];
    }),
  );
}

function expectNoTargets({ objective }: Recipe): void {
  if (typeof objective !== "object") return;
  const { shares, quotas, images, limits } = objective;
  const targets = Object.entries({ shares, quotas, images, limits }).find(([, some]) => Object.keys(some).length > 0);
  if (targets)
    throw new RecipeError(
      `objective.${targets[0]}: the recipe of an experiment has targets, which would choose other layouts in each arm; expected an objective in words, for example objective: Detect people at night.`,
    );
}

type Rows = { readonly rows: readonly Row[]; readonly confounding?: PlannedExperiment["confounding"] };

function designRows({ factors, design }: Experiment): Rows {
  const levels = Object.values(factors).map(({ length }) => length);
  if (design === "one-factor") return { rows: oneFactorDesign(levels) };
  if (design === "orthogonal") return { rows: orthogonalDesign(levels) };
  if (design === "full") {
    const many = levels.reduce((product, length) => product * length, 1);
    if (many > MOST_ARMS)
      throw new RecipeError(
        `design: full has ${many} arms; expected at most ${MOST_ARMS}, for example by design: orthogonal or one-factor.`,
      );
    return { rows: fullDesign(levels) };
  }
  const names = Object.keys(factors);
  const other = names.find((name) => factors[name]?.length !== 2);
  if (other !== undefined || names.length > factorLetters.length)
    throw new RecipeError(
      other === undefined
        ? `factors: ${names.length} given; expected at most ${factorLetters.length} with design.fractional.`
        : `factors.${other}: ${factors[other]?.length} levels given; expected 2 with design.fractional, or design: orthogonal, which takes any number.`,
    );
  const generators = generatorsOf(design.fractional, names.length);
  const letters = Object.fromEntries(names.map((name, at) => [factorLetters[at] ?? "", name]));
  return { rows: fractionalDesign(names.length, generators), confounding: { letters, ...confounding(names.length, generators) } };
}

function designArms({ factors }: Experiment, base: Recipe, rows: readonly Row[]): Arm[] {
  for (const [factor, levels] of Object.entries(factors)) {
    const names = levels.map(nameOf);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new RecipeError(`factors.${factor}: the level ${twice} is given twice; expected each once.`);
    for (const level of levels) changed(base, settingsOf(factor, level), `factors.${factor}, level ${nameOf(level)}`);
  }
  const weights = new Map<string, number>();
  for (const row of rows) weights.set(row.join(), (weights.get(row.join()) ?? 0) + 1);
  const digits = Math.max(2, String(weights.size).length);
  return [...weights].map(([key, weight], at) => {
    const row = key.split(",").map(Number);
    const chosen = Object.entries(factors).flatMap(([factor, levels], place) => {
      const level = levels[row[place] ?? 0];
      return level === undefined ? [] : [{ factor, level }];
    });
    const set = Object.assign({}, ...chosen.map(({ factor, level }) => settingsOf(factor, level)));
    const name = `arm-${String(at + 1).padStart(digits, "0")}`;
    const levels = Object.fromEntries(chosen.map(({ factor, level }) => [factor, nameOf(level)]));
    return { name, levels, set, weight, recipe: changed(base, set, name) };
  });
}

const BASELINE = "baseline";

/** The recipe as it is, and once for each ablation with that held. */
function ablationArms({ ablations }: Experiment, base: Recipe): Arm[] {
  if (ablations === undefined) return [];
  const random = randomFactors(base);
  const names = ablations === "all" ? random.map(({ path }) => path) : ablations;
  const baseline = { name: BASELINE, levels: {}, set: {}, weight: 1, recipe: base };
  const arms = names.map((path) => {
    const held = random.filter((factor) => factor.path === path || factor.group === path);
    if (held.length === 0) throw new RecipeError(notRandom(path, base, random));
    const set = Object.fromEntries(held.map((factor) => [factor.path, medianOf(valueAt(base, factor.path), factor)]));
    return {
      name: `without-${path}`,
      levels: { [path]: "median" },
      set,
      weight: 1,
      recipe: changed(base, set, `ablations.${path}`),
    };
  });
  return [baseline, ...arms];
}

/** What the recipe leaves to chance by itself, and an ablation may hold. */
export function randomFactors(recipe: Recipe): readonly Factor[] {
  return factorsOf(recipe.scene).filter(({ path }) => isRandom(valueAt(recipe, path)));
}

function notRandom(path: string, { scene }: Recipe, random: readonly Factor[]): string {
  const isFactor = factorsOf(scene).some((factor) => factor.path === path);
  const meant = nearest(path, [...random.map((factor) => factor.path), ...factorGroups]) ?? random[0]?.path;
  const why = isFactor ? "which the recipe does not leave to chance by itself" : `which is no factor of the scene ${scene}`;
  return `ablations: "${path}" given, ${why}; expected a factor with a distribution in the recipe, or a group of such, for example ${meant}.`;
}

function isRandom(value: Quantity | Option<string> | undefined): boolean {
  if (typeof value !== "object") return false;
  return !("choice" in value) || value.choice.filter((_, at) => (value.weights?.[at] ?? 1) > 0).length > 1;
}

/** The middle of a distribution: its median; of names the most frequent, the first of equals. */
export function medianOf(given: Quantity | Option<string> | undefined, { kind }: Pick<Factor, "kind">): string | number {
  if (given === undefined || typeof given !== "object") return given ?? 0;
  if ("choice" in given && kind === "option") {
    const weights = given.choice.map((_, at) => given.weights?.[at] ?? 1);
    return given.choice[weights.indexOf(Math.max(...weights))] ?? "";
  }
  const quantity = given as Exclude<Quantity, number>;
  const middle = () => 0.5;
  if (!("choice" in quantity)) return kind === "count" ? drawCount(quantity, middle) : draw(quantity, middle);
  const order = quantity.choice
    .map((item, at) => ({ item, weight: quantity.weights?.[at] ?? 1 }))
    .toSorted((a, b) => a.item - b.item);
  return draw({ choice: order.map(({ item }) => item), weights: order.map(({ weight }) => weight) }, middle);
}

/** The recipe with other values, checked. */
function changed(base: Recipe, set: Readonly<Record<string, unknown>>, where: string): Recipe {
  let recipe = base;
  for (const [path, value] of Object.entries(set)) {
    const [group = ""] = path.split(".");
    if (!variableParts.includes(group))
      throw new RecipeError(
        `${where}: "${path}" given; expected the path of a field under ${variableParts.join(", ")}, for example weather.kind.`,
      );
    recipe = withValueAt(recipe, path, value);
  }
  return recipeFrom(recipe, { where, scenes: sceneParameters });
}

function settingsOf(factor: string, level: Level): Readonly<Record<string, unknown>> {
  if (typeof level !== "object") return { [factor]: level };
  return "set" in level ? level.set : { [factor]: level.value };
}

function nameOf(level: Level): string {
  return typeof level === "object" ? level.name : String(level);
}
