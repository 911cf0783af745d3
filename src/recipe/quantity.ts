/**
 * Numbers and names in a recipe that are either fixed or drawn anew for every image. Any of these may stand where a number is
 * expected: `5`, `{ uniform: [a, b] }`, `{ normal: { mean, sd, min, max } }`, `{ choice: [1, 2], weights: [3, 1] }`,
 * `{ log-uniform: [a, b] }`. Every value that a distribution can give lies inside the field's range; parsing checks it.
 */
import { z } from "zod";
import { truncatedNormal } from "./normal";
import { integer, pick, type Random } from "./random";

// zod otherwise compiles its checks with `new Function`, which our content-security policy forbids.
z.config({ jitless: true });

type Choice<T> = { readonly choice: readonly T[]; readonly weights?: readonly number[] | undefined };
type Normal = { readonly mean: number; readonly sd: number; readonly min: number; readonly max: number };
/** As written in a recipe: the ends of a normal distribution may be left out. They are then the ends of the field's range. */
type NormalInput = Pick<Normal, "mean" | "sd"> & { readonly min?: number | undefined; readonly max?: number | undefined };
type Distribution<N> =
  | { readonly uniform: readonly [number, number] }
  | { readonly normal: N }
  | Choice<number>
  | { readonly "log-uniform": readonly [number, number] };

/** A number, or the distribution it is drawn from. */
export type Quantity = number | Distribution<Normal>;
/** A quantity as it may be written in a recipe. */
export type QuantityInput = number | Distribution<NormalInput>;
/** One of a list of names, or a weighted choice between some of them. */
export type Option<Name extends string> = Name | Choice<Name>;

/** What a quantity field allows. Values lie in [min, max]; `unit` is a word for messages and editors ("metres"). */
export type QuantityField = {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly default: QuantityInput;
  readonly description: string;
};

/** Schema of a number or distribution with a default. `draw` gives its value for one image. */
export function quantity(field: QuantityField): z.ZodPrefault<z.ZodType<Quantity, QuantityInput>> {
  return quantityWithin(field).prefault(field.default);
}

/** The same without a default, for fields that may be left out: `quantityWithin({ … }).optional()`. */
export function quantityWithin(field: Omit<QuantityField, "default">): z.ZodType<Quantity, QuantityInput> {
  return distributed(field, z.number().min(field.min).max(field.max), "quantity");
}

/** Schema of a whole number or distribution of whole numbers. Both ends of a distribution are included. `drawCount` draws it. */
export function count(field: QuantityField): z.ZodPrefault<z.ZodType<Quantity, QuantityInput>> {
  return distributed(field, z.int().min(field.min).max(field.max), "count").prefault(field.default);
}

/** Schema of one of some names, or `{ choice: [names], weights: [numbers] }`. `drawOption` draws it. */
export function option<const Name extends string>(
  names: readonly Name[],
  field: { readonly default: Option<Name>; readonly description: string; readonly examples?: readonly Option<Name>[] },
): z.ZodPrefault<z.ZodType<Option<Name>, Option<Name>>> {
  const name = z.enum(names);
  const schema: z.ZodType<Option<Name>, Option<Name>> = z.union([name, choiceOf(name)]);
  const { default: usual, description, examples } = field;
  return schema.meta({ description, kind: "option", ...(examples ? { examples } : {}) }).prefault(usual);
}

/** The value of a quantity for one image. Takes exactly one number from `random`, whatever the kind of the quantity. */
export function draw(quantity: Quantity, random: Random): number {
  if (typeof quantity === "object" && "choice" in quantity) return pick(random, quantity.choice, quantity.weights);
  const rank = random();
  if (typeof quantity === "number") return quantity;
  if ("normal" in quantity) return truncatedNormal(quantity.normal, rank);
  if ("uniform" in quantity) {
    const [low, high] = quantity.uniform;
    return within([low, high], low + (high - low) * rank);
  }
  const [low, high] = quantity["log-uniform"];
  return within([low, high], low * (high / low) ** rank);
}

/** The value of a count for one image, a whole number. Takes exactly one number from `random`. */
export function drawCount(count: Quantity, random: Random): number {
  if (typeof count === "number" || "choice" in count) return draw(count, random);
  if ("uniform" in count) return integer(random, ...count.uniform);
  if ("normal" in count) {
    const { mean, sd, min, max } = count.normal;
    // Half a step more on both sides, so that the ends get their full share when rounded.
    return within([min, max], Math.round(truncatedNormal({ mean, sd, min: min - 0.5, max: max + 0.5 }, random())));
  }
  const [low, high] = count["log-uniform"];
  return within([low, high], Math.floor(low * ((high + 1) / low) ** random()));
}

/** The name chosen for one image. Takes exactly one number from `random`. */
export function drawOption<Name extends string>(option: Option<Name>, random: Random): Name {
  return typeof option === "string" ? pick(random, [option]) : pick(random, option.choice, option.weights);
}

function within([low, high]: readonly [number, number], value: number): number {
  return Math.min(high, Math.max(low, value));
}

function distributed(
  { min, max, unit, description }: Omit<QuantityField, "default">,
  number: z.ZodNumber,
  kind: "quantity" | "count",
): z.ZodType<Quantity, QuantityInput> {
  const schema: z.ZodType<Quantity, QuantityInput> = z.union([
    number,
    z.strictObject({ uniform: interval(number) }),
    z.strictObject({ normal: normal(number, min, max) }),
    choiceOf(number),
    z.strictObject({ "log-uniform": interval(min > 0 ? number : number.positive()) }),
  ]);
  return schema.meta({ description, kind, minimum: min, maximum: max, ...(unit === undefined ? {} : { unit }) });
}

function interval(number: z.ZodNumber) {
  return z.tuple([number, number]).refine(([low, high]) => low <= high, "a first number that is not greater than the second");
}

function normal(number: z.ZodNumber, min: number, max: number) {
  return z
    .strictObject({
      mean: z.number().min(min).max(max),
      sd: z.number().positive(),
      min: number.default(min),
      max: number.default(max),
    })
    .refine(({ mean, min, max }) => min <= mean && mean <= max, "a mean between min and max");
}

function choiceOf<Item extends z.ZodType>(item: Item) {
  return z
    .strictObject({ choice: z.array(item).min(1), weights: z.array(z.number().nonnegative()).optional() })
    .refine(({ choice, weights }) => weights === undefined || weights.length === choice.length, {
      path: ["weights"],
      message: "one weight for every item of choice",
    })
    .refine(({ weights }) => weights === undefined || weights.length === 0 || weights.some((weight) => weight > 0), {
      path: ["weights"],
      message: "at least one weight greater than 0",
    });
}
