/** What could be written at a place in a recipe, read from its schema: names of fields, and names for values. */
import { z } from "zod";
import { recipeOf } from "../../recipe/schema";

type Schema = z.core.JSONSchema.BaseSchema;

export type Suggestion = {
  readonly label: string;
  /** What is written for it; what comes after the cursor stays. */
  readonly text: string;
  /** Its unit, or that it is a group of fields. */
  readonly detail: string;
  readonly about: string;
};

export type Suggestions = {
  /** Where the word begins that they would replace: an offset in the text. */
  readonly from: number;
  readonly found: readonly Suggestion[];
};

/** Suggestions for the word that ends at an offset; none in comments, and where the recipe takes no names. */
export function suggestionsAt(schema: Schema, text: string, offset: number): Suggestions {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  const word = /[\w-]*$/.exec(line)?.[0] ?? "";
  const from = offset - word.length;
  if (line.includes("#")) return { from, found: [] };
  const { indent, keys, isValue } = placeIn(line);
  const around = outerKeys(text.slice(0, lineStart), indent);
  const at = [...around, ...keys].reduce((inner: Schema | undefined, key) => inner && fieldOf(inner, key), schema);
  if (!at) return { from, found: [] };
  return { from, found: isValue ? valuesOf(at) : fieldsOf(at, keys.length > 0 ? undefined : indent) };
}

/** The schema of the recipes for a scene, as suggestions need it; undefined for a scene that there is not. */
export function schemaOf(scene: string, scenes: Readonly<Record<string, z.ZodObject>>): Schema | undefined {
  const parameters = Object.hasOwn(scenes, scene) ? scenes[scene] : undefined;
  return parameters && z.toJSONSchema(recipeOf(scene, parameters), { io: "input" });
}

type Place = { readonly indent: number; readonly keys: readonly string[]; readonly isValue: boolean };

/** What the line says up to the cursor: how far it is indented, the keys that are open in it, and whether a value is next. */
function placeIn(line: string): Place {
  const [lead = ""] = /^\s*(?:- +)?/.exec(line) ?? [];
  const keys: string[] = [];
  let isValue = false;
  let lists = 0;
  for (const [token, key] of line.slice(lead.length).matchAll(/([\w-]+)\s*:(?=\s|$)|[{}[\],]/g)) {
    if (key !== undefined) keys.push(key);
    lists += token === "[" ? 1 : token === "]" ? -1 : 0;
    // After a comma comes the next field, but in a list the next value.
    if ((token === "}" || (token === "," && lists === 0)) && isValue) keys.pop();
    if (key !== undefined) isValue = true;
    else if (token === "{" || (token === "," && lists === 0)) isValue = false;
    else if (token === "}") isValue = keys.length > 0;
  }
  return { indent: lead.length, keys, isValue };
}

/** The keys of the lines before that are indented less and less, the outermost first. */
function outerKeys(before: string, indent: number): readonly string[] {
  const keys: string[] = [];
  let least = indent;
  for (const line of before.split("\n").reverse()) {
    const [, lead = "", key] = /^(\s*(?:- +)?)([\w-]+):/.exec(line) ?? [];
    if (key === undefined || lead.length >= least) continue;
    keys.unshift(key);
    least = lead.length;
  }
  return keys;
}

/** A schema, and those that it is one of. */
function branchesOf(schema: Schema): readonly Schema[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap((branch) => (typeof branch === "object" ? branchesOf(branch) : []))];
}

/** The schema of a field, also of the things in a list. */
function fieldOf(schema: Schema, key: string): Schema | undefined {
  for (const { properties, items } of branchesOf(schema)) {
    const field = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (typeof field === "object") return field;
    const inItem = typeof items === "object" && !Array.isArray(items) ? fieldOf(items, key) : undefined;
    if (inItem) return inItem;
  }
  return undefined;
}

/** `indent` is that of the line where a group may go on in the next ones. */
function fieldsOf(schema: Schema, indent: number | undefined): readonly Suggestion[] {
  const names = new Map<string, Suggestion>();
  for (const { properties, items } of branchesOf(schema)) {
    const inItems = typeof items === "object" && !Array.isArray(items) ? fieldsOf(items, indent) : [];
    for (const suggestion of inItems) names.set(suggestion.label, suggestion);
    for (const [label, field] of Object.entries(properties ?? {})) {
      if (typeof field !== "object") continue;
      const isGroup = field.properties !== undefined;
      const inBlock = isGroup && indent !== undefined;
      const unit = typeof field.unit === "string" ? field.unit : "";
      names.set(label, {
        label,
        text: inBlock ? `${label}:\n${" ".repeat(indent + 2)}` : `${label}: `,
        detail: isGroup ? "…" : unit,
        about: field.description ?? "",
      });
    }
  }
  return [...names.values()];
}

function valuesOf(schema: Schema): readonly Suggestion[] {
  const names = branchesOf(schema).flatMap(({ enum: some = [], const: one, type, items }) => [
    ...some,
    ...(one === undefined ? [] : [one]),
    ...(type === "boolean" ? [true, false] : []),
    ...(typeof items === "object" && !Array.isArray(items) ? (items.enum ?? []) : []),
  ]);
  const unique = [...new Set(names.filter((name) => name !== null).map(String))];
  return unique.map((label) => ({ label, text: label, detail: "", about: "" }));
}
