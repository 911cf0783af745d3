/** Fields of a recipe that an experiment may vary, and levels to begin with. */
import { computed } from "@preact/signals";
import { sceneParameters } from "../../../scenes/parameters";
import { variableParts } from "../../recipe/experiment";
import { type FactorField, valuesToTry } from "../preview/factor-values";
import { type Section, sectionsOf } from "../recipe/fields";
import { valueIn } from "../recipe/recipe-edit";
import { given, recipe } from "../recipe/state";
import { withUnit } from "../recipe/titles";
import { spaced } from "../widgets/words";

type VariableSection = Omit<Section, "fields"> & { readonly fields: readonly FactorField[] };

/** The sections of the recipe's form, with what may be varied in them by numbers or names. */
export const variableSections = computed((): readonly VariableSection[] => {
  const scene = recipe.value?.scene ?? "";
  const parameters = Object.entries(sceneParameters).find(([name]) => name === scene)?.[1];
  if (!parameters) return [];
  return sectionsOf(scene, parameters)
    .map((section) => ({
      ...section,
      fields: section.fields.flatMap((field) => {
        const mayVary = (field.kind === "number" || field.kind === "name") && variableParts.includes(field.path[0] ?? "");
        return mayVary ? [field] : [];
      }),
    }))
    .filter(({ fields }) => fields.length > 0);
});

const byPath = computed(() => {
  const all = variableSections.value.flatMap(({ title, fields }) => fields.map((field) => ({ field, section: title })));
  return new Map(all.map((entry) => [entry.field.path.join("."), entry]));
});

/** The field of a factor that is a path; undefined for one with a name of its own. */
export function fieldOf(factor: string): FactorField | undefined {
  return byPath.value.get(factor)?.field;
}

/** "Weather · Kind"; a factor with a name of its own as it is. */
export function factorTitle(factor: string): string {
  const found = byPath.value.get(factor);
  return found ? `${found.section} · ${found.field.title}` : spaced(factor);
}

/** A level as people read it, with its unit. */
export function levelText(factor: string, level: string): string {
  const field = fieldOf(factor);
  const value = Number(level);
  return field?.kind === "number" && Number.isFinite(value) ? withUnit(value, field) : spaced(level);
}

/** Two levels: both ends of a range; of names, that of the recipe and another one. */
export function firstLevels(field: FactorField): readonly (number | string)[] {
  if (field.kind === "number") {
    const values = valuesToTry(field, given.peek());
    return [values[0] ?? field.min, values.at(-1) ?? field.max];
  }
  const now = valueIn(given.peek(), field.path) ?? field.usual;
  return [...new Set([...field.names.filter((name) => name === now), ...field.names])].slice(0, 2);
}
