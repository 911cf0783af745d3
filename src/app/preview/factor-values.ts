/** What can be varied in a recipe, and the values that show what it does. */
import type { z } from "zod";
import { factorsOf } from "../../plan/factors";
import { type NameField, type NumberField, type Section, sectionsOf } from "../recipe/fields";
import { endsOf, filledIn, quantityOf } from "../recipe/quantities";
import { valueIn } from "../recipe/recipe-edit";
import { valueAtShare } from "../recipe/scale";

/** A field of which every image has one value. */
export type FactorField = NumberField | NameField;

/** How many values a strip has at most. */
const MOST = 6;

/** The factors of a scene, in the sections of its form. */
export function factorFields(
  scene: string,
  parameters: z.ZodObject,
): readonly (Omit<Section, "fields"> & { fields: readonly FactorField[] })[] {
  const paths = new Set(factorsOf(scene).map(({ path }) => path));
  return sectionsOf(scene, parameters)
    .map((section) => ({
      ...section,
      fields: section.fields.flatMap((field) => {
        const isFactor = (field.kind === "number" || field.kind === "name") && paths.has(field.path.join("."));
        return isFactor ? [field] : [];
      }),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** Values from end to end: those of the recipe's distribution, or of all that the field allows where the recipe (`given`, as it is written) has a constant. */
export function valuesToTry(field: FactorField, given: unknown): readonly (number | string)[] {
  const value = valueIn(given, field.path) ?? field.usual;
  if (field.kind === "name") return field.names.slice(0, MOST + 1);
  const quantity = quantityOf(value);
  const [low, high] = quantity === undefined ? [field.min, field.max] : endsOf(filledIn(quantity, field));
  const [min, max] = high > low ? [low, high] : [field.min, field.max];
  const values = Array.from({ length: MOST }, (_, at) => valueAtShare(at / (MOST - 1), { ...field, min, max }));
  return [...new Set(values)];
}
