/** Numbers and distributions as the form shows and changes them. */
import type { Quantity, QuantityInput } from "../../recipe/quantity";
import type { NumberField } from "./fields";
import { rounded } from "./scale";

/** The kinds of `src/recipe/quantity.ts`. */
export const quantityKinds = {
  constant: "Constant",
  uniform: "Uniform",
  normal: "Normal",
  "log-uniform": "Log-uniform",
  choice: "Choice",
} as const;
export type QuantityKind = keyof typeof quantityKinds;

/** What a value of a recipe is, or undefined when it is no number or distribution. */
export function kindOf(value: unknown): QuantityKind | undefined {
  if (typeof value === "number") return "constant";
  if (typeof value !== "object" || value === null) return undefined;
  return (Object.keys(quantityKinds) as QuantityKind[]).find((kind) => kind in value);
}

/** A value of a recipe as a quantity, or undefined. */
export function quantityOf(value: unknown): QuantityInput | undefined {
  return kindOf(value) === undefined ? undefined : (value as QuantityInput);
}

/** With the ends of a normal distribution, which are those of the field where they are left out. */
export function filledIn(value: QuantityInput, { min, max }: Pick<NumberField, "min" | "max">): Quantity {
  if (typeof value !== "object" || !("normal" in value)) return value;
  const { normal } = value;
  return { normal: { ...normal, min: normal.min ?? min, max: normal.max ?? max } };
}

/** The lowest and the highest value. */
export function endsOf(value: Quantity): readonly [low: number, high: number] {
  if (typeof value === "number") return [value, value];
  if ("choice" in value) return [Math.min(...value.choice), Math.max(...value.choice)];
  if ("normal" in value) return [value.normal.min, value.normal.max];
  return "uniform" in value ? value.uniform : value["log-uniform"];
}

/** About the middle: the mean of a normal distribution, else halfway between the ends. */
function middleOf(value: Quantity): number {
  if (typeof value === "object" && "normal" in value) return value.normal.mean;
  const [low, high] = endsOf(value);
  return typeof value === "object" && "log-uniform" in value ? Math.sqrt(low * high) : (low + high) / 2;
}

/** The same thing said with another kind of quantity: about the same range, and always one that the field allows. */
export function asKind(value: Quantity, kind: QuantityKind, field: NumberField): QuantityInput {
  const round = (number: number) => rounded(number, field);
  if (kind === "constant") return round(middleOf(value));
  const [low, high] = spread(value, field);
  switch (kind) {
    case "uniform":
      return { uniform: [low, high] };
    case "log-uniform": {
      const least = low > 0 ? low : Math.max(field.min, high / 100, field.isWhole ? 1 : 0);
      return { "log-uniform": [round(least) || round(high), high] };
    }
    case "normal":
      return {
        normal: { mean: round((low + high) / 2), sd: Number(((high - low) / 4 || 1).toPrecision(2)), min: low, max: high },
      };
    case "choice":
      return { choice: [...new Set([low, round((low + high) / 2), high])] };
  }
}

/** Ends that lie apart: a constant gets a tenth of the field's range on both sides. */
function spread(value: Quantity, field: NumberField): readonly [number, number] {
  const [low, high] = endsOf(value);
  if (high > low) return [low, high];
  const margin = Math.max((field.max - field.min) / 10, field.isWhole ? 1 : 0);
  const narrow = low === 0 ? margin : Math.min(margin, Math.abs(low) / 2 || margin);
  const most = field.isWhole ? Math.max(1, narrow) : narrow;
  return [rounded(low - most, field), rounded(high + most, field)];
}

/** "1.2 to 1.6", "55 ± 6", "1, 2 or 4". */
export function summary(value: QuantityInput): string {
  if (typeof value === "number") return plainNumber(value);
  if ("choice" in value) {
    const names = value.choice.map(plainNumber);
    return names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : (names[0] ?? "");
  }
  if ("normal" in value) return `${plainNumber(value.normal.mean)} ± ${plainNumber(value.normal.sd)}`;
  const [low, high] = "uniform" in value ? value.uniform : value["log-uniform"];
  return `${plainNumber(low)} to ${plainNumber(high)}`;
}

/** Six digits at most, thousands apart. */
export function plainNumber(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 6 });
}
