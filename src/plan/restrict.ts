import type { Option, Quantity } from "../recipe/quantity";

/** Names, or the numbers from … to …, both included. */
export type Range = { readonly names: readonly string[] } | { readonly from: number; readonly to: number };

/**
 * The distribution of those values that lie in a range: the same one, cut. Undefined when it has no such value. So a share of images gets the
 * values of its range as often, relative to each other, as the recipe wants them.
 */
export function restricted(
  given: Quantity | Option<string>,
  range: Range,
  isCount: boolean,
): Quantity | Option<string> | undefined {
  if (typeof given === "string") return "names" in range && range.names.includes(given) ? given : undefined;
  if (typeof given === "object" && "choice" in given)
    return restrictedChoice<string | number>(given, range) as Quantity | undefined;
  if ("names" in range) return undefined;
  const from = isCount ? Math.ceil(range.from) : range.from;
  const to = isCount ? Math.floor(range.to) : range.to;
  if (typeof given === "number") return given >= from && given <= to ? given : undefined;
  if ("normal" in given) {
    const { mean, sd, min, max } = given.normal;
    const cut = { min: Math.max(min, from), max: Math.min(max, to) };
    return cut.min <= cut.max ? { normal: { mean, sd, ...cut } } : undefined;
  }
  const [low, high] = "uniform" in given ? given.uniform : given["log-uniform"];
  const cut = [Math.max(low, from), Math.min(high, to)] as const;
  if (cut[0] > cut[1]) return undefined;
  return "uniform" in given ? { uniform: cut } : { "log-uniform": cut };
}

type Choice<T> = { readonly choice: readonly T[]; readonly weights?: readonly number[] | undefined };

function restrictedChoice<T extends string | number>({ choice, weights }: Choice<T>, range: Range): Choice<T> | undefined {
  const kept = choice.flatMap((item, at) => {
    const weight = weights?.[at] ?? 1;
    const isIn = "names" in range ? range.names.includes(String(item)) : Number(item) >= range.from && Number(item) <= range.to;
    return isIn && weight > 0 ? [{ item, weight }] : [];
  });
  return kept.length === 0 ? undefined : { choice: kept.map(({ item }) => item), weights: kept.map(({ weight }) => weight) };
}
