import { RecipeError } from "../errors";
import type { Objective } from "../recipe/objective";
import type { Option, Quantity } from "../recipe/quantity";
import type { Recipe } from "../recipe/schema";
import { type Factor, factorsOf } from "./factors";
import { keyOf, permuted } from "./permutation";
import { type Range, restricted } from "./restrict";
import { valueAt, withValueAt } from "./values";

/** A share of the images: the values that it may have, and how many images it is of. */
type Stratum = {
  readonly label: string;
  readonly range: Range;
  readonly value: Quantity | Option<string>;
  readonly images: number;
};
type PlannedQuota = {
  /** Positions in the order of the plan. */
  readonly first: number;
  readonly end: number;
  readonly values: readonly (readonly [path: string, value: Quantity | Option<string>])[];
  readonly placed: Readonly<Record<string, number>>;
};
type PlannedShares = {
  readonly factor: Factor;
  /** All images, for the report. */
  readonly strata: readonly Stratum[];
  /** Images of each stratum that no quota has taken. */
  readonly left: readonly number[];
  /** Quotas that decide on the factor themselves. */
  readonly decided: readonly PlannedQuota[];
};

/** What the objective of a recipe means for each image. */
export type Plan = {
  readonly count: number;
  readonly quotas: readonly PlannedQuota[];
  readonly shares: readonly PlannedShares[];
};

const plans = new WeakMap<Recipe, Plan>();

/** Turns shares into numbers of images. Throws a RecipeError that says which of the targets cannot be met, and why. */
export function planOf(recipe: Recipe): Plan {
  const known = plans.get(recipe);
  if (known) return known;
  const plan =
    typeof recipe.objective === "object" ? planned(recipe, recipe.objective) : { count: recipe.count, quotas: [], shares: [] };
  plans.set(recipe, plan);
  return plan;
}

function planned(recipe: Recipe, objective: Objective): Plan {
  const { count } = recipe;
  let first = 0;
  const quotas = objective.quotas.map((quota, at): PlannedQuota => {
    const end = first + Math.ceil(quota.share * count - 1e-9);
    const values = Object.entries(quota.where).map(([path, wanted]) => {
      const place = `objective.quotas[${at}].where.${path}`;
      const range =
        typeof wanted === "string" ? { names: [wanted] } : { from: wanted.from ?? -Infinity, to: wanted.to ?? Infinity };
      return [path, cut(recipe, path, range, place)] as const;
    });
    const planned = { first, end, values, placed: quota.placed };
    first = end;
    return planned;
  });
  if (first > count)
    throw new RecipeError(
      `objective.quotas: they ask for ${first} images together, and the recipe makes ${count}; expected shares that add up to 1 at most, or a larger count.`,
    );
  const shares = Object.entries(objective.shares).map(([path, given]) =>
    plannedShares(recipe, path, strataOf(recipe, path, given), quotas),
  );
  return { count, quotas, shares };
}

/** The strata of one factor with whole numbers of images. */
function strataOf(recipe: Recipe, path: string, given: Objective["shares"][string]): Stratum[] {
  const place = `objective.shares.${path}`;
  const total = Array.isArray(given)
    ? given.reduce((sum, { share }) => sum + share, 0)
    : Object.values(given).reduce((sum, share) => sum + share, 0);
  if (total > 1 + 1e-9)
    throw new RecipeError(`${place}: the shares add up to ${total}; expected 1 at most, for example 0.7 and 0.3.`);
  const asked: { label: string; range: Range; share: number }[] = Array.isArray(given)
    ? given.map(({ from, to, share }) => ({ label: `${from} to ${to}`, range: { from, to }, share }))
    : Object.entries(given).map(([name, share]) => ({ label: name, range: { names: [name] }, share }));
  const rest = 1 - total;
  if (rest > 1e-9) asked.push(theRest(recipe, path, given, rest));
  const images = apportioned(
    asked.map(({ share }) => share),
    recipe.count,
  );
  return asked.map(({ label, range }, at) => ({
    label,
    range,
    images: images[at] ?? 0,
    value: cut(recipe, path, range, `${place}.${label}`),
  }));
}

/** What is left of a factor whose named values do not take all images. */
function theRest(recipe: Recipe, path: string, given: Objective["shares"][string], share: number) {
  const whole = valueAt(recipe, path);
  const named = Array.isArray(given) ? [] : Object.keys(given);
  const names =
    typeof whole === "object" && "choice" in whole ? whole.choice.map(String).filter((name) => !named.includes(name)) : [];
  if (names.length === 0 || Array.isArray(given))
    throw new RecipeError(
      `objective.shares.${path}: the shares add up to ${1 - share}, and the recipe has nothing else for the other images; expected shares that add up to 1.`,
    );
  return { label: "others", range: { names }, share };
}

function plannedShares(recipe: Recipe, path: string, strata: readonly Stratum[], quotas: readonly PlannedQuota[]): PlannedShares {
  const factor = factorAt(recipe, path, `objective.shares.${path}`);
  const left = strata.map(({ images }) => images);
  const decided = quotas.filter(({ values }) => values.some(([other]) => other === path));
  for (const { values, first, end } of decided) {
    const value = values.find(([other]) => other === path)?.[1];
    const fitting = strata.findIndex(
      ({ range }, at) => (left[at] ?? 0) >= end - first && value !== undefined && isWithin(value, range, factor.kind === "count"),
    );
    if (fitting < 0)
      throw new RecipeError(
        `objective.quotas: one of them needs ${end - first} images of ${path} ${said(value)}, and objective.shares leaves ${strata.map(({ label }, at) => `${left[at]} of ${label}`).join(", ")}; expected a larger share there, or a smaller quota.`,
      );
    left[fitting] = (left[fitting] ?? 0) - (end - first);
  }
  return { factor, strata, left, decided };
}

function isWithin(value: Quantity | Option<string>, range: Range, isCount: boolean): boolean {
  const inside = restricted(value, range, isCount);
  return inside !== undefined && JSON.stringify(bounds(inside)) === JSON.stringify(bounds(value));
}

/** A value without the weights that cutting adds. */
function bounds(value: Quantity | Option<string>): unknown {
  return typeof value === "object" && "choice" in value ? value.choice : value;
}

function said(value: unknown): string {
  if (typeof value === "object" && value !== null && "choice" in value && Array.isArray(value.choice))
    return value.choice.join(" or ");
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function cut(recipe: Recipe, path: string, range: Range, place: string): Quantity | Option<string> {
  const factor = factorAt(recipe, path, place);
  const whole = valueAt(recipe, path);
  if (whole === undefined)
    throw new RecipeError(
      `${place}: the recipe leaves ${path} to the kind of weather or to the scene, so it cannot be shared out; expected a distribution at ${path}, for example { uniform: [0, 1] }.`,
    );
  const value = restricted(whole, range, factor.kind === "count");
  if (value === undefined)
    throw new RecipeError(
      `${place}: the recipe gives ${path} as ${said(whole)}, which is never there; expected a value that the recipe can draw.`,
    );
  return value;
}

function factorAt({ scene }: Recipe, path: string, place: string): Factor {
  const factors = factorsOf(scene);
  const found = factors.find((factor) => factor.path === path);
  if (found) return found;
  throw new RecipeError(
    `${place}: "${path}" given; expected a factor of the scene ${scene}, such as ${factors
      .slice(0, 3)
      .map((factor) => factor.path)
      .join(", ")} or ${factors.at(-1)?.path}.`,
  );
}

/** Whole numbers in proportion to shares that add up to 1: largest remainders first (Hamilton's method). */
export function apportioned(shares: readonly number[], total: number): number[] {
  const whole = shares.map((share) => Math.floor(share * total + 1e-9));
  const missing = total - whole.reduce((sum, one) => sum + one, 0);
  const order = shares
    .map((share, at) => ({ at, rest: share * total - (whole[at] ?? 0) }))
    .toSorted((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of order.slice(0, missing)) whole[at] = (whole[at] ?? 0) + 1;
  return whole;
}

/** What one image has to be. */
export type Wanted = {
  /** The recipe with the values that the plan gives this image. */
  readonly recipe: Recipe;
  /** Of each class, how many have to be in view. */
  readonly placed: Readonly<Record<string, number>>;
  readonly limits: Readonly<Record<string, number>>;
};

/** The part of the plan that concerns one image: found from its index alone. */
export function wantedOf(recipe: Recipe, index: number): Wanted {
  const { objective, seed } = recipe;
  if (typeof objective !== "object") return { recipe, placed: {}, limits: {} };
  const { count, quotas, shares } = planOf(recipe);
  const round = Math.floor(index / count);
  const shuffled = (at: number, size: number, ...name: readonly string[]) =>
    permuted(at, size, keyOf(seed, "plan", round, ...name));
  const position = shuffled(index % count, count);
  const quota = quotas.find(({ first, end }) => position >= first && position < end);
  let own = recipe;
  for (const [path, value] of quota?.values ?? []) own = withValueAt(own, path, value);
  for (const { factor, strata, left, decided } of shares) {
    if (quota && decided.includes(quota)) continue;
    const before = decided.reduce((sum, { first, end }) => sum + (end <= position ? end - first : 0), 0);
    const free = left.reduce((sum, many) => sum + many, 0);
    let place = shuffled(position - before, free, factor.path);
    const stratum = strata.find((_, at) => {
      place -= left[at] ?? 0;
      return place < 0;
    });
    if (stratum) own = withValueAt(own, factor.path, stratum.value);
  }
  const placed: Record<string, number> = { ...quota?.placed };
  for (const [name, share] of Object.entries(objective.images))
    if (shuffled(position, count, "images", name) < Math.ceil(share * count - 1e-9))
      placed[name] = Math.max(placed[name] ?? 0, 1);
  return { recipe: own, placed, limits: objective.limits };
}
