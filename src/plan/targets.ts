import type { Recipe } from "../recipe/schema";
import { planOf, wantedOf } from "./objective";
import { type FactorValues, factorValues, matches } from "./values";

/** A target of the objective beside what became of it. */
export type TargetRow = { readonly target: string; readonly wanted: number; readonly got: number; readonly met: boolean };

type PerClass = ReadonlyMap<string, { readonly instances: number; readonly images: number }>;

/**
 * Compares the objective with a dataset of the images `from` to before `to`. Values of factors follow from the recipe alone; how many things are
 * labelled is known when all is drawn. Of a part of the images, shares are those of the part. None where the objective has no targets.
 */
export function targetRows(
  recipe: Recipe,
  { from, to }: { readonly from: number; readonly to: number },
  perClass: PerClass,
): TargetRow[] {
  const { objective } = recipe;
  if (typeof objective !== "object") return [];
  const { shares } = planOf(recipe);
  const many = to - from;
  const isWhole = from === 0 && to === recipe.count;
  const values = shares.length + objective.quotas.length > 0 ? imageValues(recipe, from, to) : [];
  const atLeast = (target: string, wanted: number, got: number): TargetRow => ({ target, wanted, got, met: got >= wanted });
  const part = (share: number) => Math.ceil(share * many - 1e-9);
  return [
    ...shares.flatMap(({ factor: { path }, strata }) =>
      strata.map(({ label, range, images }) => {
        const condition = "names" in range ? range.names : [range];
        const got = values.filter((own) => condition.some((one) => matches(own, { [path]: one }))).length;
        const wanted = isWhole ? images : Math.round((images / recipe.count) * many);
        return { target: `images with ${path} ${label}`, wanted, got, met: isWhole ? got === wanted : true };
      }),
    ),
    ...objective.quotas.map(({ name, share, where }) =>
      atLeast(
        `images: ${
          name ??
          Object.entries(where)
            .map(([path, one]) => `${path} ${typeof one === "string" ? one : JSON.stringify(one)}`)
            .join(" and ")
        }`,
        part(share),
        values.filter((own) => matches(own, where)).length,
      ),
    ),
    ...Object.entries(objective.images).map(([name, share]) =>
      atLeast(`images with ${name}`, part(share), perClass.get(name)?.images ?? 0),
    ),
    ...Object.entries(objective.instances).map(([name, wanted]) =>
      atLeast(`labelled things of ${name}`, wanted, perClass.get(name)?.instances ?? 0),
    ),
  ];
}

/** The factors of each image as the plan has them. */
export function imageValues(recipe: Recipe, from: number, to: number): FactorValues[] {
  return Array.from({ length: to - from }, (_, at) => factorValues(wantedOf(recipe, from + at).recipe, from + at));
}
